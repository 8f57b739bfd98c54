"""Who somebody is by the post that stands beside the name."""

from __future__ import annotations

import pytest

from tests.transforms.read_texts import parse
from transforms.names.posts_beside import as_post_holder
from transforms.names.survey import survey_names
from transforms.names.words import Name

# a sentence whose first words are somebody's name, and one whose are not told to be
CASES = [
    ("Jonas Ternova, a lawyer for the union, left.", "Jonas Ternova, a town on the coast, fell."),
    ("Jonas Ternova, its president, left.", "Jonas Ternova, its subsidiary, fell."),
    ("Jonas Ternova, a United Orten MP, left.", "Jonas Ternova, a United Orten unit, fell."),
    ("Jonas Ternova, former director of the union, left.", "Jonas Ternova, former part of the union, fell."),
    ("Jonas Ternova would become its director.", "Jonas Ternova would become its supplier."),
    ("Orvane Ternova, a lawyer for the union, left.", "Orvane Ternova, a producer of tin, fell."),
    ("Orvane Ternova, the spokesman of the union, left.", "Orvane Bank, the owner of the union, fell."),
]


@pytest.mark.parametrize(("told", "other"), CASES)
def test_a_post_tells_a_person(annotator, lexicon, told, other):
    kinds = []
    for text in (told, other):
        (reading,) = parse(annotator, [text])
        name = Name(0, 2, "ORG", 0)
        key = tuple(word.lower() for word in reading.words[:2])
        named = survey_names(reading, {key: [name]}, {key: {}}, {key: "organization"}, lexicon)
        kinds.append(as_post_holder(key, "organization", named))
    assert kinds == ["person", None]
