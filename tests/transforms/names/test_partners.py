"""People whose names a reader took for one organization's."""

from __future__ import annotations

import pytest

from tests.transforms.read_texts import parse
from transforms.names.partners import part_people

# a sentence, the span that the reader saw there, and the spans that stand in it
CASES = [
    ("Dana Poole & Lee Ortiz opened it.", (0, 5), [(0, 2, "PERSON"), (3, 5, "PERSON")]),
    ("Orvane Tarn & Lee Ortiz opened it.", (0, 5), [(0, 5, "ORG")]),
    ("Dana Poole & Sons opened it.", (0, 4), [(0, 4, "ORG")]),
    ("Lawyers Dana Poole and others left.", (0, 3), [(1, 3, "PERSON")]),
    ("Lawyers Dana Poole left.", (0, 3), [(0, 3, "ORG")]),
    ("Lawyers Mutual Bank and others left.", (0, 3), [(0, 3, "ORG")]),
]


@pytest.mark.parametrize(("text", "span", "parts"), CASES)
def test_people_apart(annotator, lexicon, text, span, parts):
    (reading,) = parse(annotator, [text])
    assert list(part_people(reading, lexicon, [(*span, "ORG")])) == parts
