"""Sums in the cells of a table that stands in the text: "Net loss | ($1.2m) | ($0.3m)".

A row is one line; tabs or bars part its cells. Only a cell that holds a sum and nothing else is read as one, so that a
bar or a tab in prose means nothing.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from transforms.records import Span

PARTING = re.compile(r"\t|\|")
EDGE = " \t\r\u00a0*"  # what stands between a cell's words and its ends
BRACKETS = "()"
MOST_ROWS = 60  # lines looked at above a row for the head of its column


class Cell(NamedTuple):
    """A cell of a row: its number in the row, and where its words stand."""

    number: int
    start: int
    end: int


def label_of_cell(text: str, start: int, end: int) -> Span | None:
    """What the row of the cell that holds text[start:end] alone is about: its first words, else the column's head.

    >>> text = "Year | Sales\\nHarland | $5m\\n2023 | $4m"
    >>> [text[span.start : span.end] for span in (label_of_cell(text, 23, 26), label_of_cell(text, 34, 37))]
    ['Harland', 'Sales']
    """
    row = _line_around(text, start)
    cells = cells_of(text, *row)
    own = next((cell for cell in cells if cell.start <= start and end <= cell.end), None)
    if own is None or own is cells[0] or not _holds_alone(text, own, start, end):
        return None
    first = cells[0]
    if any(letter.isalpha() for letter in text[first.start : first.end]):
        return Span(first.start, first.end)
    return _head_of_column(text, row[0], own.number)


def is_lost(text: str, start: int, end: int) -> bool:
    """Whether the brackets text[start:end] are all that a cell holds: a loss, as accounts write it."""
    cells = cells_of(text, *_line_around(text, start))
    return len(cells) > 1 and any((cell.start, cell.end) == (start, end) for cell in cells[1:])


def cells_of(text: str, left: int, right: int) -> list[Cell]:
    """The cells of a line that hold anything, in order; none where nothing parts them."""
    marks = [match.start() for match in PARTING.finditer(text, left, right)]
    found = []
    for number, (a, b) in enumerate(pairwise([left - 1, *marks, right])) if marks else ():
        inner = text[a + 1 : b]
        start = a + 1 + len(inner) - len(inner.lstrip(EDGE))
        if words := inner.strip(EDGE):
            found.append(Cell(number, start, start + len(words)))
    return found


def _line_around(text: str, place: int) -> tuple[int, int]:
    end = text.find("\n", place)
    return text.rfind("\n", 0, place) + 1, len(text) if end < 0 else end


def _holds_alone(text: str, cell: Cell, start: int, end: int) -> bool:
    around = text[cell.start : start] + text[end : cell.end]
    return not around.strip(EDGE + BRACKETS)


def _head_of_column(text: str, row_start: int, number: int) -> Span | None:
    """The words of the highest cell of a column, above the row that begins at row_start."""
    head = None
    for _ in range(MOST_ROWS):
        if row_start == 0:
            break
        left, right = _line_around(text, row_start - 1)
        row_start = left
        cells = cells_of(text, left, right)
        if not cells and text[left:right].strip():
            break
        head = next((Span(c.start, c.end) for c in cells if c.number == number and text[c.start].isalpha()), head)
    return head
