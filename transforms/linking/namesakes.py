"""Two people of one full name: told apart by fields of life that do not meet and articles that share nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Set

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
        self._titles = titles
        self._context = context
        self._fields = {row["title"]: row["field"] for row in seeds.get("title_fields", ())}
        self._field_of: dict[tuple[str, ...], str | None] = {}
        self._common = max(COMMON, FEW / max(1, len(corpus.article_ids)))

    def part(self, decisions: Decisions) -> None:
        """Gives rows of a person whose articles fall into unconnected fields a key with the field's name."""
        rows: dict[Thing, list[int]] = defaultdict(list)
        titled_rows = self._titles.rows()
        for row, code in zip(titled_rows, decisions.codes[titled_rows].tolist(), strict=True):
            if code >= 0 and decisions.distinct[code].rule == "full_name" and self._field(row):
                rows[decisions.distinct[code].thing].append(row)
        for thing, titled in rows.items():
            fields = Counter(str(self._field(row)) for row in titled)
            if len(fields) > 1:
                usual = min(fields, key=lambda field: (-fields[field], field))
                self._part_one(thing, usual, titled, decisions)

    def is_elsewhere(self, row: int, fields: Set[str]) -> bool:
        """Whether a row's titles tell of a field that is none of these."""
        field = self._field(row)
        return field is not None and field not in fields

    def _field(self, row: int) -> str | None:
        """The field all the titles that have one agree on."""
        titles = self._titles.of_row(row)
        if titles not in self._field_of:
            fields = {field for title in titles if (field := self._fields.get(title))}
            self._field_of[titles] = fields.pop() if len(fields) == 1 else None
        return self._field_of[titles]

    def _part_one(self, thing: Thing, usual: str, titled: list[int], decisions: Decisions) -> None:
        """Whoever is not of the usual field and shares nothing uncommon with an article of it is someone else."""
        connected: set[int] = set()
        for row in titled:
            if self._field(row) == usual:
                connected |= self._around(row, thing)
        for row in titled:
            field = self._field(row)
            if field != usual and connected.isdisjoint(self._around(row, thing)):
                decisions.decide(row, Decision(thing[0], f"{thing[1]}|{field}", "namesake", CONFIDENCE))

    def _around(self, row: int, thing: Thing) -> set[int]:
        """What the row's article names that not every second article names."""
        named = self._context.named_in(int(self._corpus.article_of[row])).tolist()
        own = self._context.place_of[thing]
        return {place for place in named if place != own and self._context.share_of_articles(place) <= self._common}
