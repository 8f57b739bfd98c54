"""Web archives: the HTML pages among the responses of a WARC file (Common Crawl News, Internet Archive)."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from flows.sources.pages import read_page
from flows.sources.records import Blob, Item, Reject, SourceOptions, UnreadableError
from transforms.documents import canonical_url

PAGES = ("text/html", "application/xhtml")


def read_warc(blob: Blob, options: SourceOptions) -> Iterator[Item | Reject]:
    """One document for each HTML page that was answered with 200; other records are no inputs."""
    number, pages = 0, 0
    with blob.open() as file:
        try:
            for number, record in enumerate(ArchiveIterator(file, check_digests=False), start=1):
                status = record.http_headers.get_statuscode() if record.http_headers else ""
                kind = (record.http_headers.get_header("Content-Type") or "") if record.http_headers else ""
                if record.rec_type == "response" and status == "200" and kind.lower().startswith(PAGES):
                    pages += 1
                    url = canonical_url(record.rec_headers.get_header("WARC-Target-URI") or "")
                    content = record.content_stream().read(options.max_page_bytes + 1)
                    yield from read_record(blob, number, url, kind, content, options)
        except ArchiveLoadFailed as error:
            raise UnreadableError(f"The web archive is damaged after record {number}: {str(error)[:200]}.") from None
    if not pages:
        yield Reject(blob.uri, f"The web archive has no HTML page among its {number} records.")


def read_record(
    blob: Blob, number: int, url: str, kind: str, content: bytes, options: SourceOptions
) -> Iterator[Item | Reject]:
    """The document of one page of an archive."""
    page = Blob(blob.uri, url or f"{blob.name}#{number}", lambda: BytesIO(content), kind, url or None, number)
    try:
        yield from read_page(page, options)
    except UnreadableError as error:
        yield Reject(blob.uri, str(error), source_id=url, line=number)
