"""Which rows of tables belong to which articles, and which stay when some go."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

Lost = tuple[str, Collection[str]]  # rows that go: those whose column has one of the values


@dataclass(frozen=True)
class Covered:
    """The articles of a batch, one without a row among them too, and the version of what was made of them.

    What is None is told by the rows.
    """

    article_ids: Sequence[str] | None = None
    pipeline_version: str | None = None


BY_ROWS = Covered()


def articles_of(tables: Mapping[str, pa.Table]) -> tuple[str, ...]:
    """The articles that have rows, as they come."""
    found = (article for table in tables.values() for article in table["article_id"].unique().to_pylist())
    return tuple(dict.fromkeys(found))


def drop_rows(rows: pa.Table, gone: Lost) -> pa.Table:
    """The rows whose column has none of the values."""
    return rows.filter(pc.invert(pc.is_in(rows[gone[0]], pa.array(list(gone[1]), pa.string()))))


def version_of(tables: Mapping[str, pa.Table]) -> str | None:
    """The version of the first row there is."""
    for table in tables.values():
        if table.num_rows:
            return str(table["pipeline_version"][0].as_py())
    return None


def rows_of(table: pa.Table, covered: Sequence[str], keep: frozenset[str]) -> pa.Table:
    """The rows of those articles that are to be kept of the ones covered."""
    if len(keep) == len(covered):
        return table
    return table.filter(pc.is_in(table["article_id"], pa.array(list(keep), pa.string())))
