"""Tables of articles: CSV and Parquet, their columns mapped to our fields."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from flows.sources.items import RAW_SHOWN, Blob, Item, Reject, SourceOptions, UnreadableError
from flows.sources.jsonl import make_item
from flows.sources.unpack import seekable
from transforms.documents.fields import FIELDS, match_columns

DELIMITERS = ",;\t|"
ROWS_AT_ONCE = 64


def read_csv(blob: Blob, options: SourceOptions) -> Iterator[Item | Reject]:
    """One document for each row below the header; the delimiter is the one most frequent in the header."""
    csv.field_size_limit(options.max_item_bytes)
    # bytes that do not fit the encoding become lone surrogates, which find_fault complains of row by row
    encoding = options.encoding or "utf-8-sig"
    with io.TextIOWrapper(blob.open(), encoding=encoding, errors="surrogateescape", newline="") as file:
        header = file.readline(100_000)
        delimiter = max(DELIMITERS, key=header.count)
        names = next(csv.reader([header], delimiter=delimiter), [])
        if not names:
            raise UnreadableError("The file is empty.")
        columns = choose_columns(names, options)
        reader = csv.reader(file, delimiter=delimiter)
        number = 1
        while True:
            try:
                row = next(reader, None)
            except csv.Error as error:
                yield Reject(blob.uri, f"The row cannot be read: {error}.", line=number + 1)
                row = []
            if row is None:
                return
            number += 1
            if any(cell.strip() for cell in row):
                yield read_row(blob, number, names, row, columns)


def read_row(
    blob: Blob, number: int, names: Sequence[str], row: Sequence[str], columns: dict[str, str]
) -> Item | Reject:
    """The document of one row; empty cells are no values."""
    raw = "; ".join(row)[:RAW_SHOWN].encode("utf-8", "replace").decode("utf-8")
    if len(row) > len(names):
        return Reject(blob.uri, f"The row has {len(row)} cells, the header {len(names)}.", line=number, raw=raw)
    record = {name: cell for name, cell in zip(names, row, strict=False) if cell}
    return make_item(blob, number, record, columns, raw)


def choose_columns(names: Sequence[str], options: SourceOptions) -> dict[str, str]:
    """Which column holds which of our fields. Raises UnreadableError where none holds the text."""
    columns = match_columns(names, options.columns)
    if columns.get("text") not in names:
        listed = ", ".join(names[:20])
        raise UnreadableError(f"No column holds the text. There are: {listed}. Say which, as in --column text=body.")
    return {field: columns.get(field, "") for field in FIELDS}


def read_parquet(blob: Blob, options: SourceOptions) -> Iterator[Item | Reject]:
    """One document for each row, a few rows in memory at a time."""
    with seekable(blob) as file:
        try:
            table = pq.ParquetFile(file)
            columns = choose_columns(table.schema_arrow.names, options)
            wanted = [name for name in columns.values() if name]
            number = 0
            for batch in table.iter_batches(ROWS_AT_ONCE, columns=wanted):
                for place in range(batch.num_rows):
                    number += 1
                    yield read_record(blob, number, batch.slice(place, 1), columns)
        except pa.ArrowException as error:
            raise UnreadableError(f"The file is no Parquet file we can read: {str(error)[:200]}.") from None


def read_record(blob: Blob, number: int, row: pa.RecordBatch, columns: dict[str, str]) -> Item | Reject:
    """The document of one row of a Parquet file, whose text need not be what its type says."""
    try:
        record = stringify(row.to_pylist()[0])
    except (UnicodeDecodeError, ValueError, OverflowError) as error:
        return Reject(blob.uri, f"The row holds no valid values: {error}.", line=number)
    return make_item(blob, number, record, columns, str(record)[:RAW_SHOWN])


def stringify(record: dict[str, object]) -> dict[str, object]:
    """The record with dates and other values as text; lists and objects stay, for they are faults."""
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value  # type: ignore[union-attr, unused-ignore]
        for name, value in record.items()
    }
