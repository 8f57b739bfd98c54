"""All article-level entities as columns: equal readings are counted once, so that names are looked at once each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from warehouse.arrow import find_rows, release_memory, unify
from warehouse.tables import ARROW_TYPES, ARTICLE_ENTITIES, ARTICLES, ROLES, Table

COLUMNS = {
    "article_entities": (
        "article_entity_id",
        "article_id",
        "kind",
        "name",
        "names",
        "is_named",
        "gender",
        "country_code",
        "external_id",
    ),
    "roles": ("person_id", "title"),
    "articles": ("article_id", "source_id", "is_current"),
}
DECLARED = {"article_entities": ARTICLE_ENTITIES, "roles": ROLES, "articles": ARTICLES}
FIELD, ITEM = "\x1f", "\x1e"  # separators no name contains
SIGNED = ("kind", "name", "names", "gender", "country_code", "external_id")  # columns that are a reading
SIGNATURE = pa.dictionary(pa.int32(), pa.string())
LARGE = 5_000_000  # article entities, of some 200,000 articles
KEPT = 100_000  # readings that stay taken apart
MIX = np.uint64(0x9E3779B97F4A7C15)  # odd, so that no two numbers become one
Rows = list[dict[str, object]]


class Reading(NamedTuple):
    """What articles say of an entity, shared by every article that says just that."""

    kind: str
    name: str
    names: tuple[str, ...]
    gender: str | None
    country_code: str | None
    external_id: str | None


def to_table(name: str, rows: Rows) -> pa.Table:
    """The columns of one input table that linking reads, from rows; a missing value is null."""
    types = {column.name: ARROW_TYPES[column.kind] for column in _declared(name).columns}
    return pa.table({c: pa.array([row.get(c) for row in rows], types[c]) for c in COLUMNS[name]})


def _declared(name: str) -> Table:
    return DECLARED[name]


def shrink(entities: pa.Table) -> pa.Table:
    """The article entities as linking keeps them: each row's reading and article as one number of a dictionary.

    A corpus may be shrunk part by part: `Corpus` takes the parts as one table.
    """
    columns = {
        "article_entity_id": entities["article_entity_id"],
        "article_id": entities["article_id"].dictionary_encode(),
        "reading": _signatures(entities),
        "is_named": entities["is_named"].fill_null(True),
    }
    return pa.table(columns)


class Readings(Sequence[Reading]):
    """The readings of a corpus, from their texts; each is taken apart when it is asked for, and some are kept."""

    def __init__(self, texts: pa.Array) -> None:
        self._texts = texts
        self._known: dict[int, Reading] = {}

    def __len__(self) -> int:
        return len(self._texts)

    def __getitem__(self, number: int) -> Reading:  # type: ignore[override]  # nobody asks for a slice
        known = self._known.get(number)
        if known is None:
            if not 0 <= number < len(self):
                raise IndexError(number)
            known = self._known[number] = take_apart(self._texts[number].as_py())
        return known

    def prepare(self, numbers: Sequence[int]) -> None:
        """Takes many apart at once, which is faster; where many are kept already, these are given up."""
        if len(self._known) > KEPT:
            self._known.clear()
        wanted = [number for number in numbers if number not in self._known]
        texts = self._texts.take(pa.array(wanted, pa.int64())).to_pylist()
        self._known.update(zip(wanted, map(take_apart, texts), strict=True))

    def at(self, numbers: Sequence[int]) -> list[Reading]:
        """Those of some numbers, taken apart at once."""
        self.prepare(numbers)
        return [self._known[number] for number in numbers]


class Corpus:
    """The article-level entities of all articles: one row each, and the distinct readings they share."""

    def __init__(self, entities: pa.Table, articles: pa.Table) -> None:
        """entities: the columns of the table, or what `shrink` made of them."""
        if "reading" not in entities.column_names:
            entities = shrink(entities)
        self.ids: pa.Array = entities["article_entity_id"].combine_chunks()
        self.is_named = entities["is_named"].to_numpy()
        self._codes = codes = unify(entities["reading"])
        self.reading_of = codes.indices.to_numpy()
        self.texts: pa.Array = codes.dictionary  # each reading as one text
        self.readings = Readings(self.texts)
        self._place_articles(entities["article_id"], articles)
        self.counts = np.bincount(
            self.reading_of[self.is_current & self.is_named], minlength=len(self.readings)
        )  # articles, as an article says each thing once
        self.release_memory()  # of the parts that it was made of

    def _place_articles(self, article_ids: pa.ChunkedArray, articles: pa.Table) -> None:
        self._articles = coded = unify(article_ids)
        self.article_of = coded.indices.to_numpy()
        self.articles: pa.Array = coded.dictionary  # their ids
        place = pc.index_in(coded.dictionary, articles["article_id"].combine_chunks())
        sources, current = (articles[name].combine_chunks().take(place) for name in ("source_id", "is_current"))
        self._sources = pc.coalesce(sources, self.articles)
        is_current = current.fill_null(True).to_numpy(zero_copy_only=False)
        self.is_current = is_current[self.article_of]

    def __len__(self) -> int:
        return len(self.reading_of)

    def release_memory(self) -> None:
        """Gives back what is kept of arrays that are gone, where that is much: a small one soon asks for it again."""
        if len(self) >= LARGE:
            release_memory()

    @cached_property
    def source_order(self) -> np.ndarray:
        """The place of each article in the order of the source ids: nothing may depend on that of arrival."""
        ranks = np.empty(len(self.articles), dtype=np.int64)
        ranks[pc.sort_indices(self._sources).to_numpy()] = np.arange(len(self.articles))
        return ranks

    def source_of(self, article: int) -> str:
        """The document of an article."""
        return str(self._sources[article].as_py())

    @cached_property
    def by_reading(self) -> tuple[np.ndarray, np.ndarray]:
        """Rows in order of their reading, and where each reading's rows begin."""
        return grouped(self.reading_of, len(self.readings))

    @cached_property
    def digests(self) -> np.ndarray:
        """A number for each reading that changes with the articles that have it and with which of them count."""
        if not len(self.readings):
            return np.zeros(0, dtype=np.uint64)
        articles = hash_ids(self._articles.dictionary)
        counted, others = mix(articles ^ MIX), mix(articles)
        rows = np.where(self.is_current & self.is_named, counted[self.article_of], others[self.article_of])
        order, starts = self.by_reading
        sums: np.ndarray = np.add.reduceat(rows[order], starts[:-1])
        return sums

    @cached_property
    def hashes(self) -> np.ndarray:
        """A number for each reading that is made of what it says."""
        return self.hash_readings(np.arange(len(self.readings)))

    def hash_readings(self, numbers: np.ndarray) -> np.ndarray:
        """The same for some of them."""
        parts = (self.texts.take(pa.array(numbers[n : n + KEPT])) for n in range(0, len(numbers), KEPT))
        return np.concatenate([np.zeros(0, np.uint64), *(hashed(part.to_pylist()) for part in parts)])

    def know_hashes(self, known: pa.Array) -> None:
        """Takes over the hashes that are known already; the others are null."""
        hashes: np.ndarray = known.fill_null(0).to_numpy().copy()
        new = np.flatnonzero(known.is_null().to_numpy(zero_copy_only=False))
        hashes[new] = self.hash_readings(new)
        self.hashes = hashes

    def find(self, ids: pa.ChunkedArray) -> pa.Array:
        """The rows of article-level entities given by their ids, or by their rows already; null for what is none."""
        some = ids.combine_chunks()
        return some if pa.types.is_integer(some.type) else find_rows(self.ids, some)

    def own_ids(self, rows: np.ndarray) -> pa.Array:
        """For some rows the id of an entity that nothing else means, such as "a spokesman": made from the row's own."""
        tails = pc.replace_substring_regex(self.ids.take(pa.array(rows)), "(?s)^.*_", "")
        return pc.binary_join_element_wise(pa.scalar("entity"), tails, "_")

    def said(self, column: str, rows: np.ndarray) -> pa.Array:
        """What the readings of some rows say in a column, one of SIGNED; nothing is an empty word."""
        readings = self.reading_of[rows]
        wanted = distinct(readings)  # far fewer than all, which take as long to be taken apart as all else takes
        cells = list_cells(self.texts.take(pa.array(wanted)), column)
        return cells.take(pa.array(np.searchsorted(wanted, readings)))

    def rows_of(self, reading: int) -> np.ndarray:
        """The rows that share a reading."""
        order, starts = self.by_reading
        return order[starts[reading] : starts[reading + 1]]

    def list_articles(self, numbers: np.ndarray) -> pa.ListArray:
        """The articles of each of some readings; none for a number below 0."""
        order, starts = self.by_reading
        counts = np.where(numbers < 0, 0, starts[numbers + 1] - starts[numbers])
        ends = np.cumsum(counts)
        places = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts[numbers] - (ends - counts), counts)
        articles = pa.array(self.article_of[order[places]].astype(np.int32))
        return pa.ListArray.from_arrays(pa.array(np.append(0, ends).astype(np.int32)), articles)


def _signatures(entities: pa.Table) -> pa.ChunkedArray:
    """Each row's reading as one text, dictionary encoded."""
    return pa.chunked_array([_sign(batch) for batch in entities.to_batches(KEPT)], SIGNATURE)


def _sign(rows: pa.RecordBatch) -> pa.DictionaryArray:
    names = pc.binary_join(rows["names"], ITEM)
    parts = [rows["kind"], *(pc.replace_substring(text, FIELD, " ") for text in (rows["name"], names))]
    parts += [rows[name] for name in SIGNED[3:]]
    return pc.binary_join_element_wise(*(part.fill_null("") for part in parts), FIELD).dictionary_encode()


def take_apart(text: str) -> Reading:
    """The reading that a text stands for."""
    kind, name, names, gender, country, external = text.split(FIELD)
    every = tuple(dict.fromkeys([name, *names.split(ITEM)])) if names else (name,)
    return Reading(kind, name, every, gender or None, country or None, external or None)


def list_cells(texts: pa.Array, column: str) -> pa.Array:
    """One column of the readings that texts stand for."""
    cells = pc.split_pattern(texts, FIELD)
    return pc.list_element(cells, SIGNED.index(column)) if len(texts) else pa.array([], pa.string())


def hashed(texts: Iterable[str]) -> np.ndarray:
    """A number for each text that is made of it."""
    digests = (blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest() for text in texts)
    hashes: np.ndarray = np.frombuffer(b"".join(digests), "<u8").astype(np.uint64)
    return hashes


def hash_ids(ids: pa.Array) -> np.ndarray:
    """The same for many ids at once, which are of few lengths; other numbers than `hashed` makes."""
    lengths = pc.binary_length(ids).to_numpy()
    found = np.zeros(len(ids), np.uint64)
    for width in np.unique(lengths).tolist():
        rows = np.flatnonzero(lengths == width)
        found[rows] = _hash_alike(ids.take(pa.array(rows)), width)
    return found


def _hash_alike(ids: pa.Array, width: int) -> np.ndarray:
    letters = np.frombuffer(ids.buffers()[2] or b"", np.uint8, len(ids) * width).reshape(len(ids), width)
    whole = np.zeros((len(ids), -(-width // 8) * 8), np.uint8)
    whole[:, :width] = letters
    found = mix(np.full(len(ids), width, np.uint64))
    for place in whole.view(np.uint64).T:
        found = mix(found ^ place)
    return found


def mix(numbers: np.ndarray) -> np.ndarray:
    """The numbers spread over 64 bits, so that sums of them tell sets apart."""
    first: np.ndarray = (numbers ^ (numbers >> np.uint64(31))) * MIX
    spread: np.ndarray = (first ^ (first >> np.uint64(29))) * MIX
    return spread


def grouped(codes: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """The places of the codes in the order of their codes, and where each code begins."""
    # each place behind its code in one number: numpy sorts numbers ten times as fast as it finds their order
    packed = codes.astype(np.int64)
    packed <<= 32
    packed |= np.arange(len(codes))
    packed.sort()
    order = packed.astype(np.int32)  # its lower half
    starts = np.concatenate([[0], np.cumsum(np.bincount(codes, minlength=size))])
    return order, starts


def number_pairs(firsts: np.ndarray, seconds: np.ndarray, width: int) -> np.ndarray:
    """Each pair as one number; the second of each is below the width, and what 32 bits hold may be paired."""
    pairs: np.ndarray = firsts.astype(np.int64)
    pairs *= width
    pairs += seconds
    return pairs


def sum_up(values: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The different values in order, and the sum of the weights of each."""
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    begins = np.flatnonzero(np.diff(ordered, prepend=-1))
    sums: np.ndarray = np.add.reduceat(weights[order], begins) if len(begins) else weights[:0]
    return ordered[begins], sums


def distinct(values: np.ndarray, is_nearly_sorted: bool = False) -> np.ndarray:
    """The different values in order; several times as fast as np.unique, which hashes before it sorts.

    is_nearly_sorted: as rows are by their articles; they are sorted in a quarter of the time by what merges runs.
    """
    ordered = np.sort(values, kind="stable" if is_nearly_sorted else None)
    keep = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=keep[1:])
    return ordered[keep]
