"""What each reading means by itself and beside those that share a name with it, and the memory of that.

A pass keeps what it found of every reading as a table. The next one decides anew only for readings that changed, with
all that shared keys lead to from them (`transforms.linking.shared`), by the rules of a whole corpus; for the others
these rules would find what they found before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from transforms.linking.bare import NAMES, Bare, weigh_bearers
from transforms.linking.corpus import Corpus, list_cells
from transforms.linking.decision import DECIDED
from transforms.linking.full_names import choose_names, find_bare
from transforms.linking.name_facts import list_facts
from transforms.linking.name_rules import HERE, Rules, Spread, Work, cut, cut_groups
from transforms.linking.one_kind import settle_kinds
from transforms.linking.persons import PIECE, join_people
from transforms.linking.shared import NUMBERS, STRINGS, Keys, find_stale, list_keys, make_keys
from transforms.linking.things import Body, agree_on_aliases, name_bodies
from warehouse.arrow import find_places

MEMORY = pa.schema(
    [
        ("reading", pa.string()),
        ("hash", pa.uint64()),
        ("digest", pa.uint64()),
        *((name, NUMBERS) for name in Keys._fields),
        *((name, pa.string()) for name in ("kind", "key", "rule")),
        ("confidence", pa.float64()),
        ("country_kind", pa.string()),
        *((name, pa.string()) for name in ("surname", "suffix", "gender", "well_known")),
        ("bearers", STRINGS),
        ("weights", pa.list_(pa.float64())),
        ("by_surname", STRINGS),
        ("strangers", pa.float64()),
    ]
)
AT_ONCE = 20_000  # bare names that are looked at together
FOUND = ("kind", "key", "rule", "confidence", "country_kind", *Bare._fields)  # columns of MEMORY
NUMBERED = pa.schema([("number", pa.int64()), *(MEMORY.field(name) for name in FOUND)])
FULL_NAME = {"kind": "person", "rule": "full_name", "confidence": 0.97}


class Verdicts:
    """For each reading its decision, where it needs no more than names; else what its rows are decided by."""

    def __init__(self, numbers: np.ndarray, memory: pa.Table) -> None:
        """memory: a row for each of the numbers of readings."""
        rows = memory.select(FOUND).append_column("number", pa.array(numbers, pa.int64()))
        is_decided, is_by_country = (rows[name].is_valid() for name in ("kind", "country_kind"))
        self.decided: pa.Table = rows.filter(is_decided).select(DECIDED.names).cast(DECIDED)
        by_country = rows.filter(is_by_country).sort_by("number")
        numbers, kinds, keys = (by_country[name].to_pylist() for name in ("number", "country_kind", "key"))
        self.by_country = dict(zip(numbers, map(Body, kinds, keys), strict=True))
        left = pc.invert(pc.or_(is_decided, is_by_country))
        order = [("surname", "ascending"), ("number", "ascending")]
        self._bare = rows.filter(left).sort_by(order).select(["number", *Bare._fields]).combine_chunks()

    def bare(self) -> Iterator[dict[int, Bare]]:
        """Readings of one part of a person's name, some at a time, those of one surname one after another."""
        for batch in self._bare.to_batches(AT_ONCE):
            numbers, *columns = (column.to_pylist() for column in batch.columns)
            yield dict(zip(numbers, map(Bare, *columns), strict=True))


class Judge:
    """Decides for readings, with the lists of the seeds."""

    def __init__(self, corpus: Corpus, rules: Rules, spread: Spread = HERE) -> None:
        self._corpus = corpus
        self._rules = rules
        self._spread = spread

    def judge(self, before: pa.Table | None) -> tuple[Verdicts, pa.Table]:
        """The verdicts on all readings, and the memory of them; before is that of the pass before, if there was one
        with the same seeds and rules.
        """
        before = MEMORY.empty_table() if before is None else before
        place = find_places(before["reading"].combine_chunks(), self._corpus.texts)
        new = np.flatnonzero(~_valid(place))
        facts = self._tell(new)
        stale = self._find_stale(facts, place, before)
        numbers = np.flatnonzero(stale)
        self._corpus.know_hashes(before["hash"].combine_chunks().take(place))
        found = self._decide(numbers, self._add_facts(numbers, new, facts))
        columns = {
            "reading": self._corpus.texts.take(pa.array(numbers)),
            "hash": pa.array(self._corpus.hashes[numbers], pa.uint64()),
            "digest": pa.array(self._corpus.digests[numbers], pa.uint64()),
            **{name: found[name] for name in found.column_names},
        }
        fresh = pa.table([columns[name] for name in MEMORY.names], schema=MEMORY)
        rows = place.fill_null(0).to_numpy().copy()
        rows[numbers] = before.num_rows + np.arange(len(numbers))
        # in the order of the corpus, in which the next pass finds most of them where they stand
        memory = pa.concat_tables([before, fresh]).combine_chunks().take(pa.array(rows)).combine_chunks()
        return Verdicts(np.arange(len(rows)), memory), memory

    def _tell(self, numbers: np.ndarray) -> pa.Table:
        """The facts of some readings."""
        texts = pa.table({"text": self._corpus.texts.take(pa.array(numbers))})
        return self._carry(list_facts, cut(texts, self._spread.at_once))

    def _carry(self, work: Work, pieces: Sequence[pa.Table]) -> pa.Table:
        found = pa.concat_tables(self._spread.carry(self._rules, work, pieces)).combine_chunks()
        self._corpus.release_memory()
        return found

    def _find_stale(self, facts: pa.Table, place: pa.Array, before: pa.Table) -> np.ndarray:
        if not before.num_rows:
            return np.ones(len(place), dtype=bool)
        keys = list_keys(place, make_keys(facts), before)
        return find_stale(self._corpus, keys, place, before)

    def _add_facts(self, numbers: np.ndarray, new: np.ndarray, facts: pa.Table) -> pa.Table:
        """The facts of the stale readings, which are the new ones and others."""
        others = np.setdiff1d(numbers, new, assume_unique=True)
        if not len(others):
            return facts
        order = np.argsort(np.append(new, others))
        return pa.concat_tables([facts, self._tell(others)]).take(pa.array(order)).combine_chunks()

    def _decide(self, numbers: np.ndarray, facts: pa.Table) -> pa.Table:
        """The columns of the memory that say what the readings mean, and their keys."""
        texts, counts = self._corpus.texts.take(pa.array(numbers)), self._corpus.counts[numbers]
        kinds = settle_kinds(list_cells(texts, "kind"), counts, facts)
        is_person = pc.equal(kinds, "person")
        said = pa.table({"number": pa.array(np.arange(len(numbers))), "text": texts, "count": pa.array(counts)})
        people = self._decide_people(said.filter(is_person), facts.filter(is_person), numbers)
        others = pc.invert(is_person)
        rest = said.filter(others).append_column("kind", kinds.filter(others))
        bodies = self._name_bodies(rest, facts.filter(others))
        whole = pa.concat_tables([NUMBERED.empty_table(), *people, bodies], promote_options="default")
        whole = whole.take(pa.array(np.argsort(whole["number"].to_numpy()))).drop_columns("number")
        return pa.table({**{name: whole[name] for name in whole.column_names}, **make_keys(facts)._asdict()})

    def _name_bodies(self, said: pa.Table, facts: pa.Table) -> pa.Table:
        """What readings that are no people mean."""
        aliases = agree_on_aliases(facts, said["count"].to_numpy())
        columns = {name: said[name] for name in ("number", "text", "kind")}
        piece = pa.table({**columns, **{name: aliases[name] for name in aliases.column_names}})
        return self._carry(name_bodies, cut(piece, self._spread.at_once))

    def _decide_people(self, said: pa.Table, facts: pa.Table, numbers: np.ndarray) -> tuple[pa.Table, pa.Table]:
        """Whom readings with a full name mean, and whom the others can mean."""
        texts, counts = said["text"].combine_chunks(), said["count"].to_numpy()
        facts = choose_names(self._rules.parser, texts, counts, facts)
        is_bare = pa.array(find_bare(facts))
        joined = self._join(said.filter(pc.invert(is_bare)), facts.filter(pc.invert(is_bare)), numbers)
        is_reading = joined["number"].is_valid()
        named = joined.filter(is_reading).select(["number", "key"])
        for name, value in FULL_NAME.items():
            named = named.append_column(name, pa.repeat(value, named.num_rows))
        names = {name: facts[name].filter(is_bare) for name in (*NAMES, "is_full")}
        bare = pa.table({"number": said["number"].filter(is_bare), **names})
        return named, weigh_bearers(bare, joined.filter(pc.invert(is_reading)), self._rules)

    def _join(self, said: pa.Table, facts: pa.Table, numbers: np.ndarray) -> pa.Table:
        """What `join_people` finds of readings with a full name."""
        surnames = facts["surname"].combine_chunks().dictionary_encode()
        groups = pa.array(map(self._rules.shared.group, surnames.dictionary.to_pylist()), pa.string())
        group = groups.take(surnames.indices)
        # an article is asked for only where father and son may be parted
        marked = pc.unique(group.filter(pc.not_equal(facts["suffix"], "").combine_chunks()))
        wanted = np.where(pc.is_in(group, marked), numbers[said["number"].to_numpy()], -1)
        columns = {
            **{name: said[name] for name in ("number", "text", "count")},
            **{name: facts[name] for name in ("best", "gender")},
            "articles": self._corpus.list_articles(wanted),
            "group": group,
        }
        piece = pa.table([columns[name] for name in PIECE.names], schema=PIECE)
        return self._carry(join_people, cut_groups(piece, "group", self._spread.at_once))


def _valid(place: pa.Array) -> np.ndarray:
    found: np.ndarray = place.is_valid().to_numpy(zero_copy_only=False)
    return found
