"""How a number of things is written, for every message and page."""

from __future__ import annotations


def show_count(number: int | float | None, one: str = "", many: str = "") -> str:
    """A whole number with thousands marked, and its noun when given.

    >>> show_count(12345, "quote"), show_count(1, "quote"), show_count(2, "copy", "copies")
    ('12,345 quotes', '1 quote', '2 copies')
    """
    count = int(number or 0)
    noun = (one if count == 1 else many or one + "s") if one else ""
    return f"{count:,} {noun}".strip()
