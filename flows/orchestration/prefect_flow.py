"""The same stages as a Prefect flow: a few coarse tasks and one task per batch, with artifacts a person can read."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import asdict
from typing import Annotated, Any, TypeVar
from uuid import UUID

# Read by Prefect when it is imported: nothing is sent anywhere, and an ephemeral server gets time to start.
os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "60")
os.environ.setdefault("PREFECT_CLIENT_MAX_RETRIES", "3")  # some 14 seconds a call; five would be a minute

from prefect import Flow, Task, flow, get_run_logger, task
from prefect.assets import materialize
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRun, State, TaskRun
from prefect.futures import PrefectFuture, as_completed
from prefect.runtime import deployment
from prefect.runtime import flow_run as this_run
from prefect.states import Completed, Failed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from prefect.tasks import exponential_backoff
from pydantic import BaseModel, Field

from flows.orchestration.attached import attach
from flows.orchestration.publishing import describe_assets, publish_artifacts, publish_differences
from flows.orchestration.runners import choose_runner
from flows.orchestration.warm import annotate_near
from flows.progress import Reporter
from flows.settings import Settings, read_settings
from flows.sources import SourceOptions
from flows.sources.reading import READING_KEYS
from flows.stages.barren import count_barren, find_barren
from flows.stages.batching import Batch, is_worth_workers
from flows.stages.engine import annotate_all
from flows.stages.ingest import check_asked, choose_options
from flows.stages.record import RunResult, result_from
from flows.stages.reprocess import reprocess as reprocess_stored
from flows.stages.run import How, run_job
from flows.stages.sharing_out import spread_over, work_apart
from flows.stages.tidying import close_abandoned
from flows.stages.transform import annotate_batch
from transforms.documents.masking import mask
from transforms.linking.name_rules import Spread
from transforms.linking.name_rules import Work as NameWork
from warehouse.database.comparing import Difference
from warehouse.lake.lake import Lake
from warehouse.without_pandas import spare_pandas
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
REJECTS_TOLD = 20  # in the log; the artifact has more
BARREN_RUNS = 3  # in a row, from which a source that brings nothing fails the run
STAGE_SECONDS = 6 * 3600.0  # a stage that takes longer hangs
WAIT_SECONDS = 24 * 3600.0  # a scheduled run waits its turn: each source has one run at a time, so few ever wait


class Work(BaseModel):
    """How the work of a run is cut and where it runs; what is not given is as in the settings."""

    workers: int | None = Field(default=None, ge=1, le=512, description="Processes; one per core unless given.")
    batch_size: int | None = Field(
        default=None,
        ge=1,
        le=10_000,
        description="Articles per batch and commit; 64 unless given.",
    )
    runner: str | None = Field(
        default=None, description="Where batches run: process, thread, dask, dask://host:port, ray or ray://host:port."
    )


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


@task(
    name="annotate",
    task_run_name="annotate {label}",
    tags=TAGS,
    timeout_seconds=3600,
    **RETRIES,
)
def annotate_task(settings: Settings, batch: Batch, run_id: str, label: str, is_near: bool = False) -> dict[str, int]:
    """Annotates one batch and commits it; is_near: in the worker of `onrecord serve`, where there is one."""
    return annotate_near(settings, batch, run_id) if is_near else annotate_batch(settings, batch, run_id)


@task(name="judge names", tags=TAGS, **RETRIES)
def judge_task(settings: Settings, work: NameWork, piece: bytes) -> bytes:
    """Judges a piece of the names of a corpus."""
    return work_apart(settings, work, piece)


class TaskWorkers:
    """The task runner of the settings, as what judges names."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._open = ExitStack()
        self._runner: TaskRunner[Any] | None = None

    def submit(self, work: NameWork, piece: bytes) -> PrefectFuture[bytes]:
        """Makes a task of the piece."""
        self._runner = self._runner or self._open.enter_context(choose_runner(self._settings))
        given = {"settings": self._settings, "work": work, "piece": piece}
        found: PrefectFuture[bytes] = self._runner.submit(judge_task, given)
        return found

    def close(self) -> None:
        """Ends the workers."""
        self._runner = None
        self._open.close()


class PrefectEngine:
    """Stages as tasks of the flow that is running."""

    name = "prefect"

    def __init__(self, settings: Settings, sources: Sequence[str]) -> None:
        self.settings, self.sources = settings, sources
        spare_pandas()  # before the first table is read

    def expect(self, settings: Settings) -> None:
        """Does nothing: the task runner starts its workers with the first batch."""

    def close(self) -> None:
        """Does nothing: the task runner has ended its workers."""

    def call(self, stage: str, work: Callable[..., T], *arguments: Any) -> T:
        """Runs the stage as a task of its name, which makes the assets that the stage writes."""
        assets, made_from = describe_assets(stage, self.settings, self.sources)
        tags = [*TAGS, FETCHING] if stage == "ingest" else TAGS
        as_task = materialize(
            *assets,
            asset_deps=made_from,
            by="onrecord",
            name=stage,
            tags=tags,
            timeout_seconds=STAGE_SECONDS,
            **RETRIES,
        )
        # a closure keeps Prefect from hashing and searching the arguments
        return as_task(lambda: work(*arguments))()

    def annotate(
        self, settings: Settings, batches: Sequence[Batch], run_id: str
    ) -> Iterator[tuple[Batch, dict[str, int]]]:
        """One task per batch on the task runner of the settings; lost workers are replaced."""
        yield from annotate_all(batches, lambda left: self._submit(left, run_id))

    def spread(self, settings: Settings) -> AbstractContextManager[Spread]:
        """By a task for each piece of the names, on the task runner of the settings, where there are many."""
        return spread_over(TaskWorkers(settings), settings.workers)

    def _submit(self, batches: Sequence[Batch], run_id: str) -> Iterator[tuple[Batch, dict[str, int]]]:
        # what is soon read is not worth worker processes of this run
        is_near = self.settings.runner == "process" and not is_worth_workers(batches)
        with ThreadPoolTaskRunner(max_workers=1) if is_near else choose_runner(self.settings) as runner:
            futures: dict[PrefectFuture[dict[str, int]], Batch] = {}
            for batch in batches:
                parameters = {
                    "settings": self.settings,
                    "batch": batch,
                    "run_id": run_id,
                    "label": f"{show_count(len(batch.article_ids), 'article')}, {batch.batch_id}",
                    "is_near": is_near,
                }
                futures[runner.submit(annotate_task, parameters)] = batch
            for future in as_completed(list(futures)):
                yield futures[future], future.result()


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


def name_run() -> str:
    """A name a person recognizes: the schedule's or the sources, and the time it was due."""
    with get_client(sync_client=True) as client:  # once: the runtime asks anew for each of the things it tells
        run = client.read_flow_run(UUID(this_run.id))
    sources = run.parameters.get("sources", [])
    what = deployment.name or mask(", ".join(sources[:3])) + (" and more" if len(sources) > 3 else "")
    return f"{what} {run.expected_start_time:%a %d %b %H:%M:%S}"


def close_run_of(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """After a crash: the killed run's row no longer says that it is running."""
    close_abandoned(read_settings({"data": flow_run.parameters.get("data")}))


@flow(
    name="onrecord",
    flow_run_name=name_run,
    description="Takes articles in, annotates them batch by batch, and loads the tables.",
    on_crashed=[close_run_of],
    on_cancellation=[close_run_of],
)
def onrecord_flow(
    sources: list[str],
    data: Annotated[str, Field(min_length=1)] = "data",
    work: Work | None = None,
    reading: dict[str, Any] | None = None,
    reprocess: bool = False,
) -> State[dict[str, Any]]:
    """The main job as a flow; its final state's name says whether all was taken in, some, or nothing.

    Args:
        sources: Files, folders, globs or URLs; none with reprocess.
        data: Directory that holds lake/ and onrecord.duckdb.
        work: How the work is cut and where it runs - workers, batch_size, runner.
        reading: How sources are read - columns, encoding, allow_private, shape, date_format, id_space, publisher,
            currency, since, limit.
        reprocess: Take nothing in; annotate stored text again where rules or model changed, and report what differs.
    """
    attach()
    check_asked(sources, reprocess)
    settings = read_settings({"data": data, **(work or Work()).model_dump()})
    engine = PrefectEngine(settings, sources)
    if reprocess:
        result, differences, _ = reprocess_stored(settings, RunLogger(), engine, WAIT_SECONDS)
        publish_artifacts(result, settings)
        publish_differences(differences)
        return reprocessed_state(result, differences)
    given = dict(reading or {})
    options = choose_options(settings, given, given.pop("allow_private", None) or ())
    result = run_job(settings, sources, options, RunLogger(), How(engine, patience=WAIT_SECONDS))
    publish_artifacts(result, settings)
    failing = warn_of(result, settings, sources)
    return end_state(result, failing if deployment.id else ())


def warn_of(result: RunResult, settings: Settings, sources: Sequence[str]) -> list[str]:
    """Logs what was rejected, and which sources brought nothing; gives those that did so too often, in words."""
    logger, counts = get_run_logger(), result.counts
    for row in counts.rejects[:REJECTS_TOLD]:
        place = row["source_uri"] + (f", line {row['line']}" if row["line"] else "")
        logger.warning("rejected: %s: %s", place, row["error"])
    if len(counts.rejects) > REJECTS_TOLD:
        logger.warning("rejected: %s in all, see the artifact onrecord-rejects", f"{len(counts.rejects):,}")
    lake = Lake(settings.lake)
    failing = []
    for source, why in find_barren(counts, sources).items():
        times = count_barren(lake, source)
        logger.warning("%s brought nothing, for the %s. time in a row: %s", source, times, why)
        if times >= BARREN_RUNS:
            failing.append(f"{source} brought nothing {times} times in a row: {why}")
    return failing


def end_state(result: RunResult, failing: Sequence[str] = ()) -> State[dict[str, Any]]:
    """Completed, CompletedWithRejects, or TookInNothing, all of type COMPLETED; Failed where sources fail for long."""
    if failing:
        return Failed(message="; ".join(failing), data={**result.as_counts(), "rejects": result.counts.rejects})
    counts = result.counts
    taken = counts.new + counts.revised + counts.unchanged
    whole = result.status == "completed"
    name = ("Completed" if whole else "CompletedWithRejects") if taken else "TookInNothing"
    message = f"{counts.new} new, {counts.revised} revised, {counts.unchanged} unchanged, {counts.rejected} rejected"
    return Completed(name=name, message=message, data={**result.as_counts(), "rejects": counts.rejects})


def reprocessed_state(result: RunResult, differences: Sequence[Difference]) -> State[dict[str, Any]]:
    """Completed, with what was annotated again and how many rows differ."""
    rows = sum(found.gained + found.lost + found.changed for found in differences)
    message = f"{show_count(result.annotated, 'article')} annotated again, differing in {show_count(rows, 'row')}"
    data = {**result.as_counts(), "rejects": [], "differences": [asdict(found) for found in differences]}
    return Completed(message=message, data=data)


def run_flow(settings: Settings, sources: Sequence[str], options: SourceOptions, reporter: Reporter) -> RunResult:
    """Runs the flow here, tracked by the configured Prefect API or an ephemeral one; gives the run's result."""
    counts: Any = onrecord_flow(
        list(sources),
        str(settings.data),
        describe_work(settings),
        describe_reading(options),
    )
    return result_from(counts)


def describe_work(settings: Settings) -> Work:
    """The settings as the flow's parameter."""
    return Work(workers=settings.workers, batch_size=settings.batch_size, runner=settings.runner)


def describe_reading(options: SourceOptions) -> dict[str, Any]:
    """What the flow is told of how sources are read."""
    given = {name: getattr(options, name) for name in READING_KEYS} | {"columns": dict(options.columns)}
    given["allow_private"] = list(options.allow_private)
    return {name: str(value) if name == "since" else value for name, value in given.items() if value}


def reprocess_flow(settings: Settings) -> tuple[RunResult, list[Difference]]:
    """The same for what is stored: the flow with `reprocess`; the run's result and what differs."""
    counts: Any = onrecord_flow([], str(settings.data), describe_work(settings), reprocess=True)
    return result_from(counts), [Difference(**found) for found in counts["differences"]]
