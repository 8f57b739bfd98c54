"""What the name of a place may be read as: without its container, without "northern" or "county", with its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms.places.gazetteer import Gazetteer, PlaceFact
from transforms.places.place_table import place_key

AROUND = re.compile(
    r"^(?:(?:the )?(?:state|city|town|county|province|republic|island|port|village|borough|district) of |"
    r"(?:north|south|east|west|central|northern|southern|eastern|western|upstate|downtown|greater|inner|mainland) )|"
    r" (?:city|county|province|state|district|region|prefecture|metropolitan area|area|island|airport)$"
)
WITH_KIND = re.compile(
    r"(?P<before>state|city|county|province) of (?P<name>.+)|(?P<other>.+) (?P<after>state|city|county|province)"
)


def readings_of(name: str) -> Iterator[str]:
    """The name, then what is left of it without its container and without words such as "northern" or "county"."""
    yield name
    if "," in name:
        yield name.split(",")[0]
    key = place_key(name)
    shorter = AROUND.sub("", key)
    if shorter and shorter != key:
        yield shorter


def find_kind(name: str, gazetteer: Gazetteer) -> list[PlaceFact]:
    """What a name means that says what it is: "the State of Fenwick", "Fenwick County"."""
    words = WITH_KIND.fullmatch(place_key(name))
    if words is None:
        return []
    kind = words["before"] or words["after"]
    kind = "state" if kind == "province" else kind
    return [fact for fact in gazetteer.find(words["name"] or words["other"]) if fact.kind == kind]
