"""What a place is said to lie in, by what stands behind it and a comma."""

from __future__ import annotations

import pytest

from tests.transforms.places.test_countries import GAZETTEER
from transforms.places.containers import find_containers
from transforms.records import ArticleEntities, Entity, Mention


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ternby, Fenmark, is small.", {"fenmark", "within BR"}),
        ("Ternby, Quillania, is small.", set()),  # a country is a mention of its own
        ("Ternby, which is small.", set()),
        ("Ternby Fenmark is small.", set()),
    ],
)
def test_a_state_or_a_country_behind_a_comma_holds_a_place(text, expected):
    found = ArticleEntities([Entity("place", "Ternby")], [Mention(0, 6, "place", "name", 0)])
    assert find_containers(found, text, GAZETTEER) == [frozenset(expected)]


def test_a_name_with_a_comma_says_what_it_lies_in():
    found = ArticleEntities([Entity("place", "Ternby, Fenmark")], [])
    assert "fenmark" in find_containers(found, "", GAZETTEER)[0]
