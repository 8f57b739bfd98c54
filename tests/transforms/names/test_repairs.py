"""Spans put right by what English spells out, on made-up spans: spaCy's own would hide most of it."""

from __future__ import annotations

import pytest

from transforms.names.repairs import Ground, repair_spans
from transforms.reading.reading import Reading


def repair(sentence, spans, lexicon):
    """The names after repair; words of the sentence stand apart, "~" glues a hyphen to its neighbours.

    spans are words and label. Words in capitals at their head are proper nouns, others common ones.
    """
    text = sentence.replace(" ~ ", "-")
    reading = Reading(text, [])
    place = 0
    for word in sentence.split():
        word = "-" if word == "~" else word
        start = text.index(word, place)
        place = start + len(word)
        reading.words.append(word)
        reading.starts.append(start)
        reading.ends.append(place)
        reading.tags.append("HYPH" if word == "-" else "NNP" if word[0].isupper() else "IN")
        reading.token_sentence.append(0)
    reading.sentences.append((0, len(reading.words)))
    found, taken = [], bytearray(len(reading.words))
    for words, label in spans:
        parts = words.split()
        first = next(
            p for p in range(len(reading.words)) if not taken[p] and reading.words[p : p + len(parts)] == parts
        )
        taken[first : first + len(parts)] = b"\x01" * len(parts)
        found.append((first, first + len(parts), label))
    repaired = repair_spans(Ground(reading, lexicon, taken), found)
    return [(reading.text[reading.starts[a] : reading.ends[b - 1]], label) for a, b, label in repaired]


@pytest.mark.parametrize(
    ("sentence", "spans", "expected"),
    [
        ("in Villers ~ la ~ Tour today", [("Villers", "GPE")], [("Villers-la-Tour", "GPE")]),
        ("the Give ~ A ~ Coat Foundation paid", [("Coat Foundation", "ORG")], [("Give-A-Coat Foundation", "ORG")]),
        ("the Seoul ~ Oslo flight", [("Seoul", "GPE"), ("Oslo", "GPE")], [("Seoul", "GPE"), ("Oslo", "GPE")]),
        ("a Seoul ~ based firm", [("Seoul", "GPE")], [("Seoul", "GPE")]),
        ("then Lee Ortiz , Jr. spoke", [("Lee Ortiz", "PERSON")], [("Lee Ortiz , Jr.", "PERSON")]),
        ("then Ortiz , Jr. spoke", [("Ortiz", "PERSON")], [("Ortiz", "PERSON")]),
        ("the Museum of Northern Rail", [("Museum", "ORG")], [("Museum of Northern Rail", "ORG")]),
        ("the Institute for the Sea", [("Institute", "ORG")], [("Institute for the Sea", "ORG")]),
        (
            "the Old Harland Foundation for the Visual Arts",
            [("Old Harland Foundation", "ORG"), ("the Visual Arts", "ORG")],
            [("Old Harland Foundation for the Visual Arts", "ORG")],
        ),
        (
            "the Committee for a Fair Budget and Growth",
            [("Committee for", "ORG")],
            [("Committee for a Fair Budget and Growth", "ORG")],
        ),
        ("the Committee for Oslo", [("Committee", "ORG"), ("Oslo", "GPE")], [("Committee", "ORG"), ("Oslo", "GPE")]),
        ("the Committee for", [("Committee for", "ORG")], [("Committee for", "ORG")]),
        ("the Old Fenwick Museum of Rail", [("Old Fenwick Museum", "ORG")], [("Old Fenwick Museum", "ORG")]),
        ("the Bridge of Sighs", [("Bridge", "FAC")], [("Bridge", "FAC")]),
        (
            "the Harland Foundation and Fenwick Commons",
            [("Harland Foundation and Fenwick Commons", "ORG")],
            [("Harland Foundation", "ORG"), ("Fenwick Commons", "ORG")],
        ),
        (
            "the Department of Health and Human Services",
            [("Department of Health and Human Services", "ORG")],
            [("Department of Health and Human Services", "ORG")],
        ),
        ("met Lee Ortiz to Oslo", [("Lee Ortiz to Oslo", "ORG")], [("Lee Ortiz", "ORG"), ("Oslo", "")]),
        (
            "at France 's Harland Bank",
            [("France 's Harland Bank", "ORG")],
            [("France", "GPE"), ("Harland Bank", "ORG")],
        ),
        ("at Pell 's Harland Bank", [("Pell 's Harland Bank", "ORG")], [("Pell 's Harland Bank", "ORG")]),
        (
            "the Ohio Sheriff 's office",
            [("Ohio Sheriff 's", "ORG")],
            [("Ohio", "GPE")],
        ),
        (
            "the Ghosthunters , Harland Walking Society",
            [("the Ghosthunters , Harland Walking Society", "ORG")],
            [("the Ghosthunters", "ORG"), ("Harland Walking Society", "ORG")],
        ),
        ("at Fenwick Motors , Inc.", [("Fenwick Motors , Inc.", "ORG")], [("Fenwick Motors , Inc.", "ORG")]),
        ("at Pell , Ortiz and Lee", [("Pell , Ortiz and Lee", "ORG")], [("Pell , Ortiz and Lee", "ORG")]),
        ("at Save the Children", [("Save the Children", "ORG")], [("Save the Children", "ORG")]),
        ("the Commission on Harbour Dues", [("Commission", "")], [("Commission on Harbour Dues", "")]),
        ("the Scottish Lee Ortiz", [("Scottish Lee Ortiz", "PERSON")], [("Lee Ortiz", "PERSON")]),
        (
            "the Democratic Republic of the Congo",
            [("Democratic Republic", "GPE"), ("Congo", "GPE")],
            [("Democratic Republic of the Congo", "GPE")],
        ),
        (
            "the Harland Republic of the Congo",
            [("Harland Republic", "GPE"), ("Congo", "GPE")],
            [("Harland Republic", "GPE"), ("Congo", "GPE")],
        ),
    ],
)
def test_spans_are_put_right(sentence, spans, expected, lexicon):
    assert repair(sentence, spans, lexicon) == expected
