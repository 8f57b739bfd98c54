"""The tables of real-world things: their names, countries and identifiers; and which article's entity is which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from transforms.ids import make_id
from transforms.linking.corpus import Corpus, Reading, distinct, grouped
from transforms.linking.decision import ALONE, Decisions, Thing
from transforms.linking.keys import is_acronym
from transforms.linking.known import KnownEntities
from transforms.places.gazetteer import Gazetteer
from warehouse.tables import ENTITIES, arrow_schema

LINKING_VERSION = "4"
LONGEST_INITIALS = 4  # letters of a name that is no word in capitals
Counted = list[tuple[Reading, int]]  # readings with the number of current articles that have them


def entity_id(thing: Thing) -> str:
    """The id of a thing: made from its kind and key, so that more articles do not change it."""
    return make_id("entity", *thing)


def unnamed_ids(corpus: Corpus, rows: np.ndarray) -> pa.Array:
    """Ids of what has no name, such as "a spokesman": one for each article's reading, made from its id."""
    tails = [corpus.ids[row].rpartition("_")[2] for row in rows.tolist()]
    return pa.array([f"entity_{tail}" for tail in tails], pa.string())


def make_links(corpus: Corpus, decisions: Decisions, entity_ids: list[str], thing_of: np.ndarray) -> pa.Table:
    """The table `entity_links`, from the ids of the things; what has no name is linked to nothing but itself."""
    open_rows, rows = np.flatnonzero(thing_of < 0), np.flatnonzero(thing_of >= 0)
    codes = pa.array(decisions.codes[rows])
    ids = pa.array(corpus.ids, pa.string())
    named = {
        "article_entity_id": ids.take(pa.array(rows)),
        "entity_id": pa.array(entity_ids, pa.string()).take(pa.array(thing_of[rows])),
        "rule": pa.array([d.rule for d in decisions.distinct], pa.string()).take(codes),
        "confidence": pa.array([d.confidence for d in decisions.distinct], pa.float64()).take(codes),
    }
    unnamed = {
        "article_entity_id": ids.take(pa.array(open_rows)),
        "entity_id": unnamed_ids(corpus, open_rows),
        "rule": pa.array(["unnamed"] * len(open_rows), pa.string()),
        "confidence": pa.array([ALONE] * len(open_rows), pa.float64()),
    }
    return pa.concat_tables([pa.table(named), pa.table(unnamed)])


@dataclass(frozen=True, slots=True)
class Lists:
    """What is known of things beside the corpus: well-known ones, places, and the names users gave."""

    known: KnownEntities
    gazetteer: Gazetteer
    renamed: Mapping[Thing, str]


def make_entities(
    corpus: Corpus, things: list[Thing], entity_ids: list[str], thing_of: np.ndarray, lists: Lists
) -> pa.Table:
    """The table `entities`, by id."""
    make = _RowMaker(lists)
    shares = _reading_counts(corpus, thing_of, len(things))
    rows = [make.row(thing, readings) for thing, readings in zip(things, shares, strict=True)]
    schema = arrow_schema(ENTITIES, ENTITIES.columns)
    columns: dict[str, Any] = dict(zip(Described._fields, zip(*rows, strict=True), strict=True)) if rows else {}
    columns |= {
        "entity_id": entity_ids,
        "article_count": _article_counts(corpus, thing_of, len(things)),
        "pipeline_version": [LINKING_VERSION] * len(things),
    }
    named = pa.table({field.name: pa.array(columns.get(field.name, ()), field.type) for field in schema})
    whole = pa.concat_tables([named.cast(schema), _unnamed(corpus, np.flatnonzero(thing_of < 0), schema)])
    return whole.sort_by("entity_id")


def _unnamed(corpus: Corpus, rows: np.ndarray, schema: pa.Schema) -> pa.Table:
    readings = pa.array(corpus.reading_of[rows])
    names = pa.array([reading.name for reading in corpus.readings], pa.string()).take(readings)
    columns: dict[str, pa.Array] = {
        "entity_id": unnamed_ids(corpus, rows),
        "kind": pa.array([reading.kind for reading in corpus.readings], pa.string()).take(readings),
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
    pairs = distinct(thing_of[rows] * max(1, len(corpus.article_ids)) + corpus.article_of[rows])
    return np.bincount(pairs // max(1, len(corpus.article_ids)), minlength=size)


def _reading_counts(corpus: Corpus, thing_of: np.ndarray, size: int) -> list[Counted]:
    """For each thing its readings with the number of current articles that have them."""
    rows = np.flatnonzero(thing_of >= 0)
    width = max(1, len(corpus.readings))
    every = thing_of[rows] * width + corpus.reading_of[rows]
    pairs = distinct(every)
    current = np.searchsorted(pairs, every[corpus.is_current[rows]])
    counts = np.bincount(current, minlength=len(pairs))
    order, starts = grouped(pairs // width, size)
    readings = [corpus.readings[number] for number in (pairs % width)[order].tolist()]
    cells = list(zip(readings, counts[order].tolist(), strict=True))
    return [cells[starts[place] : starts[place + 1]] for place in range(size)]


class Described(NamedTuple):
    """What the readings that mean a thing say of it: columns of `entities`."""

    kind: str
    name: str
    country_code: str | None
    external_id: str | None
    metonym_of: str | None
    aliases: list[str]


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
