"""Lists of rows whose filters, order and page stand in the URL and are carried out in SQL."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import pyarrow as pa

from explorer.database import Reader, Row

PAGE_SIZE = 50
FIRST_FILTERS = ("text", "speaker", "claimant", "publisher", "since", "until", "stage", "country", "kind")
LAST_PAGE = 100_000


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter of a list: its name in the URL, and the condition it sets, with `?` for its value (each time)."""

    name: str
    label: str
    condition: str
    kind: str = "text"  # text | choice | date | number | key (set by links, not typed)
    choices: tuple[str, ...] = ()
    names: str = ""  # for a key: SQL that says its name

    @property
    def is_first(self) -> bool:
        """Whether it stands among the few filters shown at once."""
        return self.name in FIRST_FILTERS


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: where its rows are found, filtered and ordered, and what a shown row has. All SQL is written in code.

    Rows are known by `place`, a number that is the last order of the list. Aliases of `joins` are joined only when a
    filter or the sort speaks of them.
    """

    name: str
    index: str  # FROM ...
    place: str
    joins: Mapping[str, str]
    columns: str
    wide: str  # JOIN ..., from `page.place`, for the rows of one page only
    filters: tuple[Filter, ...]
    sorts: Mapping[str, str]
    sort: str  # the first order, "-" in front for the largest first
    fold: str = ""  # rows equal in this number are shown as one: the first of them


@dataclass(frozen=True, slots=True)
class State:
    """What the URL asks of a list. Bad values are left out, and `problems` says so."""

    values: dict[str, object]
    given: dict[str, str]
    sort: str
    page: int
    is_folded: bool
    problems: tuple[str, ...] = ()

    @property
    def column(self) -> str:
        """The sort's name without its direction."""
        return self.sort.removeprefix("-")

    def query(self, **changes: object) -> dict[str, object]:
        """The URL's parameters for this state with changes; None takes one out."""
        base: dict[str, object] = {**self.given, "sort": self.sort}
        if not self.is_folded:
            base["fold"] = "no"
        return {name: value for name, value in {**base, **changes}.items() if value not in (None, "")}


@dataclass(frozen=True, slots=True)
class Page:
    """The rows to show, of how many, and the names of the keys filtered by."""

    rows: list[Row]
    total: int
    state: State
    listing: Listing
    key_names: dict[str, str]

    @property
    def first(self) -> int:
        """The number of the first row shown, from 1."""
        return (self.state.page - 1) * PAGE_SIZE + 1

    @property
    def last_page(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.total // PAGE_SIZE))


def read_state(listing: Listing, query: Mapping[str, str]) -> State:
    """The state a URL's parameters ask for; unknown parameters are ignored."""
    values: dict[str, object] = {}
    given: dict[str, str] = {}
    problems = []
    for one in listing.filters:
        words = query.get(one.name, "").strip()[:500]
        if not words:
            continue
        try:
            values[one.name] = read_value(one, words)
            given[one.name] = words
        except ValueError as error:
            problems.append(str(error))
    sort = query.get("sort", listing.sort)
    if sort.removeprefix("-") not in listing.sorts:
        sort = listing.sort
    page = query.get("page", "1")
    number = min(max(int(page), 1), LAST_PAGE) if page.isascii() and page.isdigit() and len(page) < 9 else 1
    is_folded = bool(listing.fold) and query.get("fold") != "no"
    return State(values, given, sort, number, is_folded, tuple(problems))


def read_value(one: Filter, words: str) -> object:
    """A filter's value from its words. Raises ValueError, in words for the reader, where it cannot be one.

    >>> read_value(Filter("since", "From", "", "date"), "2018-05-04")
    datetime.date(2018, 5, 4)
    """
    if one.kind == "date":
        try:
            return date.fromisoformat(words)
        except ValueError:
            raise ValueError(f"{one.label}: “{words}” is not a date like 2018-05-04, so it was left out.") from None
    if one.kind == "number":
        try:
            value = Decimal(words.replace(",", ""))
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite() or abs(value) > Decimal(10) ** 30:
            raise ValueError(f"{one.label}: “{words}” is not a number, so it was left out.")
        return value
    if one.kind == "choice" and one.choices and words not in one.choices:
        raise ValueError(f"{one.label}: there is no “{words}”, so it was left out.")
    return words


def read_page(reader: Reader, listing: Listing, state: State) -> Page:
    """The rows of the state's page. The page's ids are found first, on few columns; only they are joined with words."""
    found, values = _found(listing, state)
    limit = [PAGE_SIZE, (state.page - 1) * PAGE_SIZE]
    rows = reader.rows(_widened(listing, state, found, "LIMIT ? OFFSET ?", ", total_rows"), [*values, *limit])
    if rows:
        total = rows[0]["total_rows"]
    else:
        total = (reader.row(f"WITH {found} SELECT count(*) AS n FROM found", values) or {"n": 0})["n"]
    return Page(rows, total, state, listing, _key_names(reader, listing, state))


def read_all(reader: Reader, listing: Listing, state: State, *, only_page: bool = False) -> pa.Table:
    """Every row of the state in its order as a table, or those of its page alone: what a download holds."""
    found, values = _found(listing, state)
    limit = [PAGE_SIZE, (state.page - 1) * PAGE_SIZE] if only_page else []
    return reader.table(_widened(listing, state, found, "LIMIT ? OFFSET ?" if only_page else ""), [*values, *limit])


def _found(listing: Listing, state: State) -> tuple[str, list[object]]:
    """The common table expressions `hits` and `found`, and their values: every row that fits, by place."""
    used = [one for one in listing.filters if one.name in state.values]
    values = [state.values[one.name] for one in used for _ in range(one.condition.count("?"))]
    where = " AND ".join(["true", *(f"({one.condition})" for one in used)])
    sort = listing.sorts[state.column]
    joins = _needed(listing.joins, f"{sort} {where}")
    fold = listing.fold if state.is_folded else "0"
    hits = (
        f"SELECT {listing.place} AS place, {fold} AS fold, {sort} AS sort_value {listing.index} {joins} WHERE {where}"
    )
    if not state.is_folded:
        return f"hits AS ({hits}), found AS (SELECT place, fold, 1 AS repeats, sort_value FROM hits)", values
    folded = (
        "SELECT min(place) AS place, fold, count(*) AS repeats, arg_min(sort_value, place) AS sort_value "
        "FROM hits GROUP BY fold"
    )
    return f"hits AS ({hits}), found AS ({folded})", values


def _needed(joins: Mapping[str, str], words: str) -> str:
    """The joins for the aliases used, each with those its own condition uses."""
    chosen: list[str] = []
    for alias, join in reversed(list(joins.items())):
        if re.search(rf"\b{alias}\.", f"{words} {' '.join(chosen)}"):
            chosen.append(join)
    return " ".join(reversed(chosen))


def _widened(listing: Listing, state: State, found: str, limit: str, extra: str = "") -> str:
    """The whole query: the page's places, then what each row of it shows."""
    order = f"sort_value {'DESC' if state.sort.startswith('-') else 'ASC'} NULLS LAST, place"
    parts = [found, f"page AS (SELECT *, count(*) OVER () AS total_rows FROM found ORDER BY {order} {limit})"]
    columns, join = listing.columns, ""
    if state.is_folded:
        articles = _needed(listing.joins, "a.")
        parts.append(
            "seen AS (SELECT hits.fold, count(DISTINCT a.publisher) AS outlets, min(a.published_at)::DATE AS "
            "first_seen, "
            f"max(a.published_at)::DATE AS last_seen FROM page JOIN hits USING (fold) "
            f"{articles.replace(listing.place, 'hits.place')} GROUP BY hits.fold)"
        )
        columns += ", repeats, outlets, first_seen, last_seen"
        join = "JOIN seen USING (fold)"
    return f"WITH {', '.join(parts)} SELECT {columns}{extra} FROM page {join} {listing.wide} ORDER BY {order}"


def _key_names(reader: Reader, listing: Listing, state: State) -> dict[str, str]:
    names = {}
    for one in listing.filters:
        if one.kind == "key" and one.name in state.values:
            value: Any = state.values[one.name]
            row = reader.row(one.names, [value]) if one.names else None
            names[one.name] = str(next(iter(row.values()))) if row else str(value)
    return names
