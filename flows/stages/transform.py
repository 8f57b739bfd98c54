"""The second stage: a batch of articles that are due, to the rows of its annotation tables."""

from __future__ import annotations

import gc
import multiprocessing
import threading
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.budget import Budget, OverBudgetError
from flows.settings import Settings, collect_seldom
from flows.short_memory import keep_for_numpy
from flows.stages.batching import Batch, describe_version
from flows.stages.refusing import describe_refusal, make_reject
from flows.stages.without_commands import spare_commands
from flows.stages.workers import end_with_parent
from transforms.documents.articles import read_hints
from warehouse.arrow import to_table
from warehouse.lake.lake import Lake
from warehouse.lake.picking import Covered
from warehouse.laws.sifting import Sifted, sift
from warehouse.seeds import read_seeds
from warehouse.without_pandas import spare_pandas

if TYPE_CHECKING:
    from transforms.annotate import Annotator, Article

SECONDS = 60.0  # of processor time that any article or batch may take, and as many more for each letter
SECONDS_A_LETTER = 0.001
ONE_AT_A_TIME = threading.Lock()  # a runner may have threads, and when spaCy forgets words it forgets those of all


Row = dict[str, Any]


def load_annotator(model: str, own_seeds: Path | None = None) -> Annotator:
    """The annotator of this process: model and seeds are loaded once, and anew when a seed file changes."""
    return _load_annotator(model, own_seeds, read_seeds("annotation", own_seeds).version)


def warm_up(settings: Settings) -> None:
    """Loads what this process is going to annotate with."""
    load_annotator(settings.model, settings.own_seeds)


@lru_cache(maxsize=1)
def _load_annotator(model: str, own_seeds: Path | None, version: str) -> Annotator:
    end_with_parent()
    collect_seldom()
    spare_pandas()
    spare_commands()  # before what imports spaCy
    from transforms.annotate import Annotator
    from transforms.reading.model import Reader
    from warehouse.rates import BankRates

    keep_for_numpy()
    seeds = read_seeds("annotation", own_seeds)
    annotator = Annotator(Reader(model), seeds, seeds.read_weights, BankRates())
    is_worker = multiprocessing.parent_process() is not None  # others may go on to load, and ask for rows again
    seeds.release("places", *(seeds if is_worker else seeds.own))
    gc.freeze()  # a million objects that last: looking through them again and again finds nothing
    return annotator


@cache
def open_lake(root: Path | str) -> Lake:
    """The lake of this process: it remembers the commit records it has read, of which each batch adds one."""
    return Lake(root)


def annotate_batch(settings: Settings, batch: Batch, run_id: str) -> dict[str, int]:
    """Annotates a batch and commits it; gives the rows per table, the words read, and how many articles were kept
    without their annotations: a rule broke at them, or their rows break a law of the tables.
    """
    spare_commands()
    from transforms.annotate import Article

    lake = open_lake(settings.lake)
    rows = lake.read("articles", article_ids=list(batch.article_ids)).to_pylist()
    rows.sort(key=lambda row: (row["ingested_at"], row["arrival"]))
    articles = [Article(row["article_id"], row["text"], read_hints(row), row["language"]) for row in rows]
    with ONE_AT_A_TIME:
        made = annotate_within_budget(settings, articles, run_id)
    failures = {failure["article_id"]: failure["error"] for failure in made.pop("failures", [])}
    sifted = sift({article.article_id: article.text for article in articles}, made)
    failures |= sifted.refused
    tell_failures(lake, rows, failures, run_id)
    commit(settings, lake, batch, sifted)
    if sifted.refused:
        commit_refused(settings, lake, batch, [a for a in articles if a.article_id in sifted.refused], run_id)
    counts = {name: table.num_rows for name, table in sifted.tables.items()}
    counts |= {"unannotated": len(failures), "words": sum(len(row["text"].split()) for row in rows)}
    del rows, articles, made, sifted
    release_memory(lake)
    return counts


def tell_failures(lake: Lake, rows: Sequence[Row], failures: Mapping[str, str], run_id: str) -> None:
    """Adds what was taken in and could not be annotated to `rejects`."""
    told = [
        make_reject(row, run_id, "transform", f"The article is kept but not annotated; {failures[row['article_id']]}.")
        for row in rows
        if row["article_id"] in failures
    ]
    lake.append_log("rejects", to_table("rejects", told), "reject_id")


def commit(settings: Settings, lake: Lake, batch: Batch, sifted: Sifted) -> None:
    """Commits the rows of a batch that keep every law."""
    done = tuple(article_id for article_id in batch.article_ids if article_id not in sifted.refused)
    covers = Covered(done, describe_version(settings))
    lake.commit_batch(batch.batch_id, "annotations", sifted.tables, covers=covers)


def commit_refused(settings: Settings, lake: Lake, batch: Batch, refused: Sequence[Article], run_id: str) -> None:
    """Commits the segments of articles of which other rows break a law, or no row where these do, too."""
    annotator = load_annotator(settings.model, settings.own_seeds)
    segments = [row for article in refused for row in annotator.leave_out(article, run_id, "")["segments"]]
    sifted = sift({article.article_id: article.text for article in refused}, {"segments": segments})
    covers = Covered([article.article_id for article in refused], describe_refusal(describe_version(settings)))
    lake.commit_batch(batch.batch_id, "annotations", sifted.tables, covers=covers)


def annotate_within_budget(settings: Settings, articles: Sequence[Article], run_id: str) -> dict[str, list[Row]]:
    """The rows of the articles; where they take too long or too much memory, of each that does not, one by one."""
    try:
        with Budget(allow_seconds(articles)):
            return load_annotator(settings.model, settings.own_seeds).annotate(articles, run_id)
    except (OverBudgetError, MemoryError):
        tables: dict[str, list[Row]] = {}
        for article in articles:
            for name, rows in annotate_alone(settings, article, run_id).items():
                tables.setdefault(name, []).extend(rows)
        return tables


def annotate_alone(settings: Settings, article: Article, run_id: str) -> dict[str, list[Row]]:
    """The rows of one article, or what says that it takes too long or too much memory."""
    _load_annotator.cache_clear()  # what was broken off may be half done
    seconds = allow_seconds([article])
    annotator = load_annotator(settings.model, settings.own_seeds)
    try:
        with Budget(seconds):
            return annotator.annotate([article], run_id)
    except OverBudgetError:
        return annotator.leave_out(article, run_id, f"it took more than {seconds:.0f} seconds")
    except MemoryError:
        return annotator.leave_out(article, run_id, "it needs more memory than there is")


def allow_seconds(articles: Sequence[Article]) -> float:
    """The seconds of processor time that articles may take: ten times what the slowest text takes that was found."""
    return SECONDS + SECONDS_A_LETTER * sum(len(article.text) for article in articles)


def release_memory(lake: Lake) -> None:
    """Gives back what a batch left; where Python looks for cyclic garbage seldom, that would grow for long."""
    gc.collect()  # a few milliseconds, as what lasts is frozen
    lake.release_memory()
