"""Backfill: annotations made with other rules or another model are made again from the stored text, and compared."""

from __future__ import annotations

import csv
import os
from dataclasses import asdict, fields
from pathlib import Path

from flows.engine import Engine
from flows.progress import Reporter
from flows.run import LOCK_PATIENCE, RunResult, run_job
from flows.settings import Settings
from flows.sources import SourceOptions
from warehouse.comparing import Difference, compare_builds


def reprocess(
    settings: Settings, reporter: Reporter, engine: Engine | None = None, patience: float = LOCK_PATIENCE
) -> tuple[RunResult, list[Difference], Path | None]:
    """Annotates again what another version annotated; the run's result, what changed, and the report's path.

    patience: seconds it waits for another run on the same data.

    Nothing is compared where there was no warehouse before, or nothing was due.
    """
    before = settings.data / ".before.duckdb"
    before.unlink(missing_ok=True)
    if settings.database.exists():
        os.link(settings.database, before)  # the file is replaced, never changed: a second name keeps the old one
    try:
        result = run_job(settings, [], SourceOptions(), reporter, engine, ("transform", "load"), patience)
        if not result.annotated or not before.exists():
            return result, [], None
        found = compare_builds(before, settings.database)
        return result, found, write_report(settings, result.run_id, found)
    finally:
        before.unlink(missing_ok=True)


def write_report(settings: Settings, run_id: str, found: list[Difference]) -> Path:
    """Writes the differences as `reports/RUN.csv` in the data directory."""
    path = _path(settings, run_id)
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, [field.name for field in fields(Difference)])
        rows.writeheader()
        rows.writerows(map(asdict, found))
    return path


def find_report(settings: Settings, run_id: str) -> Path | None:
    """The report of a run, None where nothing was compared."""
    path = _path(settings, run_id)
    return path if path.exists() else None


def _path(settings: Settings, run_id: str) -> Path:
    return settings.data / "reports" / f"{run_id}.csv"
