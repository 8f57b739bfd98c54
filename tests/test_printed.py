"""What is printed as a quotation holds none of the reporter's words."""

from __future__ import annotations

import duckdb
import pytest
from rich.console import Console

from flows.command.showing import show_article
from transforms.reading.marks import find_passages
from transforms.records import ELLIPSIS

PRINTED = {
    "quotes": "SELECT quoted_text FROM quotes WHERE kind = 'direct'",
    "statements": "SELECT quoted_text FROM statements WHERE kind = 'direct'",
    "said_about": "SELECT text FROM said_about WHERE kind = 'direct'",
}


def unquoted(words: str) -> str:
    """The letters and figures of a printed quotation that stand outside its marks."""
    paragraphs = [(0, len(words))] if "\n" not in words else None
    inside = {place for passage in find_passages(words, paragraphs) for place in range(passage.start, passage.end)}
    return "".join(sign for place, sign in enumerate(words) if place not in inside and sign.isalnum())


@pytest.mark.parametrize("where", PRINTED)
def test_no_printed_quotation_has_unquoted_words(tour, where):
    with duckdb.connect(str(tour), read_only=True) as con:
        rows = [row[0] for row in con.execute(PRINTED[where]).fetchall()]
    assert rows
    assert not [words for words in rows if unquoted(words)]


def test_show_prints_what_may_be_printed(tour):
    with duckdb.connect(str(tour), read_only=True) as con:
        split = con.execute(
            "SELECT article_id, quoted_text FROM quotes WHERE kind = 'direct' AND contains(quoted_text, ?)", [ELLIPSIS]
        ).fetchall()
    assert split
    article, words = split[0]
    console = Console(width=4000, record=True)
    with console.capture() as shown:
        show_article(tour, article, console)
    assert words.replace("\n", " ")[:60] in shown.get().replace("\n", " ")
