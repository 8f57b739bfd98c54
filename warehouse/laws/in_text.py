"""Laws on where rows stand in their article's text, and on the words they take from it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import reduce

import pyarrow.compute as pc

from warehouse.laws.law import show_key
from warehouse.laws.rows_of_articles import Frame
from warehouse.tables import TABLES, Table

WORDS_OF_ROW = {"roles": "title", "demands": "action_text"}  # of its own stretch, where they are not in `text`

INSIDE = """WITH spans AS (
{parts}
),
lengths AS (SELECT article_id, length(text) AS text_length FROM articles)
SELECT table_name, row_id, "start", "end", text_length
FROM spans JOIN lengths USING (article_id)
WHERE "start" < 0 OR "start" >= "end" OR "end" > text_length OR ("start" IS NULL) <> ("end" IS NULL)"""
WORDS = """-- A text is cut into pieces first, as each look into a long text would read it from its beginning; rows of
-- more characters than a piece's half are looked up in the whole.
WITH spans AS (
{parts}
),
placed AS (
    SELECT *, if("end" - "start" <= 512 AND "start" >= 0, "start" // 512, NULL) AS piece
    FROM spans
    WHERE words IS NOT NULL OR "start" IS NOT NULL OR "end" IS NOT NULL
),
pieces AS (
    SELECT article_id, piece, substring(text, piece * 512 + 1, 1024) AS part
    FROM (SELECT article_id, text, unnest(range(0, length(text) // 512 + 1)) AS piece FROM articles)
),
found AS (
    SELECT table_name, row_id, words, coalesce(substring(part, "start" % 512 + 1, "end" - "start"), '') AS words_in_text
    FROM placed LEFT JOIN pieces USING (article_id, piece)
    WHERE piece IS NOT NULL
    UNION ALL
    SELECT table_name, row_id, words, substring(text, "start" + 1, "end" - "start")
    FROM placed JOIN articles USING (article_id)
    WHERE piece IS NULL
)
SELECT table_name, row_id, words, words_in_text FROM found WHERE words IS DISTINCT FROM words_in_text"""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text that rows of a table name, by two of their columns; words is the column that repeats it."""

    table: str
    start: str = "start"
    end: str = "end"
    words: str | None = None

    @property
    def shown(self) -> str:
        """The table, and which of its stretches it is where there are several."""
        which = self.start.removesuffix("start").rstrip("_")
        return f"{self.table} ({which})" if which else self.table

    def select(self, *columns: str) -> str:
        """The query for the stretches, with the columns before their bounds."""
        named = "".join(f"{name}, " for name in columns)
        return (
            f"    SELECT '{self.shown}' AS table_name, {show_key(self.table)} AS row_id, r.article_id,\n"
            f'        {named}r."{self.start}" AS "start", r."{self.end}" AS "end"\n    FROM {self.table} AS r'
        )


def name_spans() -> list[Span]:
    """Every stretch of the tables, by the declared columns.

    >>> [span.words for span in name_spans() if span.table in ("roles", "segments")]
    [None, 'title']
    """
    return [
        Span(table.name, column.name, f"{column.name.removesuffix('start')}end", _find_words(table, column.name))
        for table in TABLES.values()
        for column in table.columns
        if column.name == "start" or column.name.endswith("_start")
    ]


def _find_words(table: Table, start: str) -> str | None:
    """The column that repeats the words of a stretch."""
    which = start.removesuffix("start").rstrip("_")
    named = (which, f"{which}_text") if which else ("text", WORDS_OF_ROW.get(table.name))
    return next((column.name for column in table.columns if column.name in named), None)


@dataclass(frozen=True, slots=True)
class Inside:
    """Every stretch begins before it ends and lies inside its article's text."""

    span: Span

    @property
    def table(self) -> str:
        """The table of the stretch."""
        return self.span.table

    def sql(self) -> str:
        """The stretches, of which the query around them finds those at fault."""
        return self.span.select()

    def find(self, frame: Frame) -> Collection[str]:
        """See `warehouse.laws.law.Part`."""
        start, end = frame[self.span.start], frame[self.span.end]
        faults = (
            pc.less(start, 0),
            pc.greater_equal(start, end),
            pc.greater(end, frame.text_lengths),
            pc.xor(pc.is_null(start), pc.is_null(end)),
        )
        return frame.articles_where(reduce(pc.or_kleene, faults))


@dataclass(frozen=True, slots=True)
class Repeated:
    """The words of every stretch are exactly those of the text."""

    span: Span

    @property
    def table(self) -> str:
        """The table of the stretch."""
        return self.span.table

    def sql(self) -> str:
        """The stretches, of which the query around them finds those at fault."""
        return self.span.select(f"r.{self.span.words} AS words")

    def find(self, frame: Frame) -> Collection[str]:
        """See `warehouse.laws.law.Part`."""
        texts = frame.rows.texts
        names = ("article_id", self.span.start, self.span.end, str(self.span.words))
        return [
            article_id
            for article_id, start, end, words in zip(*(frame[name].to_pylist() for name in names), strict=True)
            if words != (None if start is None or end is None else texts.get(article_id, "")[start:end])
        ]
