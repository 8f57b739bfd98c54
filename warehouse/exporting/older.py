"""A DuckDB file that DuckDB 1.2 and newer open; views become tables, since an older one may lack their functions."""

from __future__ import annotations

from warehouse.exporting.placing import file_aside
from warehouse.exporting.source import Source, count
from warehouse.tables import quote_literal

STORAGE_VERSION = "v1.2.0"


def write_duckdb(source: Source, target: str) -> dict[str, int]:
    """Builds the file aside and puts it in place, with what each table and column means as comments."""
    with file_aside(target) as draft:
        attach = f"ATTACH {quote_literal(str(draft))} AS older (STORAGE_VERSION '{STORAGE_VERSION}')"
        source.con.execute(attach)
        try:
            for name in source.names:
                _write_table(source, name)
        finally:
            source.con.execute("DETACH older")
    return {name: count(source, name) for name in source.names}


def _write_table(source: Source, name: str) -> None:
    place = f'older.main."{name}"'
    source.con.execute(f'CREATE TABLE {place} AS FROM onrecord.main."{name}"')
    source.con.execute(f"COMMENT ON TABLE {place} IS {quote_literal(source.meaning(name))}")
    for column in source.columns(name):
        if column.meaning:
            said = quote_literal(column.meaning)
            source.con.execute(f'COMMENT ON COLUMN {place}."{column.name}" IS {said}')
