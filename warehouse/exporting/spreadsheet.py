"""A workbook with a sheet for each table or view. News text is untrusted: no cell is ever a formula or a link."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

import xlsxwriter

from warehouse.exporting.source import ColumnInfo, Source

ROWS_PER_SHEET = 1_048_575  # Excel's limit, one row for the header
MAX_CELL = 32_767  # characters, Excel's limit
CUT = " … [cut: Excel holds 32,767 characters a cell]"
MAX_SHEET_NAME = 31
SAFE = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
    "remove_timezone": True,
}


def write_xlsx(source: Source, target: str) -> dict[str, int]:
    """One file; longer tables go on in further sheets, longer texts are cut and say so."""
    path = Path(target)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.writing")
    with xlsxwriter.Workbook(str(draft), SAFE) as book:
        counts = {name: _write_table(book, source, name) for name in source.names}
    draft.replace(path)
    return counts


def _write_table(book: xlsxwriter.Workbook, source: Source, name: str) -> int:
    rows = (row for batch in source.rows(name) for row in batch)
    columns = source.columns(name)
    written, number = 0, 1
    while True:
        sheet = _add_sheet(book, name, number, columns)
        last = 0
        for last, row in enumerate(islice(rows, ROWS_PER_SHEET), start=1):
            for column, value in enumerate(row):
                _write_cell(sheet, last, column, value)
        written += last
        number += 1
        if last < ROWS_PER_SHEET:
            return written


def _add_sheet(book: xlsxwriter.Workbook, name: str, number: int, columns: list[ColumnInfo]) -> Any:
    suffix = "" if number == 1 else f" {number}"
    sheet = book.add_worksheet(name[: MAX_SHEET_NAME - len(suffix)] + suffix)
    sheet.freeze_panes(1, 0)
    bold = book.add_format({"bold": True})
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.name, bold)
    return sheet


def _write_cell(sheet: Any, row: int, column: int, value: Any) -> None:
    """Writes by type: what is not a number, date or truth value becomes a string cell, which Excel never evaluates."""
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, (int, float, Decimal)):
        sheet.write_number(row, column, value)
    elif isinstance(value, (date, datetime)):
        sheet.write_datetime(row, column, value)
    else:
        words = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
        sheet.write_string(row, column, words if len(words) <= MAX_CELL else words[: MAX_CELL - len(CUT)] + CUT)
