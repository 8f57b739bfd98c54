"""Statements with their sources and speakers: the laws every quote keeps; the cases are tests/cases/quotes."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from transforms.annotate import Article
from transforms.quotes import extract_quotes
from transforms.records import ArticleEntities, Segment


def annotate(annotator, text: str) -> dict[str, list[dict]]:
    return annotator.annotate([Article("a", text)], "run")


PIECES = st.sampled_from(
    [
        "“The dam will hold,” Marta Quint said. “We tested it.”",
        'She added that the gates were "in good shape" and new.',
        "The town, according to the mayor, is safe.",
        "“Nobody has to leave.",
        "”",
        "QUINT: We will see.",
        "👩‍🚒 “Ré­sumé” — J. Ö.",
        "He demanded the board tell them why.",
        ":",
        "''",
    ]
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=6), st.sampled_from(["\n", "\r\n", "\n\n", " "]))
def test_every_quote_keeps_the_laws(annotator, pieces, joint):
    text = joint.join(pieces)
    tables = annotate(annotator, text)
    spans: dict[str, list[tuple[int, int]]] = {row["quote_id"]: [] for row in tables["quotes"]}
    for row in tables["quote_spans"]:
        spans[row["quote_id"]].append((row["start"], row["end"]))
    for row in tables["quotes"]:
        assert row["text"] == text[row["start"] : row["end"]]
        assert 0 <= row["confidence"] <= 1
        parts = spans[row["quote_id"]]
        assert parts == sorted(parts)
        assert (row["start"], row["end"]) == (parts[0][0], parts[-1][1])
        assert all(a[1] <= b[0] for a, b in pairwise(parts))
    covered = sorted(part for parts in spans.values() for part in parts)
    assert all(a[1] <= b[0] for a, b in pairwise(covered))


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("“It will hold,” Quint said on Monday. “We tested it.”", "“It will hold,” … “We tested it.”"),
        ("The dam, Quint said, would hold through winter.", "The dam … would hold through winter"),
        ("Quint said: “It will hold.\n“We tested it.”", "“It will hold.\n“We tested it.”"),
        ("<p>Piers rot.</p><p>&ldquo;It will <b>hold</b>,&rdquo; Ada Quint said.</p>", "“It will hold,”"),
        (
            "*The Courier* was there. “It will hold,” **Ada Quint** said. “We tes\xadted it.”",
            "“It will hold,” … “We tested it.”",
        ),
    ],
)
def test_what_is_printed_leaves_out_the_words_between_the_parts(annotator, text, printed):
    assert [row["quoted_text"] for row in annotate(annotator, text)["quotes"]] == [printed]


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Marta Quint said that the dam would hold.", False),
        ("Marta Quint did not say that the dam would hold.", True),
        ("No engineer said that the dam would hold.", True),
        ("Marta Quint said that nobody had tested the dam.", False),
    ],
)
def test_what_nobody_said_is_marked(annotator, text, negated):
    assert [row["is_negated"] for row in annotate(annotator, text)["quotes"]] == [negated]


def test_the_confidence_of_a_speaker_stands_beside_one(annotator):
    rows = annotate(annotator, "Marta Quint said the dam would hold. Analysts said it would not.")["quotes"]
    assert [row["speaker_confidence"] is None for row in rows] == [row["speaker_id"] is None for row in rows]
    assert [row["speaker_id"] is None for row in rows] == [False, True]


def test_the_addressee_of_a_demand_and_of_a_telling(annotator):
    text = "Marta Quint told Jonas Brandt that the dam would hold. Jonas Brandt urged Marta Quint to open the gates."
    found = [(row["act"], row["addressee_text"]) for row in annotate(annotator, text)["quotes"]]
    assert found == [("said", "Jonas Brandt"), ("demanded", "Marta Quint")]


PARAGRAPHS = (
    "“The dam will hold,” Marta Quint said.",
    "“Nobody has to leave the valley,” said Jonas Brandt, the mayor.",
    "Ines Falk called the work “a disgrace” on Tuesday.",
    "“We lost the hay,” Otto Reyes said. “We lost the corn as well.”",
)


def quoted_by_paragraph(annotator, text: str) -> list[set[tuple[str, str | None]]]:
    found: list[set[tuple[str, str | None]]] = [set() for _ in PARAGRAPHS]
    for row in annotate(annotator, text)["quotes"]:
        found[text.count("\n\n", 0, row["start"])].add((row["text"], row["speaker_text"]))
    return found


def test_one_odd_mark_costs_at_most_the_quotes_beside_it(annotator):
    text = "\n\n".join(PARAGRAPHS)
    before = quoted_by_paragraph(annotator, text)
    assert all(before)
    for place in [i for i, c in enumerate(text) if c in "“”"]:
        for changed in (text[:place] + text[place + 1 :], text[:place] + text[place] + text[place:]):
            after = quoted_by_paragraph(annotator, changed)
            hit = text.count("\n\n", 0, place)
            lost = [n for n in range(len(PARAGRAPHS)) if abs(n - hit) > 1 and before[n] != after[n]]
            assert not lost, (changed, after)


@pytest.mark.parametrize("times", [1_000, pytest.param(2_500, marks=pytest.mark.slow)])
def test_a_line_of_many_thousand_characters_is_read_in_time(annotator, times):
    text = "“The dam will hold,” Marta Quint said, and " * times
    start = time.process_time()
    reading = next(iter(annotator.reader.read([(text, [Segment("body", 0, len(text))])])))
    middle = time.process_time()
    quotes = extract_quotes(reading, ArticleEntities([], []), annotator.quote_model)
    assert len(quotes) > 0.8 * times
    assert time.process_time() - middle < middle - start


def test_whoever_is_spoken_of_is_not_spoken_to(annotator):
    text = (
        "Marta Quint blamed Jonas Brandt for the flood. She referred to Otto Reyes as a clerk. "
        "She warned Otto Reyes that the gates were rusty. She advised that we should leave."
    )
    found = {row["cue"].split()[0]: row["addressee_text"] for row in annotate(annotator, text)["quotes"]}
    assert found["warned"] == "Otto Reyes"
    assert all(hearer is None for cue, hearer in found.items() if cue != "warned")
