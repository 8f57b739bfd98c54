"""People whom a text describes and does not name."""

from __future__ import annotations

import pytest

from tests.transforms.read_texts import parse
from transforms.entities.descriptions import DescriptionFinder
from transforms.entities.mentions import find_names
from transforms.entities.nameless import find_nameless


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A spokesman said the port was safe.", [("spokesman", 0, "male")]),
        ("A driver arrived. Another driver left. The driver slept.", [("driver", n, None) for n in (0, 1, 1)]),
        ("Her mother said the house was cold.", [("mother", 0, "female")]),
        ("The striker said he was tired.", []),  # may be whoever is named
        ("A spokesman, Jonas Brandt, said the port was safe.", []),
        ("A report said the port was safe.", []),
    ],
)
def test_whoever_is_described_without_a_name(annotator, lexicon, text, wanted):
    (reading,) = parse(annotator, [text])
    finder = DescriptionFinder(reading, find_names(reading, lexicon).named, (), lexicon.nouns)
    found = find_nameless(finder, lexicon)
    assert [(reading.words[one.token], one.number, one.gender) for one in found] == wanted
