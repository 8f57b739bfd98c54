"""Tables of the lake that every pass over the corpus reads whole: what was read is kept in one file for each.

Rows of the lake never change, so the next pass reads only the lake's files that are new since. A file is written again
when a twentieth came since; until then what came later is read from the lake.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from transforms.ids import make_id
from transforms.linking.corpus import COLUMNS, shrink
from transforms.linking.entities import LINKING_VERSION
from transforms.version import PIPELINE_VERSION
from warehouse.lake.lake import Lake
from warehouse.memory import open_memory, write_memory

FEW = 0.05  # share of rows that are looked up again rather than all of them written again
BETWEEN = "\n"  # paths of files
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
MADE = {"article_entities": shrink}  # what is made of the rows of some


@dataclass(frozen=True, slots=True)
class Kept:
    """The columns KEPT of the lake's tables, kept in a folder. anew: whether all are read again; the rows are the same."""

    folder: Path
    lake: Lake
    anew: bool = False

    def read(self, table: str) -> pa.Table:
        """All rows of a table, in the order of the lake."""
        path = self.folder / name_file(table)
        before, files = (None, []) if self.anew else _recall(path, table)
        found = self.lake.gather(table, KEPT[table], MADE.get(table, _stay), files)
        whole = found.rows
        if before is not None and found.passed == len(files):
            whole = pa.concat_tables([before, found.rows])
            if found.rows.num_rows <= FEW * before.num_rows:
                return whole
        whole = whole.unify_dictionaries().combine_chunks()
        write_memory(path, whole, BETWEEN.join([_describe(table), *found.files]))
        return whole


def name_file(table: str) -> str:
    """The file of a table's rows."""
    return f"rows_{table}.arrow"


def _recall(path: Path, table: str) -> tuple[pa.Table | None, list[str]]:
    """The rows that are kept, and the lake's files that they are from."""
    version, rows = open_memory(path) or ("", None)
    described, *files = version.split(BETWEEN)
    return (rows, files) if described == _describe(table) else (None, [])


def _describe(table: str) -> str:
    """What is kept of a table: changes with its columns, and whenever what is made of them may."""
    return make_id("rows", PIPELINE_VERSION, LINKING_VERSION, *KEPT[table])


def _stay(rows: pa.Table) -> pa.Table:
    return rows
