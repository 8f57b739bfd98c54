"""Clubs that are called by their towns."""

from tests.transforms.names.test_echoes import make_reading
from transforms.names.clubs import find_clubs
from transforms.names.words import Name


def kinds_in(lexicon, text, *names):
    reading = make_reading(text)
    for tokens in (reading.heads, reading.deps, reading.lemmas, reading.tags):
        assert not tokens
    reading.heads = list(range(len(reading)))
    reading.deps, reading.lemmas, reading.tags = ([""] * len(reading) for _ in range(3))
    return [name.kind for name in find_clubs(reading, [*names], lexicon)]


def test_a_town_before_a_player_is_a_club_but_not_where_something_is(lexicon):
    names = [Name(1, 2, "GPE", 1, kind="place"), Name(7, 8, "GPE", 7, kind="place")]
    text = "The Norwich striker was out ; in Norwich nobody knew"
    assert kinds_in(lexicon, text, *names) == ["organization", "place"]


def test_a_country_is_no_club(lexicon):
    assert kinds_in(lexicon, "The Peru striker was out", Name(1, 2, "GPE", 1, kind="place")) == ["place"]


def test_without_sport_a_town_is_a_town(lexicon):
    assert kinds_in(lexicon, "The Norwich baker was out", Name(1, 2, "GPE", 1, kind="place")) == ["place"]
