"""The first stage: sources to articles in the lake, and what could not be taken in to rejects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from flows.progress import Reporter
from flows.settings import Settings
from flows.sources import Item, Reject, SourceOptions, read_sources
from transforms.documents.articles import make_article, sign_article
from transforms.documents.identity import KnownDocument, identify
from transforms.ids import make_id
from transforms.page.layout import Layout
from warehouse.arrow import to_table
from warehouse.lake.lake import Lake
from warehouse.seeds import read_seeds

Row = dict[str, Any]
RAW_SHOWN = 1000  # characters of a rejected input that are kept


@dataclass
class IngestCounts:
    """How the inputs ended: new + revised + unchanged + rejected is every one of them."""

    new: int = 0
    revised: int = 0
    unchanged: int = 0
    rejected: int = 0
    rejects: list[Row] = field(default_factory=list)


def check_asked(sources: Sequence[str], reprocess: bool) -> None:
    """Raises ValueError unless a run is given either sources or the order to annotate stored text again.

    >>> check_asked([], reprocess=False)
    Traceback (most recent call last):
    ValueError: give sources to take in, or reprocess to annotate again what is stored
    """
    if reprocess == bool(sources):
        raise ValueError("give sources to take in, or reprocess to annotate again what is stored")


def choose_options(
    settings: Settings, columns: Mapping[str, str] | None, encoding: str | None, allow_private: bool
) -> SourceOptions:
    """How sources are read for a data directory, which also keeps the pages fetched."""
    cache = settings.cache / "pages"
    return SourceOptions(columns=columns or {}, encoding=encoding, allow_private=allow_private, cache=cache)


def ingest_sources(
    settings: Settings,
    lake: Lake,
    sources: Sequence[str],
    options: SourceOptions,
    run_id: str,
    started_at: datetime,
    reporter: Reporter,
) -> IngestCounts:
    """Takes in every article of the sources, batch by batch.

    What is committed stays when the run is killed: the next run finds it unchanged and goes on.
    """
    reporter.begin("ingest", None)
    counts = IngestCounts()
    known, latest = read_known(lake)
    # the order of arrival decides which revision is current: a clock set back must not turn it round
    started_at = max(started_at, latest + timedelta(microseconds=1)) if latest else started_at
    layout = Layout.from_seeds(read_seeds("sources", settings.own_seeds))
    arrivals = enumerate(read_sources(sources, options))
    while chunk := list(islice(arrivals, settings.batch_size)):
        rows = list(_take(chunk, known, layout, counts, run_id, started_at))
        if rows:
            batch_id = make_id("batch", *(row["article_id"] for row in rows))
            signatures = [sign_article(row) for row in rows]
            tables = {name: to_table(name, r) for name, r in (("articles", rows), ("article_signatures", signatures))}
            lake.commit_batch(batch_id, "articles", tables)
        reporter.advance(len(chunk))
    if counts.rejects:
        lake.append_log("rejects", to_table("rejects", counts.rejects), "reject_id")
    return counts


def read_known(lake: Lake) -> tuple[dict[str, KnownDocument], datetime | None]:
    """What the lake holds of every document, by source_id, in the order of arrival; and the last arrival."""
    columns = ["source_id", "content_hash", "ingested_at", "arrival"]
    table = lake.read("articles", columns=columns).sort_by([("ingested_at", "ascending"), ("arrival", "ascending")])
    known: dict[str, KnownDocument] = {}
    for source_id, content_hash in zip(table["source_id"].to_pylist(), table["content_hash"].to_pylist(), strict=True):
        known.setdefault(source_id, KnownDocument({}, content_hash)).take(content_hash)
    return known, table["ingested_at"][-1].as_py() if table.num_rows else None


def _take(
    chunk: list[tuple[int, Item | Reject]],
    known: dict[str, KnownDocument],
    layout: Layout,
    counts: IngestCounts,
    run_id: str,
    started_at: datetime,
) -> Iterator[Row]:
    """The rows of what is new or revised; counts everything."""
    for arrival, item in chunk:
        if isinstance(item, Reject):
            counts.rejected += 1
            counts.rejects.append(make_reject(item, run_id))
            continue
        identity = identify(item.fields["id"], item.fields["text"], known)
        setattr(counts, identity.state, getattr(counts, identity.state) + 1)
        if identity.state == "unchanged":
            continue
        document = known.setdefault(identity.source_id, KnownDocument({}, identity.content_hash))
        document.take(identity.content_hash)
        row = make_article(item.fields, identity, item.source_uri, layout)
        yield {**row, "ingested_at": started_at, "arrival": arrival, "run_id": run_id}


def make_reject(reject: Reject, run_id: str) -> Row:
    """The row of `rejects` for something that could not be taken in."""
    return {
        "reject_id": make_id("reject", run_id, reject.source_uri, reject.line, reject.stage, reject.error),
        "run_id": run_id,
        "source_uri": reject.source_uri,
        "source_id": reject.source_id,
        "line": reject.line,
        "stage": reject.stage,
        "error": reject.error,
        "raw": reject.raw[:RAW_SHOWN] if reject.raw else None,
    }
