"""Campaigns, fields of a body, and other names of one thing, by the words round them."""

from __future__ import annotations

import pytest

from tests.transforms.read_texts import parse
from transforms.names.body_fields import end_of_fields
from transforms.names.causes import find_causes
from transforms.names.other_names import find_defined, find_known_as
from transforms.names.repairs import Ground
from transforms.names.short_names import find_short
from transforms.names.words import Name

CAUSES = {
    "He speaks for Voices for Orvane in court.": ["Voices for Orvane"],
    "Voices for Orvane has 300 members.": ["Voices for Orvane"],
    "Orten Residents Against Noise want the road closed.": ["Orten Residents Against Noise"],
    "Lawyers for Orvane say she is ill.": [],
    "She asked the Ministers for Health to stay.": [],
    "Prices for Gold and Silver Fall": [],
    "They praised Dana Thomas against Orvane.": [],
    "He was against": [],
    "He speaks for Voices for": [],
}
FIELDS = {
    ("The Ministry of Roads, Ports and Airports signed it.", "Roads"): "Airports",
    ("The Institute of Dams and Sewers signed it.", "Dams"): "Sewers",
    ("The Ministry of Roads, Orvane and Kessan signed it.", "Roads"): "Roads",
    ("He joined the Ministry of Roads, Ports and", "Roads"): "Roads",
}
SHORT = {
    'Orvane Plc ("Orvane") left.': {("orvane",): ("orvane", "plc")},
    "Orvane Plc (Tilva) left.": {("tilva",): ("orvane", "plc")},
    "Orvane Plc (": {},
}
KNOWN = {
    "Orvane Plc, known locally as Tilva, left.": {("tilva",): ("orvane", "plc")},
    "Orvane Plc, nicknamed Tilva, left.": {("tilva",): ("orvane", "plc")},
    "Tilva, as Orvane Plc is known, left.": {("tilva",): ("orvane", "plc")},
    "Orvane Plc is as large as Tilva, it is known.": {},
}


@pytest.fixture(scope="module")
def read(annotator):
    texts = [*CAUSES, *(text for text, _ in FIELDS), *SHORT, *KNOWN]
    return dict(zip(texts, parse(annotator, texts), strict=True))


def groups_of(reading):
    """The two names of the texts, as far as they stand there."""
    groups = {}
    for words in (["Orvane", "Plc"], ["Tilva"], ["Orvane"]):
        for first in range(len(reading)):
            is_other = words == ["Orvane"] and reading.words[first + 1 : first + 2] == ["Plc"]
            if reading.words[first : first + len(words)] == words and not is_other:
                key = tuple(word.lower() for word in words)
                groups.setdefault(key, []).append(Name(first, first + len(words), "ORG", first))
    return groups


@pytest.mark.parametrize(("text", "expected"), CAUSES.items())
def test_a_campaign_is_called_by_its_cause(read, annotator, text, expected):
    reading = read[text]
    assert [" ".join(reading.words[a:b]) for a, b in find_causes(reading, annotator.lexicon, [])] == expected


@pytest.mark.parametrize(("about", "expected"), FIELDS.items())
def test_a_body_has_several_fields(read, annotator, about, expected):
    reading = read[about[0]]
    last = reading.words.index(about[1]) + 1
    end = end_of_fields(reading, annotator.lexicon, bytes(len(reading)), last - 3, last)
    assert reading.words[end - 1] == expected


@pytest.mark.parametrize(("text", "expected"), SHORT.items())
def test_a_short_name_stands_in_brackets(read, text, expected):
    assert find_defined(read[text], groups_of(read[text])) == expected


@pytest.mark.parametrize(("text", "expected"), KNOWN.items())
def test_a_name_is_known_as_another(read, annotator, text, expected):
    assert find_known_as(read[text], groups_of(read[text]), annotator.lexicon) == expected


def test_the_first_word_in_brackets_is_a_name_whatever_it_was_read_as(read, annotator):
    reading = read['Orvane Plc ("Orvane") left.']
    ground = Ground(reading, annotator.lexicon, bytearray(len(reading)))
    assert [name.words(reading) for name in find_short(ground, [Name(0, 2, "ORG", 0)])] == [["Orvane"]]
