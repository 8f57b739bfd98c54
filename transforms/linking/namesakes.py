"""Two people of one full name: told apart by fields of life that do not meet and articles that share nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Set

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from transforms.linking.corpus import Corpus, distinct
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
        self._titled = rows  # of which all titles that tell of a field agree on it
        self._field_of = dict(zip(rows.tolist(), fields, strict=True))
        self._common = max(COMMON, FEW / max(1, len(corpus.articles)))

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
        rows = self._titled[self._by_full_name(decisions)]
        places = self._context.places_of(rows)
        fields = pa.array([self._field_of[row] for row in rows.tolist()], pa.string()).dictionary_encode()
        width = max(1, len(fields.dictionary))
        told = distinct(places * width + fields.indices.to_numpy()) // width
        several = told[1:][told[1:] == told[:-1]]
        found: dict[Thing, list[int]] = defaultdict(list)
        is_of_several = np.isin(places, several)
        for row, place in zip(rows[is_of_several].tolist(), places[is_of_several].tolist(), strict=True):
            found[self._context.things[place]].append(row)
        return found

    def _by_full_name(self, decisions: Decisions) -> np.ndarray:
        """Which of the rows with a field mean someone by a full name."""
        is_full = pc.equal(decisions.column("rule"), "full_name").to_numpy(zero_copy_only=False)
        codes = decisions.codes[self._titled]
        named = np.flatnonzero(codes >= 0)
        found: np.ndarray = named[is_full[codes[named]]]
        return found

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
