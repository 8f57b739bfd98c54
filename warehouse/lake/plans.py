"""What a commit means to do to the batches that are there, worked out from one state of the lake."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from warehouse.lake.commits import Batch, DataFile, Record, live_records

COMPACT_TO = 64 * 2**20  # bytes of Parquet in one compacted batch: some hundred thousand rows, read whole into memory


@dataclass(frozen=True, slots=True)
class Plan:
    """What a commit means to do, seen from one state of the lake: if that state changes it is planned anew."""

    keep: frozenset[str] = frozenset()  # articles whose new rows are added
    drop: tuple[tuple[Batch, frozenset[str]], ...] = ()  # batches to write anew, and without which keys
    idle: bool = False  # nothing to do


class Staged(list[DataFile]):
    """The files that one attempt at a commit has written; `at` is the same in the footers of all of them."""

    def __init__(self) -> None:
        super().__init__()
        self.at = now()


Planner = Callable[[Sequence[Batch]], Plan]
Stager = Callable[[Plan, Staged], list[Batch]]


def now() -> str:
    """This moment in UTC, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def plan_batch(draft: Batch, replaces: frozenset[str], live: Sequence[Batch]) -> Plan:
    """Which of a batch's articles are new, and which live batches lose articles to it."""
    keep = set(draft.article_ids)
    drop = []
    for batch in live:
        if batch.kind != draft.kind:
            continue
        if not batch.find(keep):
            continue
        is_older = draft.kind == "annotations" and batch.pipeline_version != draft.pipeline_version
        lost = set()
        for origin, articles in batch.origins.items():
            for article in keep.intersection(articles):
                if is_older or not replaces.isdisjoint((origin, article)):
                    lost.add(article)
                else:
                    keep.discard(article)
        if lost:
            drop.append((batch, frozenset(lost)))
    return Plan(frozenset(keep), tuple(drop), idle=not keep)


def plan_compaction(live: Sequence[Batch]) -> Plan:
    """Which small batches to write together. Link tables are whole already."""
    small = [b for b in live if b.kind != "links" and b.bytes < COMPACT_TO / 2]
    chosen = [b for group in group_batches(small) if len(group) > 1 for b in group]
    return Plan(drop=tuple((b, frozenset()) for b in chosen), idle=not chosen)


def group_batches(batches: Sequence[Batch]) -> list[list[Batch]]:
    """Batches that may stand in one file: same kind, month and version, together at most COMPACT_TO bytes."""
    groups: dict[tuple[object, ...], list[list[Batch]]] = {}
    for batch in batches:
        tables = tuple(batch.files) if batch.kind == "log" else ()
        found = groups.setdefault((batch.kind, batch.created_at[:7], batch.pipeline_version, tables), [[]])
        if sum(b.bytes for b in found[-1]) + batch.bytes > COMPACT_TO:
            found.append([])
        found[-1].append(batch)
    return [group for found in groups.values() for group in found if group]


def make_record(records: Sequence[Record], added: Sequence[Batch], dropped: Sequence[Batch]) -> Record:
    """The new record: it takes the place of those with dropped batches, and carries on their other batches.

    Of a record whose own commit was not carried through it also takes over what that one takes the place of, or this
    would come to life again when the record goes.
    """
    replaced = [r for r in live_records(records) if any(batch in dropped for batch in r.batches)]
    there = {record.name for record in records}
    older = [name for record in replaced for name in record.supersedes if name in there]
    carried = [batch for record in replaced for batch in record.batches if batch not in dropped]
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{uuid4().hex[:8]}.json"
    return Record(name, (*carried, *added), (*older, *(record.name for record in replaced)))


def count_lost(before: Sequence[Batch], after: Sequence[Batch]) -> dict[str, int]:
    """Rows that the batches had before and have no more, by table."""
    counts: dict[str, int] = {}
    for batches, sign in ((before, 1), (after, -1)):
        for batch in batches:
            for table, rows in batch.rows.items():
                counts[table] = counts.get(table, 0) + sign * rows
    return {table: rows for table, rows in counts.items() if rows}
