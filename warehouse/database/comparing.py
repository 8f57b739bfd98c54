"""What differs between two builds of the warehouse: rows gained, lost and changed, by table and publisher."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.tables import ANNOTATION_TABLES, TABLES

OF_THE_RUN = ("run_id", "pipeline_version")  # say which run made a row, not what it says


@dataclass(frozen=True)
class Difference:
    """Rows of one table in articles of one publisher (empty where none is known) that are in both builds."""

    table: str
    publisher: str
    before: int
    after: int
    gained: int
    lost: int
    changed: int


def compare_builds(before: Path, after: Path) -> list[Difference]:
    """The differences for every annotation table, of the articles that both builds hold; equal ones are left out.

    A row is the same row when its key is; it has changed when any column that both builds have differs.
    """
    found = []
    with duckdb.connect() as con:
        for name, path in (("before", before), ("after", after)):
            con.execute(f"ATTACH '{str(path).replace(chr(39), chr(39) * 2)}' AS \"{name}\" (READ_ONLY)")
        for table in ANNOTATION_TABLES:
            rows = con.execute(_write_query(con, table)).fetchall()
            found += [Difference(table, *row) for row in rows]
    return [d for d in found if d.gained or d.lost or d.changed]


def _write_query(con: duckdb.DuckDBPyConnection, table: str) -> str:
    key = TABLES[table].key
    present = [_columns(con, build, table) for build in ("before", "after")]
    compared = [
        c.name
        for c in TABLES[table].columns
        if c.name not in (*key, *OF_THE_RUN) and all(c.name in columns for columns in present)
    ]
    same_key = " AND ".join(f'b."{c}" = a."{c}"' for c in key)
    old, new = (", ".join(f'{side}."{c}"' for c in compared) for side in "ba")
    is_new, is_old = f'b."{key[0]}" IS NULL', f'a."{key[0]}" IS NULL'
    return f"""
        SELECT coalesce(p.publisher, ''), count(b."{key[0]}"), count(a."{key[0]}"),
               count(*) FILTER ({is_new}), count(*) FILTER ({is_old}),
               count(*) FILTER (NOT {is_new} AND NOT {is_old} AND row({old}) IS DISTINCT FROM row({new}))
        FROM "before".{table} AS b FULL JOIN "after".{table} AS a ON {same_key}
        JOIN "after".articles AS p ON p.article_id = coalesce(a.article_id, b.article_id)
        SEMI JOIN "before".articles AS q ON q.article_id = p.article_id
        GROUP BY 1 ORDER BY 1
    """


def _columns(con: duckdb.DuckDBPyConnection, build: str, table: str) -> set[str]:
    return {row[0] for row in con.execute(f'DESCRIBE "{build}".{table}').fetchall()}
