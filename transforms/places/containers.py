"""What a place is said to lie in: the state or the country behind it and a comma ("Paris, Texas")."""

from __future__ import annotations

import re
from itertools import pairwise

from transforms.places.gazetteer import Gazetteer
from transforms.places.place_table import place_key
from transforms.records import ArticleEntities

CODE = 2  # letters of a state's code
LONGEST_STATE = 30  # characters behind a place in which its state is looked for
STATE = re.compile(r", (?P<name>[A-Z][\w.]*(?: [A-Z]\w+)?)(?=[,;:)]| ?[—–-]|\s[—–-]|$)")


def find_containers(entities: ArticleEntities, text: str, gazetteer: Gazetteer) -> list[frozenset[str]]:
    """For each entity the keys of the places named after it and a comma, in its name or in the text."""
    found: list[set[str]] = [set() for _ in entities.entities]
    mentions = [m for m in entities.mentions if m.kind == "place" and m.form == "name"]
    for this, following in pairwise(mentions):
        if text[this.end : following.start].strip() == "," and following.start - this.end <= 3:
            found[this.entity] |= _container_keys(text[following.start : following.end], gazetteer)
    for this in mentions:  # a state's short form is not always a mention: "FORT ELLIS, N.D. —"
        found[this.entity] |= _state_keys(text[this.end : this.end + LONGEST_STATE], gazetteer)
    for number, entity in enumerate(entities.entities):
        if entity.kind == "place" and "," in entity.name:
            found[number] |= _container_keys(entity.name.split(",", 1)[1].strip(), gazetteer)
    return [frozenset(keys) for keys in found]


def _state_keys(behind: str, gazetteer: Gazetteer) -> set[str]:
    """The keys of the state whose name or short form stands behind a comma, before a mark: ", N.D. — The river"."""
    match = STATE.match(behind)
    facts = gazetteer.find(match["name"]) if match else []
    return _container_keys(match["name"], gazetteer) if match and facts and facts[0].kind == "state" else set()


def _container_keys(name: str, gazetteer: Gazetteer) -> set[str]:
    facts = gazetteer.find(name)
    keys = {place_key(fact.name) for fact in facts if fact.kind in ("state", "county")}
    is_shared = len(name) == CODE and len({fact.country_code for fact in facts}) > 1  # "WA" is in two lands
    if facts and facts[0].kind != "city" and facts[0].country_code and not is_shared:
        keys.add(f"within {facts[0].country_code}")
    return keys | {f"country {fact.country_code}" for fact in facts if fact.kind == "country"}
