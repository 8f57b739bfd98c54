"""Names of places and nationalities, from the seeds: what each can mean and in which country that lies."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from transforms.places.place_table import (
    PlaceTable,
    is_code,
    keys_of,
    place_key,
    read_table,
    split_names,
    unpack_rows,
)

Row = dict[str, str]
Seeds = Mapping[str, list[Row]]
# How likely a bare name means such a place: on the scale of a city's decimal logarithm of inhabitants (London: 6.9).
WEIGHTS = {"country": 9.5, "state": 9.0, "landmark": 8.0, "region": 8.5, "county": 5.0}
OBSCURE_STATE = 5.5  # a first-level division of a country whose divisions news seldom name
NAMED_STATES = frozenset(
    {"US", "CA", "AU", "IN", "DE", "CN", "GB", "MX", "RU", "IT", "ES", "FR", "BR", "IQ", "SY", "UA"}
)
CAPITAL_BONUS = 4.0  # Washington is the capital before it is the state
SEAT_BONUS = 1.0  # Geneva is the seat of the canton so called, not a town elsewhere
NAMESAKE_BONUS = 2.5  # New York is the city before it is the state
LARGE = 100_000  # inhabitants
OTHER_NAME = 3.0  # a city by a name that another place bears as its own
BIG = 1_000_000  # inhabitants, for that
FILES = ("countries", "places", "landmarks", "facility_words")
_LAST: list[tuple[object, Gazetteer]] = []
RIVER_LINKS = ("upon", "on", "am", "an der", "sur")  # behind the short name of a town: "Orten upon Kess" is Orten


@dataclass(frozen=True, slots=True)
class PlaceFact:
    """What a name can mean. `country_code` is null for what no one country holds (seas, continents, disputed land)."""

    name: str
    kind: str  # country | state | county | city | landmark | region | nationality
    country_code: str | None
    external_id: str | None = None
    division: str = ""  # the state a city lies in
    weight: float = 0.0


def load_gazetteer(seeds: Seeds, places: PlaceTable | None = None) -> Gazetteer:
    """The gazetteer of these seeds. Making one takes a moment, so the last is kept for whoever asks with the same."""
    stamp = getattr(seeds, "stamp", None)
    made_from = stamp(FILES) if stamp else seeds
    if not (_LAST and (_LAST[0][0] is made_from or (stamp and _LAST[0][0] == made_from))):
        _LAST[:] = [(made_from, Gazetteer(seeds, places))]
    return _LAST[0][1]


class Gazetteer:
    """Looks up places and nationalities in countries.csv, places.csv and landmarks.csv."""

    def __init__(self, seeds: Seeds, places: PlaceTable | None = None) -> None:
        # what a name can mean, by key; rows of places.csv become facts when their name is first met, and are one string
        # until then: as dictionaries the rows would take 28 MB of each process, so they take 5
        self._facts: dict[str, list[PlaceFact]] = defaultdict(list)
        self._found: dict[str, list[PlaceFact]] = {}
        self._nationalities: dict[str, str] = {}
        self._metonyms: dict[str, str] = {}
        self._with_article: set[str] = set()  # names that mean a country behind "the" alone: "the States"
        self.country_names: dict[str, str] = {}
        self.people_names: dict[str, str] = {}  # what the people of a country are called: "German"
        self._facilities = {row["word"] for row in seeds.get("facility_words", ())}
        self._capitals = {
            row["code"]: {place_key(c) for c in split_names(row["capital"])} for row in seeds.get("countries", ())
        }
        for row in seeds.get("countries", ()):
            self._add_country(row)
        table = places or read_table(seeds)
        self._rows, self._states = table.rows, frozenset(map(place_key, table.states))
        self._codes = self._read_codes(row for packed in table.coded for row in unpack_rows(packed))
        for row in seeds.get("landmarks", ()):
            kind = "landmark" if row["country_code"] else "region"
            self._add([row["name"]], PlaceFact(row["name"], kind, row["country_code"] or None, None, "", WEIGHTS[kind]))

    def _add_country(self, row: Row) -> None:
        code = row["code"]
        self.country_names[code] = row["name"]
        if adjectives := split_names(row["adjectives"]):
            self.people_names[code] = adjectives[0]
        fact = PlaceFact(row["name"], "country", code, code, "", WEIGHTS["country"])
        names = [row["name"], *split_names(row["other_names"])]
        self._add(names, fact)
        bare = {place_key(name) for name in names if not name.startswith("the ")}
        self._with_article |= {place_key(name) for name in names} - bare
        for word in (*split_names(row["adjectives"]), *split_names(row["people"]), *split_names(row["prefixes"])):
            self._nationalities.setdefault(place_key(word), code)
        for name in (*split_names(row["capital"]), *split_names(row["metonyms"])):
            self._metonyms[place_key(name)] = code

    def _read_codes(self, states: Iterable[Row]) -> dict[str, list[PlaceFact]]:
        """The states by postal code, capitals only; two lands may have one with the same."""
        found: dict[str, list[PlaceFact]] = {}
        for row in states:
            for code in filter(is_code, split_names(row["other_names"])):
                found.setdefault(code, []).append(self._make_fact(row))
        return found

    def _make_fact(self, row: Row) -> PlaceFact:
        people = int(row["population"] or 0)
        weight = WEIGHTS.get(row["kind"]) or math.log10(max(people, 1))
        if row["kind"] == "state" and row["country_code"] not in NAMED_STATES:
            weight = OBSCURE_STATE
        if row["kind"] == "city":
            keys = keys_of(row, self._states)
            weight += 0 if self._capitals.get(row["country_code"], set()).isdisjoint(keys) else CAPITAL_BONUS
            if not self._states.isdisjoint(keys):
                weight += NAMESAKE_BONUS if people >= BIG else SEAT_BONUS if people >= LARGE else 0
        external = f"geonames:{row['geoname_id']}" if row["geoname_id"] else None
        return PlaceFact(row["name"], row["kind"], row["country_code"], external, row["division"], weight)

    def _add(self, names: Iterable[str], fact: PlaceFact) -> None:
        for key in {place_key(name) for name in names}:
            self._facts[key].append(fact)

    def find(self, name: str) -> list[PlaceFact]:
        """Every place a name can mean, likeliest first; empty where none is known."""
        if name in self._codes:
            return self._codes[name]
        key = place_key(name)
        if key not in self._rows and key not in self._facts:
            return []
        if key not in self._found:
            facts = [*self._facts.get(key, ()), *map(self._make_fact, unpack_rows(self._rows.get(key, "")))]
            facts = [_weigh_name(fact, key, facts) for fact in facts]
            self._found[key] = sorted(facts, key=lambda fact: (-fact.weight, fact.external_id or ""))
        return self._found[key]

    def nationality(self, name: str) -> str | None:
        """The country of a nationality: "Chinese", "Britons"; None for what is of two countries, "Sino-Danish"."""
        key = place_key(name)
        for tried in (key, key.removesuffix("s"), key.removesuffix("es")):
            if tried in self._nationalities:
                return self._nationalities[tried]
        return None

    def is_land(self, name: str) -> bool:
        """Whether a name is first of all a country's and no people's: "Fenwickia", but not "Fenwickian"."""
        return any(fact.kind == "country" for fact in self.find(name)[:1]) and self.nationality(name) is None

    def has_article(self, name: str) -> bool:
        """Whether a name means a country only with "the" before it, which it lacks."""
        return name.casefold() in self._with_article

    def is_facility(self, name: str) -> bool:
        """Whether a name ends, or begins before "of", in a word for a building or a site ("Museum of Flight")."""
        words = place_key(name).split()
        return bool(words) and (words[-1] in self._facilities or (words[0] in self._facilities and "of" in words[1:2]))

    def metonym_of(self, name: str) -> str | None:
        """The country whose government a capital or an office building stands for."""
        return self._metonyms.get(place_key(name))


def _weigh_name(fact: PlaceFact, key: str, facts: Iterable[PlaceFact]) -> PlaceFact:
    """The fact with a lower weight where the name is a city's other one: Mexico is the country before its capital.

    A former name ("Philadelphia" of Amman) means the city only where no other place bears it as its own.
    """
    own = place_key(fact.name)
    if fact.kind != "city" or own == key:
        return fact
    is_country = any(other.kind == "country" for other in facts)
    is_short = own == f"{key} city" or any(
        own.startswith(f"{key} {link} ") or own.endswith(f" {link} {key}") for link in RIVER_LINKS
    )
    is_borne = not is_short and any(place_key(other.name) == key for other in facts)
    return replace(fact, weight=min(fact.weight, OTHER_NAME)) if is_country or is_borne else fact
