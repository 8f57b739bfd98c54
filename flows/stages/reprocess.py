"""Backfill: annotations made with other rules or another model are made again from the stored text, and compared."""

from __future__ import annotations

import csv
from dataclasses import asdict, fields
from pathlib import Path

import duckdb

from flows.progress import Reporter
from flows.settings import Settings
from flows.sources import SourceOptions
from flows.stages.engine import Engine
from flows.stages.holding import LOCK_PATIENCE
from flows.stages.record import RunResult
from flows.stages.run import How, run_job
from warehouse.database.comparing import Difference, compare_builds


def reprocess(
    settings: Settings, reporter: Reporter, engine: Engine | None = None, patience: float = LOCK_PATIENCE
) -> tuple[RunResult, list[Difference], Path | None]:
    """Annotates again what another version annotated; the run's result, what changed, and the report's path.

    patience: seconds it waits for another run on the same data.

    Nothing is compared where there was no warehouse before, or nothing was due. The comparison is made while the load
    has both files and the lock, so it counts what this run changed and nothing else.
    """
    comparison = Comparison(reporter)
    result = run_job(settings, [], SourceOptions(), reporter, How(engine, ("transform", "load"), patience, comparison))
    if comparison.found is None:
        return result, [], None
    return result, comparison.found, write_report(settings, result.run_id, comparison.found)


class Comparison:
    """What a load changes; `found` is None until it was called with the files before and after."""

    def __init__(self, reporter: Reporter) -> None:
        self.reporter = reporter
        self.found: list[Difference] | None = None

    def __call__(self, before: Path, after: Path) -> None:
        """Compares the files; where the old one cannot be read, it says so and nothing was compared."""
        try:
            self.found = compare_builds(before, after)
        except duckdb.Error as error:  # an old file that cannot be read must not keep the new one out
            why = str(error).splitlines()[0]
            self.reporter.say(f"nothing was compared: the warehouse before cannot be read ({why})")


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
