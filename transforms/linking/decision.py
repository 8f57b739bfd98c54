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
        self._things: list[Thing] = []
        self._thing_numbers: dict[Thing, int] = {}
        self._thing_of: list[int] = []  # the number of each distinct decision's thing
        codes = [-1 if decision is None else self._number(decision) for decision in by_reading]
        self.codes = np.where(corpus.is_named, np.array(codes, dtype=np.int64)[corpus.reading_of], -1)

    def _number(self, decision: Decision) -> int:
        number = self._numbers.get(decision)
        if number is None:
            number = self._numbers[decision] = len(self.distinct)
            self.distinct.append(decision)
            thing = decision.thing
            place = self._thing_numbers.setdefault(thing, len(self._things))
            if place == len(self._things):
                self._things.append(thing)
            self._thing_of.append(place)
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
        used = np.flatnonzero(np.bincount(self.codes[self.codes >= 0]))
        numbers, firsts = np.unique(np.array(self._thing_of, dtype=np.int64)[used], return_index=True)
        numbers = numbers[np.argsort(firsts)]  # in the order of the decisions
        places = np.full(len(self._things), -1, dtype=np.int64)
        places[numbers] = np.arange(len(numbers))
        thing_of = np.full(len(self.distinct) + 1, -1, dtype=np.int64)  # the last stands for what is open
        thing_of[used] = places[np.array(self._thing_of, dtype=np.int64)[used]]
        return [self._things[number] for number in numbers.tolist()], thing_of[self.codes]
