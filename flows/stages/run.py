"""The main job: ingest, transform, load, one after another, with a truthful row in `runs` however it ends."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial

from flows.progress import Reporter
from flows.settings import Settings
from flows.sources import SourceOptions
from flows.stages.batching import Batch, count_outdated, plan_batches
from flows.stages.engine import DirectEngine, Engine
from flows.stages.erasing import finish_forgetting
from flows.stages.holding import LOCK_PATIENCE, hold
from flows.stages.ingest import Asked, Begun, ingest_sources
from flows.stages.load import Loading, load_corpus
from flows.stages.record import Record, RunResult
from flows.stages.tidying import mend
from flows.stages.transform import open_lake
from warehouse.database.database import Compare
from warehouse.lake.lake import Lake
from warehouse.seeds import Seeds
from warehouse.wording import show_count

COMPACT_FROM = 128  # batches: at 64 articles each, some 8,000 articles since the last time


STAGES = ("ingest", "transform", "load")


@dataclass(frozen=True)
class How:
    """How a job is carried out: by which engine, which stages, and for how many seconds another run is waited for.

    compare is called with the warehouse before and the one about to take its place, where anything was annotated.
    full: whether the corpus is linked and the warehouse built anew, also where nothing or little changed.
    """

    engine: Engine | None = None
    stages: Sequence[str] = STAGES
    patience: float = LOCK_PATIENCE
    compare: Compare | None = None
    full: bool = False


AS_EVER = How()


def run_job(
    settings: Settings,
    sources: Sequence[str],
    options: SourceOptions,
    reporter: Reporter,
    how: How = AS_EVER,
) -> RunResult:
    """Runs the stages asked for, in order.

    Raises BusyError when another run does not end in time; OSError where the data directory cannot be written; what a
    stage raises, after the row in `runs` says so.
    """
    engine, stages = how.engine or DirectEngine(), how.stages
    settings.data.mkdir(parents=True, exist_ok=True)
    with hold(settings, reporter, how.patience) as pulse, closing(engine):
        reporter = pulse
        Seeds(own=settings.own_seeds).check_once(settings.seeds_checked)
        lake = Lake(settings.lake)
        mend(lake, reporter, last_words=pulse.last_words)
        finish_forgetting(settings, lake, reporter)
        with Record(lake, settings, sources) as record:
            result = record.result
            if "ingest" in stages:
                record.stage = "ingest"
                begun = Begun(result.run_id, record.started_at)
                if "transform" in stages:
                    begun = replace(begun, tell_plenty=partial(engine.expect, settings))
                given = (settings, lake, Asked(sources, options), begun, reporter)
                result.counts = engine.call("ingest", ingest_sources, *given)
            if "transform" in stages:
                record.stage = "transform"
                record.planned = plan_batches(settings, lake)
                if outdated := count_outdated(lake, record.planned):
                    again = show_count(outdated, "article")
                    reporter.say(f"annotated by other rules, another model or other seeds, so again: {again}")
                lake.release_memory()  # this process now waits for its workers
                open_lake(settings.lake).learn(lake)  # or annotates itself
                transform_articles(settings, record.planned, result, reporter, engine)
            if "load" in stages:
                record.stage = "load"
                compact_lake(lake, reporter)
                loading = Loading(how.compare if result.annotated else None, how.full, partial(engine.spread, settings))
                loaded = engine.call("load", load_corpus, settings, lake, record.finished_row(), reporter, loading)
                result.rows = loaded.rows
                result.unannotated += loaded.left_out
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
        reporter.say(f"{show_count(result.unannotated, 'article')} could not be annotated, see rejects for why")


def compact_lake(lake: Lake, reporter: Reporter) -> None:
    """Writes small files together when there are many, so that raw readers need not open thousands."""
    if len(lake.batches("annotations")) + len(lake.batches("log")) >= COMPACT_FROM:
        reporter.begin("compact", None)
        lake.compact()
