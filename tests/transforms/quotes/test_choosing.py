"""Which statements of an article are kept, which passages belong to them, and which ones layout alone tells."""

from __future__ import annotations

import pytest

from tests.transforms.read_texts import parse
from transforms.quotes.decide import (
    add_run,
    choose_statements,
    drop_inner,
    find_statements,
    join_continued,
    link_candidates,
    open_passages,
)
from transforms.quotes.extract import tabulate
from transforms.quotes.statements import Statement
from transforms.quotes.turns import find_layout_statements
from transforms.records import Segment


def made(cue, runs, confidence=0.9, source=-1, kind="clause"):
    return Statement(cue, source, runs, kind, 0.0, confidence)


def lines_of(annotator, *lines):
    """The table of a text whose lines are segments of their own."""
    text, segments = "", []
    for line in lines:
        segments.append(Segment("body", len(text), len(text) + len(line)))
        text += line + "\n"
    (reading,) = annotator.reader.read([(text, tuple(segments))])
    return tabulate(reading, annotator.quote_model.groups)


def words(table, statement):
    return " ".join(" ".join(table.reading.words[first:last]) for first, last in statement.runs)


def test_of_two_statements_that_share_words_the_likelier_is_kept():
    likely, rival, apart = made(1, [(2, 6)], 0.9), made(8, [(5, 8)], 0.6), made(10, [(11, 14)], 0.7)
    assert choose_statements([rival, apart, likely], 20) == [likely, apart]


def test_the_unlikely_and_whoever_says_himself_are_left_out():
    assert choose_statements([made(1, [(2, 6)], 0.1)], 20) == []
    assert choose_statements([made(1, [(2, 6)], 0.9, source=3)], 20) == []
    assert choose_statements([made(1, [(2, 6)], 0.1)], 20, least=0.05) != []


def test_what_layout_shows_goes_before_what_is_likelier():
    turn, told = made(0, [(1, 9)], 0.5, kind="turn"), made(4, [(5, 8)], 0.99)
    assert choose_statements([told, turn], 20) == [turn]


def test_runs_that_touch_become_one():
    one = made(1, [(2, 6)])
    add_run(one, (8, 9))
    assert one.runs == [(2, 6), (8, 9)]
    add_run(one, (6, 8))
    assert one.runs == [(2, 9)]


@pytest.fixture(scope="module")
def story(annotator):
    return lines_of(
        annotator,
        "Marta Quint said: “The bridge is old.",
        "“It must be closed.”",
        "Nobody crossed the river. “We waited.”",
    )


def run_of(table, text):
    start = table.reading.text.index(text)
    return table.reading.tokens_in(start, start + len(text))


def test_passages_that_nobody_owns_are_open_and_have_candidates_near_them(story):
    said = made(story.reading.words.index("said"), [run_of(story, "“The bridge is old.")])
    assert open_passages(story, []) == [0, 1, 2]
    assert open_passages(story, [said]) == [1, 2]
    groups = link_candidates(story, [said], [1, 2])
    assert [[link.owner for link in group] for group in groups] == [[-1, 0], [-1, 0]]


def test_a_quotation_that_the_next_paragraph_reopens_is_one(story):
    said = made(story.reading.words.index("said"), [run_of(story, "“The bridge is old.")])
    join_continued(story, [said])
    assert open_passages(story, [said]) == [2] and "must be closed" in words(story, said)


def test_the_verb_of_anothers_content_is_no_statement(annotator):
    (reading,) = parse(annotator, ["Marta Quint denied calling the bridge a disgrace."])
    table = tabulate(reading, annotator.quote_model.groups)
    denied = made(reading.words.index("denied"), [run_of(table, "calling the bridge a disgrace")])
    calling = made(reading.words.index("calling"), [run_of(table, "a disgrace")])
    assert drop_inner(table, [denied, calling]) == [denied]
    assert drop_inner(table, [calling]) == [calling]


def test_found_statements_have_calibrated_confidence_in_text_order(annotator, story):
    said = made(story.reading.words.index("said"), [run_of(story, "“The bridge is old.")], source=1)
    found = find_statements(story, [said], annotator.quote_model.weights)
    assert [s.cue for s in found] == [said.cue] and 0.0 <= found[0].confidence <= 1.0


def test_a_transcript_has_a_statement_for_each_turn(annotator):
    table = lines_of(
        annotator,
        "QUINT: The bridge is old and it must be closed.",
        "BRANDT: We will not close the bridge this year.",
        "QUINT: Then the city will pay for it.",
        "BRANDT: That is for the council to say.",
    )
    found = find_layout_statements(table)
    assert [table.reading.words[s.source] for s in found] == ["QUINT", "BRANDT"] * 2
    assert words(table, found[0]).startswith("The bridge is old")
    assert all(table.reading.token_segment[s.cue] == n for n, s in enumerate(found))


def test_a_quotation_is_signed_with_a_dash_and_a_name(annotator):
    table = lines_of(annotator, "“The bridge is old and it must be closed.” — Marta Quint")
    (signed,) = find_layout_statements(table)
    assert table.reading.words[signed.source] == "Quint" and "must be closed" in words(table, signed)


def test_plain_paragraphs_are_no_turns(story):
    assert find_layout_statements(story) == []
