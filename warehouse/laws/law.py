"""What a law is: a sentence, and the queries and looks at rows that find what breaks it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Protocol

from warehouse.laws.rows_of_articles import Frame, Rows
from warehouse.laws.terms import Term
from warehouse.tables import TABLES

GENERATED = "Made from warehouse/laws by `make docs`."
OF_ARTICLE = "Of the rows of one article."  # which `warehouse.database.checking` looks for


class Part(Protocol):
    """A law of one table."""

    @property
    def table(self) -> str:
        """The table."""

    def sql(self) -> str:
        """The query for rows that break it: table_name, row_id, and what shows it."""

    def find(self, frame: Frame) -> Collection[str]:
        """The articles with rows that break it."""


@dataclass(frozen=True, slots=True)
class Breach:
    """A law that rows of an article break, and their table."""

    words: str
    table: str
    article_id: str


@dataclass(frozen=True, slots=True)
class Law:
    """A law of the tables. around: the query in which those of the parts stand, each beside the next.

    is_of_article: whether an article's text and annotations alone decide whether it holds for them.
    """

    name: str
    words: str
    parts: tuple[Part, ...]
    around: str = "{parts}"
    is_of_article: bool = False

    def sql(self) -> str:
        """The query that must return no row; its first line says the law."""
        parts = "\nUNION ALL\n".join(part.sql() for part in self.parts)
        heads = [self.words, GENERATED, *([OF_ARTICLE] if self.is_of_article else [])]
        return "".join(f"-- {head}\n" for head in heads) + f"{self.around.format(parts=parts)}\n"

    def find(self, rows: Rows) -> Iterator[Breach]:
        """What breaks it among rows that are not in the warehouse yet."""
        for part in self.parts:
            frame = rows.frames.get(part.table)
            if frame is not None:
                for article_id in part.find(frame):
                    yield Breach(self.words, part.table, article_id)


def show_key(table: str) -> str:
    """The key of a row as one text, in SQL.

    >>> show_key("quote_spans")
    "concat_ws(' ', r.quote_id, r.part)"
    """
    key = TABLES[table].key
    return f"r.{key[0]}" if len(key) == 1 else f"concat_ws(' ', {', '.join(f'r.{name}' for name in key)})"


@dataclass(frozen=True, slots=True)
class Forbidden:
    """No row of the table fulfils the condition; shown are the columns that an error tells.

    through: columns that refer to rows of which the condition speaks.
    """

    table: str
    fault: Term
    shown: tuple[str, ...] = ()
    through: tuple[str, ...] = ()

    def sql(self) -> str:
        """See `Part`."""
        shown = (
            f",\n    concat_ws(', ', {', '.join(f'r.{name}' for name in self.shown)}) AS shown" if self.shown else ""
        )
        joins = "".join(_join(self.table, name) for name in self.through)
        return (
            f"SELECT '{self.table}' AS table_name, {show_key(self.table)} AS row_id{shown}\n"
            f"FROM {self.table} AS r{joins}\nWHERE {self.fault.sql}"
        )

    def find(self, frame: Frame) -> Collection[str]:
        """See `Part`."""
        return frame.articles_where(self.fault.of(frame))


def _join(table: str, through: str) -> str:
    reference = next(column.references for column in TABLES[table].columns if column.name == through)
    target, _, key = str(reference).partition(".")
    return f"\nJOIN {target} AS {through}_row ON r.{through} = {through}_row.{key}"
