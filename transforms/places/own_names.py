"""Where an organization is at home by its own name: "Bank of Fenwick", "Fenwickian Railways"."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.places.context import PlaceContext
from transforms.places.gazetteer import Gazetteer, PlaceFact, place_key
from transforms.places.topics import Topics, is_topic, joins_lands

LONGEST_BODY = 12  # words of an organization's name looked at
SURE = 8.0  # weight of what is as well known as a country
LARGE_CITY = 6.0  # weight of a city of a million
BEFORE_HOME = frozenset(("of", "for", "in"))  # before what a body is called after: "Federation of Fenwickian Drivers"
CITY_IN_NAME = 5.0  # weight from which a city counts inside a longer name ("Toronto Convention Centre")


def inside_name(name: str, gazetteer: Gazetteer, topics: Topics | None = None) -> PlaceFact | None:
    """A longer name with places or nationalities of one country in it lies there ("Toronto Convention Centre")."""
    codes = {code for _, _, code in parts_inside(name, gazetteer, topics)}
    return PlaceFact(name, "landmark", codes.pop()) if len(codes) == 1 else None


def parts_inside(name: str, gazetteer: Gazetteer, topics: Topics | None = None) -> Iterator[tuple[int, str, str]]:
    """The places and peoples in a longer name: first word, words, country. With topics, not what a body is about."""
    words = name.replace(",", " ").split()[:LONGEST_BODY]
    for first in range(len(words)):
        for length in range(min(3, len(words) - 1), 0, -1):
            part = " ".join(words[first : first + length])
            if len(part) < 2 or not part[0].isupper() or first + length > len(words):
                continue
            code = None if _is_of_region(words, first, gazetteer) else _country_of_part(part, gazetteer)
            if code and (length > 1 or not _is_head(words, first)):
                is_land = gazetteer.is_land(part)
                if topics is None or not is_topic(words, first, first + length, is_land, topics):
                    yield first, part, code
                break


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
    return inside if is_large and inside.country_code in context.countries else None


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
    if gazetteer.has_article(part):
        return None
    facts = [f for f in gazetteer.find(part) if f.kind != "city" or f.weight >= CITY_IN_NAME]
    return facts[0].country_code if facts else gazetteer.nationality(part)


def _is_of_region(words: list[str], place: int, gazetteer: Gazetteer) -> bool:
    """Whether a word and the one before it tell a part of the world in no one country: "Latin | American"."""
    region = f"{words[place - 1]} {words[place].removesuffix('n')}" if place else ""
    return any(fact.country_code is None for fact in gazetteer.find(region))


def _is_head(words: list[str], place: int) -> bool:
    """Whether a word ends the name and says what it is ("Springs"): not so after "of" or "in"."""
    return place == len(words) - 1 and words[place - 1] not in ("of", "in", "at", "for", "de")
