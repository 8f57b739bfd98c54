"""Reads the lake: only what a commit record names, also while other processes replace files."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from warehouse.arrow import conform, release_memory
from warehouse.lake import commits
from warehouse.lake.commits import Batch, DamagedFileError, DataFile, Record
from warehouse.lake.storage import Stamp, Storage
from warehouse.tables import TABLES, arrow_schema

if TYPE_CHECKING:
    import pyarrow.dataset as ds

COMMITS = "_commits"
ROWS_AT_ONCE = 2_000  # of a file of which some articles are wanted
ROWS_OF_PART = 200_000  # of a file that is read part by part
TRIES = 20  # of a reader whose files are replaced while it reads
T = TypeVar("T")


class Gathered(NamedTuple):
    """What was made of a table's rows, the paths of its files, and how many of these were passed over."""

    rows: pa.Table
    files: list[str]
    passed: int


class LakeReader:
    """What is committed: live batches, their files, their rows."""

    def __init__(self, root: str | Path) -> None:
        self.storage = Storage(root)
        self._known: dict[str, Record] = {}
        # files that were looked at, as they were then; what happens to the disk later is for the next run
        self.whole: dict[str, Stamp] = {}

    def learn(self, other: LakeReader) -> None:
        """Takes over the commit records that another reader of the same lake has read, which never change."""
        self._known |= other._known

    def batches(self, kind: str) -> list[Batch]:
        """The live batches of a kind: articles, annotations, links or log; oldest commit first."""
        return [batch for batch in self.live() if batch.kind == kind]

    def article_ids(self, kind: str, pipeline_version: str | None = None) -> set[str]:
        """The articles that the live batches of a kind cover; of one pipeline version if given."""
        batches = (batch for batch in self.batches(kind) if pipeline_version in (None, batch.pipeline_version))
        return set().union(*(articles for batch in batches for articles in batch.origins.values()))

    def live(self) -> list[Batch]:
        """Every live batch, as of one moment."""
        return [batch for record in self.live_records() for batch in record.batches]

    def paths(self, table: str, batches: Sequence[Batch]) -> list[str]:
        """The full paths of a table's files in the given batches, each looked at once for flipped bits.

        Raises DamagedFileError: other engines read what they can, and say nothing of a changed letter.
        """
        found = [file for batch in batches for file in batch.files.get(table, ())]
        for file in found:
            self._verify(file)
        return [self.storage.full(self._readable(file)) for file in found]

    def _verify(self, file: DataFile) -> None:
        if file.path not in self.whole and file.digest is not None:
            path = self._readable(file)
            stamp = self.storage.stamp(path)
            if self.storage.sum_up(path) != file.digest:
                raise DamagedFileError(self.storage.full(path))
            self.whole[file.path] = stamp

    def scan(self, table: str, paths: Sequence[str]) -> ds.Dataset:
        """The files at full paths as one dataset with today's columns, for engines that cannot open them."""
        import pyarrow.dataset as ds  # brings pandas, where that is installed

        schema = arrow_schema(TABLES[table])
        return ds.dataset(list(paths), schema=schema, format="parquet", filesystem=self.storage.files)

    def files(self, table: str, article_ids: Collection[str] | None = None) -> list[str]:
        """The full paths of the table's live files (those that may hold the articles' rows, if given)."""
        return [self.storage.full(self._readable(file)) for file in self._files(table, article_ids)]

    def read(
        self, table: str, columns: Sequence[str] | None = None, article_ids: Collection[str] | None = None
    ) -> pa.Table:
        """The committed rows of a table, of some articles if given; columns that older files lack are null.

        Raises ValueError where article_ids are given for a table without that column.
        """
        wanted = _choose_columns(table, columns, article_ids)
        return self._retry(lambda: self._read(table, wanted, article_ids))

    def gather(
        self, table: str, columns: Sequence[str], make: Callable[[pa.Table], pa.Table], known: Sequence[str] = ()
    ) -> Gathered:
        """What a function makes of the committed rows, a part of a file at a time: as a whole they may be too many.

        The function is to make equal rows of equal rows, also of none. known: paths of files that are passed over where
        they are the first of the table's.
        """
        wanted = _choose_columns(table, columns, None)
        return self._retry(lambda: self._gather(table, wanted, make, list(known)))

    def _gather(
        self, table: str, schema: pa.Schema, make: Callable[[pa.Table], pa.Table], known: list[str]
    ) -> Gathered:
        files = self._files(table, None)
        paths = [file.path for file in files]
        passed = len(known) if known == paths[: len(known)] else 0
        return Gathered(pa.concat_tables(self._make_parts(files[passed:], schema, make)), paths, passed)

    def _make_parts(
        self, files: Sequence[DataFile], schema: pa.Schema, make: Callable[[pa.Table], pa.Table]
    ) -> Iterator[pa.Table]:
        yield make(conform(pa.table({}), schema))
        for file in files:
            path, files = self.storage.full(self._readable(file)), self.storage.files
            with pq.ParquetFile(path, filesystem=files, page_checksum_verification=True) as opened:
                columns = [name for name in schema.names if name in set(opened.schema_arrow.names)]
                for batch in opened.iter_batches(ROWS_OF_PART, columns=columns):
                    yield make(conform(pa.Table.from_batches([batch]), schema))

    def parts(self, table: str, columns: Sequence[str], article_ids: Collection[str]) -> Iterator[pa.Table]:
        """The same rows file by file, for columns that would take much memory together.

        Raises FileNotFoundError where another process replaces files meanwhile.
        """
        wanted = _choose_columns(table, columns, article_ids)
        for file in self._files(table, article_ids):
            yield self._read_file(file, wanted, article_ids)

    def release_memory(self) -> None:
        """Gives back what Arrow keeps of tables that are gone, for a process that will now do something else."""
        release_memory()

    def _read(self, table: str, schema: pa.Schema, article_ids: Collection[str] | None) -> pa.Table:
        empty = conform(pa.table({}), schema)
        parts = [self._read_file(file, schema, article_ids) for file in self._files(table, article_ids)]
        return pa.concat_tables([empty, *parts])

    def _read_file(
        self, file: DataFile, schema: pa.Schema | None, article_ids: Collection[str] | None = None
    ) -> pa.Table:
        path, files = self.storage.full(self._readable(file)), self.storage.files
        with pq.ParquetFile(path, filesystem=files, page_checksum_verification=True) as opened:
            present = set(opened.schema_arrow.names)
            columns = None if schema is None else [name for name in schema.names if name in present]
            found = opened.read(columns) if article_ids is None else _read_some(opened, columns, article_ids)
        return found if schema is None else conform(found, schema)

    def _files(self, table: str, article_ids: Collection[str] | None) -> list[DataFile]:
        wanted = None if article_ids is None else frozenset(article_ids)
        return [
            file
            for batch in self.live()
            if table in batch.files and (wanted is None or batch.find(wanted))
            for file in batch.files[table]
        ]

    def _readable(self, file: DataFile) -> str:
        """The file's name, which until its commit is carried through is the one it was written under."""
        for path in (file.path, file.staged, file.path):
            if self.storage.exists(path):
                return path
        raise FileNotFoundError(file.path)

    def _retry(self, read: Callable[[], T]) -> T:
        for _ in range(TRIES - 1):
            try:
                return read()
            except FileNotFoundError:  # replaced while we read: look again
                continue
        return read()

    def records(self) -> list[Record]:
        """Every commit record, also those that others have taken the place of and that are not removed yet."""
        return self._retry(self._list_records)

    def live_records(self) -> list[Record]:
        """Commit records that no other has taken the place of."""
        return commits.live_records(self.records())

    def _list_records(self) -> list[Record]:
        names = self._record_names()
        records = [self.record(name) for name in names]
        # a listing may miss a record and what it took the place of; two equal ones in a row cannot
        if self._record_names() != names:
            raise FileNotFoundError(COMMITS)
        self._known = {record.name: record for record in records}
        return records

    def _record_names(self) -> list[str]:
        return sorted(name for name in self.storage.names(COMMITS) if name.endswith(".json"))

    def record(self, name: str) -> Record:
        """The commit record of that name; raises DamagedRecordError where it is not whole."""
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = commits.from_json(name, self.storage.read(f"{COMMITS}/{name}"))
        return known


def _choose_columns(table: str, columns: Sequence[str] | None, article_ids: Collection[str] | None) -> pa.Schema:
    schema = arrow_schema(TABLES[table])
    if article_ids is not None and "article_id" not in schema.names:
        raise ValueError(f"{table} has no article_id")
    return schema if columns is None else pa.schema([schema.field(name) for name in columns])


def _read_some(opened: pq.ParquetFile, columns: list[str] | None, article_ids: Collection[str]) -> pa.Table:
    """The rows of some articles; pq.read_table with a filter would import pyarrow.dataset, and that pandas."""
    wanted = pa.array(list(article_ids), pa.string())
    names = columns if columns is None or "article_id" in columns else [*columns, "article_id"]
    batches = opened.iter_batches(ROWS_AT_ONCE, columns=names)
    parts = [batch.filter(pc.is_in(batch["article_id"], wanted)) for batch in batches]
    found = pa.Table.from_batches(parts, parts[0].schema if parts else opened.schema_arrow)
    return found if columns is None else found.select(columns)
