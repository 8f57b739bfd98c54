"""Two companies that a hyphen binds before what they do together."""

from __future__ import annotations

import pytest

from tests.transforms.names.test_echoes import make_reading
from transforms.names.deals import is_deal, part_deals
from transforms.names.words import Name


def deal(text):
    """The reading of words parted by blanks, where a hyphen stands glued to its neighbours."""
    reading = make_reading(text)
    for token, word in enumerate(reading.words):
        if word == "-":
            reading.starts[token] = reading.ends[token - 1]
            reading.ends[token] = reading.starts[token + 1] = reading.starts[token] + 1
    return reading


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("The Orvane - Kessara merger failed", True),
        ("The Orvane - Kessara trophy failed", False),
        ("The Orvane - run merger failed", False),
        ("The Peru - Kessara merger failed", False),
        ("The Orvane - Kessara", False),
    ],
)
def test_a_noun_for_a_deal_stands_behind_two_names(text, is_one, lexicon):
    assert is_deal(deal(text), 1, lexicon) == is_one


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("The Orvane - Kessara merger failed , Orvane and Kessara said", [(1, 2), (3, 4)]),
        ("The Orvane - Kessara merger failed , Orvane said", [(1, 4)]),
    ],
)
def test_two_names_are_parted_where_both_stand_elsewhere(text, spans, lexicon):
    names = part_deals(deal(text), [Name(1, 4, "ORG", 1)], lexicon)
    assert [(name.first, name.last) for name in names] == spans
