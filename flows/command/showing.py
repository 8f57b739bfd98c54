"""`onrecord show`: an article in the terminal with its entities, quotes, claims and demands marked, and their rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.command.printing import escape_markup
from transforms.documents.masking import mask_id
from warehouse.database.database import open_readonly

Row = dict[str, Any]
STYLES = {
    "quotes": "on grey19",
    "entities": "bold cyan",
    "money_claims": "bold green",
    "demands": "underline",
    "segments": "dim",
}
FIND = """
    SELECT article_id, source_id, headline, publisher, published_at, revision, text FROM articles
    WHERE article_id = $id OR source_id = $id ORDER BY article_id = $id DESC, is_current DESC, revision DESC LIMIT 1
"""
PARTS = {
    "segments": """SELECT "start", "end" FROM segments WHERE article_id = $id
        AND kind NOT IN ('headline', 'body', 'caption')""",
    "quotes": """SELECT s."start", s."end" FROM quote_spans s WHERE s.article_id = $id""",
    "entities": """SELECT "start", "end" FROM mentions WHERE article_id = $id AND form = 'name'""",
    "money_claims": """SELECT "start", "end" FROM money_claims WHERE article_id = $id""",
    "demands": """SELECT "start", "end" FROM demands WHERE article_id = $id""",
}
QUOTES = """
    SELECT coalesce(e.name, q.speaker_text, '?') AS who, q.act, q.kind, coalesce(q.quoted_text, q.text) AS text
    FROM quotes q
    LEFT JOIN entities e ON e.entity_id = q.speaker_id WHERE q.article_id = $id ORDER BY q."start"
"""
CLAIMS = """
    SELECT coalesce(e.name, c.claimant_text, '') AS claimant, c.text, c.subject, c.direction, c.modality, c.deadline
    FROM money_claims c LEFT JOIN entities e ON e.entity_id = c.claimant_id WHERE c.article_id = $id ORDER BY c."start"
"""

DEMANDS = """
    SELECT coalesce(f.name, d.demander_text, '') AS demander, coalesce(t.name, d.addressee_text, '') AS addressee,
        d.action_text AS action, d.status, d.deadline
    FROM demands d LEFT JOIN entities f ON f.entity_id = d.demander_id
        LEFT JOIN entities t ON t.entity_id = d.addressee_id
    WHERE d.article_id = $id ORDER BY d."start"
"""


def show_article(database: Path, article: str, console: Console) -> bool:
    """Prints the article of that article_id or source_id; gives False where there is none."""
    with open_readonly(database) as con:
        found = _fetch(con, FIND, mask_id(article))  # as documents are known
        if not found:
            return False
        row = found[0]
        text = Text(row["text"])
        for table, query in PARTS.items():
            for span in _fetch(con, query, row["article_id"]):
                text.stylize(STYLES[table], span["start"], span["end"])
        head = [row["source_id"], row["publisher"], row["published_at"], f"revision {row['revision']}"]
        console.rule(escape_markup(" · ".join(str(part) for part in head if part)))
        console.print(_printable(text))
        _print_rows(console, "Quotes", _fetch(con, QUOTES, row["article_id"]))
        _print_rows(console, "Money claims", _fetch(con, CLAIMS, row["article_id"]))
        _print_rows(console, "Demands", _fetch(con, DEMANDS, row["article_id"]))
    return True


def _printable(text: Text) -> Text:
    """The text with control characters, which a hostile article may hold, shown as dots."""
    plain = "".join(c if c.isprintable() or c in "\n\t" else "·" for c in text.plain)
    return Text(plain, spans=text.spans)


def _fetch(con: Any, query: str, article: str) -> list[Row]:
    cursor = con.execute(query, {"id": article})
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _print_rows(console: Console, title: str, rows: list[Row]) -> None:
    table = Table(title=f"{title}: {len(rows)}", title_justify="left")
    for name in rows[0] if rows else ():
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*("" if value is None else escape_markup(str(value)) for value in row.values()))
    console.print(table)
