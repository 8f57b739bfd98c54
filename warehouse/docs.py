"""Writes what follows from the declarations: `python -m warehouse.docs [DATABASE]` (make docs).

docs/tables.md, seeds/README.md, the checks of the warehouse that are laws of its rows, and, given a warehouse to take
examples from, docs/views.md.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from warehouse.database.checking import CHECKS
from warehouse.database.database import run_query
from warehouse.database.viewing import columns_of, question_of, read_views
from warehouse.laws.declared import LAWS
from warehouse.seeds import SEEDS
from warehouse.seeds.describing import render_seeds
from warehouse.seeds.reading import NOTE, describe_checked
from warehouse.tables import ENTITY_COLUMNS, LINKED_COLUMNS, SQL_TYPES, TABLES, Column, Table, describe

DOCS = Path(__file__).resolve().parent.parent / "docs"
# what no two runs share, as an example
OF_ONE_RUN = {
    "run_id": "run_20260302T060000_4f1c9a",
    "started_at": "2026-03-02 06:00:00+00:00",
    "seen_at": "2026-03-02 06:00:00+00:00",
    "seconds": 1.2,
}
STORES = {
    "batch": "Immutable rows, written with the batch of articles they belong to.",
    "link": "Decided by the whole corpus, replaced as a whole.",
    "log": "Written by runs.",
}


def render_tables() -> str:
    """The page docs/tables.md."""
    warehouse = [table for table in TABLES.values() if table.in_warehouse]
    lake_only = [table for table in TABLES.values() if not table.in_warehouse]
    intro = (
        "# Tables\n\n"
        "Made from `warehouse/tables.py` by `make docs`; the same words are the comments in DuckDB "
        "(`SELECT * FROM duckdb_columns()`).\n\n"
        "Offsets are Unicode code points into `articles.text`, half open: `text[start:end]` is the row's text. "
        '`"end"` needs quotes in SQL. Money is exact: `DECIMAL(38,6)`.\n\n'
        "In the lake's Parquet files the same tables stand under `lake/TABLE/`, without the columns marked "
        "*corpus* and with `article_entity_id`s in the columns marked *entity*; loading joins the link tables.\n"
    )
    index = "\n".join(f"| [{t.name}](#{t.name}) | {t.meaning} |" for t in TABLES.values())
    return (
        intro
        + "\n| table | holds |\n|---|---|\n"
        + index
        + "\n\n"
        + "\n".join(_render_table(table) for table in warehouse)
        + "\n## In the lake alone\n\n"
        + "\n".join(_render_table(table) for table in lake_only)
    )


def _render_table(table: Table) -> str:
    rows = "\n".join(_render_column(table, column) for column in table.columns)
    keys = ", ".join(f"`{name}`" for name in table.key)
    head = "| column | type | null | meaning |\n|---|---|---|---|"
    return f"## {table.name}\n\n{table.meaning} {STORES[table.store]} Key: {keys}.\n\n{head}\n{rows}\n"


def _render_column(table: Table, column: Column) -> str:
    words = describe(column).replace("|", "\\|")
    if column.references:
        words += f" → `{column.references}`"
    if column.name in LINKED_COLUMNS.get(table.name, ()):
        words += " *(corpus)*"
    if column.name in ENTITY_COLUMNS.get(table.name, ()):
        words += " *(entity)*"
    return f"| {column.name} | {SQL_TYPES[column.kind]} | {'yes' if column.nullable else ''} | {words} |"


def render_checks() -> dict[str, str]:
    """The checks that follow from the laws of the tables, by name."""
    return {law.name: law.sql() for law in LAWS}


def render_views(examples: Mapping[str, Mapping[str, object]]) -> str:
    """The page docs/views.md, with the values of one row for each view."""
    views = dict(sorted(read_views().items()))
    index = "\n".join(f"| [{name}](#{name}) | {question_of(sql)} |" for name, sql in views.items())
    pages = "\n".join(_render_view(name, sql, examples.get(name, {})) for name, sql in views.items())
    return (
        "# Views\n\n"
        "Made from `warehouse/database/views/*.sql` by `make docs`; the questions and meanings are the comments in "
        "DuckDB, too. Each view is one readable SQL file: copy it and change it. `spell_title` is a macro in the file, "
        "made from `seeds/title_forms.csv`.\n\n"
        "Counts are of statements, not of reprints: copies of one text (`articles.cluster_id`) count once, and only "
        "current revisions count. The examples are the first rows of the views over the four made-up articles of "
        "`docs/views.jsonl`.\n\n"
        f"| view | question |\n|---|---|\n{index}\n\n{pages}"
    )


def _render_view(name: str, sql: str, example: Mapping[str, object]) -> str:
    rows = [
        f"| {column} | {_cell(words)} | {_cell(_steady(column, example.get(column)))} |"
        for column, words in columns_of(sql).items()
    ]
    table = "\n".join(["| column | meaning | example |", "|---|---|---|", *rows])
    return f"## {name}\n\n{question_of(sql)}\n\n{table}\n"


def _steady(column: str, value: object) -> object:
    """An example that making the page again does not change."""
    return value if value is None else OF_ONE_RUN.get(column, value)


def _cell(value: object) -> str:
    return "" if value is None else " ".join(str(value).split()).replace("|", "\\|")


def read_examples(database: Path) -> dict[str, dict[str, object]]:
    """The first row of every view that has one, with values only where there are any."""
    examples: dict[str, dict[str, object]] = {}
    for name in read_views():
        found = run_query(database, f'FROM "{name}"', row_limit=1)
        if found.rows:
            examples[name] = dict(zip(found.columns, found.rows[0], strict=True))
    return examples


def write_all(database: Path | None) -> None:
    """Writes every generated file; the page of views only where a warehouse gives the examples."""
    for name, sql in render_checks().items():
        (CHECKS / f"{name}.sql").write_text(sql, encoding="utf-8")
    DOCS.mkdir(exist_ok=True)
    (DOCS / "tables.md").write_text(render_tables(), encoding="utf-8")
    (SEEDS / "README.md").write_text(render_seeds(), encoding="utf-8")
    (SEEDS / NOTE).write_text(describe_checked(), encoding="utf-8")
    if database is not None:
        (DOCS / "views.md").write_text(render_views(read_examples(database)), encoding="utf-8")


if __name__ == "__main__":
    write_all(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
