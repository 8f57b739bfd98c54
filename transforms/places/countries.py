"""Countries and identifiers of an article's places and nationalities, by the gazetteer and the places around them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable

from transforms.places.clause_homes import find_clause_homes, find_clause_sites
from transforms.places.containers import find_containers
from transforms.places.doubtful import is_of_one_land, is_small
from transforms.places.gazetteer import Gazetteer, PlaceFact
from transforms.places.own_names import (
    find_cut_names,
    home_in_name,
    home_of_town,
    inside_name,
    names_country,
    parts_inside,
)
from transforms.places.place_context import FEWEST, NO_TOPICS, PlaceContext
from transforms.places.place_table import place_key
from transforms.places.readings import find_kind, readings_of
from transforms.places.seats import NO_SEATS, SeatWords, find_seats, find_sites, is_of_many_lands
from transforms.places.sited import is_sited
from transforms.places.told_homes import find_told_homes
from transforms.places.topics import Topics
from transforms.reading.reading import Reading
from transforms.records import ArticleEntities, Entity

NEAR = 200  # characters from a mention within which other places tell where it lies


NOWHERE = PlaceContext()


def find_country(name: str, kind: str, gazetteer: Gazetteer, context: PlaceContext = NOWHERE) -> PlaceFact | None:
    """What a name means as a place, or as a nationality when `kind` is group; None where nothing is known.

    A place inside no one country (a sea, a continent, disputed land) is a fact without a country code.
    """
    if kind == "group":
        code = gazetteer.nationality(name)
        return PlaceFact(gazetteer.country_names[code], "nationality", code) if code else None
    if kind == "organization":
        known = [fact for fact in gazetteer.find(name) if fact.kind in ("landmark", "country")]
        return known[0] if known else home_in_name(name, gazetteer, context)
    for tried in readings_of(name):
        facts = gazetteer.find(tried)
        if not facts and tried == name:
            of_kind = find_kind(name, gazetteer)
            if of_kind:
                return max(of_kind, key=context.score)
        if facts:
            fact = max(facts, key=context.score)
            whole = tried == name or tried == name.split(",")[0]
            return fact if whole else PlaceFact(name, "region", fact.country_code)
    return _called_after(name, gazetteer, context)


def _called_after(name: str, gazetteer: Gazetteer, context: PlaceContext) -> PlaceFact | None:
    """Where a place lies by a place within its name, "Toronto Convention Centre"; "Fenwick Square" may be anywhere.

    Where the article names other countries, a town that several lands have and a small division tell nothing.
    """
    inside = inside_name(name, gazetteer)
    if inside is None or not context.countries:
        return inside
    if inside.country_code in {*context.countries, *context.homes, *context.near}:
        return inside
    return inside if any(is_of_one_land(part, gazetteer) for _, part, _ in parts_inside(name, gazetteer)) else None


def add_places(
    entities: ArticleEntities,
    reading: Reading,
    gazetteer: Gazetteer,
    seats: SeatWords = NO_SEATS,
    topics: Topics = NO_TOPICS,
) -> None:
    """Fills `country_code` and `external_id` of the article's places, nationalities and organizations that lack them.

    Names with one meaning are settled first; they are the context of the others. A place or building that no list knows
    lies in the country of most of the article's places, if it has one. `seats` are words for organizations, `topics`
    those behind what one is about.
    """
    text = reading.text
    counts = Counter(mention.entity for mention in entities.mentions if mention.form == "name")
    containers = find_containers(entities, text, gazetteer)
    context = PlaceContext(topics=topics)
    organizations = _numbers(entities, counts, ("organization",))
    _count_homes((entities.entities[number].name for number in organizations), gazetteer, context)
    open_numbers = _settle_sure(entities, counts, containers, gazetteer, context)
    near = _near(entities, {*open_numbers, *organizations})
    sites = find_clause_sites(entities, reading, seats) | find_sites(entities, text, seats.towns)
    for number in open_numbers:
        entity = entities.entities[number]
        around = PlaceContext(context.countries, context.homes, context.divisions, containers[number], near[number])
        if not _settle(entity, gazetteer, around) and entity.kind == "place":
            entity.country_code = around.land() or sites.get(number) or _by_neighbours(near[number], context)
        if entity.kind == "place" and entity.country_code:
            context.meant.update((place_key(name), entity.country_code) for name in entity.names)
    sites = find_sites(entities, text, seats.towns)  # more places have a country now
    homes = find_told_homes(entities, text, seats) | find_seats(entities, text, seats)
    clauses = find_clause_homes(entities, reading, seats)
    cut = find_cut_names(entities, text, gazetteer, seats.shared)
    for number in organizations:
        entity = entities.entities[number]
        if is_of_many_lands(entity.names, seats.unions):
            continue
        entity.country_code = entity.country_code or homes.get(number)
        if number not in cut and not _settle(entity, gazetteer, context):
            site = sites.get(number)
            if _is_facility(entity, gazetteer):
                site = site or _agreed(entity.name, near[number], context, gazetteer)
            elif not is_sited(entity.name, gazetteer, seats, is_common=site == context.dominant()):
                site = None
            entity.country_code = entity.country_code or site
        entity.country_code = entity.country_code or clauses.get(number)
        if entity.country_code is None and len(entity.names) == 1:
            town = home_of_town(entity.name, gazetteer, context)
            entity.country_code = town.country_code if town else None


def _settle_sure(
    entities: ArticleEntities,
    counts: Counter[int],
    containers: list[frozenset[str]],
    gazetteer: Gazetteer,
    context: PlaceContext,
) -> list[int]:
    """Settles and counts the places and nationalities with one meaning, small and doubtful ones by the countries of the
    others; the numbers of those that stay open.
    """
    left, small, doubtful = [], [], []
    for number in _numbers(entities, counts, ("place", "group")):
        entity = entities.entities[number]
        facts = gazetteer.find(entity.name) if entity.kind == "place" else []
        lands = {fact.country_code for fact in facts}
        if len(lands) == 1 and not containers[number] and is_small(facts):
            small.append(number)
        elif _is_called_after_another(entity, gazetteer):
            doubtful.append(number)
        elif len(lands) > 1 or not _settle(entity, gazetteer, PlaceContext(containers=containers[number])):
            left.append(number)
        else:
            _count(entity, counts[number], gazetteer, context)
    told = PlaceContext(Counter(context.countries), context.homes)
    named = context.countries + context.homes + _count_likely(entities, left, gazetteer)
    known = [(number, NOWHERE) for number in _at_home(entities, small, gazetteer, named)]
    for number, around in [*known, *((number, told) for number in doubtful)]:
        if _settle(entities.entities[number], gazetteer, around):
            _count(entities.entities[number], counts[number], gazetteer, context)
        else:
            left.append(number)
    return left


def _is_called_after_another(entity: Entity, gazetteer: Gazetteer) -> bool:
    """Whether nothing tells where a place lies but a small one in its name, perhaps another: "Fenwick Square"."""
    names = dict.fromkeys([entity.name, *entity.names]) if entity.kind == "place" else {}
    if any(gazetteer.find(tried) or find_kind(tried, gazetteer) for name in names for tried in readings_of(name)):
        return False
    parts = [part for name in names for _, part, _ in parts_inside(name, gazetteer)]
    return bool(parts) and not any(is_of_one_land(part, gazetteer) for part in parts)


def _count_likely(entities: ArticleEntities, numbers: Iterable[int], gazetteer: Gazetteer) -> Counter[str]:
    """The countries of the places that other lands have as well, but that are known as one land's: "Oslo"."""
    names = [entities.entities[number].name for number in numbers if entities.entities[number].kind == "place"]
    facts = (gazetteer.find(name)[0] for name in names if gazetteer.find(name) and is_of_one_land(name, gazetteer))
    return Counter(fact.country_code for fact in facts if fact.country_code)


def _at_home(entities: ArticleEntities, small: list[int], gazetteer: Gazetteer, named: Counter[str]) -> list[int]:
    """The small towns that lie in a country which the article names, or two of them in one; all where it names none.

    Such a town elsewhere is rather a place that no list knows: "Koro" in a story from Fiji is not the one in Mali.
    """
    codes = {number: gazetteer.find(entities.entities[number].name)[0].country_code for number in small}
    together = Counter(codes.values())
    is_told = bool(named) and max(named.values()) >= FEWEST
    return [n for n, code in codes.items() if not is_told or code in named or together[code] >= FEWEST]


def _count_homes(names: Iterable[str], gazetteer: Gazetteer, context: PlaceContext) -> None:
    """Counts the countries that organizations have in their names, each once: "Bank of Fenwick"."""
    for name in names:
        inside = inside_name(name, gazetteer, context.topics)
        if inside is not None and inside.country_code and names_country(name, gazetteer):
            context.homes[inside.country_code] += 1


def _numbers(entities: ArticleEntities, counts: Counter[int], kinds: tuple[str, ...]) -> list[int]:
    """The entities of these kinds that are named."""
    return [number for number, entity in enumerate(entities.entities) if entity.kind in kinds and counts[number]]


def _agreed(name: str, near: frozenset[str], context: PlaceContext, gazetteer: Gazetteer) -> str | None:
    """The country of most places of the article, where all those close by lie there, and one in the name can."""
    most, parts = context.dominant(), [part for _, part, _ in parts_inside(name, gazetteer)]
    can_lie = not parts or any(fact.country_code == most for part in parts for fact in gazetteer.find(part))
    is_region = any(not fact.country_code for word in name.split() for fact in gazetteer.find(word)[:1])
    return most if near == {most} and can_lie and not is_region else None


def _by_neighbours(near: frozenset[str], context: PlaceContext) -> str | None:
    """The one country of the places close by, else that of most places; one town abroad is too little beside those.

    A people named once is too little beside other lands: "a Fenwickian cafe in Castle Street".
    """
    most = context.dominant()
    closest = next(iter(near)) if len(near) == 1 else None
    if closest is None or context.countries[closest] >= FEWEST:
        return closest or most
    is_told = closest in context.meant.values() or set(context.countries) == {closest}
    return closest if most is None and is_told else most


def _near(entities: ArticleEntities, open_numbers: set[int]) -> dict[int, frozenset[str]]:
    """For each open entity the countries of the settled places named within NEAR characters of it."""
    places = [m for m in entities.mentions if m.form == "name" and m.kind in ("place", "group")]
    settled = [(m.start, code) for m in places if (code := entities.entities[m.entity].country_code)]
    starts = [start for start, _ in settled]
    found: dict[int, set[str]] = {number: set() for number in open_numbers}
    for mention in entities.mentions:
        if mention.form == "name" and mention.entity in found:
            first, last = bisect_left(starts, mention.start - NEAR), bisect_left(starts, mention.end + NEAR)
            found[mention.entity].update(code for _, code in settled[first : min(last, first + 20)])
    return {number: frozenset(codes) for number, codes in found.items()}


def _is_facility(entity: Entity, gazetteer: Gazetteer) -> bool:
    return entity.kind == "organization" and " " in entity.name and gazetteer.is_facility(entity.name)


def _settle(entity: Entity, gazetteer: Gazetteer, context: PlaceContext) -> bool:
    names = list(dict.fromkeys([entity.name, *entity.names]))
    known = [n for n in names if entity.kind == "place" and (gazetteer.find(n) or find_kind(n, gazetteer))]
    for name in known or names:
        fact = find_country(name, entity.kind, gazetteer, context)
        if fact is not None:
            entity.country_code = entity.country_code or fact.country_code
            entity.external_id = entity.external_id or fact.external_id
            return True
    return False


def _count(entity: Entity, mentions: int, gazetteer: Gazetteer, context: PlaceContext) -> None:
    if entity.country_code is None:
        return
    context.countries[entity.country_code] += mentions
    if entity.kind == "place":
        context.meant.update((place_key(name), entity.country_code) for name in entity.names)
    for fact in gazetteer.find(entity.name)[:1]:
        if fact.kind == "state":
            context.divisions.add(fact.name)
        elif fact.division:
            context.divisions.add(f"city in {fact.division}")
