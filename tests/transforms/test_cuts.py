"""Names that took in a neighbour, where spaCy's own spans would hide it."""

from __future__ import annotations

import pytest

from transforms.cuts import cut_names
from transforms.names import Name
from transforms.reading import Reading


def cut(sentences: list[str], names: list[tuple[str, str]], lexicon) -> list[str]:
    """The names of a text after cutting; `names` are words and kind, each found where its words stand first unused."""
    reading = Reading(" ".join(sentences), [])
    for number, sentence in enumerate(sentences):
        words = sentence.split()
        reading.sentences.append((len(reading.words), len(reading.words) + len(words)))
        reading.words += words
        reading.token_sentence += [number] * len(words)
    found, used = [], set()
    for text, kind in names:
        words = text.split()
        places = (p for p in range(len(reading.words)) if p not in used and reading.words[p : p + len(words)] == words)
        first = next(places)
        used |= set(range(first, first + len(words)))
        found.append(Name(first, first + len(words), "", first, kind=kind))
    return [" ".join(name.words(reading)) for name in cut_names(reading, found, lexicon)]


STORY = ["Joan Pell spoke .", "Joan Pell smiled ."]
PELL = [("Joan Pell", "person")] * 2


@pytest.mark.parametrize(
    ("headline", "name", "expected"),
    [
        ("Joan Pell Pins Losses On Weather", "Joan Pell Pins", "Joan Pell"),
        ("Senate Backs Joan Pell Donor Rules", "Joan Pell Donor", "Joan Pell"),
        ("Joan Pell Jr. Was Born In May", "Joan Pell Jr.", "Joan Pell Jr."),
        ("Anna Joan Pell Speaks Her Mind", "Anna Joan Pell", "Anna Joan Pell"),
        ("a friend of Joan Pell Whitby spoke", "Joan Pell Whitby", "Joan Pell Whitby"),
        ("for the rules the Joan Pell Rules Act", "Joan Pell Rules", "Joan Pell"),
    ],
)
def test_people_are_cut_to_the_name_the_story_gives(headline, name, expected, lexicon):
    assert cut([headline, *STORY], [(name, "person"), *PELL], lexicon)[0] == expected


def test_two_bodies_are_parted_where_one_is_named_by_itself(lexicon):
    text = ["Harland Motors and Gallatin Bank met .", "Gallatin Bank paid ."]
    names = [("Harland Motors and Gallatin Bank", "organization"), ("Gallatin Bank", "organization")]
    assert cut(text, names, lexicon) == ["Harland Motors", "Gallatin Bank", "Gallatin Bank"]


def test_a_body_and_the_place_after_its_comma_stay_one(lexicon):
    text = ["Harland University , Gallatin met .", "Gallatin is a town ."]
    names = [("Harland University , Gallatin", "organization"), ("Gallatin", "place")]
    assert cut(text, names, lexicon)[0] == "Harland University , Gallatin"


def test_a_body_before_a_comma_and_a_person_are_two(lexicon):
    text = ["Harland Motors , Pell met .", "Pell paid ."]
    names = [("Harland Motors , Pell", "organization"), ("Pell", "person")]
    assert cut(text, names, lexicon) == ["Harland Motors", "Pell", "Pell"]


def test_a_body_with_and_in_its_name_stays_one(lexicon):
    text = ["the Harland and Gallatin Bank met .", "the bank paid ."]
    assert cut(text, [("Harland and Gallatin Bank", "organization")], lexicon) == ["Harland and Gallatin Bank"]
