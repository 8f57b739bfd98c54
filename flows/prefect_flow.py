"""The same stages as a Prefect flow: a few coarse tasks and one task per batch, with artifacts a person can read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

# Read by Prefect when it is imported: nothing is sent anywhere, and an ephemeral server gets time to start.
os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "60")

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.futures import as_completed
from prefect.states import Completed
from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner

from flows.progress import Reporter
from flows.run import RunResult, result_from, run_job
from flows.settings import Settings, read_settings
from flows.sources import SourceOptions
from flows.transform import Batch, annotate_batch

T = TypeVar("T")
REJECTS_IN_ARTIFACT = 200


@task(
    name="annotate",
    task_run_name="annotate {articles} articles, {batch_id}",
    # The lake's commit records say which batches are done; a second memory of it in Prefect could only disagree.
    cache_policy=NO_CACHE,
    retries=2,
    retry_delay_seconds=[5, 30],
    tags=["onrecord"],
)
def annotate_task(settings: Settings, batch: Batch, run_id: str, batch_id: str, articles: int) -> dict[str, int]:
    """Annotates one batch and commits it."""
    return annotate_batch(settings, batch, run_id)


class PrefectEngine:
    """Stages as tasks of the flow that is running."""

    name = "prefect"

    def call(self, stage: str, work: Callable[..., T], *arguments: Any) -> T:
        """Runs the stage as a task of its name."""
        # a closure keeps Prefect from hashing and searching the arguments
        return task(name=stage, cache_policy=NO_CACHE, tags=["onrecord"])(lambda: work(*arguments))()

    def annotate(
        self, settings: Settings, batches: Sequence[Batch], run_id: str
    ) -> Iterator[tuple[Batch, dict[str, int]]]:
        """One task per batch on the flow's task runner."""
        futures = {
            annotate_task.submit(settings, batch, run_id, batch.batch_id, len(batch.article_ids)): batch
            for batch in batches
        }
        for future in as_completed(list(futures)):
            yield futures[future], future.result()


class RunLogger:
    """Tells the flow run's log what the stages do."""

    def __init__(self) -> None:
        self.logger = get_run_logger()

    def begin(self, stage: str, total: int | None) -> None:
        """Logs the stage."""
        self.logger.info("%s%s", stage, "" if total is None else f": {total:,} articles")

    def advance(self, articles: int, words: int = 0) -> None:
        """Logs articles done, when words were read."""
        if words:
            self.logger.info("%s articles, %s words annotated", f"{articles:,}", f"{words:,}")

    def say(self, words: str) -> None:
        """Logs the line."""
        self.logger.info(words)


@flow(
    name="onrecord",
    flow_run_name="{sources} into {data}",
    description="Takes articles in, annotates them batch by batch, and loads the tables.",
)
def onrecord_flow(
    sources: list[str],
    data: str = "data",
    workers: int | None = None,
    batch_size: int | None = None,
) -> Any:
    """The main job as a flow; ends in the state CompletedWithRejects where something was not taken in."""
    settings = read_settings(Path(data), workers, batch_size)
    result = run_job(settings, sources, SourceOptions(), RunLogger(), PrefectEngine())
    publish_artifacts(result)
    name = "CompletedWithRejects" if result.counts.rejected else None
    message = f"{result.counts.new} new, {result.counts.revised} revised, {result.counts.rejected} rejected"
    return Completed(name=name, message=message, data={**result.as_counts(), "rejects": result.counts.rejects})


def publish_artifacts(result: RunResult) -> None:
    """The counts, and what was rejected, as tables in Prefect's UI."""
    counts = result.as_counts()
    table = [{"what": name, "count": counts[name]} for name in ("new", "revised", "unchanged", "rejected", "words")]
    table += [{"what": f"rows in {name}", "count": rows} for name, rows in result.rows.items()]
    create_table_artifact(table, key="onrecord-run", description=f"Run {result.run_id}: {result.status}")
    if result.counts.rejects:
        columns = ("source_uri", "line", "stage", "error")
        rejects = [{c: row[c] for c in columns} for row in result.counts.rejects[:REJECTS_IN_ARTIFACT]]
        create_table_artifact(rejects, key="onrecord-rejects", description="What could not be taken in, and why")


def run_flow(settings: Settings, sources: Sequence[str], options: SourceOptions, reporter: Reporter) -> RunResult:
    """Runs the flow here, tracked by the configured Prefect API or an ephemeral one; gives the run's result."""
    runner: TaskRunner[Any] = ProcessPoolTaskRunner(max_workers=settings.workers)
    here = onrecord_flow.with_options(task_runner=runner)
    data: Any = here(list(sources), str(settings.data), settings.workers, settings.batch_size)
    return result_from(data)
