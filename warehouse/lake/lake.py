"""The lake: immutable Parquet files, and commit records that alone say which of them count.

A commit writes its files under names that raw readers do not match (`_WRITER-NAME.staged`), then one record in
`_commits/`, then gives the files their `.parquet` names and removes those the record takes the place of. A process
killed before the record leaves files that `recover` removes; killed after it, `recover` carries the commit through.
Each record has a checksum, and names the digest of each file; each file says in its footer whose rows it holds, so
that a record that is lost can be written anew. No file that another program may have put there is ever touched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

import pyarrow as pa

from warehouse.lake import commits, footers, forgetting, recovering
from warehouse.lake.commits import Batch, DataFile, Record
from warehouse.lake.picking import BY_ROWS, Covered, Lost, articles_of, drop_rows, rows_of, version_of
from warehouse.lake.plans import (
    Plan,
    Planner,
    Staged,
    Stager,
    count_lost,
    group_batches,
    make_record,
    now,
    plan_batch,
    plan_compaction,
)
from warehouse.lake.reader import COMMITS, TRIES, LakeReader
from warehouse.tables import ANNOTATION_TABLES, TABLES, arrow_schema

BATCH_TABLES = {"articles": ("articles", "article_signatures"), "annotations": ANNOTATION_TABLES}
Gone = Mapping[str, Lost]  # by table
Part = str | Callable[[], pa.Table]  # the path of a file that stays, or the rows of one that is to be written


@dataclass(frozen=True)
class Written:
    """A table of a batch that is written; together are the tables written with it."""

    batch: Batch
    table: str
    together: Sequence[str]


class Lake(LakeReader):
    """A folder or bucket (`s3://...`) of Parquet files, one folder a table; see the module's words for the protocol."""

    def __init__(self, root: str | Path) -> None:
        super().__init__(root)
        self._keys: dict[tuple[str, str], frozenset[str]] = {}

    def commit_batch(
        self,
        batch_id: str,
        kind: str,
        tables: Mapping[str, pa.Table],
        replaces: Sequence[str] = (),
        covers: Covered = BY_ROWS,
    ) -> None:
        """Adds a batch of articles, or of annotations, in one step.

        covers: articles and version; give both for annotations, as an article in which nothing was found is done, too.
        Articles that are there already are passed over, so that the same batch twice, or one article from two
        writers, does nothing. Annotations of another pipeline version take the place of those there, and so do any
        of batches or articles named in `replaces`.
        """
        unknown = tables.keys() - set(BATCH_TABLES[kind])
        if unknown:
            raise ValueError(f"{sorted(unknown)[0]} is no table of {kind}")
        asked = covers.article_ids
        covered = articles_of(tables) if asked is None else tuple(dict.fromkeys(asked))
        version = covers.pipeline_version or (version_of(tables) if kind == "annotations" else None)
        draft = Batch(batch_id, kind, now(), version, {}, {batch_id: covered})

        def stage(plan: Plan, staged: Staged) -> list[Batch]:
            kept = tuple(article for article in covered if article in plan.keep)
            rows = {name: rows_of(table, covered, plan.keep) for name, table in tables.items()}
            added = replace(draft, files=self._stage_tables(draft, rows, staged), origins={batch_id: kept})
            return [added, *self._stage_rest(plan, staged)]

        self._transact(lambda live: plan_batch(draft, frozenset(replaces), live), stage)

    def replace_links(self, tables: Mapping[str, pa.Table | Sequence[Part]], version: str | None = None) -> None:
        """Puts the link tables given in place of those there, all in one step; tables not given stay.

        A table may be given in parts, each a file of its own; those that are paths of its files stay as they are.
        version says what they were made from, for the next run to see whether they would come out the same.
        """
        wrong = [name for name in tables if TABLES[name].store != "link"]
        if wrong:
            raise ValueError(f"{wrong[0]} is no link table")
        draft = Batch("links", "links", now(), version, {})

        def stage(plan: Plan, staged: Staged) -> list[Batch]:
            there = {name: files for batch, _ in plan.drop for name, files in batch.files.items()}
            kept = {name: files for name, files in there.items() if name not in tables}
            known = {file.path: file for files in there.values() for file in files}
            filled = {name: _make_parts(rows) for name, rows in tables.items()}
            together = [name for name, parts in filled.items() if parts]

            def stage_part(name: str, part: Part) -> DataFile:
                written = Written(draft, name, together)
                return known[part] if isinstance(part, str) else self._stage(written, part(), staged)

            added = {name: tuple(stage_part(name, part) for part in filled[name]) for name in together}
            return [replace(draft, files={**kept, **added})]

        def plan(live: Sequence[Batch]) -> Plan:
            return Plan(drop=tuple((b, frozenset()) for b in live if b.kind == "links"))

        self._transact(plan, stage)

    def append_log(self, table: str, rows: pa.Table, key: str) -> None:
        """Adds rows to a log table; they take the place of rows with the same key."""
        if TABLES[table].store != "log":
            raise ValueError(f"{table} is no log table")
        if not rows.num_rows:
            return
        keys = frozenset(rows[key].to_pylist())
        draft = Batch(table, "log", now(), None, {})

        def plan(live: Sequence[Batch]) -> Plan:
            logs = [b for b in live if b.kind == "log" and table in b.files]
            overlaps = ((b, keys & self._keys_of(b, table, key)) for b in logs)
            return Plan(drop=tuple((b, old) for b, old in overlaps if old))

        def stage(plan: Plan, staged: Staged) -> list[Batch]:
            added = replace(draft, files=self._stage_tables(draft, {table: rows}, staged))
            rest = (self._without(b, {table: (key, old)}, frozenset(), staged) for b, old in plan.drop)
            return [added, *(b for b in rest if b)]

        self._transact(plan, stage)

    def forget(self, article_ids: Collection[str]) -> dict[str, int]:
        """Removes articles and everything derived from them; returns the rows removed, by table.

        What whole-corpus linking made of them goes too; run the linking again to bring names and counts up to date.
        """
        forgotten = frozenset(article_ids)
        removed: dict[str, int] = {}

        def plan(live: Sequence[Batch]) -> Plan:
            hit = [b for b in live if b.kind in ("links", "log") or b.find(forgotten)]
            is_known = any(b.find(forgotten) for b in hit)
            return Plan(drop=tuple((b, forgotten) for b in hit), idle=not is_known)

        def stage(plan: Plan, staged: Staged) -> list[Batch]:
            gone = forgetting.find_rows(self.read, forgotten)
            rest = [self._without(b, gone, forgotten, staged) for b, _ in plan.drop]
            removed.update(count_lost([b for b, _ in plan.drop], [b for b in rest if b]))
            return [b for b in rest if b]

        self._transact(plan, stage)
        return removed

    def drop_annotations(self, article_ids: Collection[str]) -> None:
        """Takes out what was made of the articles' texts, which makes them due again."""
        gone = frozenset(article_ids)

        def plan(live: Sequence[Batch]) -> Plan:
            lost = ((b, frozenset(b.find(gone))) for b in live if b.kind == "annotations")
            drop = tuple((b, articles) for b, articles in lost if articles)
            return Plan(drop=drop, idle=not drop)

        self._transact(plan, self._stage_rest)

    def discard(self, batches: Collection[Batch]) -> None:
        """Takes whole batches out without reading them: for files that can no longer be read."""

        def plan(live: Sequence[Batch]) -> Plan:
            drop = tuple((b, frozenset[str]()) for b in live if b in batches)
            return Plan(drop=drop, idle=not drop)

        self._transact(plan, lambda plan, staged: [])

    def compact(self) -> None:
        """Writes small files of one month and pipeline version together; the rows stay the same."""

        def stage(plan: Plan, staged: Staged) -> list[Batch]:
            return [self._merge(group, staged) for group in group_batches([b for b, _ in plan.drop])]

        self._transact(plan_compaction, stage)

    def recover(self, anew: bool = False) -> list[str]:
        """Cleans up what killed writers left, and leaves living writers alone; says what it did.

        Commits that were made are carried through, files of commits never made are removed, commit records that
        cannot be read are set aside (`warehouse.lake.restoring` then writes them anew from the files).

        Raises LakeError, having changed nothing, where there are files of tables and no commit record at all, unless
        all of them are to be written `anew`.
        """
        return recovering.recover(self, anew)

    def _transact(self, plan: Planner, stage: Stager) -> None:
        """Plans and writes files without the lock, then commits under it if the plan would still be the same."""
        self.storage.show_life()
        for _ in range(TRIES * 10):
            try:
                if self._attempt(plan, stage):
                    return
            except FileNotFoundError:  # another commit replaced a file that was to be written anew: plan again
                continue
        raise RuntimeError("other writers change the lake faster than this commit can be made; try again later")

    def _attempt(self, plan: Planner, stage: Stager) -> bool:
        intended = plan(self.live())
        if intended.idle:
            return True
        staged = Staged()
        record = None
        try:
            added = stage(intended, staged)
            self.storage.sync([file.staged for file in staged])
            with self.storage.lock():
                records = self.records()
                live = commits.live_records(records)
                if plan([b for one in live for b in one.batches]) == intended:
                    record = make_record(records, added, [batch for batch, _ in intended.drop])
                    self.storage.write(f"{COMMITS}/{record.name}", commits.to_json(record))
                    self._carry_through(record, records)
        finally:
            if record is None or not self._may_stand(record):
                for file in staged:
                    self.storage.remove(file.staged)
        return record is not None

    def _may_stand(self, record: Record) -> bool:
        """Whether a record may be in the lake, which counts from then on: what wrote it may have failed or been
        interrupted after it was there, and without its files their rows would be lost.
        """
        try:
            return self.storage.exists(f"{COMMITS}/{record.name}")
        except OSError:
            return True

    def _carry_through(self, record: Record, before: Sequence[Record]) -> None:
        """Files that are superseded go first: a raw reader may for a moment see too few rows, never a row twice."""
        kept = {file.path for one in commits.live_records([*before, record]) for file in one.files()}
        for old in before:
            if old.name in record.supersedes:
                for file in old.files():
                    if file.path not in kept:
                        self.storage.remove(file.path) or self.storage.remove(file.staged)
        for file in record.files():
            self.storage.publish(file.staged, file.path)
        recovering.remove_records(self.storage, record.supersedes)

    def _stage_tables(
        self, batch: Batch, tables: Mapping[str, pa.Table], staged: Staged
    ) -> dict[str, tuple[DataFile, ...]]:
        filled = {name: table for name, table in tables.items() if table.num_rows}
        together = list(filled)
        return {name: (self._stage(Written(batch, name, together), rows, staged),) for name, rows in filled.items()}

    def _stage(self, written: Written, rows: pa.Table, staged: Staged) -> DataFile:
        """Writes rows of a batch."""
        batch, table = written.batch, written.table
        folder = table
        if TABLES[table].store == "batch":
            folder += f"/ingested_month={batch.created_at[:7]}"
        name = f"{re.sub('[^A-Za-z0-9]+', '-', batch.batch_id)[:60]}-{uuid4().hex[:8]}"
        path, draft = f"{folder}/{name}.parquet", f"{folder}/_{self.storage.writer}-{name}.staged"
        order = [(column, "ascending") for column in ("article_id", "start") if column in rows.column_names]
        staged.append(DataFile(path, draft, rows.num_rows, 0))  # before writing, so that a failure cleans it up
        footer = footers.describe(batch, table, staged.at, written.together)
        size, digest = self.storage.write_parquet(draft, footers.stamp(rows.sort_by(order) if order else rows, footer))
        return DataFile(path, draft, rows.num_rows, size, digest)

    def _stage_rest(self, plan: Plan, staged: Staged) -> list[Batch]:
        """The plan's batches written anew without the articles they lose."""
        rest = []
        for batch, articles in plan.drop:
            gone = dict.fromkeys(batch.files, ("article_id", articles))
            left = self._without(batch, gone, articles, staged)
            if left:
                rest.append(left)
        return rest

    def _without(self, batch: Batch, gone: Gone, articles: frozenset[str], staged: Staged) -> Batch | None:
        """The batch without the rows and articles that are gone.

        Files of links and logs that lose none are carried on as they are; those of articles and annotations are all
        written anew, so that each says which others belong to it.
        """
        left = {
            table: [file for file in files if self._has_others(file, gone.get(table))]
            for table, files in batch.files.items()
        }
        left = {table: files for table, files in left.items() if files}
        files = {
            table: tuple(self._filter(Written(batch, table, list(left)), file, gone.get(table), staged) for file in old)
            for table, old in left.items()
        }
        kept = {origin: tuple(a for a in ids if a not in articles) for origin, ids in batch.origins.items()}
        origins = {origin: ids for origin, ids in kept.items() if ids}
        if not files and not origins:
            return None
        return replace(batch, files=files, origins=origins)

    def _has_others(self, file: DataFile, gone: Lost | None) -> bool:
        """Whether a file has rows besides those that are gone."""
        if gone is None:
            return True
        found = self._read_file(file, pa.schema([(gone[0], pa.string())]))
        return bool(drop_rows(found, gone).num_rows)

    def _filter(self, written: Written, file: DataFile, gone: Lost | None, staged: Staged) -> DataFile:
        is_shared = written.batch.kind in ("links", "log")
        if gone is None and is_shared:
            return file
        rows = self._read_file(file, None)
        left = rows if gone is None else drop_rows(rows, gone)
        if is_shared and left.num_rows == rows.num_rows:
            return file
        return self._stage(written, left, staged)

    def _merge(self, group: Sequence[Batch], staged: Staged) -> Batch:
        origins: dict[str, Collection[str]] = {}
        for batch in group:
            for origin, articles in batch.origins.items():
                origins[origin] = (*origins.get(origin, ()), *articles)
        merged = replace(group[0], batch_id=f"compacted-{len(group)}", origins=origins)
        files: dict[str, tuple[DataFile, ...]] = {}
        for table in dict.fromkeys(name for batch in group for name in batch.files):  # one at a time in memory
            schema = arrow_schema(TABLES[table])
            parts = [self._read_file(file, schema) for batch in group for file in batch.files.get(table, ())]
            files |= self._stage_tables(merged, {table: pa.concat_tables(parts)}, staged)
        return replace(merged, files=files)

    def _keys_of(self, batch: Batch, table: str, key: str) -> frozenset[str]:
        """The keys of a log batch; its files never change, so each is read once."""
        keys: frozenset[str] = frozenset()
        for file in batch.files[table]:
            if (file.path, key) not in self._keys:
                found = self._read_file(file, pa.schema([(key, pa.string())]))
                self._keys[file.path, key] = frozenset(found[key].to_pylist())
            keys |= self._keys[file.path, key]
        return keys


def _make_parts(rows: pa.Table | Sequence[Part]) -> Sequence[Part]:
    """A table as its parts: one, or none where it has no row."""
    if not isinstance(rows, pa.Table):
        return rows
    return [lambda: rows] if rows.num_rows else []
