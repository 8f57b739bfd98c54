"""What makes a record a document: which fields it may have, what is wrong with one, and what its id is."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from transforms.documents.masking import mask_id
from transforms.ids import hash_text

FIELDS = ("text", "id", "url", "headline", "byline", "publisher", "published_at", "language", "home_currency")
BLANK = "\ufeff\u200b\u200c\u200d\u2060\0 \t\r\n\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0"
TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "cmpid", "ncid", "smid", "igshid", "dclid", "yclid")
PORTS = {"http": 80, "https": 443}


def find_fault(record: Mapping[str, object]) -> str | None:
    """Why a record is no document, in a sentence; None where it is one.

    >>> find_fault({"text": "  "}), find_fault({"text": "Rates rose."})
    ('There is no text: `text` is blank.', None)
    """
    text = record.get("text")
    if text is None:
        return "There is no text: `text` is missing."
    if not isinstance(text, str):
        return f"`text` is {kind_of(text)}, not text."
    if not text.strip().strip(BLANK):
        return "There is no text: `text` is blank."
    return None


def kind_of(value: object) -> str:
    """What a value of a record is, for messages."""
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), f"a {type(value).__name__}")


def find_surrogate(words: str) -> int | None:
    """Where the first lone surrogate stands, or None."""
    if words.isascii():
        return None
    try:
        words.encode("utf-8")
    except UnicodeEncodeError as error:
        return error.start
    return None


def name_document(fields: Mapping[str, str], name: str, is_whole: bool) -> str:
    """The document's id: the given one, else its canonical address, else its file's name.

    `is_whole` says that the file is the document. One of several in a file is named by file and text, so that the
    order of the lines does not matter.

    >>> name_document({"text": "Rates rose.", "url": "HTTPS://Example.com/a?utm_source=x#top"}, "feed.jsonl", False)
    'https://example.com/a'
    """
    given = fields.get("id") or canonical_url(fields.get("url", ""))
    if given:
        return given
    return name if is_whole else f"{name}#{hash_text(fields['text'])[:16]}"


def canonical_url(url: str) -> str:
    """The address without what does not change the page: fragment, tracking parameters, default port, case of the host.

    Nor does it keep a password or token.

    An address that cannot be read is returned as it is.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url
    if parts.scheme.lower() not in PORTS:
        return url.strip()
    scheme = parts.scheme.lower()
    host = (parts.hostname or "") + (f":{port}" if port and port != PORTS[scheme] else "")
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode([(key, value) for key, value in pairs if not key.lower().startswith(TRACKING)])
    return mask_id(urlunsplit((scheme, host, parts.path or "/", query, "")))
