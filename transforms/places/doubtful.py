"""Names that may as well mean a place elsewhere: small towns, small divisions, and what is called after a town."""

from __future__ import annotations

from collections.abc import Iterable

from transforms.places.gazetteer import CAPITAL_BONUS, OBSCURE_STATE, Gazetteer, PlaceFact

SMALL = 5.0  # weight of a town of 100,000
LARGE_IN_NAME = 5.5  # weight of a town of 300,000, which places in articles on other lands may be called after
LEAD = 1.0  # more weight than any place of that name elsewhere


def is_small(facts: Iterable[PlaceFact]) -> bool:
    """Whether a name means small towns or divisions alone, as which others in the world may be called as well."""
    return all(_is_small_town(fact) or _is_small_division(fact) for fact in facts)


def _is_small_town(fact: PlaceFact) -> bool:
    return fact.kind == "city" and fact.weight < SMALL


def _is_small_division(fact: PlaceFact) -> bool:
    return fact.kind == "state" and fact.weight <= OBSCURE_STATE


def is_of_one_land(part: str, gazetteer: Gazetteer) -> bool:
    """Whether a name is first of all that of a country, its people or a large place, and of none like it elsewhere."""
    facts = gazetteer.find(part)
    if not facts or facts[0].kind == "country":
        return True
    if is_small(facts):
        return False
    least = LARGE_IN_NAME + (CAPITAL_BONUS if gazetteer.metonym_of(part) else 0)
    others = [fact.weight for fact in facts if fact.country_code != facts[0].country_code]
    return facts[0].weight >= max(least, max(others, default=0.0) + LEAD)
