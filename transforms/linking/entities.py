"""The tables of real-world things: their names, countries and identifiers; and which article's entity is which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from transforms.ids import make_id
from transforms.linking.corpus import Corpus, Reading, distinct, mix, number_pairs, sum_up
from transforms.linking.decision import Thing, Things
from transforms.linking.keys import is_acronym
from transforms.linking.known import KnownEntities
from transforms.places.gazetteer import Gazetteer
from warehouse.arrow import find_moves, find_places
from warehouse.tables import ENTITIES, arrow_schema

LINKING_VERSION = "4"
DIGESTS = pa.schema([("thing", pa.string()), ("entity_id", pa.string()), ("digest", pa.uint64())])
STAYS = "stays"  # column that says which rows are as they were
AT_ONCE = 20_000  # things that are described together
LONGEST_INITIALS = 4  # letters of a name that is no word in capitals
Counted = list[tuple[Reading, int]]  # readings with the number of current articles that have them


def entity_id(thing: Thing) -> str:
    """The id of a thing: made from its kind and key, so that more articles do not change it."""
    return make_id("entity", *thing)


def find_known(things: Things, before: pa.Table | None) -> pa.Array:
    """The row of each thing in the table DIGESTS of the pass before, null where it is new."""
    known = DIGESTS.empty_table() if before is None else before
    return find_places(known["thing"].combine_chunks(), things.texts)


def name_things(things: Things, place: pa.Array, before: pa.Table | None) -> pa.Array:
    """The ids of things; before has those that are known, in the rows of `find_known`."""
    known = DIGESTS.empty_table() if before is None else before
    new = np.flatnonzero(place.is_null().to_numpy(zero_copy_only=False))
    made = pa.array([entity_id(thing) for thing in things.at(new)], pa.string())
    return pc.replace_with_mask(known["entity_id"].combine_chunks().take(place), place.is_null(), made)


@dataclass(frozen=True, slots=True)
class Before:
    """The table `entities` of the pass before; of each thing of today its row, and what it was described from."""

    entities: pa.Table
    rows: pa.Array
    digests: pa.Array


@dataclass(frozen=True, slots=True)
class Lists:
    """What is known of things beside the corpus: well-known ones, places, and the names users gave; and what the pass
    before described, where it had the same lists.
    """

    known: KnownEntities
    gazetteer: Gazetteer
    renamed: Mapping[Thing, str]
    before: Before | None = None


class Members:
    """The readings that mean each thing, with the number of current articles that have them."""

    def __init__(self, corpus: Corpus, thing_of: np.ndarray, size: int) -> None:
        self.thing_of = thing_of
        self._corpus = corpus
        order, _ = corpus.by_reading
        things, readings = thing_of[order], corpus.reading_of[order]
        # rows of one reading that mean one thing stand side by side, but for few: only what is left of them is sorted
        begins = np.flatnonzero((np.diff(readings, prepend=-1) != 0) | (np.diff(things, prepend=-2) != 0))
        counts = np.add.reduceat(corpus.is_current[order], begins, dtype=np.int64) if len(begins) else begins
        is_known = things[begins] >= 0
        width = max(1, len(corpus.readings))
        runs = number_pairs(things[begins][is_known], readings[begins][is_known], width)
        pairs, self._counts = sum_up(runs, counts[is_known])
        self._readings = pairs % width
        self._starts = np.searchsorted(pairs // width, np.arange(size + 1))

    @cached_property
    def digests(self) -> np.ndarray:
        """A number for each thing that changes with its readings and with how many articles have them."""
        if not len(self._readings):
            return np.zeros(len(self._starts) - 1, dtype=np.uint64)
        cells = mix(self._corpus.hashes[self._readings] ^ mix(self._counts.astype(np.uint64)))
        sums: np.ndarray = np.add.reduceat(cells, self._starts[:-1])
        return sums

    def of(self, places: np.ndarray) -> Iterator[Counted]:
        """The readings of some things, of one after the other."""
        firsts, sizes = self._starts[places], self._starts[places + 1] - self._starts[places]
        rows = np.arange(sizes.sum()) + np.repeat(firsts - np.cumsum(sizes) + sizes, sizes)
        readings = self._corpus.readings.at(self._readings[rows].tolist())
        counted = zip(readings, self._counts[rows].tolist(), strict=True)
        for size in sizes.tolist():
            yield list(islice(counted, size))


@dataclass(frozen=True, slots=True)
class Entities:
    """The table `entities`, by id; which of its rows are just as they were in the pass before, and which rows of the
    table before these are.
    """

    table: pa.Table
    stays: pa.Array
    stayed: pa.Array

    def find_moves(self, before: pa.Table) -> pa.Table:
        """What moved since the table before, as `warehouse.arrow.find_moves` tells it."""
        is_left = np.ones(before.num_rows, dtype=bool)
        is_left[self.stayed.to_numpy()] = False
        others = self.table.filter(pc.invert(self.stays))
        return find_moves(before.filter(pa.array(is_left)), others, "entity_id")


def make_entities(corpus: Corpus, things: Things, ids: pa.Array, members: Members, lists: Lists) -> Entities:
    """The entities that things are."""
    schema = arrow_schema(ENTITIES, ENTITIES.columns)
    kept = _find_kept(len(things), members, lists)
    is_new = kept.is_null()
    places = np.flatnonzero(is_new.to_numpy(zero_copy_only=False))
    parts = [_describe(corpus, things, places[n : n + AT_ONCE], members, lists) for n in range(0, len(places), AT_ONCE)]
    described = pa.concat_tables([DESCRIBED.empty_table(), *parts])
    counts = pa.array(_article_counts(corpus, members.thing_of, len(things)), pa.int32())
    columns: dict[str, Any] = {name: described[name] for name in DESCRIBED.names} | {
        "entity_id": ids.filter(is_new),
        "article_count": counts.filter(is_new),
        "pipeline_version": pa.repeat(LINKING_VERSION, len(places)),
    }
    new = pa.table([columns[field.name] for field in schema], names=schema.names).cast(schema)
    unnamed = _unnamed(corpus, np.flatnonzero(members.thing_of < 0), schema)
    if lists.before is None:
        whole = pa.concat_tables([new, unnamed]).sort_by("entity_id")
        return Entities(whole, pa.repeat(False, whole.num_rows), pa.array([], pa.int32()))
    known = kept.drop_null()
    order = pc.sort_indices(known)  # that of their ids, as in the table before: what is nearly in order is soon sorted
    rows = known.take(order)
    old = _take_over(lists.before.entities, rows, counts.filter(kept.is_valid()).take(order))
    is_old = pc.equal(old["article_count"], lists.before.entities["article_count"].take(rows))
    parts = [old.cast(schema).append_column(STAYS, is_old)]
    parts += [some.append_column(STAYS, pa.repeat(False, some.num_rows)) for some in (new, unnamed)]
    whole = pa.concat_tables(parts).sort_by("entity_id")
    return Entities(whole.drop_columns(STAYS), whole[STAYS], rows.filter(is_old.combine_chunks()))


def _describe(corpus: Corpus, things: Things, places: np.ndarray, members: Members, lists: Lists) -> pa.Table:
    """What readings say of some things."""
    make = _RowMaker(lists)
    rows = [make.row(thing, found) for thing, found in zip(things.at(places), members.of(places), strict=True)]
    return pa.table([pa.array(c, f.type) for c, f in zip(zip(*rows, strict=True), DESCRIBED, strict=True)], DESCRIBED)


def _take_over(before: pa.Table, kept: pa.Array, counts: pa.Array) -> pa.Table:
    """The rows that are kept, with today's counts of articles: what has another name may be named in more of them."""
    rows = before.take(kept)
    return rows.set_column(rows.column_names.index("article_count"), "article_count", counts)


def list_digests(things: Things, entity_ids: pa.Array, members: Members, is_renamed: bool) -> pa.Table:
    """The digest of each thing for the next pass; none where users gave names, which may be other things' then."""
    columns = [things.texts, entity_ids, pa.array(members.digests, pa.uint64())]
    made = pa.table(columns, schema=DIGESTS)
    return made.slice(0, 0) if is_renamed else made


def _find_kept(size: int, members: Members, lists: Lists) -> pa.Array:
    """The row of the pass before that each thing keeps; null for those of other readings and where users gave names."""
    if lists.before is None or lists.renamed:
        return pa.nulls(size, pa.int32())
    is_same = pc.equal(lists.before.digests, pa.array(members.digests, pa.uint64()))
    return pc.if_else(is_same.fill_null(False), lists.before.rows, pa.scalar(None, pa.int32()))


def _unnamed(corpus: Corpus, rows: np.ndarray, schema: pa.Schema) -> pa.Table:
    names = corpus.said("name", rows)
    columns: dict[str, pa.Array] = {
        "entity_id": corpus.own_ids(rows),
        "kind": corpus.said("kind", rows),
        "name": names,
        "aliases": pa.ListArray.from_arrays(pa.array(np.arange(len(rows) + 1, dtype=np.int32)), names),
        "article_count": pa.array(corpus.is_current[rows].astype(np.int32)),
        "pipeline_version": pa.array([LINKING_VERSION] * len(rows), pa.string()),
    }
    whole = {field.name: columns.get(field.name, pa.nulls(len(rows), field.type)) for field in schema}
    return pa.table(whole).cast(schema)


def _article_counts(corpus: Corpus, thing_of: np.ndarray, size: int) -> np.ndarray:
    """How many current articles name each thing."""
    rows = np.flatnonzero(corpus.is_current & (thing_of >= 0))
    width = max(1, len(corpus.articles))
    pairs = distinct(number_pairs(thing_of[rows], corpus.article_of[rows], width))
    return np.bincount(pairs // width, minlength=size)


class Described(NamedTuple):
    """What the readings that mean a thing say of it: columns of `entities`."""

    kind: str
    name: str
    country_code: str | None
    external_id: str | None
    metonym_of: str | None
    aliases: list[str]


DESCRIBED = pa.schema(
    [(name, pa.list_(pa.string()) if name == "aliases" else pa.string()) for name in Described._fields]
)


class _RowMaker:
    """Makes one row of `entities` from the readings that mean a thing."""

    def __init__(self, lists: Lists) -> None:
        self._known = lists.known
        self._gazetteer = lists.gazetteer
        self._renamed = lists.renamed

    def row(self, thing: Thing, readings: Counted) -> Described:
        """What is said of the thing."""
        kind, key = thing
        known = self._known.by_key.get(key)
        name = self._renamed.get(thing) or (known.name if known else self._name(kind, key, readings))
        external = known.external_id if known else None
        country = known.country_code if known else None
        return Described(
            kind,
            name,
            country if known else self._country(kind, key, readings),
            external or _most([(r.external_id, n) for r, n in readings]),
            self._gazetteer.metonym_of(name) if kind in ("place", "organization") else None,
            _aliases(readings),
        )

    def _name(self, kind: str, key: str, readings: Counted) -> str:
        """The commonest full name: of people with a given name, of bodies no acronym, where the corpus has one."""
        if kind == "place" and key in self._gazetteer.country_names:
            return self._gazetteer.country_names[key]
        if kind == "group" and (people := self._gazetteer.people_names.get(key.removeprefix("people:"))):
            return people  # and not what they were called in another time
        if len(readings) == 1:
            return _spell(kind, readings[0][0].name)
        counts: Counter[str] = Counter()
        for reading, count in readings:
            counts[_spell(kind, reading.name)] += count
        if kind == "person":
            full = [name for name in counts if " " in name.strip()]
        else:
            full = [name for name in counts if not is_acronym(name)]
        return min(full or counts, key=lambda name: (-counts[name], name.isupper(), -len(name), name))

    def _country(self, kind: str, key: str, readings: Counted) -> str | None:
        """The country a thing is or belongs to: by its key, else by most of its readings."""
        if kind == "group" and key.startswith("people:"):
            return key.removeprefix("people:")
        if kind == "place" and key in self._gazetteer.country_names:
            return key
        return _most([(reading.country_code, count) for reading, count in readings])


def _spell(kind: str, name: str) -> str:
    """A name as an entity's: a place's that only a dateline has in capitals gets small letters."""
    return name.title() if kind == "place" and name.isupper() and len(name) > LONGEST_INITIALS else name


def _aliases(readings: Counted) -> list[str]:
    if len(readings) == 1:
        names = readings[0][0].names
        return sorted(names) if len(names) > 1 else list(names)
    counts: Counter[str] = Counter()
    for reading, count in readings:
        for name in reading.names:
            counts[name] += count
    return sorted(counts, key=lambda name: (-counts[name], name))


def _most(values: list[tuple[str | None, int]]) -> str | None:
    if len(values) == 1:
        return values[0][0] or None
    given = [(value, count) for value, count in values if value]
    if len(given) < 2:
        return given[0][0] if given else None
    counts: Counter[str] = Counter()
    for value, count in given:
        counts[value] += count
    return min(counts, key=lambda value: (-counts[value], value))
