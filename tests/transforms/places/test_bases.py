"""In which country an organization is at home, said in more words."""

from __future__ import annotations

import pytest

from transforms.places.bases import is_owners, is_set_in

NOUNS = frozenset({"grocer", "bank", "think tank", "broadcaster"})


@pytest.mark.parametrize(
    ("between", "told"),
    [
        ("'s largest grocer, ", True),
        ("’s second-biggest private bank ", True),
        ("'s biggest banks, ", True),
        ("'s largest island, ", False),
        ("'s grocer ", False),
        (", local grocer ", True),
        (", local mayor ", False),
    ],
)
def test_a_place_before_an_organization(between, told):
    assert is_owners(between, NOUNS) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Acme, founded in Oslo", True),
        ("Acme, founded in June 1974 in Oslo", True),
        ("Acme, which has its headquarters in Oslo", True),
        ("Acme, a think tank in Oslo", True),
        ("Acme, one of the biggest banks in Oslo", True),
        ("Acme, Oslo's largest grocer", True),
        ("Acme, Oslo's largest island", False),
        ("Acme, seen in Oslo", False),
    ],
)
def test_a_place_behind_an_organization(text, told):
    first = text.index("Oslo")
    assert is_set_in(text, text[4:first], first + 4, NOUNS, NOUNS) == told
