"""PostgreSQL tables, replaced in one transaction: readers see the old rows or the new, never a mixture."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg import sql

from warehouse.exporting.source import ColumnInfo, ExportError, Source
from warehouse.tables import TABLES

TYPES = {"VARCHAR": "text", "DOUBLE": "double precision", "VARCHAR[]": "text[]", "HUGEINT": "numeric"}
# PostgreSQL's text cannot hold U+0000; the replacement character keeps every offset right.
NUL, REPLACEMENT = "\0", "\ufffd"


def write_postgres(source: Source, target: str) -> dict[str, int]:
    """Writes to the source's schema, by default `onrecord`, of the database that the connection string names.

    A schema that is there needs no right to make one: the right to make tables in it is enough.

    Tables whose columns are the same are emptied and filled, so that views and rights on them stay; others are made
    anew. Raises ExportError, nothing being changed, where the server cannot be reached or refuses.
    """
    try:
        with psycopg.connect(target) as con, con.cursor() as cursor:
            _make_schema(cursor, source.schema)
            return {name: _replace(cursor, source, name) for name in source.names}
    except psycopg.Error as error:
        raise ExportError(f"PostgreSQL: {error}") from error


def _make_schema(cursor: psycopg.Cursor[Any], schema: str) -> None:
    """Makes the schema where it is missing: CREATE SCHEMA IF NOT EXISTS wants the right to, even where it is there."""
    if not cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [schema]).fetchall():
        cursor.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))


def _replace(cursor: psycopg.Cursor[Any], source: Source, name: str) -> int:
    columns = source.columns(name)
    table = sql.Identifier(source.schema, name)
    if _existing(cursor, source.schema, name) == [column.name for column in columns]:
        cursor.execute(sql.SQL("DELETE FROM {}").format(table))  # TRUNCATE would make readers wait for the commit
    else:
        _create(cursor, table, columns, source.meaning(name))
        _add_key(cursor, table, name)
    names = sql.SQL(", ").join(sql.Identifier(column.name) for column in columns)
    written = 0
    with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(table, names)) as copy:
        for rows in source.rows(name):
            for row in rows:
                copy.write_row([_without_nul(value) for value in row])
            written += len(rows)
    return written


def _existing(cursor: psycopg.Cursor[Any], schema: str, name: str) -> list[str]:
    cursor.execute(
        "SELECT column_name FROM information_schema.columns "
        "WHERE table_schema = %s AND table_name = %s ORDER BY ordinal_position",
        (schema, name),
    )
    return [row[0] for row in cursor.fetchall()]


def _create(cursor: psycopg.Cursor[Any], table: sql.Identifier, columns: list[ColumnInfo], meaning: str) -> None:
    declared = sql.SQL(", ").join(
        sql.SQL("{} {}").format(sql.Identifier(c.name), sql.SQL(TYPES.get(c.sql_type, c.sql_type))) for c in columns
    )
    cursor.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(table))
    cursor.execute(sql.SQL("CREATE TABLE {} ({})").format(table, declared))
    cursor.execute(sql.SQL("COMMENT ON TABLE {} IS {}").format(table, sql.Literal(meaning)))
    for column in columns:
        place = sql.SQL("{}.{}").format(table, sql.Identifier(column.name))
        cursor.execute(sql.SQL("COMMENT ON COLUMN {} IS {}").format(place, sql.Literal(column.meaning)))


def _add_key(cursor: psycopg.Cursor[Any], table: sql.Identifier, name: str) -> None:
    """The table's key, by which BI tools join and know a row again; views have none."""
    if name in TABLES:
        key = sql.SQL(", ").join(map(sql.Identifier, TABLES[name].key))
        cursor.execute(sql.SQL("ALTER TABLE {} ADD PRIMARY KEY ({})").format(table, key))


def _without_nul(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace(NUL, REPLACEMENT)
    if isinstance(value, list):
        return [_without_nul(item) for item in value]
    return value
