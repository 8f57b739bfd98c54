"""A SQLite file with the same tables; views become tables."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from warehouse.exporting.source import Source

# NUMERIC keeps whole amounts exact and lets them be compared and added up as numbers.
TYPES = {"INTEGER": "INTEGER", "BIGINT": "INTEGER", "BOOLEAN": "INTEGER", "DOUBLE": "REAL", "DECIMAL": "NUMERIC"}


def write_sqlite(source: Source, target: str) -> dict[str, int]:
    """Builds the file aside and puts it in place; times are ISO 8601 text in UTC, lists are JSON."""
    path = Path(target)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.writing")
    draft.unlink(missing_ok=True)
    with closing(sqlite3.connect(draft)) as con, con:
        counts = {name: _write_table(con, source, name) for name in source.names}
    draft.replace(path)
    return counts


def _write_table(con: sqlite3.Connection, source: Source, name: str) -> int:
    columns = source.columns(name)
    declared = ", ".join(f'"{c.name}" {TYPES.get(c.sql_type.split("(")[0], "TEXT")}' for c in columns)
    con.execute(f'CREATE TABLE "{name}" ({declared})')
    marks = ", ".join("?" for _ in columns)
    written = 0
    for rows in source.rows(name):
        con.executemany(f'INSERT INTO "{name}" VALUES ({marks})', [[_plain(value) for value in row] for row in rows])
        written += len(rows)
    return written


def _plain(value: Any) -> Any:
    """The value as SQLite knows it."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):  # datetimes are dates, too
        return value.isoformat()
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return value
