"""What every reader yields: an item of news text, why there is none, or a link to follow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import BinaryIO

from transforms.documents.fields import FIELDS, name_document
from transforms.documents.masking import mask, mask_id

__all__ = ["FIELDS", "RAW_SHOWN", "Blob", "Found", "Item", "Link", "Note", "Reject", "SourceOptions", "UnreadableError"]
RAW_SHOWN = 1_000  # characters of a bad input that a reject keeps
USER_AGENT = "onrecord/0.1 (reads news articles; honours robots.txt)"


def make_storable(words: str) -> str:
    """The words with lone surrogates (half characters, bytes of no encoding) as question marks: files hold no such.

    >>> make_storable("caf\\udce9.txt")
    'caf?.txt'
    """
    return words.encode("utf-8", "replace").decode("utf-8")


@dataclass(slots=True)  # not frozen, which takes three times as long to make: there is one for every row
class Item:
    """One document as a source gave it.

    `fields` always has `text` and `id`; the others of FIELDS where the source gave them, all as text.
    `line` is the line or item number in the source, from 1, None where the source is the document. `unread` has, for
    each field whose value could not be used, that value; `shape` is the shape it was read in, `source` what the user
    named; `id_space` is set where ids of other files mean other documents.
    """

    source_uri: str
    line: int | None
    fields: dict[str, str]
    unread: Mapping[str, str] = field(default_factory=dict)
    shape: str | None = None
    source: str = ""
    id_space: str | None = None
    is_page: bool = False  # whether it was taken from a web page


@dataclass(frozen=True)
class Reject:
    """One input that could not be taken in, and why, in words a person understands."""

    source_uri: str
    error: str
    source_id: str | None = None
    line: int | None = None
    raw: str | None = None
    stage: str = "ingest"

    def __post_init__(self) -> None:
        for name in ("source_uri", "error", "source_id", "raw"):
            value = getattr(self, name)
            if value is not None:  # bad inputs are quoted in rejects, and what they hold need not be storable
                object.__setattr__(self, name, mask(make_storable(value)))


@dataclass(frozen=True)
class Link:
    """A document that stands elsewhere: an entry of a feed, a sitemap or a list of addresses.

    `fields` is what the source says of it, used where the page itself says nothing.
    """

    url: str
    source_uri: str
    line: int | None
    fields: dict[str, str] = field(default_factory=dict)
    story: str | None = None  # HTML of the story as the list has it, for where the page cannot be had


@dataclass(frozen=True)
class Note:
    """A line for the person watching: in which shape a file was read, or what was mended."""

    source_uri: str
    words: str


Found = Item | Reject | Link | Note


@dataclass(frozen=True)
class SourceOptions:
    """How sources are read. Sizes in bytes, times in seconds."""

    columns: Mapping[str, str] = field(default_factory=dict)  # our field -> the source's column or key
    encoding: str | None = None  # of text files; None: UTF-8, else what the bytes show
    shape: str | None = None  # name of the shape to read records in; None: as they look
    date_format: str | None = None  # of dates, as strptime has it; None: as they look
    id_space: str | None = None  # ids of one space name the same documents, whatever file they stand in
    publisher: str | None = None  # of articles that name none
    currency: str | None = None  # of bare signs, where the article does not say: the money of the paper's home
    since: date | None = None  # entries of lists that are older are left out
    limit: int | None = None  # links of one list that are followed
    source: str = ""  # what the user named
    max_item_bytes: int = 20_000_000  # of one document as it is unpacked: bounds memory
    max_page_bytes: int = 5_000_000  # of one HTML page, whose parsing needs many times its size
    max_expansion: int = 1_000  # unpacked bytes for each packed one, beyond the first max_item_bytes
    allow_private: tuple[str, ...] = ()  # hosts and networks that may be fetched although they are not public
    user_agent: str = USER_AGENT
    seconds_between: float = 1.0  # between two requests to one host
    timeout: float = 20.0  # of one connection or pause in an answer
    max_redirects: int = 5
    cache: Path | None = None  # folder of fetched pages, so that a second run asks only for what changed


@dataclass
class Allowance:
    """How many bytes the members of one archive, and of archives in it, may still unpack to, all together."""

    left: int

    def take(self, size: int) -> None:
        """Takes off what was unpacked. Raises UnreadableError where it is too much."""
        self.left -= size
        if self.left < 0:
            raise UnreadableError("The file unpacks to far more than it could hold (a decompression bomb).")


@dataclass(frozen=True)
class Blob:
    """Bytes with a name: a file, a member of an archive, the answer to a request.

    `name` decides which reader is used and is the document's id where it gives none; `uri` says where it was read from.
    """

    uri: str
    name: str
    open: Callable[[], BinaryIO]
    content_type: str | None = None
    url: str | None = None  # web address, where it has one
    line: int | None = None  # its number in the list that named it
    fields: Mapping[str, str] = field(default_factory=dict)  # what that list said of it
    size: int | None = None  # packed bytes, where known
    depth: int = 0  # archives and lists it was found through
    allowance: Allowance | None = None  # what the archive that it is in may still unpack to


class UnreadableError(Exception):
    """A source that cannot be read further; its words are shown to the user as the reject's error."""


@dataclass(slots=True)
class Origin:
    """How a document was found: in which shape, what of it could not be used, and whether the file is the document."""

    shape: str | None = None
    unread: Mapping[str, str] = field(default_factory=dict)
    is_whole: bool = True


WHOLE = Origin()


def finish_item(
    blob: Blob, number: int | None, fields: dict[str, str], options: SourceOptions, origin: Origin = WHOLE
) -> Item:
    """The document of its fields, with what the source's settings say and an id."""
    if not all(fields.values()):
        fields = {name: value for name, value in fields.items() if name == "text" or value}
    if options.publisher:
        fields.setdefault("publisher", options.publisher)
    if options.currency:
        fields.setdefault("home_currency", options.currency)
    given = fields.get("id")
    fields["id"] = mask_id(name_document(fields, blob.name, is_whole=origin.is_whole))
    if "url" in fields:
        fields["url"] = mask_id(fields["url"])
    space = options.id_space or (blob.name if given and given.isdecimal() and not origin.is_whole else None)
    return Item(
        mask(blob.uri), number, fields, origin.unread, origin.shape, mask(options.source), space if given else None
    )
