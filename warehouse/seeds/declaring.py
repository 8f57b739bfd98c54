"""What a declaration of a seed file says, and the checks that follow from it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import filterfalse
from operator import itemgetter

SeedRow = dict[str, str]
NUMBER = re.compile(r"-?\d+(\.\d+)?")
STAGES = {
    "sources": "taking articles in",
    "annotation": "annotating articles",
    "linking": "linking the corpus",
    "views": "the views of the warehouse",
}


class SeedError(ValueError):
    """A seed file breaks its declaration; the words name file, line and column."""


@dataclass(frozen=True)
class Column:
    """One column of a seed file.

    type: one of TYPES. allowed: the values a cell may have, each with its meaning. optional: whether a cell may be
    empty. exact: whether upper and lower case tell keys apart; elsewhere keys are compared without case.
    """

    name: str
    meaning: str
    type: str = "text"
    allowed: Mapping[str, str] = field(default_factory=dict)
    optional: bool = False
    exact: bool = False


@dataclass(frozen=True)
class Seed:
    """One CSV file of `seeds/`.

    key: columns whose values together stand in one row only. read_by: the stages whose rows it can change, of STAGES.
    made_by: the command that writes a file which no person edits. complete: a column of which every allowed value
    must stand in some row, since the program looks each of them up.
    """

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    read_by: frozenset[str]
    made_by: str = ""
    complete: str = ""

    @property
    def file(self) -> str:
        """The name of the file."""
        return f"{self.name}.csv"


@dataclass(frozen=True)
class WeightFile:
    """A file of trained weights, `models/NAME.npz`: what it holds, who reads it, where its training is told of."""

    name: str
    meaning: str
    read_by: frozenset[str]
    page: str


def is_number(cell: str) -> bool:
    """Whether the cell is a decimal number."""
    return NUMBER.fullmatch(cell) is not None


def is_ratio(cell: str) -> bool:
    """Whether the cell is a number or a fraction such as 1/3."""
    over, _, under = cell.partition("/")
    return is_number(over) and ("/" not in cell or (under.isdecimal() and int(under) > 0))


def is_share(cell: str) -> bool:
    """Whether the cell is a number from 0 to 1."""
    return is_number(cell) and 0 <= float(cell) <= 1


def is_date(cell: str) -> bool:
    """Whether the cell is a day such as 2024-03-14."""
    try:
        return bool(date.fromisoformat(cell))
    except ValueError:
        return False


def matches(pattern: str) -> Callable[[str], bool]:
    """Whether the whole cell has the pattern."""
    fits = re.compile(pattern).fullmatch
    return lambda cell: fits(cell) is not None


def are_parts(cell: str) -> bool:
    """Whether the cell is parts joined by "|", none of them empty or with blanks at its edges."""
    return all(part and part == part.strip() for part in cell.split("|"))


# Each type of cell: what a message calls it, and its test.
TYPES: Mapping[str, tuple[str, Callable[[str], bool]]] = {
    "text": ("words without blanks at their edges", lambda cell: cell == cell.strip()),
    "raw": ("words as they are, blanks included", lambda _: True),
    "words": ("words parted by single blanks", lambda cell: cell == " ".join(cell.split())),
    "parts": ('names parted by "|"', are_parts),
    "number": ("a number", is_number),
    "ratio": ("a number or a fraction", is_ratio),
    "share": ("a number from 0 to 1", is_share),
    "integer": ("a whole number", matches(r"\d+")),
    "date": ("a day such as 2024-03-14", is_date),
    "country": ("a country code of two capitals", matches(r"[A-Z]{2}")),
    "currency": ("a currency code of three capitals", matches(r"[A-Z]{3}")),
    "currencies": (
        'currency codes parted by "|", the first of which may be empty',
        matches(r"([A-Z]{3})?(\|[A-Z]{3})*"),
    ),
    "duration": ("an ISO 8601 duration such as P1Y", matches(r"P(\d+[YMWD])+|PT\d+[HMS]")),
}


def check_header(seed: Seed, place: str, header: Sequence[str]) -> None:
    """Raises SeedError where columns are missing, unknown or doubled; optional ones may be left out at the end."""
    known = [column.name for column in seed.columns]
    for name in header:
        if name not in known:
            raise SeedError(f"{place}, line 1: there is no column {name!r}; the columns are {', '.join(known)}")
        if header.count(name) > 1:
            raise SeedError(f"{place}, line 1: the column {name!r} stands twice")
    for column in seed.columns:
        if column.name not in header:
            raise SeedError(f"{place}, line 1: the column {column.name!r} is missing")


def check_rows(seed: Seed, place: str, rows: Sequence[SeedRow], lines: Sequence[int]) -> None:
    """Raises SeedError for the first cell that breaks the declaration; lines are those of the rows in their file."""
    for column in seed.columns:
        test = cell_test(column)
        wrong = set(filterfalse(test, set(map(itemgetter(column.name), rows))))
        if wrong:
            number = next(n for n, row in enumerate(rows) if row[column.name] in wrong)
            raise SeedError(f"{place}, line {lines[number]}, column {column.name}: {_explain(column, rows[number])}")
    if seed.key:
        _check_key(seed, place, rows, lines)


def check_complete(seed: Seed, place: str, rows: Sequence[SeedRow]) -> None:
    """Raises SeedError where a value that the program looks up stands in no row."""
    if seed.complete:
        column = next(column for column in seed.columns if column.name == seed.complete)
        missing = sorted(set(column.allowed) - {row[column.name] for row in rows})
        if missing:
            raise SeedError(f"{place}, column {column.name}: no row has {missing[0]!r}, which the program needs")


def cell_test(column: Column) -> Callable[[str], bool]:
    """The test of the column's cells."""
    fits = TYPES[column.type][1]
    if column.allowed:
        return lambda cell: cell in column.allowed or (column.optional and not cell)
    return lambda cell: fits(cell) if cell else column.optional


def _explain(column: Column, row: SeedRow) -> str:
    cell = row[column.name]
    if not cell:
        return "the cell is empty"
    if column.allowed:
        return f"{cell!r} is not one of {', '.join(column.allowed)}"
    return f"{cell!r} is not {TYPES[column.type][0]}"


def key_of(seed: Seed) -> Callable[[SeedRow], tuple[str, ...]]:
    """What tells one row of the file from another."""
    columns = [(column.name, column.exact) for column in seed.columns if column.name in seed.key]
    if len(columns) == 1:
        name, exact = columns[0]
        return (lambda row: (row[name],)) if exact else (lambda row: (row[name].casefold(),))
    return lambda row: tuple([row[name] if exact else row[name].casefold() for name, exact in columns])


def _check_key(seed: Seed, place: str, rows: Sequence[SeedRow], lines: Sequence[int]) -> None:
    keys = list(map(key_of(seed), rows))
    if len(set(keys)) == len(keys):
        return
    first: dict[tuple[str, ...], int] = {}
    for key, line in zip(keys, lines, strict=True):
        if key in first:
            words = " ".join(key)
            raise SeedError(
                f"{place}, line {line}, column {seed.key[0]}: {words!r} stands in line {first[key]} already"
            )
        first[key] = line
