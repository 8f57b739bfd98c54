"""What every reader yields: an item of news text, or why there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

RAW_SHOWN = 1_000  # characters of a bad input that a reject keeps
FIELDS = ("text", "id", "url", "headline", "byline", "publisher", "published_at", "language")


@dataclass(frozen=True)
class Item:
    """One document as a source gave it.

    `fields` always has `text` and `id`; the others of FIELDS where the source gave them, all as text.
    `line` is the line or item number in the source, from 1, None where the source is the document.
    """

    source_uri: str
    line: int | None
    fields: dict[str, str]


@dataclass(frozen=True)
class Reject:
    """One input that could not be taken in, and why, in words a person understands."""

    source_uri: str
    error: str
    source_id: str | None = None
    line: int | None = None
    raw: str | None = None
    stage: str = "ingest"


@dataclass(frozen=True)
class SourceOptions:
    """How sources are read. Sizes in bytes, times in seconds."""

    columns: Mapping[str, str] = field(default_factory=dict)  # our field -> the source's column or key
    encoding: str | None = None  # of text files; None: UTF-8, else what the bytes show
    max_item_bytes: int = 20_000_000  # of one document, compressed or not: bounds memory
    max_unpacked_bytes: int = 20_000_000_000  # of one archive or compressed stream


@dataclass(frozen=True)
class Blob:
    """Bytes with a name: a file, a member of an archive, the answer to a request.

    `name` decides which reader is used and is the document's id where it gives none; `uri` says where it was read from.
    """

    uri: str
    name: str
    open: Callable[[], BinaryIO]
    content_type: str | None = None


class UnreadableError(Exception):
    """A source that cannot be read further; its words are shown to the user as the reject's error."""
