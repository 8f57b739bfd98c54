"""Parts the articles of a batch whose rows keep every law from those whose rows do not, before anything is written."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from warehouse.arrow import Row, to_table
from warehouse.lake.picking import drop_rows
from warehouse.laws.declared import LAWS
from warehouse.laws.law import Breach
from warehouse.laws.rows_of_articles import Rows
from warehouse.tables import ANNOTATION_TABLES, TABLES, lake_columns

COMPULSORY = "A column that must have a value has none."


@dataclass(frozen=True, slots=True)
class Sifted:
    """The rows by table that may be kept, and why those of other articles may not, by article id."""

    tables: dict[str, pa.Table]
    refused: dict[str, str]


def sift(texts: Mapping[str, str], made: Mapping[str, Sequence[Row]]) -> Sifted:
    """The rows of the articles, whose texts are given by id, as tables without those of articles that break a law."""
    refused: dict[str, str] = {}
    try:
        tables = {name: to_table(name, made.get(name, ())) for name in ANNOTATION_TABLES}
    except ValueError:  # which only says the first value that is no such: each article is looked at alone
        rows_of = {article_id: _pick(made, article_id) for article_id in texts}
        refused = {article_id: why for article_id, rows in rows_of.items() if (why := _find_misfit(rows))}
        kept = [rows for article_id, rows in rows_of.items() if article_id not in refused]
        tables = {name: to_table(name, [row for rows in kept for row in rows[name]]) for name in ANNOTATION_TABLES}
    refused |= find_unlawful(texts, tables)
    return Sifted(_without(tables, refused), refused)


def _pick(made: Mapping[str, Sequence[Row]], article_id: str) -> dict[str, list[Row]]:
    return {
        name: [row for row in made.get(name, ()) if row.get("article_id") == article_id] for name in ANNOTATION_TABLES
    }


def _find_misfit(rows: Mapping[str, Sequence[Row]]) -> str | None:
    try:
        for name in ANNOTATION_TABLES:
            to_table(name, rows[name])
    except ValueError as error:
        return f"a row is none of its table ({error})"
    return None


def find_unlawful(texts: Mapping[str, str], tables: Mapping[str, pa.Table]) -> dict[str, str]:
    """The articles with rows that break a law, and which one of which table.

    Rows of an article that lean on those of another at fault are found when it is gone.
    """
    found: dict[str, str] = {}
    while breaches := {one.article_id: describe(one) for one in _find_breaches(texts, tables)}:
        found = breaches | found
        tables = _without(tables, breaches)
    return found


def _without(tables: Mapping[str, pa.Table], articles: Collection[str]) -> dict[str, pa.Table]:
    return {name: drop_rows(table, ("article_id", articles)) if articles else table for name, table in tables.items()}


def describe(breach: Breach) -> str:
    """The breach in words.

    >>> describe(Breach("Amounts are amounts.", "money_claims", "a1"))
    'a row of money_claims breaks a law (Amounts are amounts.)'
    """
    return f"a row of {breach.table} breaks a law ({breach.words})"


def _find_breaches(texts: Mapping[str, str], tables: Mapping[str, pa.Table]) -> Iterator[Breach]:
    """Those of the last law first, so that of several the first remains; lacking values alone where there are any."""
    rows = Rows(texts, tables)
    lacking = [Breach(COMPULSORY, name, article_id) for name in tables for article_id in _find_lacking(rows, name)]
    if lacking:
        yield from lacking
        return
    for law in reversed(LAWS):
        yield from law.find(rows)


def _find_lacking(rows: Rows, name: str) -> Collection[str]:
    """The articles with rows that lack a value they must have; those of older versions may lack what has a default."""
    frame = rows.frames[name]
    columns = [frame[c.name] for c in lake_columns(TABLES[name]) if not (c.nullable or c.older)]
    lacking = [column for column in columns if column.null_count]
    return [article_id for column in lacking for article_id in frame.articles_where(column.is_null())]
