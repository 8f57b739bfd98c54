"""Tells a price, rate or target for one unit from a total."""

from __future__ import annotations

from transforms.money.syntax import Site
from transforms.reading.reading import Reading

PER = frozenset({"a", "an", "per", "each", "every", "/", "apiece"})


def is_price(reading: Reading, site: Site) -> bool:
    """Whether the amount is for one unit: "$91 a barrel", "€20 each"; a wage by time is none."""
    behind = reading.words[site.last].lower() if site.last < site.right else ""
    if behind in ("each", "apiece"):
        return True
    unit = site.last + 1
    is_counted = behind in PER and unit < site.right and reading.pos[unit] in ("NOUN", "PROPN")
    return is_counted and site.amount.period is None
