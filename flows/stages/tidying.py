"""What every run does first: whatever a killed run or a failing disk left is put in order."""

from __future__ import annotations

from datetime import UTC, datetime

import pyarrow as pa
from filelock import FileLock, Timeout

from flows.progress import Reporter
from flows.settings import Settings
from flows.stages.lease import read_lease
from transforms.documents.articles import sign_article
from transforms.ids import make_id
from transforms.version import PIPELINE_VERSION
from warehouse.arrow import to_table
from warehouse.lake.forgotten import drop_damaged_intents, read_forgotten
from warehouse.lake.lake import Lake
from warehouse.lake.mending import discard_damaged
from warehouse.lake.restoring import restore_orphans


def mend(lake: Lake, reporter: Reporter, thorough: bool = False, anew: bool = False, last_words: str = "") -> list[str]:
    """Cleans up what a killed run or a failing disk left, so that every run starts from whole tables.

    Gives what was done, each thing told as it is. thorough: whether every file is read to its end, as after a run
    that did not end well. anew: whether a lake without any commit record is taken for ours. last_words: what a run
    said that ended itself.

    Raises warehouse.lake.commits.LakeError where nothing can be done safely.
    """
    done = _tell(reporter, lake.recover(anew)) + _tell(reporter, drop_damaged_intents(lake.storage))
    damage = _tell(reporter, discard_damaged(lake, thorough or not ended_well(lake)))
    damage += _tell(reporter, restore_orphans(lake, read_forgotten(lake.storage)))
    if damage:
        restore_runs(lake)
        sign_again(lake)
    return done + damage + _tell(reporter, close_killed_runs(lake, last_words))


def _tell(reporter: Reporter, lines: list[str]) -> list[str]:
    for line in lines:
        reporter.say(line)
    return lines


def sign_again(lake: Lake) -> None:
    """Makes the signatures of texts whose file of signatures was lost: they tell copies of a text from others."""
    signed = set(lake.read("article_signatures", ["article_id"])["article_id"].to_pylist())
    lost = sorted(lake.article_ids("articles") - signed)
    if lost:
        rows = lake.read("articles", article_ids=lost)
        signatures = to_table("article_signatures", [sign_article(row) for row in rows.to_pylist()])
        tables = {"articles": rows, "article_signatures": signatures}
        lake.commit_batch(make_id("signed", *lost), "articles", tables, replaces=lost)


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


def close_killed_runs(lake: Lake, last_words: str = "") -> list[str]:
    """Marks runs that are said to be running as killed, as this run holds the lock; says which."""
    why = last_words or "the process ended without a word"
    done = []
    for row in lake.read("runs").to_pylist():
        if row["status"] == "running":
            end = {"status": "killed", "finished_at": datetime.now(UTC), "message": why}
            lake.append_log("runs", to_table("runs", [{**row, **end}]), "run_id")
            done.append(f"the run {row['run_id']} was killed")
    return done


def close_abandoned(settings: Settings) -> bool:
    """The same without waiting for the next run; does nothing, and says so, while a run is at work."""
    lock = FileLock(settings.lock)
    try:
        with lock.acquire(timeout=0):
            lease = read_lease(settings.lease)
            close_killed_runs(Lake(settings.lake), lease.ended if lease else "")
    except Timeout:
        return False
    return True
