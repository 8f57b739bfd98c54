"""What a Parquet file of the lake says of itself: enough to write its commit record anew when that is lost."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.lake.commits import Batch
from warehouse.lake.storage import Storage
from warehouse.tables import ANNOTATION_TABLES, TABLES

KEY = b"onrecord"
# TABLE/ingested_month=2026-03/BATCH-0123abcd.parquet: the names we give, and nobody else in one of our folders
OURS = re.compile(r"([a-z_]+)/(?:ingested_month=\d{4}-\d{2}/)?([A-Za-z0-9-]{1,60})-[0-9a-f]{8}\.parquet")
KIND_OF = {name: table.store for name, table in TABLES.items()} | dict.fromkeys(ANNOTATION_TABLES, "annotations")
KIND_OF |= dict.fromkeys(("articles", "article_signatures"), "articles")
KIND_OF |= {name: "links" for name, table in TABLES.items() if table.store == "link"}


@dataclass(frozen=True, slots=True)
class Footer:
    """Whose rows a file holds.

    tables: those in which the batch has rows, when they were written together; None where that is not known.
    """

    table: str
    batch_id: str
    kind: str
    written_at: str  # UTC, ISO 8601
    pipeline_version: str | None
    tables: tuple[str, ...] | None = None


def describe(batch: Batch, table: str, written_at: str, tables: Sequence[str] | None) -> Footer:
    """The footer of a file with a batch's rows of a table."""
    known = None if tables is None else tuple(sorted(tables))
    return Footer(table, batch.batch_id, batch.kind, written_at, batch.pipeline_version, known)


def stamp(rows: pa.Table, footer: Footer) -> pa.Table:
    """The rows with the footer in what their file says of itself."""
    return rows.replace_schema_metadata({KEY: json.dumps(asdict(footer)).encode()})


def is_ours(path: str) -> bool:
    """Whether a file has a name that only we give, in the folder of one of our tables.

    >>> is_ours("quotes/ingested_month=2026-03/batch-ab12-0123abcd.parquet"), is_ours("quotes/mine.parquet")
    (True, False)
    """
    found = OURS.fullmatch(path)
    return found is not None and found[1] in TABLES


def in_our_folder(path: str) -> bool:
    """Whether a Parquet file stands where raw readers of one of our tables find it."""
    return path.endswith(".parquet") and path.partition("/")[0] in TABLES


def read_footer(storage: Storage, path: str) -> Footer | None:
    """What one of our files says of itself, older ones by their name alone; None where it cannot be read."""
    try:
        with pq.ParquetFile(storage.full(path), filesystem=storage.files) as opened:
            words = (opened.schema_arrow.metadata or {}).get(KEY)
    except (pa.ArrowException, OSError):
        return None
    return _parse(words) if words else _guess(storage, path)


def _parse(words: bytes) -> Footer | None:
    try:
        found: dict[str, Any] = json.loads(words)
        tables = found.pop("tables")
        return Footer(**found, tables=None if tables is None else tuple(tables))
    except (ValueError, TypeError, LookupError):
        return None


def _guess(storage: Storage, path: str) -> Footer | None:
    """What an earlier version's file says by its name: enough for texts and logs, which nothing else can replace."""
    named = OURS.fullmatch(path)
    if named is None:
        return None
    written = storage.files.get_file_info(storage.full(path)).mtime
    return Footer(named[1], named[2], KIND_OF[named[1]], written.isoformat() if written else "", None)
