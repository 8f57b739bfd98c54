"""Which countries within an organization's name are not its home, but what it is about: "House Fenwick Committee"."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from typing import NamedTuple

from transforms.places.gazetteer import Gazetteer

BEFORE_TOPIC = frozenset(("on", "against", "with", "to"))  # "Council on Fenwick"
BEFORE_HOME = frozenset(("of", "in"))  # "Bank of Fenwick Trust"
CHAMBER = re.compile(r"house|senate|commons|lords|congress|parliament")  # whose committees are called after a topic
JOINED = re.compile(r" (?:and|&) ")
PART_OF_LAND = re.compile(r"all|royal|air|new|mount|saint|st\.?|(?:north|south|east|west)(?:ern)?|central")


class Topics(NamedTuple):
    """Words that follow what an organization is about: anywhere in its name, or where other words stand before it."""

    anywhere: Set[str] = frozenset()  # "Fenwick Studies"
    inner: frozenset[str] = frozenset()  # "Orten Fenwick Committee"


def is_topic(words: Sequence[str], first: int, last: int, is_noun: bool, topics: Topics) -> bool:
    """Whether the place or people in the words from first to last is the topic of the organization called so.

    is_noun: whether it is a country and no adjective or town. A country between other words may be one, but not where
    it may be the larger part of a place: "South Fenwick Committee".
    """
    before = words[first - 1].lower() if first else ""
    after = words[last].lower() if last < len(words) else ""
    if before in BEFORE_TOPIC or (after in topics.anywhere and (is_noun or before == "for")):
        return True
    if not before or before in BEFORE_HOME or topics.inner.isdisjoint(word.lower() for word in words[last:]):
        return False
    return CHAMBER.fullmatch(before) is not None or (is_noun and PART_OF_LAND.fullmatch(before) is None)


def joins_lands(name: str, gazetteer: Gazetteer) -> bool:
    """Whether a name is no organization's, but those of places or peoples side by side: "Fenwick & Orten"."""
    halves = JOINED.split(name)
    return len(halves) > 1 and all(gazetteer.find(half) or gazetteer.nationality(half) for half in halves)
