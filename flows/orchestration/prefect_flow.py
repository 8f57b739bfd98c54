"""The same stages as a Prefect flow: a few coarse tasks and one task per batch, with artifacts a person can read.

In a run of `onrecord serve` this process makes the tasks and the log, and the worker of `serve` does the work. So what
the work needs is imported where a run does it itself.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

# read by Prefect when it is imported: some 14 seconds a call; five would be a minute
os.environ.setdefault("PREFECT_CLIENT_MAX_RETRIES", "3")

from prefect import Flow, flow, get_run_logger
from prefect.client.schemas.objects import FlowRun, State
from prefect.context import FlowRunContext
from prefect.runtime import deployment
from prefect.states import Completed, Crashed, Failed
from pydantic import BaseModel, Field

from flows.orchestration.attached import attach
from flows.orchestration.handing_over import WorkerGoneError, hand_over
from flows.orchestration.jobs import Job, Outcome, carry_out
from flows.orchestration.publishing import publish_artifacts
from flows.orchestration.tasks import RunLogger
from flows.settings import Settings, read_settings
from transforms.documents.masking import mask
from warehouse.wording import show_count

if TYPE_CHECKING:
    from flows.progress import Reporter
    from flows.sources import SourceOptions
    from flows.stages.record import RunResult
    from warehouse.database.comparing import Difference

REJECTS_TOLD = 20  # in the log; the artifact has more
BARREN_RUNS = 3  # in a row, from which a source that brings nothing fails the run


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


def name_run() -> str:
    """A name a person recognizes: the schedule's or the sources, and the time it was due."""
    context: Any = FlowRunContext.get()  # the runtime would ask the API anew, by a client of its own, for what it tells
    run = context.flow_run
    sources = run.parameters.get("sources", [])
    what = mask(", ".join(sources[:3])) + (" and more" if len(sources) > 3 else "")
    if run.deployment_id:
        what = context.client.read_deployment(run.deployment_id).name
    return f"{what} {run.expected_start_time:%a %d %b %H:%M:%S}"


def close_run_of(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """After a crash: the killed run's row no longer says that it is running."""
    from flows.stages.tidying import close_abandoned

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
    settings = read_settings({"data": data, **(work or Work()).model_dump()})
    job, log = Job(settings, sources, reading or {}, reprocess), RunLogger()
    try:
        outcome = hand_over(job, log) or carry_out_here(job, log)
    except WorkerGoneError as error:
        return Crashed(message=str(error))
    publish_artifacts(outcome, settings)
    if reprocess:
        return reprocessed_state(outcome)
    failing = warn_of(outcome)
    return end_state(outcome, failing if deployment.id else ())


def carry_out_here(job: Job, reporter: Reporter) -> Outcome:
    """Does the job in this process and its workers."""
    from flows.orchestration.prefect_engine import PrefectEngine

    return carry_out(job, PrefectEngine(job.settings, job.sources), reporter)


def warn_of(outcome: Outcome) -> list[str]:
    """Logs what was rejected, and which sources brought nothing; gives those that did so too often, in words."""
    logger, rejects = get_run_logger(), outcome.rejects
    for row in rejects[:REJECTS_TOLD]:
        place = row["source_uri"] + (f", line {row['line']}" if row["line"] else "")
        logger.warning("rejected: %s: %s", place, row["error"])
    if len(rejects) > REJECTS_TOLD:
        logger.warning("rejected: %s in all, see the artifact onrecord-rejects", f"{len(rejects):,}")
    for one in outcome.barren:
        logger.warning("%s brought nothing, for the %s. time in a row: %s", one.source, one.times, one.why)
    often = [one for one in outcome.barren if one.times >= BARREN_RUNS]
    return [f"{one.source} brought nothing {one.times} times in a row: {one.why}" for one in often]


def end_state(outcome: Outcome, failing: Sequence[str] = ()) -> State[dict[str, Any]]:
    """Completed, CompletedWithRejects, or TookInNothing, all of type COMPLETED; Failed where sources fail for long."""
    counts = outcome.counts
    if failing:
        return Failed(message="; ".join(failing), data=outcome.as_data())
    taken = counts["new"] + counts["revised"] + counts["unchanged"]
    name = ("Completed" if counts["status"] == "completed" else "CompletedWithRejects") if taken else "TookInNothing"
    message = "{new} new, {revised} revised, {unchanged} unchanged, {rejected} rejected".format_map(counts)
    return Completed(name=name, message=message, data=outcome.as_data())


def reprocessed_state(outcome: Outcome) -> State[dict[str, Any]]:
    """Completed, with what was annotated again and how many rows differ."""
    rows = sum(found["gained"] + found["lost"] + found["changed"] for found in outcome.differences)
    annotated = show_count(outcome.counts["annotated"], "article")
    message = f"{annotated} annotated again, differing in {show_count(rows, 'row')}"
    return Completed(message=message, data=outcome.as_data() | {"differences": list(outcome.differences)})


def run_flow(settings: Settings, sources: Sequence[str], options: SourceOptions, reporter: Reporter) -> RunResult:
    """Runs the flow here, tracked by the configured Prefect API or an ephemeral one; gives the run's result."""
    from flows.stages.record import result_from

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
    from flows.sources.reading import READING_KEYS

    given = {name: getattr(options, name) for name in READING_KEYS} | {"columns": dict(options.columns)}
    given["allow_private"] = list(options.allow_private)
    return {name: str(value) if name == "since" else value for name, value in given.items() if value}


def reprocess_flow(settings: Settings) -> tuple[RunResult, list[Difference]]:
    """The same for what is stored: the flow with `reprocess`; the run's result and what differs."""
    from flows.stages.record import result_from
    from warehouse.database.comparing import Difference

    counts: Any = onrecord_flow([], str(settings.data), describe_work(settings), reprocess=True)
    return result_from(counts), [Difference(**found) for found in counts["differences"]]
