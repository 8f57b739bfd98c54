"""Names that may mean a place elsewhere, and the ways in which a name is read."""

from __future__ import annotations

import pytest

from tests.transforms.places.test_countries import GAZETTEER
from transforms.places.doubtful import is_of_one_land, is_small
from transforms.places.readings import find_kind, readings_of


@pytest.mark.parametrize(("name", "is_doubtful"), [("Lowmark", True), ("North Quill", False), ("Port Quillan", False)])
def test_divisions_that_news_seldom_name_are_small(name, is_doubtful):
    assert is_small(GAZETTEER.find(name)) == is_doubtful


@pytest.mark.parametrize(
    ("name", "is_sure"),
    [("Quillania", True), ("Quillanian", True), ("Port Quillan", True), ("Ternby", False), ("Lowmark", False)],
)
def test_a_longer_name_tells_its_land_by_a_country_or_a_large_town_of_one_land(name, is_sure):
    assert is_of_one_land(name, GAZETTEER) == is_sure


def test_a_name_is_read_without_its_container_and_its_kind():
    assert list(readings_of("northern Ternby")) == ["northern Ternby", "ternby"]
    assert list(readings_of("Ternby, Fenmark"))[:2] == ["Ternby, Fenmark", "Ternby"]
    assert [fact.country_code for fact in find_kind("State of Fenmark", GAZETTEER)] == ["BR"]
    assert find_kind("Ternby Station", GAZETTEER) == []
