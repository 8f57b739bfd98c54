"""Homes that organizations have in their names."""

import pytest

from tests.transforms.places.test_countries import GAZETTEER
from transforms.places.own_names import inside_name, parts_inside
from transforms.places.topics import Topics


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Bank of Port Quillan", ["Port Quillan"]),
        ("Quillanian Railways", ["Quillanian"]),
        ("Air Quillania", ["Quillania"]),
        ("Greater Quillania Fund", []),
    ],
)
def test_the_places_in_a_name(name, parts):
    assert [part for _, part, _ in parts_inside(name, GAZETTEER, Topics())] == parts


def test_lands_of_two_countries_tell_no_home():
    assert inside_name("Quillanian Brandish Club", GAZETTEER) is None
