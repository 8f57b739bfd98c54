"""The commit records of the lake: which files exist, which batches they hold, which records are superseded."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

import numpy as np

BETWEEN = "\n"  # ids of articles kept as one string
FORMAT = 2  # of the record; a reader refuses records of a later format instead of misreading them
HEAD = '{"format": %d, "checksum": "%s", "commit": '  # before the bytes that the checksum is of; then one brace
HEADED = re.compile(rb'\{"format": (\d+), "checksum": "([0-9a-f]{32})", "commit": ')


class LakeError(Exception):
    """A lake that is not as we left it; the words say what it is and what to do."""


class DamagedRecordError(LakeError):
    """A commit record that cannot be read; its files say what was in it."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"the commit record {name} is damaged: {why}; `onrecord doctor --repair` writes it anew")


class DamagedFileError(LakeError):
    """A data file whose bytes are not those that were written."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} is damaged: its bytes are not those that were written; `onrecord doctor --repair` makes it anew"
        )


class LaterFormatError(LakeError):
    """A commit record of a later version of onrecord."""


@dataclass(frozen=True, slots=True)
class DataFile:
    """One Parquet file: its path from the lake's root, and the name it was written under before its commit.

    digest: of all its bytes, as `make_digest` gives it; None in the records of older versions.
    """

    path: str
    staged: str
    rows: int
    bytes: int
    digest: str | None = None


def _hash_all(ids: Collection[str]) -> np.ndarray:
    return np.fromiter(map(hash, ids), np.int64, len(ids))


class ArticleIds(Collection[str]):
    """Ids of articles as one string: each process remembers those of every commit, and as many strings they would take
    four times the memory.

    >>> ids = ArticleIds(("a1", "a2"))
    >>> len(ids), list(ids), "a3" in ids, list(ArticleIds(()))
    (2, ['a1', 'a2'], False, [])
    >>> ids.among({"a2", "a3"}), ids.among({"a"}), ids.among({"a3", "a2", "a4"})
    ({'a2'}, set(), {'a2'})
    """

    __slots__ = ("_count", "_hashes", "_packed")

    def __init__(self, ids: Sequence[str]) -> None:
        self._packed = BETWEEN.join(ids)
        self._count = len(ids)
        self._hashes: np.ndarray | None = None

    def among(self, wanted: Collection[str]) -> set[str]:
        """Which of the wanted are among them. Most of the time none is: that is told by numbers, which are kept."""
        if len(wanted) > self._count:
            return set(self).intersection(wanted)
        if self._hashes is None:
            self._hashes = np.sort(_hash_all(self))
        hashes = _hash_all(wanted)
        near = self._hashes[np.minimum(np.searchsorted(self._hashes, hashes), self._count - 1)] == hashes
        return set(self).intersection(wanted) if near.any() else set()

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed.split(BETWEEN) if self._count else ())

    def __len__(self) -> int:
        return self._count

    def __contains__(self, article_id: object) -> bool:
        return article_id in list(self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Collection) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # a collection of ids is no key


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows that were committed together.

    `origins` keeps, through compaction, which batch each article was committed with: article ids by batch id.
    """

    batch_id: str
    kind: str  # articles | annotations | links | log
    created_at: str  # UTC, ISO 8601
    pipeline_version: str | None
    files: Mapping[str, tuple[DataFile, ...]]
    origins: Mapping[str, Collection[str]] = field(default_factory=dict)

    @property
    def article_ids(self) -> tuple[str, ...]:
        """The articles the batch covers, also those without a row in any table."""
        return tuple(article for articles in self.origins.values() for article in articles)

    def find(self, wanted: Collection[str]) -> set[str]:
        """Which of the wanted articles the batch covers."""
        found: set[str] = set()
        for articles in self.origins.values():
            found |= articles.among(wanted) if isinstance(articles, ArticleIds) else set(articles).intersection(wanted)
        return found

    @property
    def rows(self) -> dict[str, int]:
        """Rows per table."""
        return {table: sum(file.rows for file in files) for table, files in self.files.items()}

    @property
    def bytes(self) -> int:
        """Size of its files."""
        return sum(file.bytes for files in self.files.values() for file in files)


@dataclass(frozen=True, slots=True)
class Record:
    """One commit: the batches it adds (or carries on) and the records it takes the place of."""

    name: str
    batches: tuple[Batch, ...]
    supersedes: tuple[str, ...] = ()

    def files(self) -> Iterable[DataFile]:
        """Every file of its batches."""
        for batch in self.batches:
            for files in batch.files.values():
                yield from files


def make_digest() -> blake2b:
    """What sums up the bytes of files and records: a flipped bit changes it."""
    return blake2b(digest_size=16)


def to_json(record: Record) -> bytes:
    """The record as it stands in the lake: one JSON object with a checksum of what follows it."""
    batches = [
        {
            "batch_id": b.batch_id,
            "kind": b.kind,
            "created_at": b.created_at,
            "pipeline_version": b.pipeline_version,
            "files": {
                t: [[f.path, f.staged, f.rows, f.bytes, f.digest] for f in files] for t, files in b.files.items()
            },
            "origins": {batch_id: list(articles) for batch_id, articles in b.origins.items()},
        }
        for b in record.batches
    ]
    body = json.dumps({"supersedes": list(record.supersedes), "batches": batches}).encode()
    return (HEAD % (FORMAT, _sum(FORMAT, body))).encode() + body + b"}"


def from_json(name: str, words: bytes) -> Record:
    """The record of that name.

    Raises DamagedRecordError where it is not whole, LaterFormatError where a later version of onrecord wrote it.
    """
    found = _parse(name, words)
    return Record(name, tuple(_batch(batch) for batch in found["batches"]), tuple(found["supersedes"]))


def _parse(name: str, words: bytes) -> dict[str, Any]:
    headed = HEADED.match(words)
    if headed and (words[-1:] != b"}" or headed[2].decode() != _sum(int(headed[1]), words[headed.end() : -1])):
        raise DamagedRecordError(name, "its checksum does not fit")
    try:
        found: dict[str, Any] = json.loads(words[headed.end() : -1] if headed else words)
        version = int(headed[1]) if headed else found["format"]
        if version <= FORMAT:  # what a later version wrote may look otherwise
            found["batches"], found["supersedes"]
    except (ValueError, LookupError, TypeError):
        raise DamagedRecordError(name, "it is cut off or altered" if words else "it is empty") from None
    if version > FORMAT:
        raise LaterFormatError(f"commit {name} has format {version}; this version reads up to {FORMAT}")
    return found


def _sum(version: int, body: bytes) -> str:
    digest = make_digest()
    digest.update(b"%d" % version)
    digest.update(body)
    return digest.hexdigest()


def _batch(found: dict[str, Any]) -> Batch:
    files = {table: tuple(DataFile(*file) for file in files) for table, files in found["files"].items()}
    origins = {batch_id: ArticleIds(articles) for batch_id, articles in found["origins"].items()}
    return Batch(found["batch_id"], found["kind"], found["created_at"], found["pipeline_version"], files, origins)


def live_records(records: Sequence[Record]) -> list[Record]:
    """The records that none takes the place of, in order of their names (which begin with the time of the commit).

    >>> old, new = Record("1", ()), Record("2", (), supersedes=("1",))
    >>> [record.name for record in live_records([old, new])]
    ['2']
    """
    dead = {name for record in records for name in record.supersedes}
    return sorted((record for record in records if record.name not in dead), key=lambda record: record.name)
