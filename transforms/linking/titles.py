"""The titles that articles give their people, as evidence of who is who."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from transforms.folding import fold_name
from transforms.linking.corpus import Corpus, distinct, number_pairs


class Titles:
    """The titles of each row and, once people are decided, of each person."""

    def __init__(self, corpus: Corpus, roles: pa.Table) -> None:
        """roles: titles, and the ids of people or their rows in the corpus."""
        people = corpus.find(roles["person_id"])
        known = people.is_valid()
        titles = roles["title"].filter(known).combine_chunks().dictionary_encode()
        folded = [fold_name(title) for title in titles.dictionary.to_pylist()]
        self._names = sorted(set(folded))
        places = {name: place for place, name in enumerate(self._names)}
        codes = np.array([places[name] for name in folded], dtype=np.int64)[titles.indices.to_numpy()]
        self._width = max(1, len(self._names))
        self._count: list[int] = np.bincount(codes, minlength=self._width).tolist()
        self._total = max(1, len(codes))
        pairs = distinct(number_pairs(people.filter(known).to_numpy(), codes, self._width), is_nearly_sorted=True)
        self._rows, self._codes = pairs // self._width, pairs % self._width
        self._of_person: dict[int, Counter[str]] = {}
        self._held = np.zeros(0, dtype=np.int64)  # place of a thing and code of a title as one number, in order

    def settle(self, thing_of: np.ndarray) -> None:
        """Counts the titles of each person decided so far: thing_of has the place of each row's thing, or -1."""
        whose = thing_of[self._rows]
        self._of_person = {}
        self._held = np.sort(number_pairs(whose, self._codes, self._width)[whose >= 0])

    def of_rows(self, rows: Sequence[int]) -> list[tuple[str, ...]]:
        """The titles the article gives each row's person, in order."""
        firsts, lasts = (np.searchsorted(self._rows, np.array(rows) + more).tolist() for more in (0, 1))
        spans = zip(firsts, lasts, strict=True)
        return [tuple(map(self._names.__getitem__, self._codes[a:b].tolist())) if b > a else () for a, b in spans]

    def fields(self, field_of: Mapping[str, str]) -> tuple[np.ndarray, list[str]]:
        """The rows whose titles tell of one field, in order, and which."""
        names = sorted(set(field_of.values()))
        numbers = {name: number for number, name in enumerate(names)}
        known = np.array([numbers.get(field_of.get(name, ""), -1) for name in self._names], dtype=np.int64)
        of_title = known[self._codes] if len(self._names) else self._codes
        told = distinct(self._rows[of_title >= 0] * max(1, len(names)) + of_title[of_title >= 0])
        rows = told // max(1, len(names))
        is_only = np.diff(rows, prepend=-1) * np.diff(rows, append=-1) != 0
        return rows[is_only], [names[number] for number in (told[is_only] % max(1, len(names))).tolist()]

    def of_person(self, place: int) -> Counter[str]:
        """The titles all articles give a person, whose place among the things is given, by number of articles."""
        held = self._of_person.get(place)
        if held is None:
            held = self._of_person[place] = self._held_by(place)
        return held

    def _held_by(self, place: int) -> Counter[str]:
        first, last = np.searchsorted(self._held, (place * self._width, (place + 1) * self._width))
        return Counter(self._names[code] for code in (self._held[first:last] % self._width).tolist())

    def share(self, title: str) -> float:
        """How much of all titles given this one is."""
        place = bisect_left(self._names, title)
        return self._count[place] / self._total
