"""What a flow run is asked for and what came of it, as plain values: another process may do it.

What is heavy is imported where the job is carried out: a run that hands its job over needs none of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from flows.progress import Reporter
from flows.settings import Settings

if TYPE_CHECKING:
    from flows.stages.engine import Engine
    from flows.stages.ingest import IngestCounts

WAIT_SECONDS = 24 * 3600.0  # a scheduled run waits its turn: each source has one run at a time, so few ever wait


@dataclass(frozen=True)
class Job:
    """The parameters of a flow run."""

    settings: Settings
    sources: Sequence[str]
    reading: Mapping[str, Any]
    reprocess: bool = False


@dataclass(frozen=True)
class Barren:
    """A source that brought nothing, why, and in how many runs in a row."""

    source: str
    why: str
    times: int


@dataclass(frozen=True)
class Outcome:
    """The counts of the run as `RunResult.as_counts` has them, and what people are told beside them.

    differences: what annotating again changed, a row for each table and publisher.
    """

    counts: Mapping[str, Any]
    rejects: Sequence[Mapping[str, Any]] = ()
    barren: Sequence[Barren] = ()
    differences: Sequence[Mapping[str, Any]] = ()

    def as_data(self) -> dict[str, Any]:
        """What the flow's final state carries."""
        return {**self.counts, "rejects": list(self.rejects)}


def carry_out(job: Job, engine: Engine, reporter: Reporter) -> Outcome:
    """Does what a flow run is asked for.

    Raises ValueError for parameters that do not fit, and what `run_job` raises.
    """
    from flows.stages.ingest import check_asked, choose_options
    from flows.stages.reprocess import reprocess
    from flows.stages.run import How, run_job

    check_asked(job.sources, job.reprocess)
    if job.reprocess:
        result, found, _ = reprocess(job.settings, reporter, engine, WAIT_SECONDS)
        return Outcome(result.as_counts(), differences=[asdict(difference) for difference in found])
    given = dict(job.reading)
    options = choose_options(job.settings, given, given.pop("allow_private", None) or ())
    result = run_job(job.settings, job.sources, options, reporter, How(engine, patience=WAIT_SECONDS))
    return Outcome(result.as_counts(), result.counts.rejects, list_barren(job, result.counts))


def list_barren(job: Job, counts: IngestCounts) -> list[Barren]:
    """The sources that brought nothing."""
    from flows.stages.barren import count_barren, find_barren
    from warehouse.lake.lake import Lake

    lake = Lake(job.settings.lake)
    return [Barren(source, why, count_barren(lake, source)) for source, why in find_barren(counts, job.sources).items()]
