"""Laws that follow from the declarations of the tables: keys, references, values that are allowed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from warehouse.laws.rows_of_articles import Frame
from warehouse.tables import TABLES, Column, quote_literal

APART = "\x1f"


@dataclass(frozen=True, slots=True)
class UniqueKey:
    """No two rows have the same key."""

    table: str

    def sql(self) -> str:
        """See `warehouse.laws.law.Part`."""
        key = TABLES[self.table].key
        names = ", ".join(f'"{name}"' for name in key)
        shown = " || ' ' || ".join(f'"{name}"' for name in key)
        return (
            f"SELECT '{self.table}' AS place, {shown} AS value FROM {self.table} GROUP BY {names} HAVING count(*) > 1"
        )

    def find(self, frame: Frame) -> Collection[str]:
        """See `warehouse.laws.law.Part`."""
        keys = _join_key([frame[name] for name in TABLES[self.table].key])
        if pc.count_distinct(keys, mode="all").as_py() == len(frame):
            return ()
        counts = keys.value_counts()
        twice = counts.field("values").filter(pc.greater(counts.field("counts"), 1))
        return frame.articles_where(pc.is_in(keys, twice))


def _join_key(columns: list[pa.Array]) -> pa.Array:
    texts = [column if pa.types.is_string(column.type) else column.cast(pa.string()) for column in columns]
    return reduce(lambda one, other: pc.binary_join_element_wise(one, other, APART), texts)


@dataclass(frozen=True, slots=True)
class Resolves:
    """What the column names is there. Runs are not looked for among new rows: the run is still at work."""

    table: str
    column: Column

    @property
    def is_within_article(self) -> bool:
        """Whether both rows are made of one text: of what the whole corpus decides, or of a run, they are not."""
        target = str(self.column.references).partition(".")[0]
        return TABLES[self.table].store == TABLES[target].store == "batch"

    def sql(self) -> str:
        """See `warehouse.laws.law.Part`."""
        name = self.column.name
        target, key = str(self.column.references).split(".")
        return (
            f"SELECT '{self.table}.{name}' AS place, r.{name} AS value\n"
            f"FROM {self.table} AS r ANTI JOIN {target} AS t ON r.{name} = t.{key} "
            f"WHERE r.{name} IS NOT NULL"
        )

    def find(self, frame: Frame) -> Collection[str]:
        """See `warehouse.laws.law.Part`."""
        if self.column.references == "articles.article_id":
            return set(frame["article_id"].unique().to_pylist()) - frame.rows.texts.keys()
        target, key = frame.rows.find_target(str(self.column.references))
        if target is None:
            return ()
        values = frame[self.column.name]
        return frame.articles_where(pc.and_(pc.is_valid(values), pc.invert(pc.is_in(values, target[key]))))


@dataclass(frozen=True, slots=True)
class Allowed:
    """The column holds one of the values of its declaration, or none."""

    table: str
    column: Column

    def sql(self) -> str:
        """See `warehouse.laws.law.Part`."""
        name, values = self.column.name, ", ".join(map(quote_literal, self.column.values))
        return (
            f"SELECT '{self.table}.{name}' AS place, {name} AS value\nFROM {self.table} WHERE {name} NOT IN ({values})"
        )

    def find(self, frame: Frame) -> Collection[str]:
        """See `warehouse.laws.law.Part`."""
        values = frame[self.column.name]
        allowed = pa.array(self.column.values, pa.string())
        return frame.articles_where(pc.and_(pc.is_valid(values), pc.invert(pc.is_in(values, allowed))))
