"""What an article tells of where its names lie: the countries, states and places that it names."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from transforms.places.gazetteer import PlaceFact
from transforms.places.place_table import place_key
from transforms.places.topics import Topics

CONTEXT_BONUS = 1.2  # for lying in the only country an article names; less in proportion to its share
DIVISION_BONUS = 1.5  # for lying in a state that the article names
NEAR_BONUS = 1.0
CONTAINER_BONUS = 10.0  # for "Paris, Texas"
SAME_LAND_BONUS = 5.0  # for lying in the country of what follows: "Bath, England", where no list has the division
DOMINANT = 0.6  # share of an article's places, for an unknown place to lie in their country
FEWEST = 2  # mentions of that country's places
NO_TOPICS = Topics()


@dataclass(slots=True)
class PlaceContext:
    """The other places an article names: mentions per country, the states among them, organizations' countries."""

    countries: Counter[str] = field(default_factory=Counter)
    homes: Counter[str] = field(default_factory=Counter)  # organizations with a country in their names
    divisions: set[str] = field(default_factory=set)
    containers: frozenset[str] = frozenset()  # keys of the names that follow it after a comma
    near: frozenset[str] = frozenset()  # countries of the places named close to it
    meant: dict[str, str] = field(default_factory=dict)  # keys of the places named, to the countries they lie in
    topics: Topics = NO_TOPICS  # words behind what an organization is about

    def score(self, fact: PlaceFact) -> float:
        """How likely a name means this place here."""
        total = self.countries.total() + self.homes.total()
        code = fact.country_code
        share = (self.countries[code] + self.homes[code]) / total if total and code else 0.0
        score = fact.weight + CONTEXT_BONUS * share
        if fact.division in self.divisions or (fact.kind == "state" and f"city in {fact.name}" in self.divisions):
            score += DIVISION_BONUS
        if fact.country_code in self.near:
            score += NEAR_BONUS
        is_same_land = f"within {fact.country_code}" in self.containers
        return score + CONTAINER_BONUS * self._is_inside(fact) + SAME_LAND_BONUS * is_same_land

    def land(self) -> str | None:
        """The one country that what follows the name after a comma lies in: "Fenwick, Oregon"."""
        codes = {key.removeprefix("within ") for key in self.containers if key.startswith("within ")}
        return codes.pop() if len(codes) == 1 else None

    def _is_inside(self, fact: PlaceFact) -> bool:
        if not self.containers or fact.kind == "country":
            return False
        return bool(self.containers & {place_key(fact.division), f"country {fact.country_code}"} - {""})

    def dominant(self) -> str | None:
        """The country of most of the article's places; None where there are too few, or they lie in several."""
        if not self.countries:
            return None
        code, most = min(self.countries.items(), key=lambda item: (-item[1], item[0]))
        return code if most >= FEWEST and most >= DOMINANT * self.countries.total() else None
