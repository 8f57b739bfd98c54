"""What linking decides of each article-level entity."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from transforms.linking.corpus import Corpus

ALONE = 0.5  # confidence of what is not joined to anything
Thing = tuple[str, str]  # kind and key, which together are one real-world thing


class Decision(NamedTuple):
    """The real-world thing (kind and key), the rule that found it and how sure it is, 0 to 1."""

    kind: str
    key: str
    rule: str
    confidence: float

    @property
    def thing(self) -> Thing:
        """What it is decided to be."""
        return self.kind, self.key


class Decisions:
    """The decision for each row of the corpus: that of its reading, unless the row has one of its own.

    What has no name is never decided: nobody outside its article can be told to be "a spokesman".
    """

    def __init__(self, corpus: Corpus, by_reading: list[Decision | None]) -> None:
        self.distinct: list[Decision] = []
        self._numbers: dict[Decision, int] = {}
        codes = [-1 if decision is None else self._number(decision) for decision in by_reading]
        self.codes = np.where(corpus.is_named, np.array(codes, dtype=np.int64)[corpus.reading_of], -1)

    def _number(self, decision: Decision) -> int:
        number = self._numbers.get(decision)
        if number is None:
            number = self._numbers[decision] = len(self.distinct)
            self.distinct.append(decision)
        return number

    def decide(self, row: int, decision: Decision) -> None:
        """Decides for one row."""
        self.codes[row] = self._number(decision)

    def of(self, row: int) -> Decision | None:
        """The decision for a row, None while it is open."""
        code = int(self.codes[row])
        return None if code < 0 else self.distinct[code]

    def things(self) -> tuple[list[Thing], np.ndarray]:
        """The distinct things, and for each row the place of its thing among them, -1 while it is open."""
        places: dict[Thing, int] = {}
        thing_of = np.full(len(self.distinct) + 1, -1, dtype=np.int64)
        for code in np.flatnonzero(np.bincount(self.codes[self.codes >= 0])).tolist():
            thing_of[code] = places.setdefault(self.distinct[code].thing, len(places))
        return list(places), thing_of[self.codes]
