"""Builds onrecord.duckdb from the lake, aside and checked, then swaps it in."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from warehouse.database.checking import CheckFailed, run_checks
from warehouse.database.loading import create_tables, load_everything, view_lake
from warehouse.database.moves import Moves
from warehouse.database.querying import QueryResult, QueryStopped, open_readonly, run_query
from warehouse.database.updating import (
    AMENDED,
    META_SQL,
    can_update,
    describe_annotations,
    find_passed,
    note_built,
    update,
)
from warehouse.database.viewing import create_views
from warehouse.database.words import SEARCH_SQL, index_texts
from warehouse.lake.commits import Batch
from warehouse.lake.lake import Lake
from warehouse.lake.reader import TRIES
from warehouse.lake.storage import hold_lock
from warehouse.tables import TABLES

__all__ = ["CheckFailed", "QueryResult", "QueryStopped", "build_warehouse", "open_readonly", "run_query"]

SMALL = 200_000_000  # bytes of the lake below which a second thread saves little time and costs a fifth more work
STORAGE_VERSION = "v1.4.0"  # whichever DuckDB writes, so that BI tools with an older one, from 1.4 on, open the file


Amend = Callable[[duckdb.DuckDBPyConnection], None]
Compare = Callable[[Path, Path], None]


@dataclass(frozen=True, slots=True)
class Hooks:
    """What is called, and what is known, while a file is built.

    amend changes rows before they are checked (a person's corrections); with it the file is always built anew, so that
    an amendment taken back is undone. compare is called with the file that is there, if any, and the checked one that
    is about to take its place. moves is what the links' last pass changed.
    """

    amend: Amend | None = None
    compare: Compare | None = None
    moves: Moves | None = None


NO_HOOKS = Hooks()


def build_warehouse(
    lake: Lake,
    path: Path,
    run: pa.Table | None = None,
    anew: bool = False,
    hooks: Hooks = NO_HOOKS,
) -> dict[str, int]:
    """Brings the warehouse file up to date with the lake and swaps it in; returns the rows of each table.

    Starts from a copy of the last file where little changed, which gives the same rows as building it `anew`.
    run is the row of `runs` as it will be when the file is in place: the lake still says that it is running.
    Raises CheckFailed, naming the check and the rows at fault; the old file then stays as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with hold_lock(path.with_name(f".{path.name}.lock")):  # or an older build could end last
        draft = path.with_name(f".{path.name}.building")
        try:
            _clear(draft)  # a killed build's
            counts = None if anew or hooks.amend else _try_update(lake, path, draft, run, hooks.moves)
            counts = counts or _build(lake, draft, run, hooks.amend, find_passed(path))
            if hooks.compare and path.exists():
                hooks.compare(path, draft)
            draft.replace(path)
        finally:
            _clear(draft)
    return counts


def _clear(draft: Path) -> None:
    for left in (draft, Path(f"{draft}.wal")):
        left.unlink(missing_ok=True)


def _try_update(
    lake: Lake, path: Path, draft: Path, run: pa.Table | None, moves: Moves | None
) -> dict[str, int] | None:
    """Updates a copy of the last file; None where that is not possible or not worth it."""
    if not path.exists():
        return None
    shutil.copyfile(path, draft)
    try:
        batches = lake.live()
        try:
            opened = _open_draft(draft, batches)
        except duckdb.InvalidInputException:  # of a newer storage version, which cannot be lowered
            return None
        with opened as con:
            con.execute("SET threads = 1")  # for so little a second one costs more than it gains
            if not can_update(con, draft) or not update(con, lake, batches, moves):
                return None
            return _finish(con, batches, run, None)
    except (FileNotFoundError, duckdb.IOException):  # the lake moved on, or the file is of another DuckDB: build anew
        return None


def _build(lake: Lake, draft: Path, run: pa.Table | None, amend: Amend | None, passed: str | None) -> dict[str, int]:
    for _ in range(TRIES - 1):
        try:
            return _build_once(lake, draft, run, amend, passed)
        except (FileNotFoundError, duckdb.IOException):  # compaction replaced files while they were read: look again
            continue
    return _build_once(lake, draft, run, amend, passed)


def _build_once(
    lake: Lake, draft: Path, run: pa.Table | None, amend: Amend | None, passed: str | None
) -> dict[str, int]:
    _clear(draft)
    batches = lake.live()
    with _open_draft(draft, batches) as con:
        view_lake(con, lake, batches)
        con.execute("BEGIN")  # some hundred statements: one write to disk for all
        create_tables(con)
        con.execute(META_SQL)
        for statement in SEARCH_SQL:
            con.execute(statement)
        create_views(con)
        con.execute("COMMIT")
        load_everything(con)
        con.execute("CHECKPOINT onrecord")
        full_bytes = draft.stat().st_size
        if amend:
            amend(con)
            full_bytes = AMENDED
        index_texts(con)
        is_known = amend is None and passed == describe_annotations(batches)
        return _finish(con, batches, run, full_bytes, is_known)


def _open_draft(draft: Path, batches: Sequence[Batch]) -> duckdb.DuckDBPyConnection:
    is_small = sum(batch.bytes for batch in batches) < SMALL
    con = duckdb.connect(config={"threads": 1} if is_small else {})
    # without a log to recover from, as what a killed build leaves is thrown away
    options = f"STORAGE_VERSION '{STORAGE_VERSION}', RECOVERY_MODE no_wal_writes"
    con.execute(f"ATTACH '{_escaped(draft)}' AS onrecord ({options})")
    con.execute("USE onrecord")
    con.execute("SET TimeZone = 'UTC'")
    return con


def _finish(
    con: duckdb.DuckDBPyConnection,
    batches: Sequence[Batch],
    run: pa.Table | None,
    full_bytes: int | None,
    passed: bool = False,
) -> dict[str, int]:
    note_built(con, batches, full_bytes)
    if run is not None:
        _replace_run(con, run)
    run_checks(con, passed)
    counts = count_rows(con)
    con.execute("CHECKPOINT onrecord")
    return counts


def _replace_run(con: duckdb.DuckDBPyConnection, run: pa.Table) -> None:
    con.register("finished_run", run)
    con.execute("DELETE FROM runs WHERE run_id IN (SELECT run_id FROM finished_run)")
    con.execute("INSERT INTO runs BY NAME SELECT * FROM finished_run")
    con.unregister("finished_run")


def count_rows(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Rows of every table of the warehouse."""
    names = [name for name, table in TABLES.items() if table.in_warehouse]
    counts = ", ".join(f"(SELECT count(*) FROM onrecord.{name}) AS {name}" for name in names)
    return dict(zip(names, con.execute(f"SELECT {counts}").fetchall()[0], strict=True))


def _escaped(path: Path) -> str:
    return str(path).replace("'", "''")
