"""Organizations that stand in the town behind "in": "the Orten Institute of Marine Science in Fenwick"."""

from __future__ import annotations

from itertools import pairwise

from transforms.places.gazetteer import Gazetteer
from transforms.places.seats import SeatWords

FIELD_LINKS = frozenset(("of", "for"))  # before what an organization does


def is_sited(name: str, gazetteer: Gazetteer, words: SeatWords, is_common: bool) -> bool:
    """Whether an organization lies where it is said to be: a school or the like, or an office for something.

    An office may have branches abroad. So the land must be that of most of the article's places (is_common).
    """
    spelt = name.lower().removeprefix("the ").split()
    if not spelt or not words.shared.isdisjoint(spelt):
        return False  # "International Institute of Ships"
    heads = [word for word, link in pairwise(spelt) if link in FIELD_LINKS]
    is_school = any(head in words.institutes or gazetteer.is_facility(head) for head in [*heads, *spelt[-1:]])
    return (is_school and len(spelt) > 1) or (is_common and heads[:1] == spelt[:1] and spelt[0] in words.offices)
