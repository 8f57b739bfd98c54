"""The tasks of a flow run, whatever process does their work, and its log."""

from __future__ import annotations

import errno
from collections.abc import Callable
from typing import Any, TypeVar

from prefect import Task, get_run_logger, task
from prefect.assets import Asset, AssetProperties, materialize
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.tasks import exponential_backoff

from flows.orchestration.lineage import Lineage, Place
from warehouse.wording import show_count

T = TypeVar("T")
TAGS = ["onrecord"]
FETCHING = "onrecord-fetch"  # tag of the task that reads sources: `onrecord serve` limits how many do so at once
# Errors of the system that pass by themselves; others (no room, no right, no such file) want a person.
LASTING = {
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EROFS,
    errno.EACCES,
    errno.EPERM,
    errno.ENOENT,
    errno.EISDIR,
    errno.ENOTDIR,
}
STAGE_SECONDS = 6 * 3600.0  # a stage that takes longer hangs


def may_pass(failed: Task[Any, Any], run: TaskRun, state: State[Any]) -> bool:
    """Whether to try again: network and storage recover, bad data and wrong settings do not."""
    error = state.result(raise_on_failure=False)
    return isinstance(error, OSError) and error.errno not in LASTING and not isinstance(error, FileNotFoundError)


RETRIES: dict[str, Any] = {
    "retries": 3,
    "retry_delay_seconds": exponential_backoff(backoff_factor=5),  # 5, 10, 20 seconds
    "retry_jitter_factor": 0.5,
    "retry_condition_fn": may_pass,
    # The lake's commit records say which batches are done; a second memory of it in Prefect could only disagree.
    "cache_policy": NO_CACHE,
}


@task(name="annotate", task_run_name="annotate {label}", tags=TAGS, timeout_seconds=3600, **RETRIES)
def annotate_task(work: Callable[[], T], label: str) -> T:
    """Annotates one batch and commits it."""
    return work()


def run_stage(stage: str, lineage: Lineage, work: Callable[[], T]) -> T:
    """Runs a stage as a task of its name, which makes the assets that the stage writes."""
    as_task = materialize(
        *map(as_asset, lineage.made),
        asset_deps=[one if isinstance(one, str) else as_asset(one) for one in lineage.made_from],
        by="onrecord",
        name=stage,
        tags=[*TAGS, FETCHING] if stage == "ingest" else TAGS,
        timeout_seconds=STAGE_SECONDS,
        **RETRIES,
    )
    # a closure keeps Prefect from hashing and searching the arguments
    return as_task(lambda: work())()


def as_asset(place: Place) -> Asset:
    """A place as Prefect's lineage knows it."""
    return Asset(key=place.key, properties=AssetProperties(name=place.name, description=place.about))


class RunLogger:
    """Tells the flow run's log what the stages do."""

    def __init__(self) -> None:
        self.logger = get_run_logger()

    def begin(self, stage: str, total: int | None) -> None:
        """Logs the stage."""
        self.logger.info("%s%s", stage, "" if total is None else f": {show_count(total, 'article')}")

    def advance(self, articles: int, words: int = 0) -> None:
        """Logs articles done, when words were read."""
        if words:
            self.logger.info("%s, %s annotated", show_count(articles, "article"), show_count(words, "word"))

    def say(self, words: str) -> None:
        """Logs the line."""
        self.logger.info(words)
