"""Which words of an organization's name say what it is about."""

from __future__ import annotations

import pytest

from transforms.places.topics import Topics, is_topic

TOPICS = Topics(frozenset({"studies"}), frozenset({"committee", "guard", "post", "trust"}))


@pytest.mark.parametrize(
    ("name", "is_noun", "expected"),
    [
        ("Orten | Fenwick | Committee", True, True),
        ("Orten | Fenwickian | Committee", False, False),
        ("Orten | Fenwick | Salt", True, False),
        ("Royal | Fenwick | Guard", True, False),
        ("North | Fenwick | Post", True, False),
        ("Bank of | Fenwick | Trust", True, False),
        ("Bank of | Fenwick |", True, False),
        ("Council on | Fenwick |", True, True),
        ("Front against | Fenwickian | Salt", False, True),
        ("| Fenwick | Studies Board", True, True),
        ("| Fenwickian | Studies Board", False, False),
        ("Centre for | Fenwickian | Studies", False, True),
        ("House | Fenwick | Committee", False, True),
    ],
)
def test_a_land_in_a_name_is_a_topic_by_the_words_beside_it(name, is_noun, expected):
    before, land, after = (part.split() for part in name.split("|"))
    first, last = len(before), len(before) + len(land)
    assert is_topic([*before, *land, *after], first, last, is_noun, TOPICS) is expected
