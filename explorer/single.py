"""One article as one HTML file, marked, with nothing beside it: to mail, to keep, to open from disk."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from explorer import contents
from explorer.database import Warehouse
from explorer.links import FileLinks
from explorer.render import STATIC, render
from warehouse.decisions import read_decisions

WHICH = """
SELECT article_id FROM articles WHERE article_id = $1 OR source_id = $1
ORDER BY article_id = $1 DESC, is_current DESC, revision DESC LIMIT 1
"""


def write_single(data: Path, article: str) -> str | None:
    """The page of an article, by its article_id or the source_id of its newest revision; None where there is none.

    The style sheet stands in the page, there is no script, and names lead nowhere, since there is no other page.
    """
    with Warehouse(data).reader() as reader:
        found = reader.row(WHICH, [article])
        asked = contents.Asked({}, FileLinks(0, {}), read_decisions(data))
        made = contents.article(reader, asked, found["article_id"]) if found else None
    if made is None:
        return None
    style = Markup((STATIC / "onrecord.css").read_text(encoding="utf-8"))
    return render(made[0], {"nav": "", **made[1], "style": style}, asked.links)
