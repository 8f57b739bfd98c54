"""A workbook with a sheet for each table or view. News text is untrusted: no cell is ever a formula or a link."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from warehouse.exporting.placing import file_aside
from warehouse.exporting.source import ColumnInfo, ExportError, Source

ROWS_PER_SHEET = 1_048_575  # Excel's limit, one row for the header
MAX_CELL = 32_767  # characters, Excel's limit; one outside the basic plane, an emoji, counts as two
CUT = " … [cut: Excel holds 32,767 characters a cell]"
MAX_SHEET_NAME = 31
PLAIN_WIDTH = 18  # characters: a time, and an amount in billions
SAFE = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
    "remove_timezone": True,
}


class Formats:
    """How cells look: dates, times, shares and numbers in full, never `###` or `6E+10`."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.title = book.add_format({"bold": True, "font_size": 16})
        head = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
        self.head = book.add_format(
            {**head, "align": "left", "indent": 1}
        )  # a text may stand beside the end of a number
        self.head_of_numbers = book.add_format({**head, "align": "right"})
        self.number = book.add_format({"num_format": "#,##0", "valign": "top"})
        self.cents = book.add_format({"num_format": "#,##0.00", "valign": "top"})
        self.share = book.add_format({"num_format": "0%", "valign": "top"})
        self.real = book.add_format({"num_format": "0.000", "valign": "top"})
        self.day = book.add_format({"num_format": "d mmm yyyy", "valign": "top", "align": "left", "indent": 1})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "valign": "top", "align": "left"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top", "align": "left", "indent": 1})

    def of(self, name: str, sql_type: str, value: Any = None) -> Any:
        """The format of a column, by its name and DuckDB type, or of a value in it: only a broken sum shows cents."""
        if isinstance(value, Decimal) and value % 1:
            return self.cents
        base = sql_type.split("(")[0].split(" ")[0]
        if base == "DOUBLE":
            is_share = "share" in name or "confidence" in name
            return self.share if is_share else self.real
        by_type = {"DATE": self.day, "TIMESTAMP": self.moment, "DECIMAL": self.number, "HUGEINT": self.number}
        return by_type.get(base, self.number if base in ("BIGINT", "INTEGER") else self.wrapped)


def write_xlsx(source: Source, target: str) -> dict[str, int]:
    """One file; longer tables go on in further sheets, longer texts are cut and say so."""
    with file_aside(target) as draft, make_book(draft) as book:
        formats = Formats(book)
        return {name: _write_table(book, formats, source, name) for name in source.names}


@contextmanager
def make_book(path: Path) -> Iterator[Any]:
    """A workbook that is written when the block ends; where the file cannot be, an ExportError says why."""
    try:
        with xlsxwriter.Workbook(str(path), SAFE) as book:
            yield book
    except FileCreateError as error:
        raise ExportError(f"the workbook cannot be written: {error}") from error


def _write_table(book: xlsxwriter.Workbook, formats: Formats, source: Source, name: str) -> int:
    rows = (row for batch in source.rows(name) for row in batch)
    columns = source.columns(name)
    written, number = 0, 1
    while True:
        sheet = _add_sheet(book, formats, (name, number), columns)
        last = 0
        for last, row in enumerate(islice(rows, ROWS_PER_SHEET), start=1):
            for place, value in enumerate(row):
                look = formats.of(columns[place].name, columns[place].sql_type, value)
                write_cell(sheet, last, place, value, look)
        written += last
        number += 1
        if last < ROWS_PER_SHEET:
            return written


def _add_sheet(book: xlsxwriter.Workbook, formats: Formats, part: tuple[str, int], columns: list[ColumnInfo]) -> Any:
    name, number = part
    suffix = "" if number == 1 else f" {number}"
    sheet = book.add_worksheet(name[: MAX_SHEET_NAME - len(suffix)] + suffix)
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        width = max(PLAIN_WIDTH, len(column.name) + 2)
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, column.name, formats.head)
    return sheet


def write_cell(sheet: Any, row: int, place: int, value: Any, look: Any) -> None:
    """Writes by type: what is not a number, date or truth value becomes a string cell, which Excel never evaluates."""
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, place, value)
    elif isinstance(value, (int, float, Decimal)):
        sheet.write_number(row, place, value, look)
    elif isinstance(value, (date, datetime)):
        sheet.write_datetime(row, place, value, look)
    else:
        words = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
        sheet.write_string(row, place, fit_cell(words), look)


def fit_cell(words: str) -> str:
    """The words, or as many of them as a cell holds with the note that they were cut.

    >>> len(fit_cell("ab" * 20_000)), fit_cell("short")
    (32767, 'short')
    """
    if len(words) * 2 <= MAX_CELL or _size(words) <= MAX_CELL:
        return words
    kept = words.encode("utf-16-le")[: 2 * (MAX_CELL - len(CUT))].decode("utf-16-le", "ignore")  # no half of a pair
    return kept + CUT


def _size(words: str) -> int:
    """The length of words as Excel counts it."""
    return len(words) + sum(letter > "\uffff" for letter in words)
