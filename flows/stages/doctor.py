"""`onrecord doctor`: looks a whole data directory over, and mends what it can."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from flows.progress import Reporter, Silent
from flows.settings import Settings
from flows.sources import SourceOptions
from flows.stages.erasing import finish_forgetting
from flows.stages.holding import hold
from flows.stages.refusing import find_unlawful_rows
from flows.stages.run import How, run_job
from flows.stages.tidying import mend
from warehouse.database.database import open_readonly
from warehouse.database.searching import index_path, remove_index
from warehouse.lake.checkup import examine_lake
from warehouse.lake.commits import LakeError
from warehouse.lake.forgotten import read_intents
from warehouse.lake.lake import Lake
from warehouse.memory import find_unreadable
from warehouse.tables import TABLES
from warehouse.wording import show_count


@dataclass(frozen=True, slots=True)
class Report:
    """What is wrong with a data directory, and what was done about it; still: what is wrong after that."""

    found: tuple[str, ...]
    done: tuple[str, ...] = ()
    still: tuple[str, ...] = ()


def examine(settings: Settings) -> tuple[str, ...]:
    """What is wrong with the data directory, in words; nothing is changed."""
    return tuple(_examine(settings))


def repair(settings: Settings, reporter: Reporter) -> Report:
    """Mends what is wrong; where anything was, the tables are brought up to date and the warehouse is built anew.

    Raises what `flows.stages.run.run_job` raises.
    """
    found = examine(settings)
    if not found:
        return Report(())
    with hold(settings, reporter) as pulse:
        lake = Lake(settings.lake)
        told = Silent()  # what is done is reported in the end, once
        done = mend(lake, told, thorough=True, anew=True, last_words=pulse.last_words)
        done += finish_forgetting(settings, lake, pulse)
        done += _set_aside(lake)
        done += _remove_unreadable(settings)
    if lake.batches("articles") or settings.database.exists():
        result = run_job(settings, (), SourceOptions(), reporter, How(stages=("transform", "load")))
        done.append(f"annotated {show_count(result.annotated, 'article')} again and loaded the warehouse")
    return Report(found, tuple(done), examine(settings))


def _examine(settings: Settings) -> Iterator[str]:
    lake = Lake(settings.lake)
    try:
        found = list(examine_lake(lake))
        yield from found
        if not any("commit record" in words for words in found):
            yield from _examine_runs(settings, lake)
        if not found:
            yield from (f"{article}: {why}" for article, why in sorted(find_unlawful_rows(lake).items()))
    except LakeError as error:
        yield str(error)
    yield from _examine_intents(lake)
    yield from _examine_databases(settings)


def _examine_intents(lake: Lake) -> Iterator[str]:
    for intent in read_intents(lake.storage):
        yield f"forgetting {show_count(len(intent.article_ids), 'article')} was interrupted and is not finished"


def _examine_runs(settings: Settings, lake: Lake) -> Iterator[str]:
    runs = lake.read("runs", ["run_id", "status"]).to_pylist()
    unfinished = [run["run_id"] for run in runs if run["status"] == "running"]
    if unfinished and not _is_held(settings.lock):
        yield f"the run {unfinished[0]} was killed and is not closed"


def _is_held(path: Path) -> bool:
    try:
        with FileLock(path).acquire(timeout=0):
            return False
    except Timeout:
        return True


def _examine_databases(settings: Settings) -> Iterator[str]:
    draft = settings.database.with_name(f".{settings.database.name}.building")
    if draft.exists() and not _is_held(settings.lock):
        yield f"{draft} was left by a build that was killed"
    for path in (settings.database, index_path(settings.database)):
        fault = find_fault(path) if path.exists() else None
        if fault:
            yield f"{path} cannot be read to its end ({fault})"
    for path in find_unreadable(settings.linking):
        yield f"{path} is damaged"


def find_fault(path: Path) -> str | None:
    """What is wrong with a DuckDB file: each of its blocks is read, and has a checksum."""
    try:
        with open_readonly(path) as con:
            names = con.execute(
                "SELECT schema_name, table_name FROM duckdb_tables() WHERE NOT internal ORDER BY ALL"
            ).fetchall()
            for schema, name in names:
                con.execute(f'SELECT bit_xor(hash(t)) FROM "{schema}"."{name}" AS t').fetchall()
            missing = {t.name for t in TABLES.values() if t.in_warehouse} - {name for _, name in names}
    except duckdb.Error as error:
        return str(error).splitlines()[0]
    return f"it lacks the table {sorted(missing)[0]}" if missing and "fts" not in path.name else None


def _set_aside(lake: Lake) -> list[str]:
    """Takes annotations out of which rows break a law; the run that follows makes them again, or says why not."""
    unlawful = find_unlawful_rows(lake)
    lake.drop_annotations(unlawful)
    return [f"the annotations of {article} are set aside: {why}" for article, why in sorted(unlawful.items())]


def _remove_unreadable(settings: Settings) -> list[str]:
    """Removes a warehouse or index that cannot be read: both are made from the lake."""
    done = []
    for path in (settings.database, index_path(settings.database)):
        if path.exists() and find_fault(path):
            path.unlink() if path == settings.database else remove_index(settings.database)
            done.append(f"removed {path}, which is made anew from the lake")
    for path in find_unreadable(settings.linking):
        path.unlink()
        done.append(f"removed {path}, which the next load makes anew")
    return done
