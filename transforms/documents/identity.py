"""Which document an input is, and whether its text is new, a revision, or known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Protocol

import numpy as np
import pyarrow as pa

from transforms.ids import hash_text, make_id

Fields = Mapping[str, Any]


@dataclass(slots=True)
class KnownDocument:
    """What is known of one document: how often each text came, and of the newest where it came from and its story."""

    uri: str
    current: str = ""
    current_at: datetime | None = None
    story: str | None = None
    counts: dict[str, int] = field(default_factory=dict)

    def take(self, content_hash: str, at: datetime, uri: str, story: str | None) -> None:
        """Notes the arrival of a text that was captured, or last changed, at a moment."""
        self.counts[content_hash] = self.counts.get(content_hash, 0) + 1
        if self.current_at is None or at >= self.current_at:
            self.current, self.current_at, self.uri, self.story = content_hash, at, uri, story


class Known(Protocol):
    """Finds documents by their id."""

    def get(self, source_id: str, /) -> KnownDocument | None:
        """What is known of a document, None where it is new."""


class KnownDocuments:
    """The documents of a corpus: each is made from its rows when it is first asked for, as most never are.

    >>> rows = {"source_id": ["a"], "source_uri": ["news.jsonl"], "content_hash": ["x"], "story_hash": [None]}
    >>> articles = pa.table({**rows, "updated_at": [None], "ingested_at": [datetime(2031, 5, 1)]})
    >>> known = KnownDocuments(articles["source_id"], lambda: articles)
    >>> known.get("a").current, known.get("b")
    ('x', None)
    """

    COLUMNS = ("source_id", "source_uri", "content_hash", "story_hash", "updated_at", "ingested_at")

    def __init__(self, source_ids: pa.ChunkedArray, read: Callable[[], pa.Table]) -> None:
        """source_ids are those of all articles. read gives their rows in the order of their arrival; it is called when
        one of them is asked for, as a run may bring new documents alone.
        """
        self._ids = frozenset(source_ids.to_pylist())
        self._read = read
        self._made: dict[str, KnownDocument] = {}

    @cached_property
    def _arrived(self) -> Arrived:
        return Arrived(self._read())

    def get(self, source_id: str, /) -> KnownDocument | None:
        """What is known of a document, None where it is new."""
        made = self._made.get(source_id)
        if made is None and source_id in self._ids:
            for uri, content_hash, story, updated_at, ingested_at in self._arrived.rows_of(source_id):
                made = self.add(source_id, uri)
                made.take(content_hash, updated_at or ingested_at, uri, story)
        return made

    def add(self, source_id: str, uri: str) -> KnownDocument:
        """What is known of a document, which is new where nothing is."""
        return self._made.setdefault(source_id, KnownDocument(uri))


class Arrived:
    """The articles of a corpus by document."""

    def __init__(self, articles: pa.Table) -> None:
        """articles has KnownDocuments.COLUMNS, the rows in the order of their arrival."""
        ids = articles["source_id"].combine_chunks().dictionary_encode()
        codes = ids.indices.to_numpy()
        self._rows = np.argsort(codes, kind="stable")
        self._starts = np.searchsorted(codes[self._rows], np.arange(len(ids.dictionary) + 1))
        self._numbers = {source_id: number for number, source_id in enumerate(ids.dictionary.to_pylist())}
        self._columns = [articles[name].combine_chunks() for name in KnownDocuments.COLUMNS[1:]]

    def rows_of(self, source_id: str) -> Iterator[tuple[Any, ...]]:
        """Of each text of a document the columns but the first; the document is one of those there."""
        number = self._numbers[source_id]
        for row in self._rows[self._starts[number] : self._starts[number + 1]].tolist():
            yield tuple(values[row].as_py() for values in self._columns)


@dataclass(frozen=True)
class Identity:
    """Which document and text an input is.

    state: new | revised | unchanged | returned, the last for an older text of the document that comes from where the
    newest came from: a revision, unless the newest comes again in the same run.
    """

    source_id: str
    article_id: str
    content_hash: str
    state: str


def identify(given: str, uri: str, text: str, known: Known, space: str | None = None) -> Identity:
    """Whether a document's text is new, given what is known of all documents.

    given: the input's id; uri: where it was read from; space: in which the id counts, if one was said.

    >>> identify("a", "news.jsonl", "One.", {}).state
    'new'
    """
    content_hash = hash_text(text)
    source_id = find_source_id(given, uri, content_hash, known, space)
    name = given if space is None else source_id
    document = known.get(source_id)
    if document is None:
        return Identity(source_id, make_id("article", name, content_hash), content_hash, "new")
    again = document.counts.get(content_hash, 0)
    if not again:
        return Identity(source_id, make_id("article", name, content_hash), content_hash, "revised")
    returns = content_hash != document.current and document.uri == uri
    article_id = make_id("article", name, content_hash, *((again,) if returns else ()))
    return Identity(source_id, article_id, content_hash, "returned" if returns else "unchanged")


def find_source_id(given: str, uri: str, content_hash: str, known: Known, space: str | None) -> str:
    """The id a document goes by: the given one, within its space if one was said.

    A plain number belongs to the file it stands in: where another file used it for another text, the file's name is
    put before it.

    >>> seen = {"1": KnownDocument("dumps/may.csv", "x", counts={"x": 1})}
    >>> find_source_id("1", "dumps/june.csv", "y", seen, None), find_source_id("1", "may.csv", "y", seen, None)
    ('june.csv:1', '1')
    """
    if space is not None:
        return f"{space}:{given}"
    document = known.get(given)
    if document is None or not given.isdecimal() or content_hash in document.counts or is_same_file(document.uri, uri):
        return given
    return f"{uri.rstrip('/').rpartition('/')[2]}:{given}"


def is_same_file(one: str, other: str) -> bool:
    """Whether two places can be one file: names, and folders where both tell them, are equal.

    >>> is_same_file("a/may.csv", "/news/a/may.csv"), is_same_file("a/may.csv", "b/may.csv"), is_same_file("-", "-")
    (True, False, True)
    """
    first, second = one.split("/")[-2:], other.split("/")[-2:]
    shared = min(len(first), len(second))
    return first[-shared:] == second[-shared:]
