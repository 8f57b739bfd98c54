"""A SQLite file with the same tables, keys and an index on every id; views become tables."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import date
from decimal import Decimal
from typing import Any

from warehouse.exporting.placing import file_aside
from warehouse.exporting.source import ColumnInfo, Source
from warehouse.tables import TABLES

# NUMERIC keeps whole amounts exact and lets them be compared and added up as numbers.
TYPES = {"INTEGER": "INTEGER", "BIGINT": "INTEGER", "BOOLEAN": "INTEGER", "DOUBLE": "REAL", "DECIMAL": "NUMERIC"}


def write_sqlite(source: Source, target: str) -> dict[str, int]:
    """Builds the file aside and puts it in place; times are ISO 8601 text in UTC, lists are JSON."""
    with file_aside(target) as draft, closing(sqlite3.connect(draft)) as con, con:
        return {name: _write_table(con, source, name) for name in source.names}


def _write_table(con: sqlite3.Connection, source: Source, name: str) -> int:
    columns = source.columns(name)
    con.execute(f'CREATE TABLE "{name}" ({", ".join(_declared(name, columns))})')
    marks = ", ".join("?" for _ in columns)
    written = 0
    for rows in source.rows(name):
        con.executemany(f'INSERT INTO "{name}" VALUES ({marks})', [[_plain(value) for value in row] for row in rows])
        written += len(rows)
    for column in columns:
        if column.name.endswith("_id"):
            con.execute(f'CREATE INDEX "{name}.{column.name}" ON "{name}" ("{column.name}")')
    return written


def _declared(name: str, columns: list[ColumnInfo]) -> list[str]:
    """The columns with their types, and for a table its key and what may not be missing."""
    table = TABLES.get(name)
    needed = {c.name for c in table.columns if not c.nullable} if table else set()
    declared = [
        f'"{c.name}" {TYPES.get(c.sql_type.split("(")[0], "TEXT")}{" NOT NULL" if c.name in needed else ""}'
        for c in columns
    ]
    if table:
        declared.append("PRIMARY KEY (" + ", ".join(f'"{column}"' for column in table.key) + ")")
    return declared


def _plain(value: Any) -> Any:
    """The value as SQLite knows it."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):  # datetimes are dates, too
        return value.isoformat()
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return value
