"""Laws on rows that follow one another in a text: segments, sentences, the parts of quotes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc

from warehouse.laws.rows_of_articles import Frame
from warehouse.tables import TABLES

Numbers = npt.NDArray[np.int64]
COVER = r"""SELECT article_id, gap_start, gap_end, substring(text, gap_start + 1, gap_end - gap_start) AS words_left_out
FROM (
    SELECT
        article_id,
        coalesce(max("end") OVER (
            PARTITION BY article_id ORDER BY "start", "end" ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ), 0) AS gap_start,
        "start" AS gap_end
    FROM (
        SELECT article_id, "start", "end" FROM segments
        UNION ALL
        SELECT DISTINCT article_id, length(text), length(text) FROM articles SEMI JOIN segments USING (article_id)
    )
) JOIN articles USING (article_id)
WHERE gap_start < gap_end
    AND regexp_matches(substring(text, gap_start + 1, gap_end - gap_start), '[^\s\p{Z}\x0b\x1c-\x1f\x{85}]')"""
PARTS = """SELECT 'no parts' AS fault, quote_id FROM quotes ANTI JOIN quote_spans USING (quote_id)
UNION ALL
SELECT if(first_part <> 0 OR last_part <> parts - 1, 'not numbered 0, 1, ...', 'do not span the quote'), quote_id
FROM quotes JOIN (
    SELECT
        quote_id,
        count(*) AS parts,
        min(part) AS first_part,
        max(part) AS last_part,
        arg_min("start", part) AS first_start,
        arg_max("end", part) AS last_end
    FROM quote_spans GROUP BY quote_id
) USING (quote_id)
WHERE first_part <> 0 OR last_part <> parts - 1 OR first_start <> "start" OR last_end <> "end\""""


def sort_groups(frame: Frame, group: str, order: str) -> tuple[Numbers, npt.NDArray[np.bool_]]:
    """The rows' numbers by group and order within it, and of each whether it is the first of its group."""
    groups = pc.fill_null(frame[group].dictionary_encode().indices, -1).to_numpy(zero_copy_only=False)
    rows = np.lexsort((frame.numbers(order), groups))
    is_first = np.ones(len(rows), bool)
    is_first[1:] = groups[rows[1:]] != groups[rows[:-1]]
    return rows, is_first


@dataclass(frozen=True, slots=True)
class Disjoint:
    """Rows of a group do not overlap, each ending where the next begins or before."""

    table: str
    group: str
    order: str

    def sql(self) -> str:
        """See `warehouse.laws.law.Part`."""
        key = TABLES[self.table].key[0]
        return f"""SELECT '{self.table} overlap' AS fault, {key} AS row_id
FROM (
    SELECT {key}, "end", lead("start") OVER (PARTITION BY {self.group} ORDER BY "{self.order}") AS next_start
    FROM {self.table}
)
WHERE next_start < "end\""""

    def find(self, frame: Frame) -> Collection[str]:
        """See `warehouse.laws.law.Part`."""
        rows, is_first = sort_groups(frame, self.group, self.order)
        starts, ends = frame.numbers("start")[rows], frame.numbers("end")[rows]
        at_fault = rows[1:][~is_first[1:] & (starts[1:] < ends[:-1])]
        return _articles_of(frame, at_fault)


@dataclass(frozen=True, slots=True)
class Covered:
    """The segments of an article leave out nothing but white space."""

    table: str = "segments"

    def sql(self) -> str:
        """See `warehouse.laws.law.Part`."""
        return COVER

    def find(self, frame: Frame) -> Collection[str]:
        """See `warehouse.laws.law.Part`."""
        reached: dict[str, int] = {}
        texts, found = frame.rows.texts, []
        rows, _ = sort_groups(frame, "article_id", "start")
        articles = frame["article_id"].take(rows).to_pylist()
        bounds = zip(frame.numbers("start")[rows].tolist(), frame.numbers("end")[rows].tolist(), strict=True)
        for article_id, (start, end) in zip(articles, bounds, strict=True):
            before = reached.get(article_id, 0)
            if before < start and texts.get(article_id, "")[before:start].strip():
                found.append(article_id)
            reached[article_id] = max(before, end)
        return found + [article_id for article_id, end in reached.items() if texts.get(article_id, "")[end:].strip()]


@dataclass(frozen=True, slots=True)
class InParts:
    """Every quote has parts, numbered from 0, from its start to its end."""

    table: str = "quotes"

    def sql(self) -> str:
        """See `warehouse.laws.law.Part`."""
        return PARTS

    def find(self, frame: Frame) -> Collection[str]:
        """See `warehouse.laws.law.Part`."""
        parts = frame.rows.frames["quote_spans"]
        rows, is_first = sort_groups(parts, "quote_id", "part")
        is_last = np.append(is_first[1:], len(rows) > 0)[: len(rows)]
        numbers = parts.numbers("part")[rows]
        counted = np.arange(len(rows)) - np.maximum.accumulate(np.where(is_first, np.arange(len(rows)), 0))
        misnumbered = _articles_of(parts, rows[numbers != counted])
        of_quote = pc.fill_null(pc.index_in(frame["quote_id"], parts["quote_id"].take(rows[is_first])), -1)
        place = of_quote.to_numpy(zero_copy_only=False)
        if not len(rows):
            return misnumbered + _articles_of(frame, np.arange(len(frame)))
        starts, ends = parts.numbers("start")[rows[is_first]][place], parts.numbers("end")[rows[is_last]][place]
        wrong = (place < 0) | (starts != frame.numbers("start")) | (ends != frame.numbers("end"))
        return misnumbered + _articles_of(frame, np.flatnonzero(wrong))


def _articles_of(frame: Frame, rows: Numbers) -> list[str]:
    found: list[str] = frame["article_id"].take(rows).to_pylist()
    return found
