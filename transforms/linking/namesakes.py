"""Two people of one full name: told apart by fields of life that do not meet and articles that share nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Set

import numpy as np

from transforms.linking.corpus import Corpus
from transforms.linking.decision import Decision, Decisions, Thing
from transforms.linking.keys import Seeds
from transforms.linking.surroundings import Context
from transforms.linking.titles import Titles

COMMON = 0.05  # share of the corpus' articles from which a thing named in two of them does not connect them
FEW = 3  # articles a thing may always be named in and still connect, in a small corpus
CONFIDENCE = 0.7


class Namesakes:
    """Finds the full names that stand for several people and gives each of these a key of its own."""

    def __init__(self, corpus: Corpus, titles: Titles, context: Context, seeds: Seeds) -> None:
        self._corpus = corpus
        self._context = context
        rows, fields = titles.fields({row["title"]: row["field"] for row in seeds.get("title_fields", ())})
        self._field_of = dict(zip(rows.tolist(), fields, strict=True))  # that all titles that have one agree on
        self._common = max(COMMON, FEW / max(1, len(corpus.article_ids)))

    def part(self, decisions: Decisions) -> None:
        """Gives rows of a person whose articles fall into unconnected fields a key with the field's name."""
        several = self._of_several_fields(decisions)
        self._context.find_places(several)
        for thing, titled in several.items():
            fields = Counter(self._field_of[row] for row in titled)
            usual = min(fields, key=lambda field: (-fields[field], field))
            self._part_one(thing, usual, titled, decisions)

    def _of_several_fields(self, decisions: Decisions) -> dict[Thing, list[int]]:
        """The people known by a full name of whom articles tell different fields, with these articles' rows."""
        fields: dict[Thing, set[str]] = defaultdict(set)
        rows: dict[Thing, list[int]] = defaultdict(list)
        thing_of = self._full_names(decisions)
        for row, code in zip(self._field_of, decisions.codes[list(self._field_of)].tolist(), strict=True):
            if code in thing_of:
                fields[thing_of[code]].add(self._field_of[row])
                rows[thing_of[code]].append(row)
        return {thing: some for thing, some in rows.items() if len(fields[thing]) > 1}

    def _full_names(self, decisions: Decisions) -> dict[int, Thing]:
        """The people whom rows with a field mean by a full name, by the code of the decision."""
        codes = np.unique(decisions.codes[list(self._field_of)])
        named = ((code, decisions.numbered(code)) for code in codes[codes >= 0].tolist())
        return {code: decision.thing for code, decision in named if decision.rule == "full_name"}

    def is_elsewhere(self, row: int, fields: Set[str]) -> bool:
        """Whether a row's titles tell of a field that is none of these."""
        field = self._field_of.get(row)
        return field is not None and field not in fields

    def _part_one(self, thing: Thing, usual: str, titled: list[int], decisions: Decisions) -> None:
        """Whoever is not of the usual field and shares nothing uncommon with an article of it is someone else."""
        connected: set[int] = set()
        for row in titled:
            if self._field_of[row] == usual:
                connected |= self._around(row, thing)
        for row in titled:
            field = self._field_of[row]
            if field != usual and connected.isdisjoint(self._around(row, thing)):
                decisions.decide(row, Decision(thing[0], f"{thing[1]}|{field}", "namesake", CONFIDENCE))

    def _around(self, row: int, thing: Thing) -> set[int]:
        """What the row's article names that not every second article names."""
        named = self._context.named_in(int(self._corpus.article_of[row])).tolist()
        own = self._context.place_of[thing]
        return {place for place in named if place != own and self._context.share_of_articles(place) <= self._common}
