"""Letters, posts and sorts of organizations that decide what a name means, whatever it was weighed as."""

from __future__ import annotations

import pytest

from tests.transforms.names.test_kinds import survey
from tests.transforms.read_texts import parse
from transforms.names.ending_rules import as_bare_post, as_bound_body, as_no_person, as_no_place
from transforms.names.thing_rules import as_make, as_spelt_thing, as_thing, is_thing

TEXTS = {
    "things": "Farmers use AI. The broadcaster CCTV said so.",
    "spelt": "The crop levy (CL) rose. The Rice Yield Index (RYI) fell. The Quillan Growers Board (QGB) met.",
    "ends": "Quillan Institute of Design met the Nomination and Pay Committee. Tehreek-e-Quillan lost to Dana Church.",
    "makes": "Google Zorida is new. Zorida won, and Quint did. Dana Quint left. Poole Zorex cameras are new.",
    "posts": "The Group HR Manager left. Dana Dean came.",
}


@pytest.fixture(scope="module")
def read(annotator):
    return dict(zip(TEXTS, parse(annotator, list(TEXTS.values())), strict=True))


@pytest.mark.parametrize(
    ("word", "is_one"), [("AI", True), ("SMEs", True), ("MoUs", True), ("CVS", False), ("Olympics", False)]
)
def test_letters_of_things_and_their_plurals(word, is_one, lexicon):
    assert is_thing(word, lexicon) == is_one


def test_letters_of_a_thing_are_no_name_unless_an_organization_is_meant(read, lexicon):
    _, named = survey(read["things"], lexicon, {"AI": "organization", "CCTV": "organization"})
    assert as_thing(("ai",), "organization", named) == "none"
    assert as_thing(("cctv",), "organization", named) is None, "the broadcaster"


def test_letters_in_brackets_mean_what_stands_before_them(read, lexicon):
    names = ("CL", "RYI", "Rice Yield Index", "QGB", "Quillan Growers Board")
    _, named = survey(read["spelt"], lexicon, dict.fromkeys(names, "organization"))
    found = {key: as_spelt_thing(key, "organization", named) for key in named.groups}
    things = {("cl",), ("ryi",), ("rice", "yield", "index")}
    assert {key for key, kind in found.items() if kind == "none"} == things


def test_the_sort_of_an_organization_decides(read, lexicon):
    names = ("Quillan Institute of Design", "Nomination and Pay Committee", "Dana Church")
    _, named = survey(read["ends"], lexicon, dict.fromkeys(names, "person"))
    assert as_no_person(("quillan", "institute", "of", "design"), "person", named) == "organization"
    assert as_no_place(("nomination", "and", "pay", "committee"), "place", named) == "organization"
    assert as_no_person(("dana", "church"), "person", named) is None, "somebody's surname"


def test_a_movement_by_words_that_hyphens_bind(read, lexicon):
    _, named = survey(read["ends"], lexicon, {"Dana Church": "person"})
    assert as_bound_body(("tehreek-e-quillan",), "person", named) == "organization"
    assert as_bound_body(("dana", "church"), "person", named) is None


def test_a_post_without_its_holder_is_no_name(read, lexicon):
    _, named = survey(read["posts"], lexicon, {"Group HR Manager": "person", "Dana Dean": "person"})
    assert as_bare_post(("group", "hr", "manager"), "person", named) == "none"
    assert as_bare_post(("dana", "dean"), "person", named) is None


def test_what_a_company_makes_by_a_word_behind_its_name(read, lexicon):
    kinds = {"Google Zorida": "other", "Zorida": "person", "Dana Quint": "person", "Quint": "person"}
    _, named = survey(read["makes"], lexicon, kinds)
    assert as_make(("zorida",), "person", named) == "product"
    assert as_make(("quint",), "person", named) is None
