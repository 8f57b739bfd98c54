"""Tables of articles: CSV and Parquet, read row by row as records of their columns."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, tee
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from flows.sources.items import Blob, Found, Note, Reject, SourceOptions, UnreadableError
from flows.sources.readers import rewind
from flows.sources.recording import Numbered, make_plan, read_records, show_raw
from flows.sources.text import MULTIBYTE, choose_encoding, know_encoding
from flows.sources.unpack import seekable
from transforms.documents.fields import find_surrogate
from transforms.documents.known_shapes import SHAPES
from transforms.documents.shapes import Shape
from warehouse.wording import show_count

DELIMITERS = ",;\t|"
UNCLOSED = "The row has a quotation mark that is never closed; the rows after it are read."
ROWS_AT_ONCE = 64
MOST_GIVEN_BACK = 5_000_000  # lines of one table: a row may swallow all behind it, and the next one as many
SNIFFED = 200_000  # bytes by which a table's encoding and delimiter are told
EXTRA = re.compile(r"<([A-Z_]{3,40})>([^<]{1,2000})</\1>")
ESCAPED = re.compile("[\udc80-\udcff]")


def read_csv(blob: Blob, options: SourceOptions) -> Iterator[Found]:
    """The documents of the rows below the header."""
    csv.field_size_limit(options.max_item_bytes)
    file = blob.open()
    start = file.read(SNIFFED)
    if not start.strip():
        raise UnreadableError("The file is empty.")
    encoding = tell_encoding(start, options.encoding)
    # bytes that do not fit the encoding become lone surrogates; they are looked at row by row
    with io.TextIOWrapper(rewind(start, file), encoding=encoding, errors="surrogateescape", newline="") as text:
        table = Table(blob, text, choose_delimiter(start, encoding))
        options = replace(options, shape=table.shape_name or options.shape)
        yield from read_records(blob, table.records(), options, needs_text=True)
        if not table.number:
            yield Reject(blob.uri, "The table has a header and no rows.")
        if table.mended:
            yield Note(blob.uri, f"read as windows-1252, not being UTF-8: {show_count(table.mended, 'row')}")


def tell_encoding(start: bytes, asked: str | None) -> str:
    """The encoding of a table by its byte order mark, the one asked for, or what its beginning shows."""
    if name := choose_encoding(start, asked):
        try:
            return know_encoding(name)
        except LookupError:
            raise UnreadableError(f"There is no encoding named {name}.") from None
    for name, place in (("utf-16-le", 1), ("utf-16-be", 0)):  # every other byte of Western letters is a NUL
        if 2 * start[place:400:2].count(0) > len(start[place:400:2]):
            return name
    return "utf-8-sig"


def choose_delimiter(start: bytes, encoding: str) -> str:
    """The mark between cells: with which the first rows have most cells, all of them as many."""
    sample = start.decode(encoding, "replace")
    return max(DELIMITERS, key=lambda mark: count_cells(sample, mark))


def count_cells(sample: str, delimiter: str) -> tuple[bool, int]:
    """Whether the rows of a table's beginning agree in their number of cells under a delimiter, and that number."""
    try:
        rows = [len(row) for row in islice(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), 5) if row]
    except csv.Error:
        return False, 0
    whole = rows[:-1] or rows  # the last may be cut off
    return len(set(whole)) == 1 and whole[0] > 1, whole[0] if whole else 0


class Lines:
    """The lines of a table, row by row.

    Rows are read by the letter of the format, which shows that they are whole at no cost; where one does not follow it,
    its lines are read once more. For that the lines are read twice side by side.
    """

    def __init__(self, text: Iterable[str], delimiter: str) -> None:
        self.delimiter = delimiter
        self.rest, _ = tee(text)  # the lines behind the last row that ended
        self.given_back = 0
        self.read_on()

    def read_on(self) -> None:
        """Has the reader begin where the last row ended."""
        self.rest, ahead = tee(self.rest)
        self.reader = csv.reader(ahead, delimiter=self.delimiter, strict=True)
        self.seen = 0  # lines of the reader whose row has ended

    def end_row(self) -> None:
        """Leaves the row behind that the reader has just read."""
        count, self.seen = self.reader.line_num - self.seen, self.reader.line_num
        for _ in islice(self.rest, count):
            pass

    def end_lines(self, lines: Sequence[str]) -> None:
        """Leaves lines behind that the reader need not have read as a row."""
        taken, self.seen = self.reader.line_num - self.seen, self.reader.line_num
        for _ in lines:
            next(self.rest)
        if taken != len(lines):
            self.read_on()

    def give_back(self, lines: Sequence[str]) -> None:
        """Leaves the first line of a row behind; the others are read again."""
        self.given_back += len(lines) - 1
        self.end_lines(lines[:1])

    def read_freely(self) -> tuple[list[str] | csv.Error, list[str]]:
        """The next row as far as it can be read, or why it cannot; and its lines, which are not left behind."""
        self.rest, ahead = tee(self.rest)
        reader = csv.reader(ahead, delimiter=self.delimiter)
        row: list[str] | csv.Error
        try:
            row = next(reader, [])
        except csv.Error as error:
            row = error
        self.rest, same = tee(self.rest)
        return row, list(islice(same, reader.line_num))

    def is_open(self, lines: Sequence[str], cells: int) -> bool:
        """Whether a row that does not follow the format swallowed others: what follows its first line is a row."""
        if len(lines) < 2 or self.given_back > MOST_GIVEN_BACK:
            return False
        begun = count_before_mark(lines[0], self.delimiter)
        begins_alike = begun is not None and begun == count_before_mark(lines[1], self.delimiter)
        return begins_alike or read_strictly(lines[1:2], self.delimiter) == cells


def count_before_mark(line: str, delimiter: str) -> int | None:
    """The cells before the first one in quotation marks; None where none is."""
    before, mark, _ = line.partition(f'{delimiter}"')
    return before.count(delimiter) if mark and '"' not in before else None


def read_strictly(lines: Sequence[str], delimiter: str) -> int | None:
    """The cells of the one row that lines hold by the letter of the format; None where they do not."""
    try:
        rows = list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return len(rows[0]) if len(rows) == 1 else None


class Table:
    """A table of text: its header, and its rows as records."""

    def __init__(self, blob: Blob, text: io.TextIOWrapper, delimiter: str) -> None:
        self.blob = blob
        self.lines = Lines(text, delimiter)
        self.number = 0  # rows read so far, without the header
        self.mended = 0
        self.line = 1
        first, lines = self.lines.read_freely()
        if isinstance(first, csv.Error):
            raise first
        self.lines.end_lines(lines)
        self.shape = find_shape(first)
        self.shape_name = self.shape.name if self.shape else None
        self.names = list(self.shape.columns) if self.shape else self.read_header(first)
        self.first = first if self.shape else None

    def read_header(self, row: Sequence[str]) -> list[str]:
        """The names of the columns; of those with one name the first keeps it."""
        names: Counter[str] = Counter()
        header = []
        for name in row:
            name = " ".join(name.split())
            names[name] += 1
            header.append(name if names[name] == 1 else f"{name} ({names[name]})")
        return header

    def records(self) -> Iterator[Numbered | Reject]:
        """The rows, blank ones left out."""
        if self.first is not None and (record := self.read_row(self.first)):
            yield record
        while True:
            try:
                row = next(self.lines.reader, None)
            except csv.Error:
                record = self.read_again()
            else:
                if row is None:
                    return
                self.line += 1
                self.lines.end_row()
                record = self.read_row(row)
            if record:
                yield record

    def read_again(self) -> Numbered | Reject | None:
        """The record of a row that does not follow the format."""
        self.line += 1
        row, lines = self.lines.read_freely()
        if isinstance(row, csv.Error):
            self.number += 1
            self.lines.end_lines(lines)
            return Reject(self.blob.uri, f"The row cannot be read: {row}.", line=self.line)
        if self.lines.is_open(lines, len(self.names)):
            self.number += 1
            self.lines.give_back(lines)
            return Reject(self.blob.uri, UNCLOSED, line=self.line, raw=show_raw(lines[:1]))
        self.lines.end_lines(lines)
        return self.read_row(row)

    def read_row(self, row: list[str]) -> Numbered | Reject | None:
        """The record of one row, None of a blank one; empty cells are no values."""
        if not any(map(str.strip, row)):
            return None
        self.number += 1
        if not all(map(str.isascii, row)):
            row = self.mend(row)
        if len(row) > len(self.names) and any(map(str.strip, row[len(self.names) :])):
            reason = f"The row has {show_count(len(row), 'cell')}, the header {len(self.names)}."
            return Reject(self.blob.uri, reason, line=self.line, raw=show_raw(row))
        record: dict[str, Any] = {name: cell for name, cell in zip(self.names, row, strict=False) if cell}
        if self.shape and "Extras" in record:
            record["Extras"] = dict(EXTRA.findall(record["Extras"]))
        return Numbered(self.line, record, row)

    def mend(self, row: list[str]) -> list[str]:
        """The row, its cells read as windows-1252 where they are certainly not UTF-8."""
        joined = "".join(row)
        if find_surrogate(joined) is None or not ESCAPED.search(joined):  # the first is told much sooner
            return row
        data = joined.encode("utf-8", "surrogateescape")
        if MULTIBYTE.search(data):  # partly UTF-8: damaged, not in another encoding
            return row
        try:
            cells = [cell.encode("utf-8", "surrogateescape").decode("cp1252") for cell in row]
        except UnicodeDecodeError:
            return row
        self.mended += 1
        return cells


def find_shape(row: Sequence[str]) -> Shape | None:
    """The shape of a table without header, by the number of its cells and an address or a date among them."""
    if not any("://" in cell for cell in row):
        return None
    return next((shape for shape in SHAPES if shape.columns and len(shape.columns) == len(row)), None)


def read_parquet(blob: Blob, options: SourceOptions) -> Iterator[Found]:
    """The documents of the rows, a few in memory at a time."""
    with seekable(blob) as file:
        try:
            table = pq.ParquetFile(file)
            names = choose_names(table, options)
            yield from read_records(blob, list_rows(blob, table, names), options, needs_text=True)
        except pa.ArrowException as error:
            raise UnreadableError(f"The file is no Parquet file we can read: {str(error)[:200]}.") from None


def choose_names(table: pq.ParquetFile, options: SourceOptions) -> list[str]:
    """The columns that hold our fields: others are not read."""
    batch = next(table.iter_batches(20), None)
    if batch is None:
        raise UnreadableError("The table has no rows.")
    sample = [row for row in (read_one(batch.slice(place, 1)) for place in range(batch.num_rows)) if row is not None]
    plan = make_plan(sample, options, needs_text=True)
    paths = [path for paths in plan.paths.values() for path in paths]
    used = {name for path in paths for name in (path[0], ".".join(path))}
    return [name for name in table.schema_arrow.names if name in used]


def list_rows(blob: Blob, table: pq.ParquetFile, names: list[str]) -> Iterator[Numbered | Reject]:
    """The rows as records."""
    number = 0
    for batch in table.iter_batches(ROWS_AT_ONCE, columns=names):
        for place in range(batch.num_rows):
            number += 1
            record = read_one(batch.slice(place, 1))
            if record is None:
                yield Reject(blob.uri, "The row holds no valid values.", line=number)
            else:
                yield Numbered(number, record, record)


def read_one(row: pa.RecordBatch) -> dict[str, Any] | None:
    """The row as a record; None where what it holds is not what its types say."""
    try:
        record: dict[str, Any] = row.to_pylist()[0]
    except (UnicodeDecodeError, ValueError, OverflowError):
        return None
    return record
