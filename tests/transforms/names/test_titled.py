"""What stands before and behind people's names is no part of them."""

from __future__ import annotations

import pytest

from tests.transforms.read_texts import parse
from transforms.names.titled import trim_person

CASES = [  # a text, the span that a reader may see in it, and the name within
    ("We met Tan Sri Rashid Omar in May.", "Tan Sri Rashid Omar", "Rashid Omar"),
    ("Fortunately Dana Poole was there.", "Fortunately Dana Poole", "Dana Poole"),
    ("We met Dana Poole QC in May.", "Dana Poole QC", "Dana Poole"),
    ("Ambassador Extraordinary and Plenipotentiary Dana Poole spoke.", "Extraordinary", None),
    ("We met Queen Margaret II in May.", "Queen Margaret II", "Margaret II"),
]


@pytest.fixture(scope="module")
def readings(annotator):
    texts = [text for text, _, _ in CASES]
    return dict(zip(texts, parse(annotator, texts), strict=True))


@pytest.mark.parametrize(("text", "span", "name"), CASES, ids=[span for _, span, _ in CASES])
def test_a_persons_span_is_cut_to_the_name(readings, lexicon, text, span, name):
    reading = readings[text]
    words = span.split()
    first = next(t for t in range(len(reading)) if reading.words[t : t + len(words)] == words)
    found = trim_person(reading, lexicon, first, first + len(words), "PERSON")
    assert (None if found is None else " ".join(found.words(reading))) == name
