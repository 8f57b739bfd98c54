"""Which cue a passage belongs to, and where the statement of one speaker ends because another's begins."""

from __future__ import annotations

import pytest

from transforms.quotes.extract import tabulate
from transforms.quotes.fences import attach_passages, clip, find_fences, read_reports
from transforms.quotes.spans import ContentCandidate
from transforms.quotes.statements import draft_statements
from transforms.records import Segment


def parts(annotator, text: str):
    reading = next(iter(annotator.reader.read([(text, [Segment("body", 0, len(text))])])))
    table = tabulate(reading, annotator.quote_model.groups)
    draft = draft_statements(table, annotator.quote_model.weights)
    return table, draft, read_reports(table, draft.cues, draft.odds, draft.sources)


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("“It holds,” said Marta Quint. “It leaks,” said Jonas Brandt.", ["said 4", "said 13"]),
        ("“No,” said Marta Quint, but Jonas Brandt answered, “Yes, and soon.”", ["said", "answered"]),
        ("Marta Quint said: “It holds.” Nobody spoke. “It leaks.”", ["said", None]),
        ("Marta Quint called it “a disgrace” in May.", ["called"]),
    ],
)
def test_a_passage_belongs_to_the_cue_it_touches(annotator, text, owners):
    table, _, reports = parts(annotator, text)
    owned = attach_passages(table, reports)
    found = [table.reading.words[reports[owned[n]].cue] if n in owned else None for n in range(len(table.passages))]
    assert found == [None if owner is None else owner.split()[0] for owner in owners]
    assert len(set(owned.values())) == len(owned)


def test_a_joined_clause_is_fenced_off(annotator):
    table, draft, reports = parts(annotator, "Marta Quint said the dam held, but Jonas Brandt said it leaked.")
    joint = table.reading.words.index("but")
    fences = dict(zip(draft.cues.tolist(), find_fences(table, draft.cues, reports, []), strict=True))
    said = [t for t, word in enumerate(table.reading.words) if word == "said"]
    assert fences[said[0]] == [(joint, len(table.reading))]
    assert fences[said[1]] == [(0, joint)]


def test_a_claim_within_a_claim_is_not_fenced_off(annotator):
    table, draft, reports = parts(annotator, "Marta Quint said Jonas Brandt told her that the dam leaked.")
    fences = dict(zip(draft.cues.tolist(), find_fences(table, draft.cues, reports, []), strict=True))
    assert fences[table.reading.words.index("said")] == []


def test_a_run_is_cut_before_a_fence_without_its_comma(annotator):
    table, _, _ = parts(annotator, "Marta Quint said the dam held, but Jonas Brandt said it leaked.")
    whole = ContentCandidate(2, 3, 12, 0, 0, "ccomp", 5)
    assert [(c.first, c.last) for c in clip(table, [whole], [(7, 13)])] == [(3, 6)]
    assert clip(table, [whole], [(0, 7)]) == []
    assert clip(table, [whole], []) == [whole]
