"""Reads the warehouse file without ever locking it, and follows it when a load swaps in a new one."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pyarrow as pa

from explorer.prepared import FIRST, TABLES, find_made
from warehouse import tables
from warehouse.database.words import SEARCH_SQL, index_texts

Row = dict[str, Any]
T = TypeVar("T")
Stamp = tuple[int, int, int]
WAREHOUSE_FILE = "onrecord.duckdb"
MISSING = object()
MOST_KEPT = 200  # answers kept for one warehouse file
PATIENCE = 0.9  # seconds for which requests wait for a new file


class Opened:
    """An open warehouse file, the tables made of it so far, and the answers that were kept."""

    def __init__(self, database: duckdb.DuckDBPyConnection, stamp: Stamp | None) -> None:
        self.stamp = stamp
        self._database = database
        self._made: set[str] = set()
        self._making = {name: threading.Lock() for name in TABLES}
        self._kept: dict[Hashable, Any] = {}
        self._keeping: defaultdict[Hashable, threading.Lock] = defaultdict(threading.Lock)

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """A reader, good until the block ends."""
        cursor = self._database.cursor()
        try:
            yield Reader(self, cursor)
        finally:
            cursor.close()

    def make_tables(self, sql: str) -> None:
        """Makes the tables of the schema `made` that a query speaks of, each once."""
        for name in find_made(sql):
            if name not in self._made:
                with self._making[name]:  # no table is made of itself, so nobody waits for ever
                    self._make_table(name)

    def _make_table(self, name: str) -> None:
        if name not in self._made:
            self.make_tables(TABLES[name])
            with self._database.cursor() as cursor:
                cursor.execute(f"CREATE TABLE made.{name} AS {TABLES[name]}")
            self._made.add(name)

    def keep(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, made once for a key; whoever asks meanwhile waits for it."""
        with self._keeping[key]:
            found = self._kept.get(key, MISSING)
            if found is MISSING:
                found = make()
                if len(self._kept) >= MOST_KEPT:
                    self._kept.clear()
                    self._keeping.clear()
                self._kept[key] = found
        made: T = found
        return made


class Reader:
    """Runs queries on one open warehouse; every value is bound, never pasted into SQL."""

    def __init__(self, opened: Opened, connection: duckdb.DuckDBPyConnection) -> None:
        self.opened = opened
        self.connection = connection

    def keep(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, made once for a key while the same warehouse file is open."""
        return self.opened.keep(key, make)

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """Every row of the answer, as dicts by column name."""
        found = self._run(sql, values)
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def row(self, sql: str, values: Sequence[object] = ()) -> Row | None:
        """The first row of the answer, None when there is none."""
        found = self.rows(sql, values)
        return found[0] if found else None

    def table(self, sql: str, values: Sequence[object] = ()) -> pa.Table:
        """The whole answer as an Arrow table."""
        return self._run(sql, values).to_arrow_table()

    def _run(self, sql: str, values: Sequence[object]) -> duckdb.DuckDBPyConnection:
        self.opened.make_tables(sql)
        return self.connection.execute(sql, list(values))


class Warehouse:
    """The warehouse of a data directory, opened read-only and opened anew after each load.

    A load swaps the file in by rename, so the path may hold another file at any moment: the open one stays whole
    for the requests that use it, and the next request opens the new one.
    """

    def __init__(self, data: Path) -> None:
        self.path = data / WAREHOUSE_FILE
        self.is_followed = False  # whether `follow` is called now and then
        self._opened: Opened | None = None
        self._opening = threading.Lock()
        self._shown = threading.Condition()
        self._awaited: tuple[Stamp | None, float] = (None, 0.0)  # a new file, and until when requests wait for it

    def follow(self, prepare: Callable[[Reader], None]) -> bool:
        """Opens the file that a load has put in place, prepares it, and only then shows it; whether there was one.

        Requests wait for it so long as PATIENCE says, and are shown the file before from then on.
        """
        with self._opening:
            stamp = self.stamp
            if stamp is None or (self._opened is not None and stamp == self._opened.stamp):
                return False
            new = Opened(open_warehouse(self.path), stamp)
            self._opened = self._opened or new  # the first is shown at once
        with new.reader() as reader:
            prepare(reader)
        with self._shown:
            self._opened = new
            self._shown.notify_all()
        return True

    @property
    def version(self) -> Stamp | None:
        """What tells the file that the pages show now from those before and after it."""
        return self._newest().stamp

    @property
    def stamp(self) -> Stamp | None:
        """What tells one warehouse file from the next: inode, time and size; None when there is no file."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size

    def read(self, work: Callable[[Reader], T]) -> T:
        """What the work makes of a reader.

        An internal error of DuckDB's ends the open database for good; the file is unharmed, so the work is done once
        more on a database opened anew.
        """
        try:
            with self.reader() as reader:
                return work(reader)
        except (duckdb.FatalException, duckdb.InternalException):
            self._opened = None
        with self.reader() as reader:
            return work(reader)

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """A reader on the newest warehouse, good until the block ends."""
        with self._newest().reader() as reader:
            yield reader

    def _newest(self) -> Opened:
        opened = self._opened
        if opened is None or not self._is_good(opened):
            with self._opening:
                opened, stamp = self._opened, self.stamp
                if opened is None or not self._is_good(opened):
                    # requests under way keep their cursors on the old database, which goes when the last one closes
                    self._opened = opened = Opened(open_warehouse(self.path if stamp else None), stamp)
        elif opened.stamp != self.stamp:
            return self._wait_for(self.stamp)
        return opened

    def _is_good(self, opened: Opened) -> bool:
        """Whether pages may show it: it is the newest, or one before the newest, which is being prepared."""
        stamp = self.stamp
        return stamp == opened.stamp or (self.is_followed and None not in (stamp, opened.stamp))

    def _wait_for(self, stamp: Stamp | None) -> Opened:
        """The file of that stamp, or the one before where preparing it takes too long."""
        with self._shown:
            if self._awaited[0] != stamp:
                self._awaited = (stamp, time.monotonic() + PATIENCE)
            self._shown.wait_for(lambda: self._shows(stamp), max(0.0, self._awaited[1] - time.monotonic()))
            opened = self._opened
        return opened or self._newest()

    def _shows(self, stamp: Stamp | None) -> bool:
        return self._opened is None or self._opened.stamp == stamp


def open_warehouse(path: Path | None) -> duckdb.DuckDBPyConnection:
    """An in-memory database whose views show every declared table of the file; empty tables without a file.

    The file is attached, not opened as the database itself: DuckDB keeps one database per path and process, so a
    plain connect would go on showing the old file for as long as any request still used it. A table or column that
    an older file lacks shows as empty, so a warehouse of an earlier version still opens.
    """
    connection = duckdb.connect(":memory:")
    connection.execute("SET TimeZone = 'UTC'")
    have: dict[str, set[str]] = {}
    if path is not None:
        connection.execute(f"ATTACH {tables.quote_literal(str(path))} AS file (READ_ONLY)")
        have = _columns_of(connection)
    for table in tables.TABLES.values():
        connection.execute(_view_of(table, have.get(table.name, set())))
    _find_words(connection)
    for statement in FIRST:
        connection.execute(statement)
    # from here on a query can reach nothing but this file
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def _find_words(connection: duckdb.DuckDBPyConnection) -> None:
    """Shows the file's words of the texts; an earlier version's file has none, so they are listed in memory."""
    found = connection.execute(
        "SELECT 1 FROM duckdb_tables() WHERE database_name = 'file' AND schema_name = 'search'"
    ).fetchall()
    if not found:
        for statement in SEARCH_SQL:
            connection.execute(statement)
        index_texts(connection, "row_number")
        return
    connection.execute("CREATE SCHEMA search")
    for name in ("texts", "held"):
        connection.execute(f"CREATE VIEW search.{name} AS FROM file.search.{name}")


def _columns_of(connection: duckdb.DuckDBPyConnection) -> dict[str, set[str]]:
    found = connection.execute(
        "SELECT table_name, list(column_name) FROM duckdb_columns() "
        "WHERE database_name = 'file' AND schema_name = 'main' GROUP BY table_name"
    ).fetchall()
    return {name: set(columns) for name, columns in found}


def _view_of(table: tables.Table, have: set[str]) -> str:
    columns = [
        f'"{c.name}"' if c.name in have else f'({c.older or "NULL"})::{tables.SQL_TYPES[c.kind]} AS "{c.name}"'
        for c in table.columns
    ]
    if not have:  # nor the columns that another stands for
        columns = [f'NULL::{tables.SQL_TYPES[c.kind]} AS "{c.name}"' for c in table.columns]
    number, source = ("rowid", f'FROM file.main."{table.name}"') if have else ("0::BIGINT", "WHERE false")
    return f'CREATE VIEW "{table.name}" AS SELECT {", ".join(columns)}, {number} AS row_number {source}'
