"""What stands beside a name of a place, and names that organizations have from kings, on readings made by hand."""

from __future__ import annotations

import pytest

from transforms.names.called_after import join_called_after
from transforms.names.place_rules import LETTERED, is_located
from transforms.names.repairs import Ground
from transforms.names.words import Name
from transforms.reading.reading import Reading


def read_words(text: str) -> Reading:
    """A sentence whose capitalised words are proper nouns and in which each word hangs on the next."""
    reading = Reading(text, [])
    reading.words = text.split()
    reading.lemmas = [word.lower() for word in reading.words]
    count = len(reading.words)
    reading.tags = ["NNP" if word[0].isupper() else "IN" if word in ("of", "and") else "VBD" for word in reading.words]
    reading.heads = [min(token + 1, count - 1) for token in range(count)]
    reading.deps = ["compound"] * count
    reading.sentences, reading.token_sentence = [(0, count)], [0] * count
    return reading


@pytest.mark.parametrize(
    ("text", "is_place"),
    [
        ("boats near Kessan .", True),
        ("residents of Kessan fled", True),
        ("south of Kessan it rained", True),
        ("left Kessan , Oregon .", True),
        ("left Kessan , Oregon officials said", False),
        ("the Kessan district voted", True),
        ("friends of Kessan fled", False),
        ("workers in Kessan fled", False),
    ],
)
def test_where_unknown_places_stand(text, is_place, lexicon):
    reading = read_words(text)
    first = reading.words.index("Kessan")
    assert is_located(reading, Name(first, first + 1, "", first), lexicon) == is_place


@pytest.mark.parametrize(("word", "is_school"), [("KIT-Nagpur", True), ("US-China", False), ("Kit-Nagpur", False)])
def test_letters_and_a_town(word, is_school):
    assert (LETTERED.match(word) is not None) == is_school


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        ("the King Osman Relief Centre sent", [(1, 3, "PERSON")], [(1, 5, "ORG")]),
        ("a Prince of Harland Heritage Centre", [(3, 4, "GPE")], [(1, 6, "ORG")]),
        ("the King Osman Relief Centre sent", [(0, 5, "ORG")], [(0, 5, "ORG")]),
        ("King Osman visited the Relief Centre", [(0, 2, "PERSON")], [(0, 2, "PERSON")]),
    ],
)
def test_organizations_called_after_kings(text, spans, expected, lexicon):
    reading = read_words(text)
    assert join_called_after(Ground(reading, lexicon, bytearray(len(reading))), spans) == expected
