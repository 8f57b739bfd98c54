"""Finds the rows of a list: its pages, all of it for a download, and the counts beside it, each one query."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa

from explorer.database import Reader, Row
from explorer.lists import PAGE_SIZE, Facet, Listing, State, read_state
from explorer.prepared import day_of, is_dated

SHOWN_VALUES = 8
UNDATED_PART = 99  # stands in place of a facet's number: the rows without a date


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


@dataclass(frozen=True, slots=True)
class Count:
    """A value of a facet: how the filter takes it, how the page shows it, and the rows that have it."""

    value: str
    label: str
    rows: int


def read_page(reader: Reader, listing: Listing, state: State, size: int = PAGE_SIZE) -> Page:
    """The rows of the state's page, `size` at most; none where the URL asks what cannot be.

    The page's ids are found first, on few columns; only they are joined with words.
    """
    if state.problems:
        return Page([], 0, state, listing, {})
    found, values = _found(listing, state)
    limit = [size, (state.page - 1) * size]
    rows = reader.rows(_widened(listing, state, found, "LIMIT ? OFFSET ?", ", total_rows"), [*values, *limit])
    if rows or state.page == 1:
        total = rows[0]["total_rows"] if rows else 0
    else:
        total = (reader.row(f"WITH {found} SELECT count(*) AS n FROM found", values) or {"n": 0})["n"]
    return Page(rows, total, state, listing, _key_names(reader, listing, state))


def with_more(listing: Listing) -> Listing:
    """The list with the columns that files have."""
    return replace(listing, columns=", ".join(filter(None, (listing.columns, listing.more))))


def read_everything(reader: Reader, listing: Listing) -> list[Row]:
    """Every row of the list in its first order, as its pages show them."""
    state = read_state(listing, {})
    found, values = _found(listing, state)
    return reader.rows(_widened(listing, state, found, ""), values)


def read_all(reader: Reader, listing: Listing, state: State, *, only_page: bool = False) -> pa.Table:
    """Every row of the state in its order as a table, or those of its page alone: what a download holds.

    It has the columns that the state chooses, or all.
    """
    listing = with_more(listing)
    found, values = _found(listing, state)
    limit = [PAGE_SIZE, (state.page - 1) * PAGE_SIZE] if only_page else []
    table = reader.table(_widened(listing, state, found, "LIMIT ? OFFSET ?" if only_page else ""), [*values, *limit])
    return table.select([name for name in state.columns if name in table.column_names]) if state.columns else table


def read_facets(reader: Reader, listing: Listing, state: State) -> list[tuple[Facet, list[Count]]]:
    """For each facet the values that most of the state's rows have, as many as the list filtered by it would show."""
    return [] if state.problems else _read_counts(reader, listing, state)[0]


def read_undated(reader: Reader, listing: Listing, state: State) -> int:
    """How many of the state's rows have no date of publication."""
    return 0 if state.problems else _read_counts(reader, listing, state)[1]


def _read_counts(reader: Reader, listing: Listing, state: State) -> tuple[list[tuple[Facet, list[Count]]], int]:
    key = ("facets", listing.name, tuple(sorted(state.given.items())), state.is_folded)
    return reader.keep(key, lambda: _count_facets(reader, listing, state))


def _count_facets(reader: Reader, listing: Listing, state: State) -> tuple[list[tuple[Facet, list[Count]]], int]:
    """The facets' counts and that of the undated, in one pass over the rows: words are looked for but once."""
    columns = {f"f{i}": facet.value for i, facet in enumerate(listing.facets)}
    parts = [
        f"SELECT * FROM (SELECT {i} AS facet, f{i}::VARCHAR AS code, {_counted(listing, state)} AS n FROM hits "
        f"WHERE f{i} IS NOT NULL GROUP BY f{i} ORDER BY n DESC, f{i} LIMIT {SHOWN_VALUES})"
        for i in range(len(listing.facets))
    ]
    if listing.dated:
        columns["has_date"] = listing.dated
        parts.append(f"SELECT {UNDATED_PART}, NULL, {_counted(listing, state)} FROM hits WHERE NOT has_date")
    if not parts:
        return [], 0
    hits, values = _hits(listing, state, columns)
    sql = f"WITH hits AS MATERIALIZED ({hits}) {' UNION ALL '.join(parts)} ORDER BY 1, 3 DESC, 2"
    found: dict[int, list[tuple[str, int]]] = {}
    for number, code, count in (row.values() for row in reader.rows(sql, values)):
        found.setdefault(number, []).append((code, count))
    facets = [(facet, _named_counts(reader, facet, found.get(i, []))) for i, facet in enumerate(listing.facets)]
    return facets, sum(count for _, count in found.get(UNDATED_PART, []))


def _named_counts(reader: Reader, facet: Facet, counts: list[tuple[str, int]]) -> list[Count]:
    if not facet.names:
        return [Count(facet.give(code), facet.show(code), n) for code, n in counts]
    names = {row["code"]: row for row in reader.rows(facet.names, [[int(code) for code, _ in counts]])}
    rows = [(names[int(code)], n) for code, n in counts if int(code) in names]
    return [Count(row["value"], row["label"], n) for row, n in rows]


def _counted(listing: Listing, state: State) -> str:
    """SQL that counts rows of `hits` as the page counts them: those that fold into one as one."""
    if not state.is_folded:
        return "count(*)"
    return "count(*) FILTER (alone) + count(DISTINCT fold) FILTER (NOT alone)"


def _hits(listing: Listing, state: State, more: Mapping[str, str]) -> tuple[str, list[object]]:
    """SQL for every row that fits: place, fold, whether it is alone, and what else is asked for; with its values."""
    conditions, values = _conditions(listing, state)
    where = " AND ".join(["true", *conditions])
    values = [state.phrase] * sum(sql.count("?") for sql in more.values()) + values
    columns = ", ".join(f"{sql} AS {name}" for name, sql in more.items())
    joins = _needed(listing.joins, f"{columns} {where}")
    folds = ", n.fold AS fold, n.alone AS alone, n.outlet AS outlet" if state.is_folded else ", true AS alone"
    start = f"SELECT {listing.place} AS place{folds}, {columns}"
    return f"{start} {listing.index} {joins} WHERE {where}", values


def _conditions(listing: Listing, state: State) -> tuple[list[str], list[object]]:
    """The conditions of the filters that are set, one for each word of a search, and the values of their `?`."""
    conditions: list[str] = []
    values: list[object] = []
    for one in listing.filters:
        if one.name not in state.values:
            continue
        value = state.values[one.name]
        for each in value if isinstance(value, tuple) else (value,):
            condition = one.condition_for(each)
            conditions.append(f"({condition})")
            values += [each] * condition.count("?")
    return conditions, values


def _found(listing: Listing, state: State) -> tuple[str, list[object]]:
    """The common table expressions `hits` and `found`, and their values: every row that fits, by place."""
    hits, values = _hits(listing, state, {"sort_value": listing.sorts[state.column]})
    if not state.is_folded:
        return f"hits AS ({hits}), found AS (FROM hits)", values
    single = "SELECT place, fold, 1 AS repeats, sort_value FROM hits"
    folded = (
        f"{single} WHERE alone UNION ALL SELECT min(place), fold, count(*), arg_min(sort_value, place) "
        "FROM hits WHERE NOT alone GROUP BY fold"
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
    # counted beside the rows, not by a window over all of them: on few rows that window may fail within DuckDB
    # (its issue 22352), which closes the database for every request
    total = "(SELECT count(*) FROM found) AS total_rows"
    parts = [found, f"page AS (SELECT *, {total} FROM found ORDER BY {order} {limit})"]
    columns, join = listing.columns, ""
    if state.is_folded:
        day, dated = day_of("place"), is_dated("place")
        parts.append(
            f"seen AS (SELECT fold, count(DISTINCT outlet) AS outlets, min({day}) FILTER ({dated}) AS first_seen, "
            f"max({day}) FILTER ({dated}) AS last_seen FROM hits WHERE fold IN (SELECT fold FROM page) GROUP BY fold)"
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
