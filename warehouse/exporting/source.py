"""The warehouse as exporters see it: names, columns and batches of rows, of one version of the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

ROWS_AT_ONCE = 10_000


class ExportError(Exception):
    """An export that could not be made, and why in one line: an unknown table, a place that cannot be written to."""

    def __str__(self) -> str:
        return " ".join(super().__str__().split())  # servers and libraries say it in several lines


@dataclass(frozen=True, slots=True)
class ColumnInfo:
    """A column: its name, DuckDB type and meaning."""

    name: str
    sql_type: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Source:
    """An open warehouse and the tables and views to export."""

    con: duckdb.DuckDBPyConnection
    names: tuple[str, ...]
    schema: str = ""  # of the server that it goes to, where that has schemas

    def columns(self, name: str) -> list[ColumnInfo]:
        """The columns of a table or view, in order."""
        found = self.con.execute(
            "SELECT column_name, data_type, coalesce(comment, '') FROM duckdb_columns() "
            "WHERE database_name = 'onrecord' AND schema_name = 'main' AND table_name = ? ORDER BY column_index",
            [name],
        ).fetchall()
        return [ColumnInfo(*row) for row in found]

    def meaning(self, name: str) -> str:
        """What a table or view holds."""
        found = self.con.execute(
            "SELECT comment FROM duckdb_tables() WHERE table_name = $name AND database_name = 'onrecord' UNION ALL "
            "SELECT comment FROM duckdb_views() WHERE view_name = $name AND database_name = 'onrecord'",
            {"name": name},
        ).fetchall()
        return str(found[0][0] or "")

    def rows(self, name: str) -> Iterator[list[tuple[Any, ...]]]:
        """The rows, some thousand at a time."""
        cursor = self.con.cursor()
        cursor.execute("USE onrecord")
        cursor.execute("SET TimeZone = 'UTC'")
        cursor.execute(f'FROM "{name}"')
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            yield rows

    def arrow(self, name: str) -> pa.Table:
        """All rows as an Arrow table."""
        return self.con.sql(f'FROM "{name}"').to_arrow_table()


@contextmanager
def open_source(database: Path, names: Sequence[str] = (), schema: str = "") -> Iterator[Source]:
    """Opens the warehouse for reading. Unlike queries of users, exports may write files."""
    with duckdb.connect() as con:
        con.execute("ATTACH '{}' AS onrecord (READ_ONLY)".format(str(database).replace("'", "''")))
        con.execute("USE onrecord")
        con.execute("SET TimeZone = 'UTC'")
        known = [
            row[0]
            for row in con.execute(
                "SELECT table_name FROM information_schema.tables "
                "WHERE table_catalog = 'onrecord' AND table_schema = 'main' ORDER BY table_type, table_name"
            ).fetchall()
        ]
        for name in names:
            if name not in known:
                raise ExportError(f"there is no table or view {name!r}; there are: {', '.join(known)}")
        yield Source(con, tuple(names or known), schema)


def count(source: Source, name: str) -> int:
    """The rows of a table or view."""
    return int(source.con.execute(f'SELECT count(*) FROM "{name}"').fetchall()[0][0])
