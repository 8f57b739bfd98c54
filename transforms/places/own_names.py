"""Where an organization is at home by its own name: "Bank of Fenwick", "Fenwickian Railways"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from transforms.places.doubtful import LARGE_IN_NAME, is_of_one_land
from transforms.places.gazetteer import Gazetteer, PlaceFact
from transforms.places.place_context import PlaceContext
from transforms.places.place_table import place_key
from transforms.places.topics import Topics, is_topic, joins_lands
from transforms.records import ArticleEntities

LONGEST_BODY = 12  # words of an organization's name looked at
SURE = 8.0  # weight of what is as well known as a country
LONGEST_CODE = 3  # letters of a short form
CLEARLY_LARGER = 0.5  # more weight than a town of that name elsewhere: three times the people
TOWNS = frozenset(("city", "county", "state"))
LARGE_CITY = 6.0  # weight of a city of a million
CUT = re.compile(r"\b(?P<word>[A-Z][a-z]+)(?P<joint>\s+and\s+|\s+&\s+|[-–/])$")
FIRST_WORD = re.compile(r"[A-Z]\w+")
LONGEST_CUT = 30  # characters before a name that are looked at
BEFORE_HOME = frozenset(("of", "for", "in"))  # before what a body is called after: "Federation of Fenwickian Drivers"
CITY_IN_NAME = 5.0  # weight from which a city counts inside a longer name ("Toronto Convention Centre")


def inside_name(name: str, gazetteer: Gazetteer, topics: Topics | None = None) -> PlaceFact | None:
    """A longer name with places or nationalities of one country in it lies there ("Toronto Convention Centre").

    Beside a country or a people a small town tells nothing: "UK Independence Party".
    """
    found = [(part, code) for _, part, code in parts_inside(name, gazetteer, topics)]
    codes = {code for _, code in found}
    if len(codes) > 1 and any(_is_country(part, gazetteer) for part, _ in found):
        codes = {code for part, code in found if _is_country(part, gazetteer) or not _is_town(part, gazetteer)}
    return PlaceFact(name, "landmark", codes.pop()) if len(codes) == 1 else None


def parts_inside(name: str, gazetteer: Gazetteer, topics: Topics | None = None) -> Iterator[tuple[int, str, str]]:
    """The places and peoples in a longer name: first word, words, country. With topics, not what a body is about."""
    words = name.replace(",", " ").split()[:LONGEST_BODY]
    first = 0
    while first < len(words):
        found = _part_at(words, first, gazetteer, topics is not None)
        if found is None:
            first += 1
            continue
        part, length, code = found
        is_land = gazetteer.is_land(part)
        if topics is None or not is_topic(words, first, first + length, is_land, topics):
            yield first, part, code
        first += length


def _part_at(words: list[str], first: int, gazetteer: Gazetteer, is_body: bool) -> tuple[str, int, str] | None:
    """The place or people that begins at a word: its words, how many they are, its country; the longest there is."""
    for length in range(min(3, len(words) - 1, len(words) - first), 0, -1):
        part = " ".join(words[first : first + length])
        if len(part) < 2 or not part[0].isupper():
            continue
        code = None if _is_of_region(words, first, gazetteer) else _country_of_part(part, gazetteer)
        if code and (length > 1 or not _is_head(words, first) or (is_body and _may_end(part, gazetteer))):
            return part, length, code
    return None


def _may_end(part: str, gazetteer: Gazetteer) -> bool:
    """Whether a word may end an organization's name and say where it is: "Air Fenwickia", "Sporting Orten"."""
    is_word = bool(gazetteer.find(part)) and not part.isupper()  # "ID" is no state of America there
    return gazetteer.is_land(part) or (is_word and is_of_one_land(part, gazetteer))


def _is_town(part: str, gazetteer: Gazetteer) -> bool:
    """Whether a name is first of all that of a town too small to be known abroad."""
    facts = gazetteer.find(part)
    return bool(facts) and facts[0].kind == "city" and facts[0].weight < LARGE_IN_NAME


def home_in_name(name: str, gazetteer: Gazetteer, context: PlaceContext) -> PlaceFact | None:
    """The home of an organization that is called after it: "Bank of Fenwick", "Fenwickian Railways".

    Other words in its name count only where the text speaks of that very place, or is about its country: "Delta Air
    Lines" is no Nigerian company, though Delta is a state there, and the "Oneida Indian Nation" is none of India.
    """
    if joins_lands(name, gazetteer):
        return None
    found = list(parts_inside(name, gazetteer, context.topics))
    told = {context.meant.get(place_key(part)) for _, part, _ in found} - {None}
    inside = inside_name(name, gazetteer, context.topics)
    if len(told) == 1 and not names_country(name, gazetteer):
        return PlaceFact(name, "landmark", told.pop())
    if inside is None or inside.country_code == context.dominant():
        return inside
    if names_country(name, gazetteer):
        is_sure = any(_is_country(part, gazetteer) and not _is_shared(code, gazetteer) for _, part, code in found)
        return inside if is_sure or inside.country_code in context.countries else None
    words = name.replace(",", " ").split()
    homes = [part for first, part, _ in found if first and words[first - 1].lower() in BEFORE_HOME]
    if any(_is_well_known_state(part, gazetteer) for part in homes):
        return inside
    likeliest = [fact for _, part, _ in found for fact in gazetteer.find(part)[:1]]
    is_large = any(fact.kind == "city" and fact.weight >= LARGE_CITY for fact in likeliest)
    is_known = is_large or any(is_of_one_land(part, gazetteer) for _, part, _ in found)
    return inside if is_known and inside.country_code in context.countries else None


def home_of_town(name: str, gazetteer: Gazetteer, context: PlaceContext) -> PlaceFact | None:
    """The home of an organization that bears a town's name alone, as clubs do: "Orten beat Fenwick 2-1".

    Of towns in several lands it is the one whose land the article names, and of a large one the well-known one.
    """
    facts = [fact for fact in gazetteer.find(name) if fact.kind in TOWNS and not name.isupper()]
    named = {*context.countries, *context.homes, *context.meant.values()}
    there = {fact.country_code for fact in facts} & named
    likeliest = _likeliest_land(facts)
    code = next(iter(there)) if len(there) == 1 else likeliest
    return PlaceFact(name, "landmark", code) if code and likeliest in (None, code) else None


def _is_well_known_state(part: str, gazetteer: Gazetteer) -> bool:
    """Whether a name is first of all that of a state as well known as a country, and of none elsewhere: "University of
    California", but not "University of the Punjab".
    """
    facts = gazetteer.find(part)
    if not facts or facts[0].kind != "state" or facts[0].weight < SURE:
        return False
    others = [fact for fact in facts if fact.country_code != facts[0].country_code]
    return all(fact.kind not in ("state", "country") and fact.weight < SURE for fact in others)


def _is_shared(code: str, gazetteer: Gazetteer) -> bool:
    """Whether another large place is called as a country is, so that "Georgian" alone tells little."""
    return not _is_country(gazetteer.country_names[code], gazetteer)


def names_country(name: str, gazetteer: Gazetteer) -> bool:
    """Whether an organization's name begins or ends with a country or its people, or has one behind "of"."""
    words = name.replace(",", " ").split()[:LONGEST_BODY]
    for first in range(len(words)):
        for last in range(first + 1, min(first + 4, len(words) + 1)):
            stands = first == 0 or last == len(words) or words[first - 1].lower() in BEFORE_HOME
            if stands and _is_country(" ".join(words[first:last]), gazetteer):
                return True
    return False


def _is_country(part: str, gazetteer: Gazetteer) -> bool:
    """Whether the words mean a country or its people and no other large place."""
    facts = gazetteer.find(part) if part[:1].isupper() else []
    if facts:
        return facts[0].kind == "country" and not any(fact.kind == "state" and fact.weight > SURE for fact in facts[1:])
    return part[:1].isupper() and gazetteer.nationality(part) is not None


def _country_of_part(part: str, gazetteer: Gazetteer) -> str | None:
    if gazetteer.has_article(part) or _is_cut_short(part, gazetteer):
        return None
    facts = [f for f in gazetteer.find(part) if f.kind != "city" or f.weight >= CITY_IN_NAME]
    return facts[0].country_code if facts else gazetteer.nationality(part)


def _is_cut_short(part: str, gazetteer: Gazetteer) -> bool:
    """Whether a word looks like the short form of a place written in capitals, which it is not: "La", but not "LA"."""
    is_short = len(part) <= LONGEST_CODE and not part.isupper()
    return is_short and all(place_key(fact.name) != place_key(part) for fact in gazetteer.find(part))


def _is_of_region(words: list[str], place: int, gazetteer: Gazetteer) -> bool:
    """Whether a word and the one before it tell a part of the world in no one country: "Latin | American"."""
    region = f"{words[place - 1]} {words[place].removesuffix('n')}" if place else ""
    return any(fact.country_code is None for fact in gazetteer.find(region))


def _is_head(words: list[str], place: int) -> bool:
    """Whether a word ends the name and says what it is ("Springs"): not so after "of" or "in"."""
    return place == len(words) - 1 and words[place - 1] not in ("of", "in", "at", "for", "de")


def _likeliest_land(facts: Sequence[PlaceFact]) -> str | None:
    """The country of a town of 100,000 that is larger than those called so elsewhere; None where none is so known."""
    if not facts or facts[0].weight < CITY_IN_NAME:
        return None
    others = [fact.weight for fact in facts if fact.country_code != facts[0].country_code]
    return facts[0].country_code if facts[0].weight >= max(others, default=0.0) + CLEARLY_LARGER else None


def find_cut_names(entities: ArticleEntities, text: str, gazetteer: Gazetteer, shared: Set[str]) -> set[int]:
    """The organizations whose name goes on to the left of where it was found: "Ortian and | Fenwickian Lions".

    The land that such a rest begins with is not the only one that the organization is called after. shared are words
    for several lands, "inter-american" among them.
    """
    named = (m for m in entities.mentions if m.form == "name" and m.kind == "organization")
    return {m.entity for m in named if _is_cut(text, m.start, gazetteer, shared)}


def _is_cut(text: str, start: int, gazetteer: Gazetteer, shared: Set[str]) -> bool:
    """Whether a country or people and "and" or a hyphen stand before a name that begins with another."""
    before = CUT.search(text, max(0, start - LONGEST_CUT), start)
    if before is None:
        return False
    first = FIRST_WORD.match(text, start)
    word = first.group() if first else ""
    if before["joint"] == "-" and f"{before['word']}-{word}".lower() in shared:
        return True
    return all(_is_country(part, gazetteer) for part in (before["word"], word))
