"""Tables of the lake that every pass over the corpus reads whole: what was read is kept in one file for each.

Rows of the lake never change, so the next pass reads only the lake's files that are new since. A file is written again
when a twentieth came since; until then what came later is read from the lake.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from transforms.documents.copy_clusters import number_texts
from transforms.ids import make_id
from transforms.linking.corpus import COLUMNS, shrink
from transforms.linking.entities import LINKING_VERSION
from transforms.version import PIPELINE_VERSION
from warehouse.arrow import find_rows
from warehouse.lake.lake import Lake
from warehouse.memory import open_memory, write_memory

FEW = 0.05  # share of rows that are looked up again rather than all of them written again
KEPT = {
    "article_entities": COLUMNS["article_entities"],
    "roles": COLUMNS["roles"],
    "articles": ("article_id", "source_id", "publisher", "updated_at", "ingested_at", "arrival", "published_at"),
    "article_signatures": ("article_id", "content_hash"),
    "money_claims": (
        *("claim_id", "article_id", "currency", "amount_low", "amount_high", "period"),
        *("subject", "direction", "modality", "deadline", "claimant_id", "restates_id"),
    ),
    "demands": ("demand_id", "article_id", "action_text", "demander_id", "addressee_id"),
}
MADE = {"article_entities": shrink, "article_signatures": number_texts}  # what is made of the rows of some
# Columns with ids of article entities, kept as these entities' rows: so many ids are looked up once.
NAMING = {"roles": ("person_id",), "money_claims": ("claimant_id",), "demands": ("demander_id", "addressee_id")}


class Rows(NamedTuple):
    """All rows of a table, and the lake's files that they are from, in their order."""

    table: pa.Table
    files: list[str]


class Origin(NamedTuple):
    """What kept rows were made of: of which files, beside how many article entities of which files."""

    files: list[str]
    others: list[str]
    numbered: int


NOWHERE = Origin([], [], 0)


@dataclass(frozen=True, slots=True)
class Kept:
    """The columns KEPT of the lake's tables, kept in a folder; read anew or not, the rows are the same."""

    folder: Path
    lake: Lake
    anew: bool = False

    def read(self, table: str, entities: Rows | None = None) -> Rows:
        """All rows of a table, in the order of the lake. entities: the article entities, where columns name some."""
        path = self.folder / name_file(table)
        origin, before = (NOWHERE, None) if self.anew else _recall(path, table, entities)
        found = self.lake.gather(table, KEPT[table], MADE.get(table, _stay), origin.files)
        if found.passed < len(origin.files):
            origin, before = NOWHERE, None
        fresh = found.rows if entities is None else _number(found.rows, NAMING[table], entities.table, origin.numbered)
        whole = fresh if before is None else pa.concat_tables([before, fresh])
        if before is None or fresh.num_rows > FEW * before.num_rows:
            whole = whole.unify_dictionaries().combine_chunks()
            now = Origin(found.files, *((entities.files, entities.table.num_rows) if entities else ([], 0)))
            write_memory(path, whole, f"{_describe(table)} {json.dumps(now)}")
        return Rows(whole, found.files)


def name_file(table: str) -> str:
    """The file of a table's rows."""
    return f"rows_{table}.arrow"


def _recall(path: Path, table: str, entities: Rows | None) -> tuple[Origin, pa.Table | None]:
    """The rows that are kept, where they are made as today and beside the first of these article entities."""
    version, rows = open_memory(path) or ("", None)
    made_by, _, told = version.partition(" ")
    origin = Origin(*json.loads(told)) if made_by == _describe(table) else NOWHERE
    others = entities.files if entities else []
    if rows is None or origin is NOWHERE or origin.others != others[: len(origin.others)]:
        return NOWHERE, None
    return origin, rows


def _describe(table: str) -> str:
    """A name of how rows are kept: changes with the columns, and whenever what is made of them may."""
    made = MADE.get(table, _stay).__name__
    return make_id("rows", PIPELINE_VERSION, LINKING_VERSION, made, *KEPT[table], *NAMING.get(table, ()))


def _stay(rows: pa.Table) -> pa.Table:
    return rows


def _number(rows: pa.Table, columns: Iterable[str], entities: pa.Table, first: int) -> pa.Table:
    """The rows with the places of article entities in place of their ids; most are not among the first of these, beside
    which other rows were numbered.
    """
    ids = entities["article_entity_id"]
    for name in columns:
        wanted = rows[name].combine_chunks()
        place = pc.add(find_rows(ids.slice(first).combine_chunks(), wanted), pa.scalar(first, pa.int32()))
        if place.null_count > wanted.null_count:
            place = pc.coalesce(place, find_rows(ids.slice(0, first).combine_chunks(), wanted))
        rows = rows.set_column(rows.column_names.index(name), name, place)
    return rows
