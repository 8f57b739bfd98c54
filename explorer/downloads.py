"""The rows of a list as CSV, JSON or Parquet: the same rows, order and columns as on the page."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq

CHUNK = 2_000  # rows turned into text at a time


def as_csv(table: pa.Table) -> Iterator[bytes]:
    """CSV with a header, in chunks; lists of names joined by `|`."""
    yield _csv_lines([table.column_names])
    for batch in table.to_batches(CHUNK):
        yield _csv_lines([[_cell(value) for value in row.values()] for row in batch.to_pylist()])


def as_json(table: pa.Table) -> Iterator[bytes]:
    """A JSON array of objects, in chunks; amounts as strings, since they are exact decimals."""
    before = b"["
    for batch in table.to_batches(CHUNK):
        for row in batch.to_pylist():
            yield before + b"\n" + json.dumps(row, ensure_ascii=False, default=write_plain).encode("utf-8", "replace")
            before = b","
    yield b"[]\n" if before == b"[" else b"\n]\n"


def as_parquet(table: pa.Table) -> Iterator[bytes]:
    """One Parquet file."""
    file = io.BytesIO()
    pq.write_table(table, file, compression="zstd")
    yield file.getvalue()


FORMATS: dict[str, tuple[str, Callable[[pa.Table], Iterator[bytes]]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "json": ("application/json", as_json),
    "parquet": ("application/vnd.apache.parquet", as_parquet),
}


def _csv_lines(rows: list[list[object]]) -> bytes:
    words = io.StringIO()
    csv.writer(words, lineterminator="\n").writerows(rows)
    return words.getvalue().encode("utf-8", "replace")


def _cell(value: object) -> object:
    if isinstance(value, list):
        return "|".join(map(str, value))
    return write_plain(value) if isinstance(value, (Decimal, date, datetime)) else value


def write_plain(value: object) -> str:
    """An amount or a moment as JSON has it; raises TypeError on anything else."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"no plain form for {type(value).__name__}")
