"""The main job: ingest, transform, load, one after another, with a truthful row in `runs` however it ends."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pyarrow as pa
from filelock import FileLock, Timeout

from flows.progress import Reporter
from flows.settings import Settings
from flows.sources import SourceOptions
from flows.stages.engine import DirectEngine, Engine
from flows.stages.ingest import IngestCounts, ingest_sources
from flows.stages.load import load_corpus
from flows.stages.transform import Batch, count_outdated, plan_batches
from transforms.version import PIPELINE_VERSION
from warehouse.arrow import to_table
from warehouse.database.database import Compare
from warehouse.lake.lake import Lake
from warehouse.lake.mending import discard_damaged
from warehouse.seeds import Seeds

COMPACT_FROM = 128  # batches: at 64 articles each, some 8,000 articles since the last time
LOCK_PATIENCE = 600.0  # seconds a run waits for another one on the same data


@dataclass
class RunResult:
    """How a run ended: the counts of its inputs, what it annotated, and the rows of every table."""

    run_id: str
    counts: IngestCounts = field(default_factory=IngestCounts)
    annotated: int = 0
    unannotated: int = 0  # of these, articles at which a rule broke
    words: int = 0
    seconds: float = 0.0
    rows: dict[str, int] = field(default_factory=dict)

    @property
    def status(self) -> str:
        """The state written to `runs`."""
        return "completed_with_rejects" if self.counts.rejected or self.unannotated else "completed"

    def as_counts(self) -> dict[str, object]:
        """The counts as one object: what `--json` prints and `runs.counts` keeps."""
        c = self.counts
        inputs = {"new": c.new, "revised": c.revised, "unchanged": c.unchanged, "rejected": c.rejected}
        return {
            "run_id": self.run_id,
            "status": self.status,
            "inputs": sum(inputs.values()),
            **inputs,
            "annotated": self.annotated,
            "unannotated": self.unannotated,
            "words": self.words,
            "seconds": round(self.seconds, 2),
            "rows": self.rows,
            "fields": c.fields,
        }


def result_from(counts: Mapping[str, Any]) -> RunResult:
    """The result whose `as_counts` with its rejects under "rejects" is given: how it comes back from a flow."""
    names = ("new", "revised", "unchanged", "rejected", "rejects", "fields")
    return RunResult(
        counts["run_id"],
        IngestCounts(**{name: counts[name] for name in names}),
        counts["annotated"],
        counts["unannotated"],
        counts["words"],
        counts["seconds"],
        counts["rows"],
    )


class BusyError(RuntimeError):
    """Another run holds the data directory."""


class RunInterrupted(KeyboardInterrupt):
    """A run was ended from outside; the words say by what, how far it had come, and what to do."""


STAGES = ("ingest", "transform", "load")


def run_job(
    settings: Settings,
    sources: Sequence[str],
    options: SourceOptions,
    reporter: Reporter,
    engine: Engine | None = None,
    stages: Sequence[str] = STAGES,
    patience: float = LOCK_PATIENCE,
    compare: Compare | None = None,
) -> RunResult:
    """Runs the stages asked for, in order.

    compare is called with the warehouse before and the one about to take its place, where anything was annotated.

    Raises BusyError when another run does not end in `patience` seconds; OSError where the data directory cannot be
    written; what a stage raises, after the row in `runs` says so.
    """
    engine = engine or DirectEngine()
    settings.data.mkdir(parents=True, exist_ok=True)
    with hold(settings, reporter, patience):
        Seeds(own=settings.own_seeds).check_once(settings.seeds_checked)
        lake = Lake(settings.lake)
        mend(lake, reporter)
        with Record(lake, settings, sources) as record:
            result = record.result
            if "ingest" in stages:
                record.stage = "ingest"
                arguments = (settings, lake, sources, options, result.run_id, record.started_at, reporter)
                result.counts = engine.call("ingest", ingest_sources, *arguments)
            if "transform" in stages:
                record.stage = "transform"
                record.planned = plan_batches(settings, lake)
                if outdated := count_outdated(lake, record.planned):
                    reporter.say(
                        f"{outdated:,} articles were annotated by other rules, another model or other seeds: again"
                    )
                lake.release_memory()  # this process now waits for its workers
                transform_articles(settings, record.planned, result, reporter, engine)
            if "load" in stages:
                record.stage = "load"
                compact_lake(lake, reporter)
                given = (settings, lake, record.finished_row(), reporter, compare if result.annotated else None)
                result.rows = engine.call("load", load_corpus, *given)
    return result


def transform_articles(
    settings: Settings, batches: Sequence[Batch], result: RunResult, reporter: Reporter, engine: Engine
) -> None:
    """Annotates the batches and counts them in the result."""
    reporter.begin("transform", sum(len(batch.article_ids) for batch in batches))
    for batch, counts in engine.annotate(settings, batches, result.run_id):
        result.annotated += len(batch.article_ids)
        result.unannotated += counts["unannotated"]
        result.words += counts["words"]
        reporter.advance(len(batch.article_ids), counts["words"])
    if result.unannotated:
        reporter.say(f"{result.unannotated:,} articles could not be annotated: a rule broke at them, see rejects")


@contextmanager
def hold(settings: Settings, reporter: Reporter, patience: float = LOCK_PATIENCE) -> Iterator[None]:
    """Holds the data directory, waiting for another run; the system frees it when a process dies."""
    lock = FileLock(settings.lock)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        reporter.say(f"another run is at work in {settings.data}; waiting for it to end")
        try:
            lock.acquire(timeout=patience)
        except Timeout:
            raise BusyError(f"another run has held {settings.data} for {patience:.0f} s; try again later") from None
    try:
        yield
    finally:
        lock.release()


class Record:
    """The run's row in `runs`: running at the start, completed or failed at the end."""

    def __init__(self, lake: Lake, settings: Settings, sources: Sequence[str]) -> None:
        self.lake = lake
        self.started_at = datetime.now(UTC)
        self.began = time.monotonic()  # the clock of the wall may jump
        self.stage = "start"
        self.planned: Sequence[Batch] = ()
        self.result = RunResult(f"run_{self.started_at:%Y%m%dT%H%M%S}_{uuid4().hex[:6]}")
        self.row: dict[str, object] = {
            "run_id": self.result.run_id,
            "started_at": self.started_at,
            "finished_at": None,
            "status": "running",
            "sources": list(sources),
            "pipeline_version": PIPELINE_VERSION,
            "model": settings.model,
            "counts": "{}",
            "message": None,
        }

    def __enter__(self) -> Record:
        self._write(self.row)
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        row = self.finished_row()
        if isinstance(error, KeyboardInterrupt):
            words = self.describe_interrupt(error)
            self._write(row | {"status": "failed", "message": words})
            raise RunInterrupted(words) from None
        if error is not None:
            row |= {"status": "failed", "message": f"{type(error).__name__}: {error}"}
        self._write(row)

    def describe_interrupt(self, error: KeyboardInterrupt) -> str:
        """What ended the run, in which stage, and how many of its batches are committed."""
        how = f"interrupted by {error.args[0] if error.args else 'the user (Ctrl-C)'} at stage {self.stage}"
        if self.planned:
            committed = {origin for batch in self.lake.batches("annotations") for origin in batch.origins}
            done = sum(batch.batch_id in committed for batch in self.planned)
            how += f", {done:,} of {len(self.planned):,} batches committed"
        return f"{how}; run again to continue"

    def finished_row(self) -> dict[str, object]:
        """The row as it will be when the run ends well."""
        self.result.seconds = time.monotonic() - self.began
        counts = {k: v for k, v in self.result.as_counts().items() if k not in ("run_id", "status")}
        end = {"finished_at": datetime.now(UTC), "status": self.result.status, "counts": json.dumps(counts)}
        return {**self.row, **end}

    def _write(self, row: dict[str, object]) -> None:
        self.lake.append_log("runs", to_table("runs", [row]), "run_id")


def compact_lake(lake: Lake, reporter: Reporter) -> None:
    """Writes small files together when there are many, so that raw readers need not open thousands."""
    if len(lake.batches("annotations")) + len(lake.batches("log")) >= COMPACT_FROM:
        reporter.begin("compact", None)
        lake.compact()


def mend(lake: Lake, reporter: Reporter) -> None:
    """Cleans up what a killed run or a failing disk left, so that every run starts from whole tables."""
    for line in lake.recover():
        reporter.say(line)
    damage = discard_damaged(lake, thorough=not ended_well(lake))
    for line in damage:
        reporter.say(line)
    if damage:
        restore_runs(lake)
    close_killed_runs(lake)


def restore_runs(lake: Lake) -> None:
    """Gives runs a row again that rows of other tables speak of, after the file with their row was lost."""
    spoken_of = [lake.read(table, columns=["run_id"])["run_id"] for table in ("articles", "segments")]
    known = set(lake.read("runs", columns=["run_id"])["run_id"].to_pylist())
    lost = sorted({run_id for ids in spoken_of for run_id in ids.unique().to_pylist()} - known)
    row = {
        "started_at": datetime.now(UTC),
        "status": "killed",
        "sources": [],
        "pipeline_version": PIPELINE_VERSION,
        "model": "",
        "counts": "{}",
        "message": "its row was in a file that was damaged: how the run ended is not known",
    }
    lake.append_log("runs", to_table("runs", [{**row, "run_id": run_id} for run_id in lost]), "run_id")


def ended_well(lake: Lake) -> bool:
    """Whether the last run completed: else the disk may have failed, and every file is worth a look."""
    try:
        runs = lake.read("runs", columns=["started_at", "status"]).sort_by("started_at")
    except (pa.ArrowException, OSError):
        return False
    return not runs.num_rows or str(runs["status"][-1]).startswith("completed")


def close_killed_runs(lake: Lake) -> None:
    """Marks runs that are said to be running as killed: this run holds the lock, so none is."""
    for row in lake.read("runs").to_pylist():
        if row["status"] == "running":
            end = {"status": "killed", "finished_at": datetime.now(UTC), "message": "the process ended without a word"}
            lake.append_log("runs", to_table("runs", [{**row, **end}]), "run_id")


def close_abandoned(settings: Settings) -> bool:
    """The same without waiting for the next run; does nothing, and says so, while a run is at work."""
    lock = FileLock(settings.lock)
    try:
        with lock.acquire(timeout=0):
            close_killed_runs(Lake(settings.lake))
    except Timeout:
        return False
    return True
