"""Delta and Iceberg tables for Spark and Trino. Their libraries are optional: `pip install 'onrecord[lakehouse]'`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from warehouse.exporting.source import ExportError, Source

NAMESPACE = "onrecord"


def write_delta(source: Source, target: str) -> dict[str, int]:
    """One Delta table a name below the target; an export is a new version, older ones stay readable."""
    with _optional("deltalake"):
        from deltalake import write_deltalake
        from deltalake.exceptions import DeltaError

    counts = {}
    for name in source.names:
        rows = source.arrow(name)
        try:
            write_deltalake(f"{target.rstrip('/')}/{name}", rows, mode="overwrite", schema_mode="overwrite")
        except DeltaError as error:
            raise ExportError(f"cannot write to {target}: {error}") from error
        counts[name] = rows.num_rows
    return counts


def write_iceberg(source: Source, target: str) -> dict[str, int]:
    """Iceberg tables `onrecord.NAME` in the folder, with a SQLite catalog `catalog.db` beside them."""
    with _optional("pyiceberg"):
        from pyiceberg.catalog.sql import SqlCatalog
        from sqlalchemy.exc import SQLAlchemyError

    folder = Path(target).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        return _write_iceberg(source, SqlCatalog, folder)
    except SQLAlchemyError as error:
        raise ExportError(f"cannot write to {target}: {error}") from error


def _write_iceberg(source: Source, catalog_kind: type[Any], folder: Path) -> dict[str, int]:
    catalog = catalog_kind(NAMESPACE, uri=f"sqlite:///{folder}/catalog.db", warehouse=folder.as_uri())
    catalog.create_namespace_if_not_exists(NAMESPACE)
    counts = {}
    for name in source.names:
        rows = source.arrow(name)
        table = catalog.create_table_if_not_exists(f"{NAMESPACE}.{name}", schema=rows.schema)
        with table.update_schema() as update:
            update.union_by_name(rows.schema)
        replace = table.overwrite if table.scan().count() else table.append  # pyiceberg warns of nothing to delete
        replace(rows)
        counts[name] = rows.num_rows
    return counts


@contextmanager
def _optional(library: str) -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as error:
        raise ExportError(f"this needs {library}: pip install 'onrecord[lakehouse]' ({error})") from error
