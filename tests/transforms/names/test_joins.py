"""Names of one person that were read as two, on made-up names: spaCy's own would hide most of it."""

from __future__ import annotations

import pytest

from transforms.names.joins import join_people
from transforms.names.words import Name
from transforms.reading.reading import Reading


def join(text: str, names: list[tuple[str, str]], lexicon) -> list[tuple[str, str]]:
    """The names of a text after joining, with their kinds; words stand apart, each line is a sentence."""
    reading = Reading(text, [])
    place = 0
    for number, line in enumerate(text.split("\n")):
        words = line.split()
        reading.sentences.append((len(reading.words), len(reading.words) + len(words)))
        reading.token_sentence += [number] * len(words)
        for word in words:
            reading.starts.append(text.index(word, place))
            place = reading.starts[-1] + len(word)
            reading.ends.append(place)
            reading.words.append(word)
    found, first = [], 0
    for words, kind in names:
        parts = words.split()
        first = next(p for p in range(first, len(reading.words)) if reading.words[p : p + len(parts)] == parts)
        found.append(Name(first, first + len(parts), "", first, kind=kind))
        first += len(parts)
    return [(" ".join(name.words(reading)), name.kind) for name in join_people(reading, found, lexicon)]


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("London , Jack . Tides", [("London", "place"), ("Jack", "person")], [("London , Jack", "person")]),
        ("Pell , Ann M. : Tides", [("Pell", "person"), ("Ann M.", "person")], [("Pell , Ann M.", "person")]),
        (
            "Pell , Karl and Ortiz , Anna . Tides",
            [("Pell", "person"), ("Karl", "person"), ("Ortiz", "person"), ("Anna", "person")],
            [("Pell , Karl", "person"), ("Ortiz , Anna", "person")],
        ),
        (
            "said Pell , Jack . Tides",
            [("Pell", "person"), ("Jack", "person")],
            [("Pell", "person"), ("Jack", "person")],
        ),
        (
            "Pell , Jack said",
            [("Pell", "person"), ("Jack", "person")],
            [("Pell", "person"), ("Jack", "person")],
        ),
        (
            "Pell , Harland . Tides",
            [("Pell", "person"), ("Harland", "place")],
            [("Pell", "person"), ("Harland", "place")],
        ),
        ("Pell , Jack Ives . Tides", [("Pell", "person"), ("Jack Ives", "person")], [("Pell , Jack Ives", "person")]),
        (
            "Oslo , Jack Ives . Tides",
            [("Oslo", "place"), ("Jack Ives", "person")],
            [("Oslo", "place"), ("Jack Ives", "person")],
        ),
        ("then Adaeze Pell spoke", [("Adaeze", "person"), ("Pell", "person")], [("Adaeze Pell", "person")]),
        (
            "in Oslo Pell spoke",
            [("Oslo", "place"), ("Pell", "person")],
            [("Oslo", "place"), ("Pell", "person")],
        ),
        (
            "asked Pell\nOrtiz spoke",
            [("Pell", "person"), ("Ortiz", "person")],
            [("Pell", "person"), ("Ortiz", "person")],
        ),
        ("read Pell 's Diary today", [("Pell 's Diary", "person")], [("Pell", "person")]),
        ("at Pell 's Bank today", [("Pell 's Bank", "organization")], [("Pell 's Bank", "organization")]),
    ],
)
def test_the_parts_of_one_persons_name_are_joined(text, names, expected, lexicon):
    assert join(text, names, lexicon) == expected
