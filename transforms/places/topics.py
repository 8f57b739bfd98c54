"""Which countries within an organization's name are not its home, but what it is about: "House Fenwick Committee"."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from transforms.places.gazetteer import Gazetteer

BEFORE_TOPIC = frozenset(("on", "against", "with", "to"))  # "Council on Fenwick"
BEFORE_HOME = frozenset(("of", "in"))  # "Bank of Fenwick Trust"
CHAMBER = re.compile(r"house|senate|commons|lords|congress|parliament")  # whose committees are called after a topic
JOINED = re.compile(r" (?:and|&) ")
PART_OF_LAND = re.compile(r"all|royal|air|new|mount|saint|st\.?|(?:north|south|east|west)(?:ern)?|central")


def is_topic(words: Sequence[str], first: int, last: int, is_noun: bool, topics: Set[str]) -> bool:
    """Whether the place or people in the words from first to last is the topic of the organization called so.

    is_noun: whether it is a country and no adjective or town. topics: words that follow a topic ("Fenwick Studies"). A
    country between other words is one, too, but not where it may be the larger part of a place: "South Fenwick Post".
    """
    before = words[first - 1].lower() if first else ""
    after = words[last].lower() if last < len(words) else ""
    if before in BEFORE_TOPIC or (after in topics and (is_noun or before == "for")):
        return True
    is_inner = bool(before and after[:1].isalpha()) and before not in BEFORE_HOME
    is_inquiry = is_inner and CHAMBER.fullmatch(before) is not None
    return is_inquiry or (is_noun and is_inner and PART_OF_LAND.fullmatch(before) is None)


def joins_lands(name: str, gazetteer: Gazetteer) -> bool:
    """Whether a name is no organization's, but those of places or peoples side by side: "Fenwick & Orten"."""
    halves = JOINED.split(name)
    return len(halves) > 1 and all(gazetteer.find(half) or gazetteer.nationality(half) for half in halves)
