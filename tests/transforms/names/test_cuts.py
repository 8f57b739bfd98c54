"""Names that took in a neighbour, where spaCy's own spans would hide it."""

from __future__ import annotations

import pytest

from transforms.names.cuts import cut_names
from transforms.names.words import Name
from transforms.reading.reading import Reading


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
        ("Pell Breaks Silence On Weather", "Pell Breaks", "Pell"),
        ("the Pell Breaks are a pass there", "Pell Breaks", "Pell Breaks"),
        ("Pell Anna Speaks Her Mind", "Pell Anna", "Pell Anna"),
        ("Joan Pell Jr. Was Born In May", "Joan Pell Jr.", "Joan Pell Jr."),
        ("Anna Joan Pell Speaks Her Mind", "Anna Joan Pell", "Anna Joan Pell"),
        ("a friend of Joan Pell Whitby spoke", "Joan Pell Whitby", "Joan Pell Whitby"),
        ("for the rules the Joan Pell Rules Act", "Joan Pell Rules", "Joan Pell"),
    ],
)
def test_people_are_cut_to_the_name_the_story_gives(headline, name, expected, lexicon):
    assert cut([headline, *STORY], [(name, "person"), *PELL], lexicon)[0] == expected


@pytest.mark.parametrize(
    ("sentences", "names", "expected"),
    [
        pytest.param(
            ["Harland Motors and Gallatin Bank met .", "Gallatin Bank paid ."],
            [("Harland Motors and Gallatin Bank", "organization"), ("Gallatin Bank", "organization")],
            ["Harland Motors", "Gallatin Bank", "Gallatin Bank"],
            id="two of which one is named by itself",
        ),
        pytest.param(
            ["the Harland and Gallatin Bank met .", "the bank paid ."],
            [("Harland and Gallatin Bank", "organization")],
            ["Harland and Gallatin Bank"],
            id="one with and in its name",
        ),
        pytest.param(
            ["Harland Motors , Pell met .", "Pell paid ."],
            [("Harland Motors , Pell", "organization"), ("Pell", "person")],
            ["Harland Motors", "Pell", "Pell"],
            id="one before a comma and a person",
        ),
        pytest.param(
            ["Harland University , Gallatin met .", "Gallatin is a town ."],
            [("Harland University , Gallatin", "organization"), ("Gallatin", "place")],
            ["Harland University , Gallatin", "Gallatin"],
            id="one and the place after its comma",
        ),
    ],
)
def test_bodies_are_cut_where_the_article_names_their_parts(sentences, names, expected, lexicon):
    assert cut(sentences, names, lexicon) == expected
