"""All article-level entities as columns: equal readings are counted once, so that names are looked at once each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

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
    "roles": ("person_id", "title", "organization_id"),
    "articles": ("article_id", "source_id", "publisher", "is_current"),
}
DECLARED = {"article_entities": ARTICLE_ENTITIES, "roles": ROLES, "articles": ARTICLES}
FIELD, ITEM = "\x1f", "\x1e"  # separators no name contains
MIX = np.uint64(0x9E3779B97F4A7C15)  # odd, so that no two numbers become one
Rows = list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class Reading:
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


class Readings(Sequence[Reading]):
    """The readings of a corpus, from their texts; each is taken apart when it is first asked for."""

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
            known = self._known[number] = _reading(self._texts[number].as_py())
        return known

    def prepare(self, numbers: Iterable[int]) -> None:
        """Takes many apart at once, which is faster."""
        wanted = [number for number in numbers if number not in self._known]
        texts = self._texts.take(pa.array(wanted, pa.int64())).to_pylist()
        self._known.update(zip(wanted, map(_reading, texts), strict=True))


class Corpus:
    """The article-level entities of all articles: one row each, and the distinct readings they share."""

    def __init__(self, entities: pa.Table, articles: pa.Table) -> None:
        self.ids: pa.Array = entities["article_entity_id"].combine_chunks()
        self._entities = entities
        self.is_named = entities["is_named"].fill_null(True).to_numpy()
        codes = _signatures(entities)
        self.reading_of = codes.indices.to_numpy()
        self.texts: pa.Array = codes.dictionary  # each reading as one text
        self.readings = Readings(self.texts)
        self._place_articles(entities["article_id"], articles)
        self.counts = np.bincount(
            self.reading_of[self.is_current & self.is_named], minlength=len(self.readings)
        )  # articles, as an article says each thing once

    def _place_articles(self, article_ids: pa.ChunkedArray, articles: pa.Table) -> None:
        coded = article_ids.combine_chunks().dictionary_encode()
        self.article_of = coded.indices.to_numpy().astype(np.int64)  # it is multiplied by the number of things
        self.article_ids: list[str] = coded.dictionary.to_pylist()
        place = pc.index_in(coded.dictionary, articles["article_id"].combine_chunks())
        self.source_ids = _taken(articles["source_id"], place, self.article_ids)
        self.publishers = _taken(articles["publisher"], place, [""] * len(self.article_ids))
        current = _taken(articles["is_current"], place, [True] * len(self.article_ids))
        self.is_current = np.array(current, dtype=bool)[self.article_of]

    def __len__(self) -> int:
        return len(self.reading_of)

    @cached_property
    def source_order(self) -> np.ndarray:
        """The place of each article in the order of the source ids: nothing may depend on that of arrival."""
        ranks = np.empty(len(self.source_ids), dtype=np.int64)
        ranks[sorted(range(len(self.source_ids)), key=self.source_ids.__getitem__)] = np.arange(len(self.source_ids))
        return ranks

    @cached_property
    def by_reading(self) -> tuple[np.ndarray, np.ndarray]:
        """Rows in order of their reading, and where each reading's rows begin."""
        return grouped(self.reading_of, len(self.readings))

    @cached_property
    def by_article(self) -> tuple[np.ndarray, np.ndarray]:
        """Rows in order of their article, and where each article's rows begin."""
        return grouped(self.article_of, len(self.article_ids))

    @cached_property
    def digests(self) -> np.ndarray:
        """A number for each reading that changes with the articles that have it and with which of them count."""
        if not len(self.readings):
            return np.zeros(0, dtype=np.uint64)
        counted = (self.is_current & self.is_named).astype(np.uint64)
        rows = mix(hashed(self.article_ids)[self.article_of] ^ (counted * MIX))
        order, starts = self.by_reading
        sums: np.ndarray = np.add.reduceat(rows[order], starts[:-1])
        return sums

    @cached_property
    def hashes(self) -> np.ndarray:
        """A number for each reading that is made of what it says."""
        return self.hash_readings(np.arange(len(self.readings)))

    def hash_readings(self, numbers: np.ndarray) -> np.ndarray:
        """The same for some of them."""
        return hashed(self.texts.take(pa.array(numbers)).to_pylist())

    def know_hashes(self, known: pa.Array) -> None:
        """Takes over the hashes that are known already; the others are null."""
        hashes: np.ndarray = known.fill_null(0).to_numpy().copy()
        new = np.flatnonzero(known.is_null().to_numpy(zero_copy_only=False))
        hashes[new] = self.hash_readings(new)
        self.hashes = hashes

    def own_ids(self, rows: np.ndarray) -> pa.Array:
        """For some rows the id of an entity that nothing else means, such as "a spokesman": made from the row's own."""
        tails = pc.replace_substring_regex(self.ids.take(pa.array(rows)), "(?s)^.*_", "")
        return pc.binary_join_element_wise(pa.scalar("entity"), tails, "_")

    def said(self, column: str, rows: np.ndarray) -> pa.Array:
        """What a column of the entities says in some rows."""
        return self._entities[column].combine_chunks().take(pa.array(rows))

    def rows_of(self, reading: int) -> np.ndarray:
        """The rows that share a reading."""
        order, starts = self.by_reading
        return order[starts[reading] : starts[reading + 1]]

    def rows_in(self, article: int) -> np.ndarray:
        """The rows of an article."""
        order, starts = self.by_article
        return order[starts[article] : starts[article + 1]]


def _signatures(entities: pa.Table) -> pa.DictionaryArray:
    """Each row's reading as one text, dictionary encoded."""
    names = pc.binary_join(entities["names"].combine_chunks(), ITEM)
    parts = [entities["kind"], *(pc.replace_substring(text, FIELD, " ") for text in (entities["name"], names))]
    parts += [entities[name] for name in ("gender", "country_code", "external_id")]
    whole = [(part.combine_chunks() if isinstance(part, pa.ChunkedArray) else part).fill_null("") for part in parts]
    return pc.binary_join_element_wise(*whole, FIELD).dictionary_encode()


def _reading(text: str) -> Reading:
    kind, name, names, gender, country, external = text.split(FIELD)
    every = tuple(dict.fromkeys([name, *names.split(ITEM)])) if names else (name,)
    return Reading(kind, name, every, gender or None, country or None, external or None)


def hashed(texts: Iterable[str]) -> np.ndarray:
    """A number for each text that is made of it."""
    digests = (blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest() for text in texts)
    hashes: np.ndarray = np.frombuffer(b"".join(digests), "<u8").astype(np.uint64)
    return hashes


def mix(numbers: np.ndarray) -> np.ndarray:
    """The numbers spread over 64 bits, so that sums of them tell sets apart."""
    first: np.ndarray = (numbers ^ (numbers >> np.uint64(31))) * MIX
    spread: np.ndarray = (first ^ (first >> np.uint64(29))) * MIX
    return spread


def grouped(codes: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """The places of the codes in the order of their codes, and where each code begins."""
    order = np.argsort(codes, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(codes, minlength=size))])
    return order, starts


def distinct(values: np.ndarray) -> np.ndarray:
    """The different values in order; several times as fast as np.unique, which hashes before it sorts."""
    ordered = np.sort(values)
    keep = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=keep[1:])
    return ordered[keep]


def _taken(column: pa.ChunkedArray, place: pa.Array, fallback: list[Any]) -> list[Any]:
    values = column.combine_chunks().take(place).to_pylist()
    return [other if value is None else value for value, other in zip(values, fallback, strict=True)]
