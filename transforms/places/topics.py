"""Whether a country within an organization's name is only what the organization is about: "House Fenwick Committee"."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

BEFORE_TOPIC = frozenset(("on", "against", "with", "to"))  # "Council on Fenwick"
BEFORE_HOME = frozenset(("of", "in"))  # "Bank of Fenwick Trust"
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
    return is_noun and is_inner and PART_OF_LAND.fullmatch(before) is None
