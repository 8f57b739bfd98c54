"""What the commands print: the closing table of a run, and rows in several formats."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
from rich.console import Console
from rich.table import Table

from flows.settings import Settings

if TYPE_CHECKING:
    from flows.run import RunResult

FORMATS = ("table", "csv", "json", "parquet")
REJECTS_SHOWN = 5


def print_result(console: Console, result: RunResult, settings: Settings, stages: tuple[str, ...]) -> None:
    """The closing table: what happened to the inputs, the rows of every table, and what to type next."""
    table = Table(title=f"{result.run_id}: {result.status.replace('_', ' ')}", title_justify="left", show_header=False)
    table.add_column()
    table.add_column(justify="right")
    if "ingest" in stages:
        for name in ("new", "revised", "unchanged", "rejected"):
            table.add_row(name, f"{getattr(result.counts, name):,}")
        table.add_section()
    if result.rows:
        for name, count in result.rows.items():
            table.add_row(name, f"{count:,}")
    console.print(table)
    if result.words:
        rate = result.words / max(result.seconds, 0.001)
        read = f"{result.annotated:,} articles, {result.words:,} words annotated"
        console.print(f"{read} in {result.seconds:.1f} s ({rate:,.0f} words/s)")
    _print_rejects(console, result)
    console.print(f"Next: {suggest_next(settings, stages)}", markup=False, highlight=False, soft_wrap=True)


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
        question = "SELECT e.name, q.text FROM quotes q JOIN entities e ON e.entity_id = q.speaker_id LIMIT 10"
        return f'onrecord sql "{question}"{data}'
    return f"onrecord {'load' if 'transform' in stages else 'transform'}{data}"


def print_rows(table: pa.Table, form: str) -> None:
    """Writes rows to standard output: a table, CSV, JSON (one array) or Parquet."""
    if form == "csv":
        pa.csv.write_csv(table, sys.stdout.buffer)
    elif form == "parquet":
        pa.parquet.write_table(table, sys.stdout.buffer)
    elif form == "json":
        import json

        sys.stdout.write(json.dumps(table.to_pylist(), default=str, ensure_ascii=False) + "\n")
    else:
        _print_table(table)


def _print_table(rows: pa.Table) -> None:
    console = Console()
    table = Table(show_lines=False)
    for name in rows.column_names:
        table.add_column(name, overflow="fold")
    for row in rows.to_pylist():
        table.add_row(*("" if value is None else escape_markup(str(value)) for value in row.values()))
    console.print(table)
    console.print(f"{rows.num_rows:,} row{'' if rows.num_rows == 1 else 's'}")


def escape_markup(words: str) -> str:
    """The words with rich's markup and terminal control characters made harmless.

    >>> escape_markup("a\\x1b[31m")
    'a\\\\x1b\\\\[31m'
    """
    from rich.markup import escape

    return escape("".join(c if c.isprintable() or c in "\n\t" else repr(c)[1:-1] for c in words))
