"""Lands that hyphens bind to the fronts of names."""

from tests.transforms.names.test_echoes import make_reading
from transforms.names.fronts import bind_fronts
from transforms.names.words import Name


def bind(lexicon, text, *names):
    reading = make_reading(text)
    return [(reading.text[slice(*n.span(reading))], n.kind) for n in bind_fronts(reading, [*names], lexicon)]


def test_a_body_begins_with_all_the_lands_bound_to_it(lexicon):
    body = Name(3, 5, "ORG", 3, kind="organization")
    land = Name(1, 2, "GPE", 1, kind="place")
    assert bind(lexicon, "Its Peru-Chile Chamber met", land, body) == [("Peru-Chile Chamber", "organization")]


def test_a_body_behind_somebody_else_stays_as_it_is(lexicon):
    body = Name(3, 5, "ORG", 3, kind="organization")
    assert bind(lexicon, "Its Orvan-Chile Chamber met", body) == [("Chile Chamber", "organization")]


def test_a_name_of_nothing_but_lands_is_each_of_them(lexicon):
    name = Name(1, 6, "ORG", 1, kind="organization")
    assert bind(lexicon, "Its Peru-Chile-Mexico deal", name) == [(n, "place") for n in ("Peru", "Chile", "Mexico")]


def test_whom_somebody_is_against_is_named(lexicon):
    assert bind(lexicon, "Some anti-Peru posters") == [("Peru", "place")]
    assert bind(lexicon, "Some anti-Orvan posters") == []
