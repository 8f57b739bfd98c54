"""Remembers what a network's first layer makes of each word, since words repeat and the layer sees no neighbours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

REMEMBERED = 12_000  # distinct words: some sixty articles' worth; then those of one article alone are forgotten
SPARE = 2_000  # places for the new words of an article that comes when the memory is nearly full

Compute = Callable[[list[int]], Any]  # the rows of the words at these places among those asked for


class WordMemory:
    """A row of numbers for every distinct word met so far; when there are many, for those that articles share."""

    def __init__(self) -> None:
        self.place: dict[bytes, int] = {}
        self.rows: Any = None
        self.is_met_again: Any = None  # by place

    def look_up(self, keys: Sequence[bytes], compute: Compute) -> Any:
        """An array with one row per key; the keys are of one article."""
        if len(self.place) > REMEMBERED:
            self._forget()
        known = self.place
        fresh: dict[bytes, int] = {}
        for i, key in enumerate(keys):
            if key not in known:
                fresh.setdefault(key, i)
        start = len(known)
        if fresh:
            self._learn(fresh, compute)
        places = [known[key] for key in keys]
        self.is_met_again[places] = True
        self.is_met_again[start:] = False
        return self.rows[places]

    def _forget(self) -> None:
        """Forgets the words that no later article had; all of them where that leaves too many."""
        kept = [key for key, place in self.place.items() if self.is_met_again[place]]
        if len(kept) > REMEMBERED * 3 // 4:
            kept = []
        self.rows[: len(kept)] = self.rows[[self.place[key] for key in kept]]
        self.place = {key: i for i, key in enumerate(kept)}
        self.is_met_again[:] = False

    def _learn(self, fresh: dict[bytes, int], compute: Compute) -> None:
        learned = compute(list(fresh.values()))
        start, end = len(self.place), len(self.place) + len(fresh)
        if self.rows is None or end > len(self.rows):
            # as large as it will get: one that grows by and by leaves holes in the heap
            room = np.empty((max(end, REMEMBERED + SPARE), learned.shape[1]), dtype=learned.dtype)
            is_met_again = np.zeros(len(room), dtype=bool)
            if start:
                room[:start] = self.rows[:start]
                is_met_again[:start] = self.is_met_again[:start]
            self.rows, self.is_met_again = room, is_met_again
        self.rows[start:end] = learned
        self.place.update((key, start + i) for i, key in enumerate(fresh))


def keys_of(table: Any) -> list[bytes]:
    """One key per row of a table of whole numbers: equal rows have equal keys."""
    rows = np.ascontiguousarray(table)
    keys: list[bytes] = rows.view(f"V{rows.itemsize * rows.shape[1]}").ravel().tolist() if len(rows) else []
    return keys
