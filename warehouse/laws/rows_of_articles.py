"""The annotation rows of some articles, as the laws look at them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from warehouse.tables import TABLES

# In a batch, before the corpus is linked, an entity is what the article's own reading says.
STANDS_FOR = {"entities.entity_id": "article_entities.article_entity_id"}


class Rows:
    """Texts by article id, and the rows of every annotation table."""

    def __init__(self, texts: Mapping[str, str], tables: Mapping[str, pa.Table]) -> None:
        self.texts = texts
        self.frames = {name: Frame(self, name, table.combine_chunks()) for name, table in tables.items()}

    def find_target(self, reference: str) -> tuple[Frame | None, str]:
        """The table that a reference such as "quotes.quote_id" is to, if its rows are here, and the column."""
        table, _, column = STANDS_FOR.get(reference, reference).partition(".")
        return self.frames.get(table), column

    @cached_property
    def article_ids(self) -> pa.Array:
        """Of the texts, in their order."""
        return pa.array(list(self.texts), pa.string())

    @cached_property
    def lengths(self) -> pa.Array:
        """Characters of the texts, in their order."""
        return pa.array([len(text) for text in self.texts.values()], pa.int32())


class Frame:
    """The rows of one table, and of what they refer to."""

    def __init__(self, rows: Rows, name: str, table: pa.Table) -> None:
        self.rows, self.name, self.table = rows, name, table
        self._found: dict[str, pa.Array] = {}

    def __getitem__(self, column: str) -> pa.Array:
        array = self.table[column]
        return array.chunk(0) if array.num_chunks else pa.array([], array.type)

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def numbers(self, column: str) -> npt.NDArray[np.int64]:
        """Whole numbers; -1 where there is none."""
        found: npt.NDArray[np.int64] = pc.fill_null(self[column], -1).to_numpy(zero_copy_only=False).astype(np.int64)
        return found

    def beside(self, through: str, column: str) -> Any:
        """The column's values in the rows that the column `through` refers to; null where there is none."""
        target, key = self.rows.find_target(str(find_reference(self.name, through)))
        if target is None:
            return pa.nulls(len(self), self.table.schema.field(column).type)
        if through not in self._found:
            self._found[through] = pc.index_in(self[through], target[key])
        return target[column].take(self._found[through])

    @cached_property
    def text_lengths(self) -> pa.Array:
        """Characters of each row's text; null where it is not there."""
        return self.rows.lengths.take(pc.index_in(self["article_id"], self.rows.article_ids))

    def articles_where(self, fault: Any) -> list[str]:
        """The articles of the rows for which the condition holds."""
        found: list[str] = self["article_id"].filter(fault, null_selection_behavior="drop").to_pylist()
        return found


def find_reference(table: str, name: str) -> str | None:
    """What a column refers to.

    >>> find_reference("quote_spans", "quote_id")
    'quotes.quote_id'
    """
    return next(column.references for column in TABLES[table].columns if column.name == name)
