"""The commands that do the work: run, its stages alone, and serve."""

from __future__ import annotations

import json
import sys
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, NoReturn

import typer
from rich.console import Console

from flows.command import printing
from flows.command.arguments import (
    IngestArguments,
    RunArguments,
    ServeArguments,
    SourceArguments,
    StageArguments,
)
from flows.command.ending import explained, fail, need_addresses, settings_of
from flows.settings import Settings, find_prefect_api

if TYPE_CHECKING:
    from flows.sources import SourceOptions
    from flows.stages.record import RunResult

STAGES = ("ingest", "transform", "load")


@dataclass(frozen=True)
class Job:
    """What the stages are run with."""

    settings: Settings
    stages: tuple[str, ...]
    sources: tuple[str, ...] = ()
    options: SourceOptions | None = None
    use_prefect: bool = False
    quiet: bool = False
    full: bool = False


def run_all(given: RunArguments) -> None:
    """Of `onrecord run`."""
    from flows.orchestration.leaving import leave_in_time
    from flows.stages.ingest import check_asked

    sources = tuple(given.sources or ())
    try:
        check_asked(sources, given.reprocess)
    except ValueError as error:
        fail(2, str(error))
    settings = settings_of(given)
    use_prefect = given.prefect if given.prefect is not None else find_prefect_api() is not None
    with leave_in_time() if use_prefect else nullcontext():
        if given.reprocess:
            _reprocess(given, settings, use_prefect)
        job = Job(settings, STAGES, sources, read_options(given, settings), use_prefect, given.quiet)
        _finish(run_stages(job), job, given.as_json, given.strict)


def run_ingest(given: IngestArguments) -> None:
    """Of `onrecord ingest`."""
    settings = settings_of(given)
    job = Job(settings, ("ingest",), tuple(given.sources), read_options(given, settings), quiet=given.quiet)
    _finish(run_stages(job), job, given.as_json, given.strict)


def run_stage(given: StageArguments, stage: str, full: bool = False) -> None:
    """Of `onrecord transform` and `onrecord load`."""
    job = Job(settings_of(given), (stage,), quiet=given.quiet, full=full)
    _finish(run_stages(job), job, given.as_json)


def run_stages(job: Job) -> RunResult:
    """Runs the stages, directly or as a Prefect flow."""
    if "transform" in job.stages:
        need_addresses()
    from flows.progress import watch
    from flows.sources import SourceOptions
    from flows.stages.run import How, run_job
    from warehouse.without_pandas import spare_pandas

    spare_pandas()
    options = job.options or SourceOptions()
    with explained(job.settings), watch(job.quiet) as reporter:
        if job.use_prefect:
            from flows.orchestration.prefect_flow import run_flow

            return run_flow(job.settings, list(job.sources), options, reporter)
        if "transform" in job.stages and not job.quiet:
            reporter.say("running directly (no Prefect API is configured)")
        return run_job(job.settings, job.sources, options, reporter, How(stages=job.stages, full=job.full))


def _finish(result: RunResult, job: Job, as_json: bool, strict: bool = False) -> NoReturn:
    """Prints the counts and ends with the exit code that they mean."""
    printing.print_result(Console(stderr=as_json), result, job.settings, job.stages)
    if as_json:
        sys.stdout.write(json.dumps(result.as_counts()) + "\n")
    taken = result.counts.new + result.counts.revised + result.counts.unchanged
    nothing = "ingest" in job.stages and not taken
    raise typer.Exit(1 if nothing or (strict and (result.counts.rejected or result.unannotated)) else 0)


def _reprocess(given: RunArguments, settings: Settings, use_prefect: bool) -> NoReturn:
    need_addresses()
    from flows.progress import watch
    from flows.stages.reprocess import find_report, reprocess

    with explained(settings), watch(given.quiet) as reporter:
        if use_prefect:
            from flows.orchestration.prefect_flow import reprocess_flow

            result, differences = reprocess_flow(settings)
            report = find_report(settings, result.run_id)
        else:
            result, differences, report = reprocess(settings, reporter)
    printing.print_result(Console(stderr=given.as_json), result, settings, ("transform", "load"))
    printing.print_differences(Console(stderr=given.as_json), differences, report)
    if given.as_json:
        found = [asdict(difference) for difference in differences]
        sys.stdout.write(json.dumps({**result.as_counts(), "differences": found}) + "\n")
    raise typer.Exit(0)


def read_options(given: SourceArguments, settings: Settings) -> SourceOptions:
    """How sources are read; wrong options end the command."""
    from flows.sources.reading import READING_KEYS
    from flows.stages.ingest import choose_options

    reading = {key: getattr(given, key) for key in READING_KEYS}
    pairs = [words.partition("=")[::2] for words in given.columns or []]
    reading["columns"] = dict(pairs)
    try:
        return choose_options(settings, reading, given.allow_private or ())
    except ValueError as error:
        key, _, words = str(error).partition(": ")
        fail(2, f"--{'column' if key == 'columns' else key.replace('_', '-')}: {words}")


def serve_sources(given: ServeArguments) -> None:
    """Of `onrecord serve`."""
    need_addresses()
    from flows.orchestration.prefect_server import ServerError
    from flows.orchestration.schedules import ScheduleError, read_options
    from flows.orchestration.serve import AlreadyServedError, serve_schedules

    settings = settings_of(given)
    try:
        one = {"sources": given.sources or [], "cron": given.cron, "every": given.every, "workers": given.workers}
        schedules = read_options(given.config, given.name, one)
        with explained(settings):
            serve_schedules(
                schedules, settings.data, given.port, lambda words: typer.echo(words, err=True), given.alert
            )
    except ScheduleError as error:
        fail(2, str(error))
    except (AlreadyServedError, ServerError) as error:
        fail(1, str(error))
