"""What the commands print: the closing table of a run, and rows in several formats."""

from __future__ import annotations

import csv
import io
import json
import math
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
from rich.console import Console
from rich.table import Table

from flows.settings import Settings
from warehouse.wording import show_count

if TYPE_CHECKING:
    from pathlib import Path

    from flows.stages.record import RunResult
    from warehouse.database.comparing import Difference
    from warehouse.database.database import QueryResult

FORMATS = ("table", "csv", "json", "parquet")
REJECTS_SHOWN = 5
SOURCES_SHOWN = 20
FIELDS_SHOWN = ("published_at", "headline", "byline", "publisher")
Row = dict[str, Any]


def print_result(console: Console, result: RunResult, settings: Settings, stages: tuple[str, ...]) -> None:
    """The closing table: what happened to the inputs, the rows of every table, and what to type next."""
    console.print(f"{result.run_id}: {result.status.replace('_', ' ')}", highlight=False)
    table = Table(show_header=False)
    table.add_column()
    table.add_column(justify="right")
    if "ingest" in stages:
        for name in ("new", "revised", "unchanged", "rejected"):
            table.add_row(name, f"{getattr(result.counts, name):,}")
    if result.unannotated:
        table.add_row("unannotated", f"{result.unannotated:,}")
    if table.row_count:
        table.add_section()
    if result.rows:
        for name, count in result.rows.items():
            table.add_row(name, f"{count:,}")
    console.print(table)
    if result.words:
        rate = result.words / max(result.seconds, 0.001)
        read = f"{show_count(result.annotated, 'article')}, {show_count(result.words, 'word')}"
        console.print(f"{read} annotated in {result.seconds:.1f} s ({rate:,.0f} words/s)")
    _print_fields(console, result)
    _print_rejects(console, result)
    console.print(f"Next: {suggest_next(settings, stages)}", markup=False, highlight=False, soft_wrap=True)


def print_counts(console: Console, title: str, counts: Mapping[str, int]) -> None:
    """Rows by table under a title."""
    console.print(title, markup=False, highlight=False)
    table = Table(show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for name, count in counts.items():
        table.add_row(name, f"{count:,}")
    console.print(table)


def print_differences(console: Console, differences: list[Difference], report: Path | None) -> None:
    """What annotating again changed, by table and publisher."""
    if report is None:
        console.print("Nothing to compare: no article was annotated by another version.")
        return
    table = Table(title="Rows before and after", title_justify="left")
    for name in ("table", "publisher", "before", "after", "gained", "lost", "changed"):
        table.add_column(name, justify="left" if name in ("table", "publisher") else "right")
    for d in differences:
        counts = (f"{n:,}" for n in (d.before, d.after, d.gained, d.lost, d.changed))
        table.add_row(d.table, escape_markup(d.publisher or "(none)"), *counts)
    console.print(table if differences else "Every row is as it was.")
    console.print(f"Report: {report}", markup=False, highlight=False, soft_wrap=True)


def _print_fields(console: Console, result: RunResult) -> None:
    """How full the fields of each source are, and what could not be read; nothing where all are full."""
    sources: dict[str, list[Row]] = {}
    for row in result.counts.fields:
        sources.setdefault(row["source"] + (f" ({row['shape']})" if row["shape"] else ""), []).append(row)
    for source, rows in list(sources.items())[:SOURCES_SHOWN]:
        named = [row for row in rows if row["field"] in FIELDS_SHOWN]
        if any(row["filled"] < row["articles"] for row in named):
            share = ", ".join(f"{row['field']} {row['filled']:,}" for row in named)
            line = f"of {show_count(rows[0]['articles'], 'article')} in {source}: {share}"
            console.print(line, markup=False, highlight=False, soft_wrap=True)
        for row in rows:
            if row["unread"]:
                line = f"  {row['field']} could not be read in {row['unread']:,}, first: {row['first_unread']}"
                console.print(line, markup=False, highlight=False, soft_wrap=True)


def _print_rejects(console: Console, result: RunResult) -> None:
    for row in result.counts.rejects[:REJECTS_SHOWN]:
        place = row["source_uri"] + (f", line {row['line']}" if row["line"] else "")
        console.print(f"rejected: {place}: {row['error']}", markup=False, highlight=False, soft_wrap=True)
    more = len(result.counts.rejects) - REJECTS_SHOWN
    if more > 0:
        console.print(f"and {more:,} more: onrecord sql 'SELECT source_uri, line, error FROM rejects'", markup=False)


def suggest_next(settings: Settings, stages: tuple[str, ...]) -> str:
    """The command a newcomer would want after these stages."""
    data = "" if str(settings.data) == "data" else f" --data {settings.data}"
    if "load" in stages:
        question = "SELECT e.name, q.quoted_text FROM quotes q JOIN entities e ON e.entity_id = q.speaker_id LIMIT 10"
        return f'onrecord sql "{question}"{data}'
    return f"onrecord {'load' if 'transform' in stages else 'transform'}{data}"


def print_rows(result: QueryResult, form: str) -> None:
    """Writes rows to standard output: a table, CSV, JSON (one array) or Parquet."""
    if form == "csv":
        for row in (result.columns, *result.rows):
            sys.stdout.write(write_line(row))
    elif form == "parquet":
        pq.write_table(to_arrow(result), sys.stdout.buffer)
    elif form == "json":
        rows = [dict(zip(name_apart(result.columns), map(as_json, row), strict=True)) for row in result.rows]
        sys.stdout.write(json.dumps(rows, default=str, ensure_ascii=False) + "\n")
    else:
        _print_table(result)


def write_line(row: Sequence[Any]) -> str:
    """A row of CSV, ended by a line feed alone; a carriage return within a value is quoted.

    >>> write_line(["a", None, True, "b\\rc"])
    'a,,true,"b\\rc"\\n'
    """
    words = io.StringIO()
    cells = [str(value).lower() if isinstance(value, bool) else value for value in row]  # as `onrecord export csv`
    csv.writer(words).writerow(cells)  # its own ending makes it quote both characters of it
    return words.getvalue().removesuffix("\r\n") + "\n"


def name_apart(names: Sequence[str]) -> list[str]:
    """The names of columns, a number added where one comes again: JSON and Parquet have each name once.

    >>> name_apart(["name", "id", "name"])
    ['name', 'id', 'name_2']
    """
    seen: Counter[str] = Counter()
    found = []
    for name in names:
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return found


def as_json(value: object) -> object:
    """The value, null for a number that JSON does not have: infinity, or no number."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


def to_arrow(result: QueryResult) -> pa.Table:
    """The rows as an Arrow table; a column without any value is of type string."""
    arrays = [pa.array([row[i] for row in result.rows]) for i in range(len(result.columns))]
    arrays = [array.cast(pa.string()) if pa.types.is_null(array.type) else array for array in arrays]
    return pa.table(arrays, names=name_apart(result.columns))


def _print_table(result: QueryResult) -> None:
    console = Console()
    table = Table(show_lines=False)
    for name in result.columns:
        table.add_column(name, overflow="fold")
    for row in result.rows:
        table.add_row(*("" if value is None else escape_markup(str(value)) for value in row))
    console.print(table)
    console.print(show_count(len(result.rows), "row"))


def escape_markup(words: str) -> str:
    """The words with rich's markup and terminal control characters made harmless.

    >>> escape_markup("[bold]a\\x1b")
    '\\\\[bold]a\\\\x1b'
    """
    from rich.markup import escape

    return escape("".join(c if c.isprintable() or c in "\n\t" else repr(c)[1:-1] for c in words))
