"""What each reading means by itself and beside those that share a name with it, and the memory of that.

A pass keeps what it found of every reading as a table. The next one decides anew only for readings that changed, with
all that shared keys lead to from them (`transforms.linking.shared`), by the rules of a whole corpus; for the others
these rules would find what they found before.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from transforms.linking.corpus import Corpus
from transforms.linking.decision import DECIDED, Decision, list_decisions
from transforms.linking.keys import BodyNames, NameParser, PersonName, Seeds
from transforms.linking.known import KnownEntities
from transforms.linking.one_kind import settle_kinds
from transforms.linking.persons import People
from transforms.linking.shared import STRINGS, Keys, SharedNames, find_stale, list_keys
from transforms.linking.things import Bodies

MEMORY = pa.schema(
    [
        ("reading", pa.string()),
        ("hash", pa.uint64()),
        ("digest", pa.uint64()),
        *((name, STRINGS) for name in Keys._fields),
        *((name, pa.string()) for name in ("kind", "key", "rule")),
        ("confidence", pa.float64()),
        ("country_kind", pa.string()),
        *((name, pa.string()) for name in ("surname", "suffix", "gender", "well_known")),
        ("bearers", STRINGS),
        ("weights", pa.list_(pa.float64())),
        ("by_surname", STRINGS),
    ]
)
DECISION = Decision._fields


class Bare(NamedTuple):
    """One part of a person's name, and whom it can mean."""

    surname: str
    suffix: str
    gender: str | None
    well_known: str | None  # whom any reader knows by it
    bearers: Sequence[str]  # keys of people, those of most weight first
    weights: Sequence[float]  # of their articles
    by_surname: Sequence[str]  # the bearers whose surname it is

    @property
    def only_name(self) -> str:
        """The key of someone the whole corpus knows by one word alone."""
        return " ".join(part for part in (self.surname, self.suffix) if part)


class Verdicts:
    """For each reading its decision, where it needs no more than names; else what its rows are decided by."""

    def __init__(self) -> None:
        self.decided: dict[int, Decision] = {}
        self.by_country: dict[int, str] = {}  # the kind of what a name means that depends on the country
        self.bare: dict[int, Bare] = {}
        self._recalled = DECIDED.empty_table()

    @property
    def all_decided(self) -> pa.Table:
        """The decisions for all readings that have one."""
        return pa.concat_tables([self._recalled, list_decisions(self.decided)])

    def recall(self, numbers: np.ndarray, rows: pa.Table) -> None:
        """Takes over what rows of the memory say of readings, in their order."""
        is_decided = rows["kind"].combine_chunks().is_valid()
        decided, flags = rows.filter(is_decided), is_decided.to_numpy(zero_copy_only=False)
        columns = [pa.array(numbers[flags], pa.int64()), *(decided[name] for name in DECISION)]
        self._recalled = pa.table(columns, schema=DECIDED)
        left = rows.filter(pc.invert(is_decided)).select(["country_kind", *Bare._fields]).to_pylist()
        for number, row in zip(numbers[~flags].tolist(), left, strict=True):
            kind = row.pop("country_kind")
            if kind is None:
                self.bare[number] = Bare(**row)
            else:
                self.by_country[number] = kind

    def rows(self, numbers: Sequence[int]) -> dict[str, list[object]]:
        """The columns of the memory that say what was found of the readings."""
        nothing = (None,) * len(Bare._fields)
        decided = [self.decided.get(number) or (None,) * len(DECISION) for number in numbers]
        bare = [self.bare.get(number) or nothing for number in numbers]
        columns: dict[str, list[object]] = {"country_kind": [self.by_country.get(number) for number in numbers]}
        for names, values in ((DECISION, decided), (Bare._fields, bare)):
            columns |= {name: [value[place] for value in values] for place, name in enumerate(names)}
        return columns


class Judge:
    """Decides for readings, with the lists of the seeds."""

    def __init__(self, corpus: Corpus, seeds: Seeds) -> None:
        self._corpus = corpus
        self._seeds = seeds
        self._parser = NameParser(seeds)
        names = BodyNames.from_seeds(seeds)
        self.known = KnownEntities(seeds, names, self._parser)
        self._shared = SharedNames(self._parser, names, self.known)

    def judge(self, before: pa.Table | None) -> tuple[Verdicts, pa.Table]:
        """The verdicts on all readings, and the memory of them; before is that of the pass before, if there was one
        with the same seeds and rules.
        """
        before = MEMORY.empty_table() if before is None else before
        keys, place = list_keys(self._corpus, self._shared, before)
        stale = find_stale(self._corpus, keys, place, before)
        self._corpus.know_hashes(before["hash"].combine_chunks().take(place))
        verdicts = Verdicts()
        kept = before.take(place.filter(pa.array(~stale)))
        verdicts.recall(np.flatnonzero(~stale), kept)
        numbers = np.flatnonzero(stale).tolist()
        self._decide(numbers, verdicts)
        in_order = (dict(sorted(some.items())) for some in (verdicts.by_country, verdicts.bare))
        verdicts.by_country, verdicts.bare = in_order  # type: ignore[assignment]
        columns = {
            "reading": self._corpus.texts.take(pa.array(numbers, pa.int64())),
            "hash": self._corpus.hashes[numbers],
            "digest": self._corpus.digests[numbers],
            **keys.filter(stale)._asdict(),
            **verdicts.rows(numbers),
        }
        fresh = pa.table({field.name: pa.array(columns[field.name], field.type) for field in MEMORY}, schema=MEMORY)
        return verdicts, pa.concat_tables([kept, fresh]).combine_chunks()

    def _decide(self, numbers: Sequence[int], verdicts: Verdicts) -> None:
        self._corpus.readings.prepare(numbers)
        kinds = dict(zip(numbers, settle_kinds(self._corpus, numbers), strict=True))
        persons = [number for number, kind in kinds.items() if kind == "person"]
        others = {number: kind for number, kind in kinds.items() if kind != "person"}
        people = People(self._corpus, persons, self._parser, self.known)
        bodies = Bodies(self._corpus, others, self.known, self._seeds)
        full_name = {key: Decision("person", key, "full_name", 0.97) for key in people.people}
        for number, key in people.person_of.items():
            verdicts.decided[number] = full_name[key]
        for number, decision in bodies.decided.items():
            verdicts.decided[number] = decision
        verdicts.by_country |= bodies.by_country
        verdicts.bare |= {number: _weigh(people, name) for number, name in people.bare.items()}


def _weigh(people: People, name: PersonName) -> Bare:
    bearers = people.candidates(name)
    keys, weights = [key for key, _ in bearers], [weight for _, weight in bearers]
    by_surname = [key for key in keys if people.has_surname(name, key)]
    return Bare(name.surname, name.suffix, name.gender, people.well_known(name), keys, weights, by_surname)
