"""The statements of an article by place: which one holds a word, and who makes it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from transforms.records import Quote


class StatementFinder:
    """Finds the statement that holds a place in the text."""

    def __init__(self, quotes: Sequence[Quote]) -> None:
        self.quotes = quotes
        self._parts = sorted((part.start, part.end, number) for number, q in enumerate(quotes) for part in q.parts)
        self._starts = [start for start, _, _ in self._parts]

    def at(self, place: int) -> int | None:
        """The place in the list of quotes of the statement that holds the code point."""
        for start, end, number in reversed(self._parts[: bisect_right(self._starts, place)][-3:]):
            if start <= place < end:
                return number
        return None
