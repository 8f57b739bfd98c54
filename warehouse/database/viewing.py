"""The views of `views/`: one readable SQL file each, whose first line is the question it answers.

A view's columns are described by comment lines `-- column: meaning` below the question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb

from warehouse.database.counting import counting_sql
from warehouse.seeds import read_seeds
from warehouse.tables import quote_literal

VIEWS = Path(__file__).parent / "views"
READ_FROM = re.compile(r"\b(?:FROM|JOIN)\s+(\w+)")
COLUMN_COMMENT = re.compile(r"^-- (\w+): (.+)$", re.MULTILINE)


def read_views(folder: Path = VIEWS) -> dict[str, str]:
    """The views' SQL by name, each after those it reads from."""
    views = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.sql"))}
    needs = {name: views.keys() & set(READ_FROM.findall(sql)) - {name} for name, sql in views.items()}
    return {name: views[name] for name in TopologicalSorter(needs).static_order()}


def question_of(sql: str) -> str:
    """The question that a view answers: its first line.

    >>> question_of("-- Who spoke?\\nSELECT 1")
    'Who spoke?'
    """
    return sql.splitlines()[0].removeprefix("-- ")


def columns_of(sql: str) -> dict[str, str]:
    """The described columns of a view."""
    return dict(COLUMN_COMMENT.findall(sql))


def spell_title_sql(forms: Iterable[Mapping[str, str]]) -> str:
    """The statement for the macro `spell_title`, which views use: a title in lower case, short forms spelled out.

    forms are the rows of `seeds/title_forms.csv`.

    >>> with duckdb.connect() as con:
    ...     _ = con.execute(spell_title_sql([{"form": "lt gov", "title": "lieutenant governor"}]))
    ...     con.sql("SELECT spell_title('Lt. Gov.'), spell_title('Mayor')").fetchall()
    [('lieutenant governor', 'mayor')]
    """
    pairs = ", ".join(f"{quote_literal(row['form'])}: {quote_literal(row['title'])}" for row in forms)
    return (
        "CREATE MACRO spell_title(title) AS "
        f"coalesce(map_extract_value(MAP {{{pairs}}}, replace(lower(title), '.', '')), lower(title))"
    )


def macros_sql() -> list[str]:
    """The statements for the macros that the views use."""
    return [spell_title_sql(read_seeds("views")["title_forms"]), *counting_sql()]


def create_views(con: duckdb.DuckDBPyConnection) -> None:
    """Makes every view, with the question as its comment and a comment on each column."""
    for statement in macros_sql():
        con.execute(statement)
    for name, sql in read_views().items():
        con.execute(f'CREATE VIEW "{name}" AS\n{sql}')
        con.execute(f'COMMENT ON VIEW "{name}" IS {quote_literal(question_of(sql))}')
        for column, meaning in columns_of(sql).items():
            con.execute(f'COMMENT ON COLUMN "{name}"."{column}" IS {quote_literal(meaning)}')
