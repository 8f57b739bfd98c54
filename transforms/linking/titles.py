"""The titles that articles give their people, as evidence of who is who."""

from __future__ import annotations

from collections import Counter, defaultdict

import pyarrow as pa
import pyarrow.compute as pc

from transforms.folding import fold_name
from transforms.linking.corpus import Corpus
from transforms.linking.decision import Decisions, Thing


class Titles:
    """The titles of each row and, once people are decided, of each person."""

    def __init__(self, corpus: Corpus, roles: pa.Table) -> None:
        ids = pa.array(corpus.ids, pa.string())
        self._of_row: dict[int, set[str]] = defaultdict(set)
        self._count: Counter[str] = Counter()
        people = pc.index_in(roles["person_id"], ids).to_pylist()
        short: dict[str, str] = {}
        for title, person in zip(roles["title"].to_pylist(), people, strict=True):
            if person is None:
                continue
            folded = short.get(title) or short.setdefault(title, fold_name(title))
            self._of_row[person].add(folded)
            self._count[folded] += 1
        self._total = self._count.total()
        self._of_person: dict[Thing, Counter[str]] = {}

    def settle(self, decisions: Decisions) -> None:
        """Counts the titles of each person decided so far."""
        found: dict[Thing, Counter[str]] = defaultdict(Counter)
        for row, titles in self._of_row.items():
            decision = decisions.of(row)
            if decision is not None:
                found[decision.thing].update(titles)
        self._of_person = dict(found)

    def of_row(self, row: int) -> set[str]:
        """The titles the article gives a row's person."""
        return self._of_row.get(row, set())

    def rows(self) -> list[int]:
        """The rows of people with a title."""
        return sorted(self._of_row)

    def of_person(self, person: Thing) -> Counter[str]:
        """The titles all articles give a person, by number of articles."""
        return self._of_person.get(person, Counter())

    def share(self, title: str) -> float:
        """How much of all titles given this one is."""
        return self._count[title] / max(1, self._total)
