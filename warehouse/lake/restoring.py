"""Writes lost commit records anew: what files without a record hold comes back, or is set aside, never deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

import pyarrow as pa
import pyarrow.compute as pc

from warehouse.lake.commits import DataFile
from warehouse.lake.footers import Footer, read_footer
from warehouse.lake.forgotten import Forgotten
from warehouse.lake.lake import Lake
from warehouse.lake.mending import ORPHANS, set_aside_orphan
from warehouse.lake.picking import Covered
from warehouse.lake.recovering import find_orphans
from warehouse.tables import TABLES, arrow_schema

ORDER = ("articles", "annotations", "links", "log")  # texts first: other rows speak of them


@dataclass
class Unit:
    """Files that were written together for one batch."""

    footer: Footer
    paths: dict[str, list[str]] = field(default_factory=dict)  # by table
    article_ids: frozenset[str] | None = None

    @property
    def is_whole(self) -> bool:
        """Whether every table is there in which the batch had rows."""
        return self.footer.tables is not None and set(self.footer.tables) == set(self.paths)


Keep = Callable[[Lake, Unit, dict[str, pa.Table]], bool]


def restore_orphans(lake: Lake, is_forgotten: Forgotten = lambda name: False) -> list[str]:
    """Commits again what files without a commit record hold, unless it is there already; says what it did.

    Rows of forgotten articles stay out, and are removed with their file. Files whose rows are all back are removed as
    well; others are kept in `_orphans/`, each with a note of the articles in it.
    """
    done = []
    for unit in _find_units(lake):
        tables = _read(lake, unit)
        is_back = tables is not None and _commit(lake, unit, tables, is_forgotten)
        for path in (path for paths in unit.paths.values() for path in paths):
            if is_back or any(map(is_forgotten, unit.article_ids or ())):
                lake.storage.remove(path)
                done.append(f"found {path} without a commit record: its rows are back")
            else:
                set_aside_orphan(lake.storage, path, unit.article_ids)
                done.append(f"found {path} without a commit record; kept in {ORPHANS}")
    return done


def _find_units(lake: Lake) -> Iterator[Unit]:
    """The orphans, those written together as one; texts first, and of each kind the newest first."""
    found = [(path, read_footer(lake.storage, path)) for path in find_orphans(lake)]
    for path, footer in found:
        if footer is None:
            nameless = Footer(path.partition("/")[0], path, "", "", None)
            yield Unit(nameless, {nameless.table: [path]})
    known = [(footer, path) for path, footer in found if footer is not None]
    known.sort(key=lambda pair: _key_of(*pair), reverse=True)
    units = [_make_unit(list(group)) for _, group in groupby(known, key=lambda pair: _key_of(*pair))]
    yield from sorted(units, key=lambda unit: ORDER.index(unit.footer.kind))


def _key_of(footer: Footer, path: str) -> tuple[str, ...]:
    if footer.kind == "log":  # each file is a batch of its own
        return footer.written_at, footer.kind, path
    return footer.written_at if footer.tables is not None else "", footer.kind, footer.batch_id


def _make_unit(pairs: list[tuple[Footer, str]]) -> Unit:
    unit = Unit(pairs[0][0])
    for footer, path in pairs:
        unit.paths.setdefault(footer.table, []).append(path)
    return unit


def _read(lake: Lake, unit: Unit) -> dict[str, pa.Table] | None:
    """The rows of a unit by table, and notes whose they are; None where a file cannot be read."""
    if not unit.footer.kind:
        return None
    tables = {}
    try:
        for table, paths in unit.paths.items():
            schema = arrow_schema(TABLES[table])
            tables[table] = pa.concat_tables([lake._read_file(DataFile(p, p, 0, 0), schema) for p in paths])
    except (pa.ArrowException, OSError):
        return None
    ids = {a for rows in tables.values() if "article_id" in rows.column_names for a in _values(rows, "article_id")}
    unit.article_ids = frozenset(ids)
    return tables


def _commit(lake: Lake, unit: Unit, tables: dict[str, pa.Table], is_forgotten: Forgotten) -> bool:
    """Commits what the lake does not have yet; whether all of it is in the lake then."""
    for column in ("article_id", "source_id"):
        for name, rows in tables.items():
            if column in rows.column_names:
                gone = frozenset(filter(is_forgotten, rows[column].unique().drop_null().to_pylist()))
                tables[name] = _without(rows, column, gone)
    return KEEP[unit.footer.kind](lake, unit, tables)


def _keep_articles(lake: Lake, unit: Unit, tables: dict[str, pa.Table]) -> bool:
    if "articles" not in tables:
        return False
    known = lake.article_ids("articles")
    new = set(_values(tables["articles"], "article_id")) - known
    lake.commit_batch(unit.footer.batch_id, "articles", tables, covers=Covered(sorted(new)))
    return known.isdisjoint(_values(tables["articles"], "article_id"))


def _keep_annotations(lake: Lake, unit: Unit, tables: dict[str, pa.Table]) -> bool:
    ids = {article for rows in tables.values() for article in _values(rows, "article_id")}
    is_new = ids <= lake.article_ids("articles") and ids.isdisjoint(lake.article_ids("annotations"))
    if not (unit.is_whole and is_new):
        return False
    version = unit.footer.pipeline_version
    lake.commit_batch(unit.footer.batch_id, "annotations", tables, covers=Covered(sorted(ids), version))
    return True


def _keep_links(lake: Lake, unit: Unit, tables: dict[str, pa.Table]) -> bool:
    if not unit.is_whole or lake.batches("links"):
        return False
    lake.replace_links(tables)  # of no version: files that stayed from an earlier commit may be missing, so link anew
    return True


def _keep_log(lake: Lake, unit: Unit, tables: dict[str, pa.Table]) -> bool:
    (table, rows), key = next(iter(tables.items())), TABLES[unit.footer.table].key[0]
    known = frozenset(lake.read(table, [key])[key].to_pylist())
    lake.append_log(table, _without(rows, key, known), key)
    return known.isdisjoint(_values(rows, key))


KEEP: dict[str, Keep] = {
    "articles": _keep_articles,
    "annotations": _keep_annotations,
    "links": _keep_links,
    "log": _keep_log,
}


def _without(rows: pa.Table, column: str, gone: frozenset[str]) -> pa.Table:
    if column not in rows.column_names or not gone:
        return rows
    return rows.filter(pc.invert(pc.is_in(rows[column], pa.array(sorted(gone), pa.string()))))


def _values(rows: pa.Table, column: str) -> list[str]:
    found: list[str] = rows[column].to_pylist()
    return found
