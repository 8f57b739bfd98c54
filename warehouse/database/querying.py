"""Asks the warehouse file, read only and without ever locking it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import Any

import duckdb


class QueryStopped(Exception):
    """A query ran longer, or needed more memory, than it was allowed to."""


@dataclass(frozen=True, slots=True)
class QueryResult:
    """Rows of a query; `is_cut` says that there were more than the limit."""

    columns: list[str]
    types: list[str]
    rows: list[tuple[Any, ...]]
    is_cut: bool


def open_readonly(path: Path, megabytes: int | None = None) -> duckdb.DuckDBPyConnection:
    """A connection that can neither write nor reach any file but the warehouse; megabytes is what it may hold.

    The file is replaced, never changed: a connection sees the version it opened, and sees the next one by connecting
    anew after closing.
    """
    config: dict[str, str | bool | int | float | list[str]] = {"enable_external_access": "false"}
    if megabytes is not None:
        config["memory_limit"] = f"{megabytes}MB"
    return duckdb.connect(str(path), read_only=True, config={**config, "lock_configuration": "true"})


def run_query(
    path: Path, sql: str, row_limit: int = 1000, seconds: float = 60, parameters: Mapping[str, Any] | None = None
) -> QueryResult:
    """The first rows of a query on the warehouse, read only.

    Raises QueryStopped after the given seconds, and duckdb.Error where the query is wrong.
    """
    with open_readonly(path) as con:
        return fetch(con, sql, row_limit, seconds, parameters)


def fetch(
    con: duckdb.DuckDBPyConnection,
    sql: str,
    row_limit: int,
    seconds: float,
    parameters: Mapping[str, Any] | None = None,
) -> QueryResult:
    """The first rows of a query. Raises what `run_query` raises."""
    timer = Timer(seconds, con.interrupt)
    timer.start()
    try:
        cursor = con.execute(sql, parameters or {})
        columns = [str(column[0]) for column in cursor.description or ()]
        types = [str(column[1]) for column in cursor.description or ()]
        rows = cursor.fetchmany(row_limit + 1)
    except duckdb.InterruptException as error:
        raise QueryStopped(f"stopped after {seconds:g} s") from error
    finally:
        timer.cancel()
    return QueryResult(columns, types, rows[:row_limit], len(rows) > row_limit)
