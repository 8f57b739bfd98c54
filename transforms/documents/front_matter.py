"""The head of a Markdown file: lines between two rules that say title, author and date."""

from __future__ import annotations

import re

HEAD = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<head>.{0,10000}?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
LINE = re.compile(r"^(?P<key>[A-Za-z_]{2,20}):[ \t]*(?P<value>.*)$", re.MULTILINE)
KEYS = {
    "title": "headline", "headline": "headline", "author": "byline", "authors": "byline", "byline": "byline",
    "sitename": "publisher", "publisher": "publisher", "publication": "publisher", "source": "publisher",
    "date": "published_at", "published": "published_at", "url": "url", "link": "url", "language": "language",
    "lang": "language", "id": "id",
}  # fmt: skip


def split_head(text: str) -> tuple[dict[str, str], str]:
    """What the head of a text says of it, and the text below.

    >>> split_head("---\\ntitle: Rates rise\\ndate: 2024-03-01\\n---\\nRates rose.")
    ({'headline': 'Rates rise', 'published_at': '2024-03-01'}, 'Rates rose.')
    """
    match = HEAD.match(text)
    if match is None:
        return {}, text
    found: dict[str, str] = {}
    for line in LINE.finditer(match["head"]):
        value = line["value"].strip().strip("\"'[]")
        if value and (name := KEYS.get(line["key"].casefold())):
            found.setdefault(name, value.replace('", "', ", "))
    return found, text[match.end() :] if found else text
