"""The workbook for a reader: what is in it, people, quotes as printed, sums of money and demands.

Each sheet is one query over the views, whose columns stand in the order one reads them; ids stand last and hidden.
The tables as they are go into `xlsx-full`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any

import xlsxwriter

from warehouse.exporting.placing import file_aside
from warehouse.exporting.source import ROWS_AT_ONCE, Source
from warehouse.exporting.spreadsheet import ROWS_PER_SHEET, Formats, make_book, write_cell
from warehouse.wording import show_count

# characters of the widest column, beyond which its cells wrap: whole sentences get more room than names
LONG = {"quote": 60, "sentence": 60, "action": 60, "headline": 40, "link": 40}
WIDE = 28
LINE, HIGHEST = 15, 409  # points: a line of text, and the highest row that Excel has
SAMPLE = 200  # rows by which a column's width is chosen
# what is not text is as wide as its longest form: "1,000,000,000,000.00", "30 Nov 2026"
WIDTHS = {"DATE": 13, "BOOLEAN": 8, "BIGINT": 12, "INTEGER": 12, "DOUBLE": 12, "DECIMAL": 22, "TIMESTAMP": 18}
NUMBERS = ("BIGINT", "INTEGER", "DOUBLE", "DECIMAL")
INTRO = """
SELECT count(*) AS articles, count(DISTINCT publisher) AS publishers, count(*) - count(published_at) AS undated,
    min(published_at)::DATE AS first_day, max(published_at)::DATE AS last_day FROM articles WHERE is_current
"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, what a row of it is, and the query that fills it."""

    name: str
    meaning: str
    sql: str


SHEETS = (
    Sheet(
        "People",
        "Who is quoted, the most quoted first. Copies of one text count once.",
        """SELECT person, title, statements, stories, publishers, in_marks AS "share in quotation marks",
            first_quoted_on AS "first quoted", last_quoted_on AS "last quoted", person_id FROM most_quoted_people""",
    ),
    Sheet(
        "Quotes",
        "Every statement once, as it may be printed. Check it against the article before you do.",
        """SELECT published_on AS published, speaker, title, organization, s.quoted_text AS quote, s.kind, s.act,
            addressee, s.headline, s.publisher, a.url AS link, if(s.is_negated, 'yes', NULL) AS "denied by the text",
            s.confidence, s.speaker_confidence AS "confidence in the speaker", quote_id, s.article_id, s.speaker_id
        FROM statements s JOIN articles a ON a.article_id = s.article_id JOIN quotes q USING (quote_id)
        QUALIFY row_number() OVER (PARTITION BY statement_key ORDER BY published_on NULLS LAST, quote_id) = 1
        ORDER BY published DESC NULLS LAST, s.article_id, q."start", quote_id""",
    ),
    Sheet(
        "Money",
        "Every sum once, with its sentence. A column of them is no total: a text may give a part beside its whole.",
        """SELECT m.published_on AS published, m.claimant, m.amount_low AS "amount, lowest",
            m.amount_high AS "amount, highest", m.currency, m.usd_high AS "in US dollars", m.text AS "words",
            m.subject AS "what it measures", m.modality, m.direction, m.deadline, m.period,
            if(m.is_price, 'yes', NULL) AS "price for one",
            trim(substr(a.text, s."start" + 1, s."end" - s."start")) AS sentence,
            a.headline, m.publisher, a.url AS link, c.confidence, m.claim_id, m.article_id, m.claimant_id
        FROM money_ledger m JOIN articles a USING (article_id) JOIN money_claims c USING (claim_id)
            LEFT JOIN sentences s ON s.sentence_id = c.sentence_id AND s.article_id = m.article_id
        ORDER BY published DESC NULLS LAST, "in US dollars" DESC NULLS LAST, m.claim_id""",
    ),
    Sheet(
        "Demands",
        "Who demands what of whom; repeats of a demand are one row.",
        """SELECT d.first_seen_on AS "first seen", d.last_seen_on AS "last seen", d.demander, d.addressee, d.action,
            d.status, d.deadline, d.amount_high AS amount, d.currency, d.stories, a.headline, a.publisher,
            a.url AS link, d.confidence, d.demand_id, d.article_id, d.demander_id, d.addressee_id
        FROM demands_made d JOIN articles a USING (article_id)
        ORDER BY "last seen" DESC NULLS LAST, d.demand_id""",
    ),
)


def write_workbook(source: Source, target: str) -> dict[str, int]:
    """One file; returns the rows of each sheet. What exceeds Excel's rows is cut, and the first sheet says so."""
    totals = {sheet.name: _count(source, sheet) for sheet in SHEETS}
    with file_aside(target) as draft, make_book(draft) as book:
        formats = Formats(book)
        _write_contents(book, formats, source, totals)
        for sheet in SHEETS:
            _write_sheet(book, formats, source, sheet)
    return totals


def describe_days(first: date, last: date) -> str:
    """The days of publication.

    >>> describe_days(date(2031, 3, 5), date(2031, 3, 5))
    'on 5 Mar 2031'
    """
    days = [f"{day.day} {day:%b %Y}" for day in dict.fromkeys((first, last))]
    return " to ".join(days) if len(days) > 1 else f"on {days[0]}"


def _count(source: Source, sheet: Sheet) -> int:
    return int(source.con.execute(f"SELECT count(*) FROM ({sheet.sql})").fetchall()[0][0])


def _write_contents(book: xlsxwriter.Workbook, formats: Formats, source: Source, totals: dict[str, int]) -> None:
    sheet = book.add_worksheet("Contents")
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 10, formats.number)
    sheet.set_column(2, 2, 2)
    sheet.set_column(3, 3, 90, formats.wrapped)
    articles, publishers, undated, first, last = source.con.execute(INTRO).fetchall()[0]
    sheet.write_string(0, 0, "onrecord", formats.title)
    words = show_count(articles, "article")
    words += f" of {show_count(publishers, 'publisher')}" if publishers else ""
    words += f", published {describe_days(first, last)}" if first else ""
    words += f", {undated:,} without a date." if undated else "."
    sheet.write_string(1, 0, words)
    sheet.write_string(2, 0, "Rows are read by rules and models and may be wrong: check before you print.")
    for column, head in enumerate(("Sheet", "Rows", "", "What a row is")):
        sheet.write_string(4, column, head, formats.head_of_numbers if head == "Rows" else formats.head)
    for row, one in enumerate(SHEETS, start=5):
        cut = f" Only the first {ROWS_PER_SHEET:,} rows are here." if totals[one.name] > ROWS_PER_SHEET else ""
        sheet.write_string(row, 0, one.name, formats.wrapped)
        sheet.write_number(row, 1, totals[one.name], formats.number)
        sheet.write_string(row, 3, one.meaning + cut, formats.wrapped)
    sheet.write_string(
        6 + len(SHEETS), 0, "Ids, by which a row is found in the tables, stand last in each sheet, hidden."
    )


def _write_sheet(book: xlsxwriter.Workbook, formats: Formats, source: Source, one: Sheet) -> None:
    sheet = book.add_worksheet(one.name)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    cursor = source.con.execute(f"{one.sql} LIMIT {ROWS_PER_SHEET}")
    columns = [(str(column[0]), str(column[1])) for column in cursor.description or ()]
    rows = cursor.fetchmany(SAMPLE)
    widths = [_width(name, kind, [row[place] for row in rows]) for place, (name, kind) in enumerate(columns)]
    shown = sum(not name.endswith("_id") for name, _ in columns)  # ids stand last
    for place, (width, (name, kind)) in enumerate(zip(widths, columns, strict=True)):
        hidden = {"hidden": True} if name.endswith("_id") else {}
        sheet.set_column(place, place, width, formats.of(name, kind), hidden)
        head = formats.head_of_numbers if _base(kind) in NUMBERS else formats.head
        sheet.write_string(0, place, name.replace("_", " "), head)
    sheet.set_row(0, _height([name.replace("_", " ") for name, _ in columns], widths[:shown]))
    last = 0
    while rows:
        for row in rows:
            last += 1
            sheet.set_row(
                last, _height(row, widths[:shown])
            )  # programs other than Excel do not find the height themselves
            for place, value in enumerate(row):
                write_cell(sheet, last, place, value, formats.of(*columns[place], value))
        rows = cursor.fetchmany(ROWS_AT_ONCE)
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)


def _width(name: str, kind: str, values: list[Any]) -> int:
    head = max(map(len, name.replace("_", " ").split())) + 3  # heads wrap, and have a filter's button
    if _base(kind) in WIDTHS:
        return max(WIDTHS[_base(kind)], head)
    longest = max((len(str(value)) for value in values if value is not None), default=0)
    widest = longest if name.endswith("_id") else LONG.get(name, WIDE)  # an id is hidden and never wraps
    return max(min(widest, longest) + 3, head)


def _base(kind: str) -> str:
    return kind.split("(")[0].split(" ")[0]


def _height(row: Sequence[Any], widths: Sequence[int]) -> int:
    """The height of a row whose longest text is wrapped, in points; columns beyond the widths given are hidden."""
    texts = [(value, width) for value, width in zip(row, widths, strict=False) if isinstance(value, str)]
    lines = max((sum(_lines(part, width) for part in text.split("\n")) for text, width in texts), default=1)
    return min(HIGHEST, LINE * lines)


def _lines(text: str, width: int) -> int:
    return max(1, ceil(len(text) / (width - 2)))
