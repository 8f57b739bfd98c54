"""Web archives: the HTML pages among the responses of a WARC file (Common Crawl News, Internet Archive)."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any, BinaryIO

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeadersParserException

from flows.sources.items import Blob, Found, Note, Reject, SourceOptions, UnreadableError
from flows.sources.pages import read_page
from transforms.documents.fields import canonical_url
from warehouse.wording import show_count

# warcio's warnings quote damaged records at length on standard error; what is damaged ends in rejects
logging.getLogger("warcio").setLevel(logging.ERROR)
DAMAGE = (ArchiveLoadFailed, StatusAndHeadersParserException, ValueError, TypeError, AttributeError, LookupError)
PAGES = ("text/html", "application/xhtml")
BEGINNING = re.compile(rb"^WARC/[01]\.\d", re.MULTILINE)
LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,15})[ \t]*\r?$", re.MULTILINE | re.IGNORECASE)
BETWEEN = b"\r\n\r\n"
LONGEST_HEAD = 64_000  # bytes of a record's headers
HEADS = 100_000  # bytes by which a record is longer than its page
AT_ONCE = 1 << 16
KEPT = 16  # bytes by which the beginning of a record is known


def read_warc(blob: Blob, options: SourceOptions) -> Iterator[Found]:
    """One document for each HTML page that was answered with 200; other records are no inputs.

    A record that is damaged costs itself alone; that there were any is one reject.
    """
    pages, shortened = 0, 0
    with blob.open() as file:
        cutter = Cutter(file, options.max_page_bytes + HEADS)
        for number, data in cutter.cut():
            page = make_page(blob, number, data, options)
            if page is None:
                continue
            pages += 1
            shortened += b"WARC-Truncated:" in data[:LONGEST_HEAD].partition(b"\r\n\r\n")[0]
            yield from read_record(page, options)
    if shortened:
        yield Note(
            blob.uri, f"cut off by the archive (WARC-Truncated), ending too early: {show_count(shortened, 'page')}"
        )
    if cutter.fault:
        yield Reject(blob.uri, f"The web archive is damaged: {cutter.fault}")
    elif not pages:
        yield Reject(blob.uri, f"The web archive has no HTML page among its {show_count(cutter.number, 'record')}.")


def make_page(blob: Blob, number: int, data: bytes, options: SourceOptions) -> Blob | None:
    """The page of a record; None for any other record."""
    record = parse_record(data)
    headers = record.http_headers if record is not None else None
    if headers is None or record.rec_type != "response" or headers.get_statuscode() != "200":
        return None
    kind = headers.get_header("Content-Type") or ""
    if not kind.lower().startswith(PAGES):
        return None
    url = canonical_url(record.rec_headers.get_header("WARC-Target-URI") or "")
    captured = {"updated_at": record.rec_headers.get_header("WARC-Date") or ""}
    content = record.content_stream().read(options.max_page_bytes + 1)
    name = url or f"{blob.name}#{number}"
    return Blob(blob.uri, name, partial(BytesIO, content), kind, url or None, number, captured)


def parse_record(data: bytes) -> Any:
    """A record by its bytes; None where they are none."""
    try:
        return ArcWarcRecordLoader().parse_record_stream(BytesIO(data))
    except (*DAMAGE, EOFError):
        return None


@dataclass
class Cutter:
    """Cuts a stream of records: by their lengths where these are right, else at the next record's beginning.

    limit: bytes of a record that is held; a longer one is passed over, as no page is. fault: what was damaged.
    """

    file: BinaryIO
    limit: int
    number: int = 0  # of the record last begun
    fault: str | None = None
    buffer: bytes = b""
    at: int = 0  # how much of the buffer is done with
    is_over: bool = False

    def __post_init__(self) -> None:
        self.read: Callable[[int], bytes] = getattr(self.file, "read1", self.file.read)

    def cut(self) -> Iterator[tuple[int, bytes]]:
        """The records with their numbers."""
        while self.find_beginning():
            self.number += 1
            record = self.take()
            if record is not None:
                yield self.number, record

    def fill(self, size: int) -> bool:
        """Reads on until so many bytes are at hand; whether they are."""
        while len(self.buffer) - self.at < size and not self.is_over:
            try:  # as bytes come: damage costs none of those before it
                more = self.read(AT_ONCE)
            except UnreadableError as error:
                self.note(str(error).partition(": ")[2] or str(error))
                more = b""
            if self.at > len(self.buffer) // 2:
                self.buffer, self.at = self.buffer[self.at :], 0
            self.buffer += more
            self.is_over = not more
        return len(self.buffer) - self.at >= size

    def find_beginning(self) -> bool:
        """Moves to where the next record begins; what is passed over besides blank lines is damage."""
        while True:
            self.fill(AT_ONCE)
            found = BEGINNING.search(self.buffer, self.at)
            end = found.start() if found else max(self.at, len(self.buffer) - (0 if self.is_over else KEPT))
            if self.buffer[self.at : end].strip(b"\r\n\0 "):
                self.note(f"after record {self.number}, what follows is no record.")
            self.at = end
            if found or self.is_over:
                return found is not None

    def take(self) -> bytes | None:
        """The record that begins here; None where it is too long or damaged, and then what follows it is kept."""
        size = self.measure()
        if size is None:
            self.leave("its headers cannot be read.")
        elif size > self.limit:
            self.pass_over(size)
        elif not self.fill(size):
            self.leave("it is cut off.")
        elif not self.is_ended(size):
            self.leave("its length is not what its headers say.")
        else:
            self.at += size
            return self.buffer[self.at - size : self.at]
        return None

    def measure(self) -> int | None:
        """The bytes of the record that begins here, as its headers say; None where these cannot be read."""
        self.fill(LONGEST_HEAD)
        head = self.buffer.find(BETWEEN, self.at, self.at + LONGEST_HEAD)
        length = LENGTH.search(self.buffer, self.at, max(head, self.at))
        if head < 0 or length is None:
            return None
        return head + len(BETWEEN) - self.at + int(length[1])

    def is_ended(self, size: int) -> bool:
        """Whether the record of that size is followed by what follows records: blank lines, another one, the end."""
        self.fill(size + len(BETWEEN) + KEPT)
        after = self.buffer[self.at + size : self.at + size + len(BETWEEN) + KEPT]
        return after.startswith(BETWEEN) or not after.strip(b"\r\n") or bool(BEGINNING.match(after.lstrip(b"\r\n")))

    def leave(self, why: str) -> None:
        """Gives a damaged record up, and nothing of what may follow it."""
        self.note(f"record {self.number} cannot be read, {why}")
        found = BEGINNING.search(self.buffer, self.at + 1)
        self.at = found.start() if found else max(self.at + 1, len(self.buffer) - (0 if self.is_over else KEPT))

    def pass_over(self, size: int) -> None:
        """Reads past a record that is too long to be a page."""
        while size > len(self.buffer) - self.at and not self.is_over:
            size -= len(self.buffer) - self.at
            self.buffer, self.at = b"", 0
            self.fill(1)
        if size > len(self.buffer) - self.at:
            self.note(f"record {self.number} is cut off.")
        self.at += size

    def note(self, why: str) -> None:
        """Remembers the first fault."""
        self.fault = self.fault or why


def read_record(page: Blob, options: SourceOptions) -> Iterator[Found]:
    """The document of one page of an archive."""
    try:
        yield from read_page(page, options)
    except UnreadableError as error:
        yield Reject(page.uri, str(error), source_id=page.url, line=page.line)
