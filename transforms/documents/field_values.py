"""What the value of a field says: the words of it that an article can have, None where it has none."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from transforms.documents.paths import as_words, gather_words, read_listed
from transforms.page.view import strip_markup

LONGEST_NO_VALUE = 9  # characters of what programs write for nothing
ADDRESS = re.compile(r"(?:https?://|www\.)\S+$", re.IGNORECASE)
HOST = re.compile(r"(?:https?://)?(?:www\.)?([^/\s:?#]+)", re.IGNORECASE)


def read_field(name: str, value: Any) -> str | None:
    """The words of one of our fields; None where the value is none that the field can have."""
    if name == "text":
        return read_body(value)
    words = as_words(value)
    if words is None:
        return None
    return READ[name](words) if name in READ else words


def read_body(value: Any) -> str | None:
    """The text: as given where it is text, paragraphs put together where it is a list of them."""
    if isinstance(value, str):
        return value
    return gather_words(value) if isinstance(value, (list, Mapping)) else None


def read_publisher(words: str) -> str | None:
    """The outlet's name, of an address the host.

    >>> read_publisher("https://www.ledger.example/news"), read_publisher("The Harbour Ledger")
    ('ledger.example', 'The Harbour Ledger')
    """
    if not ADDRESS.match(words):
        return words
    host = HOST.match(words)
    return host.group(1) if host else None


def read_address(words: str) -> str | None:
    """The address, None for what is none."""
    if words.startswith("https://") and " " not in words:
        return words
    words = words.strip().split(", ")[0]
    if words.startswith("www."):
        words = f"https://{words}"
    return words if words.lower().startswith(("http://", "https://")) else None


def read_byline(words: str) -> str:
    """The authors' names, however a table wrote the list of them down."""
    return read_listed(words)


def read_headline(words: str) -> str | None:
    """The headline without markup.

    >>> read_headline("Bell &amp; Sons <b>sell</b>")
    'Bell & Sons sell'
    """
    return strip_markup(words).strip() or None


READ: dict[str, Callable[[str], str | None]] = {
    "headline": read_headline,
    "publisher": read_publisher,
    "url": read_address,
    "byline": read_byline,
}
