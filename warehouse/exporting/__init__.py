"""Hands the warehouse's tables and views to other programs: files, SQLite, PostgreSQL, Delta and Iceberg tables."""

from __future__ import annotations

import importlib
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb

from warehouse.exporting import files
from warehouse.exporting.placing import refuse_own
from warehouse.exporting.source import ExportError, Source, open_source

__all__ = ["FORMATS", "ExportError", "count_formulas", "export", "refuse_own"]

SCHEMA = "onrecord"  # of PostgreSQL, unless another is named
Exporter = Callable[[Source, str], dict[str, int]]
# Format -> module.function that writes it; its library is loaded only then. The target is a folder (csv, safe-csv,
# parquet, delta, iceberg), a file (xlsx, xlsx-full, sqlite, duckdb) or a database.
FORMATS: dict[str, str] = {
    "csv": "files.write_csv",
    "safe-csv": "files.write_safe_csv",
    "parquet": "files.write_parquet",
    "xlsx": "workbook.write_workbook",
    "xlsx-full": "spreadsheet.write_xlsx",
    "sqlite": "sqlite.write_sqlite",
    "duckdb": "older.write_duckdb",
    "postgres": "postgres.write_postgres",
    "delta": "lakehouse.write_delta",
    "iceberg": "lakehouse.write_iceberg",
}


def export(database: Path, form: str, target: str, names: Sequence[str] = (), schema: str = SCHEMA) -> dict[str, int]:
    """Writes tables and views (all, or those named) of the warehouse file to the target; returns rows of each.

    form is a key of FORMATS; `xlsx` is a workbook for a reader, of sheets of its own, unless tables are named. schema
    is PostgreSQL's. Files and tables of the same names are replaced, once all that replaces them is written. Raises
    ExportError on a name that is neither table nor view, where an optional library is missing, where a server
    refuses, and where the target cannot be written.
    """
    module, _, function = FORMATS["xlsx-full" if form == "xlsx" and names else form].partition(".")
    write: Exporter = getattr(importlib.import_module(f"warehouse.exporting.{module}"), function)
    if form != "postgres":
        refuse_own(database, target)
    try:
        with open_source(database, names, schema) as source:
            return write(source, target)
    except OSError as error:
        raise ExportError(f"cannot write to {target}: {error}") from error
    except (duckdb.Error, sqlite3.Error) as error:
        raise ExportError(f"cannot export to {target}: {error}") from error


def count_formulas(database: Path, names: Sequence[str] = ()) -> int:
    """Cells that a spreadsheet would take for a formula in a CSV file of the tables and views (all, or those named)."""
    with open_source(database, names) as source:
        return files.count_formulas(source)
