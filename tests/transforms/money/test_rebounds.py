"""Bounds that a clause turns round or takes away."""

from __future__ import annotations

import pytest

from tests.transforms.read_texts import read_texts
from transforms.money.claims import read_amounts
from transforms.money.facts import TextFacts
from transforms.money.rebounds import rebound
from transforms.money.syntax import Site

TEXTS = {
    "more": "The council spent more than £5 million on buses.",
    "never": "The council had never planned to spend more than £5 million on buses.",
    "others": "The council did not know that the port had spent more than £5 million on buses.",
    "over": "Dockers strike over £1,500 demand",
    "nobody": "Nora Feld promised that no clerk would earn less than £12 an hour.",
    "overrun": "Board chair quits over £8 million overrun",
    "bound": "The council gave the port over £1,500.",
}


@pytest.fixture(scope="module")
def bounds(annotator):
    """The modifier, the low and the high end of the one amount of each text."""
    words, found = annotator.money.lexicon, {}
    for name, one in read_texts(annotator, TEXTS).items():
        (amount,) = read_amounts(one.reading, words, TextFacts(one.text, words))
        turned = rebound(Site(one.reading, amount), words)
        found[name] = (turned.modifier, turned.low and int(turned.low), turned.high and int(turned.high))
    return found


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("more", ("more_than", 5_000_000, None)),
        ("never", ("up_to", None, 5_000_000)),
        ("others", ("more_than", 5_000_000, None)),
        ("over", ("exact", 1500, 1500)),
        ("nobody", ("at_least", 12, None)),
        ("overrun", ("exact", 8_000_000, 8_000_000)),
        ("bound", ("more_than", 1500, None)),
    ],
)
def test_a_clause_may_turn_a_bound_round_or_take_it_away(bounds, name, expected):
    assert bounds[name] == expected
