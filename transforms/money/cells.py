"""Sums in the cells of a table that stands in the text: "Net loss | ($1.2m) | ($0.3m)".

A row is one line; tabs or bars part its cells. Only a cell that holds a sum and nothing else is read as one, so that a
bar or a tab in prose means nothing. A line is cut into its cells once, however many sums stand in it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate, pairwise
from operator import attrgetter
from typing import NamedTuple

from transforms.records import Span

PARTING = re.compile(r"\t|\|")
EDGE = " \t\r\u00a0*"  # what stands between a cell's words and its ends
BRACKETS = "()"
MOST_ROWS = 60  # lines looked at above a row for the head of its column
LONGEST_LABEL = 200  # characters; a longer cell names nothing
MOST_AROUND = 40  # brackets and blanks on either side of a sum that is alone in its cell


class Cell(NamedTuple):
    """A cell of a row: its number in the row, and where its words stand."""

    number: int
    start: int
    end: int


class Row(NamedTuple):
    """The cells of a line that hold anything, in order, and whether it is a line of words without cells."""

    cells: list[Cell]
    is_prose: bool


class Rows:
    """The lines of a text as rows of a table, each cut into cells when it is first asked about.

    >>> text = "Year | Sales\\nHarland | $5m\\n2023 | $4m"
    >>> rows = Rows(text)
    >>> [text[span.start : span.end] for span in (rows.label_of(23, 26), rows.label_of(34, 37))]
    ['Harland', 'Sales']
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]  # of each line, and of none more
        self._rows: dict[int, Row] = {}

    def label_of(self, start: int, end: int) -> Span | None:
        """What the row of the cell that holds text[start:end] alone is of: its first words, else the column's head."""
        line = self._line_of(start)
        cells = self._row(line).cells
        own = _cell_around(cells, start, end)
        if own is None or own is cells[0] or not self._holds_alone(own, start, end):
            return None
        first = cells[0]
        if first.end - first.start > LONGEST_LABEL:
            return None
        if any(letter.isalpha() for letter in self._text[first.start : first.end]):
            return Span(first.start, first.end)
        return self._head_of_column(line, own.number)

    def is_lost(self, start: int, end: int) -> bool:
        """Whether the brackets text[start:end] are all that a cell holds: a loss, as accounts write it."""
        cells = self._row(self._line_of(start)).cells
        own = _cell_around(cells, start, end)
        return own is not None and own is not cells[0] and (own.start, own.end) == (start, end)

    def _line_of(self, place: int) -> int:
        return bisect_right(self._starts, place) - 1

    def _row(self, line: int) -> Row:
        row = self._rows.get(line)
        if row is None:
            left, right = self._starts[line], self._starts[line + 1] - 1
            cells = cells_of(self._text, left, right)
            row = self._rows[line] = Row(cells, not cells and bool(self._text[left:right].strip()))
        return row

    def _holds_alone(self, cell: Cell, start: int, end: int) -> bool:
        if max(start - cell.start, cell.end - end) > MOST_AROUND:
            return False
        around = self._text[cell.start : start] + self._text[end : cell.end]
        return not around.strip(EDGE + BRACKETS)

    def _head_of_column(self, line: int, number: int) -> Span | None:
        """The words of the highest cell of a column, above a line."""
        head = None
        for above in range(line - 1, max(line - MOST_ROWS, 0) - 1, -1):
            row = self._row(above)
            if row.is_prose:
                break
            place = bisect_left(row.cells, number, key=attrgetter("number"))
            cell = row.cells[place] if place < len(row.cells) else None
            if cell is not None and cell.number == number and self._names(cell):
                head = Span(cell.start, cell.end)
        return head

    def _names(self, cell: Cell) -> bool:
        """Whether a cell can be the head of a column."""
        return self._text[cell.start].isalpha() and cell.end - cell.start <= LONGEST_LABEL


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


def _cell_around(cells: list[Cell], start: int, end: int) -> Cell | None:
    """The cell that text[start:end] stands in."""
    place = bisect_right(cells, start, key=attrgetter("start")) - 1
    return cells[place] if place >= 0 and end <= cells[place].end else None
