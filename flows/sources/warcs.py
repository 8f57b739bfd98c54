"""Web archives: the HTML pages among the responses of a WARC file (Common Crawl News, Internet Archive)."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from flows.sources.items import Blob, Found, Reject, SourceOptions, UnreadableError
from flows.sources.pages import read_page
from transforms.documents.fields import canonical_url

# warcio's warnings quote damaged records at length on standard error; what is damaged ends in rejects
logging.getLogger("warcio").setLevel(logging.ERROR)
DAMAGE = (ArchiveLoadFailed, StatusAndHeadersParserException, ValueError, TypeError, AttributeError, LookupError)
PAGES = ("text/html", "application/xhtml")


class QuietIterator(ArchiveIterator):  # type: ignore[misc, unused-ignore]
    """warcio's iterator without its notes on standard error, which repeat whole records."""

    INC_RECORD = ""


def read_warc(blob: Blob, options: SourceOptions) -> Iterator[Found]:
    """One document for each HTML page that was answered with 200; other records are no inputs."""
    number, pages = 0, 0
    with blob.open() as file:
        for number, record in enumerate(iterate_records(file), start=1):
            status = record.http_headers.get_statuscode() if record.http_headers else ""
            kind = (record.http_headers.get_header("Content-Type") or "") if record.http_headers else ""
            if record.rec_type == "response" and status == "200" and kind.lower().startswith(PAGES):
                pages += 1
                url = canonical_url(record.rec_headers.get_header("WARC-Target-URI") or "")
                captured = {"updated_at": record.rec_headers.get_header("WARC-Date") or ""}
                content = record.content_stream().read(options.max_page_bytes + 1)
                name = url or f"{blob.name}#{number}"
                page = Blob(blob.uri, name, partial(BytesIO, content), kind, url or None, number, captured)
                yield from read_record(page, options)
    if not pages:
        yield Reject(blob.uri, f"The web archive has no HTML page among its {number} records.")


def iterate_records(file: BinaryIO) -> Iterator[Any]:
    """The records of a web archive. Raises UnreadableError where it is damaged."""
    records = iter(QuietIterator(file, check_digests=False))
    number = 0
    while True:
        try:
            record = next(records, None)
        except DAMAGE as error:
            reason = str(error).partition("\n")[0][:200] or type(error).__name__
            raise UnreadableError(f"The web archive is damaged after record {number}: {reason}.") from None
        if record is None:
            return
        number += 1
        yield record


def read_record(page: Blob, options: SourceOptions) -> Iterator[Found]:
    """The document of one page of an archive."""
    try:
        yield from read_page(page, options)
    except UnreadableError as error:
        yield Reject(page.uri, str(error), source_id=page.url, line=page.line)
