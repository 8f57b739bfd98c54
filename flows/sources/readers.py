"""Chooses the reader for a blob and turns what goes wrong into rejects."""

from __future__ import annotations

import importlib
import io
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import BinaryIO, cast
from urllib.parse import urlsplit

from flows.extras import name_missing
from flows.sources.items import Blob, Found, Reject, SourceOptions, UnreadableError
from flows.sources.unpack import DAMAGED, TAR_ENDINGS, Passed, peel, read_archive

SNIFFED = 4_000  # bytes of a file's beginning that are looked at where its name tells nothing
ADDRESS = re.compile(rb"\s*(?:https?://\S+\s*|#.*)?$")
COMMENTS = re.compile(rb"\A(?:\s*<!--.{0,3000}?-->)+", re.DOTALL)
Reader = Callable[[Blob, SourceOptions], Iterator[Found]]
# module.function of each reader: the libraries behind them are loaded only where a source needs them
READERS: dict[str, str] = {
    ".jsonl": "jsonl.read_jsonl",
    ".ndjson": "jsonl.read_jsonl",
    ".json": "jsonl.read_json",
    ".csv": "tabular.read_csv",
    ".tsv": "tabular.read_csv",
    ".parquet": "tabular.read_parquet",
    ".html": "pages.read_page",
    ".htm": "pages.read_page",
    ".xhtml": "pages.read_page",
    ".xml": "feeds.read_xml",
    ".rss": "feeds.read_xml",
    ".atom": "feeds.read_xml",
    ".urls": "feeds.read_urls",
    ".warc": "warcs.read_warc",
    ".md": "text.read_markdown",
    ".markdown": "text.read_markdown",
    ".nitf": "feeds.read_xml",
    ".rtf": "documents.read_rtf",
    ".docx": "documents.read_docx",
    ".eml": "documents.read_mail",
    ".mht": "documents.read_mail",
    ".mhtml": "documents.read_mail",
}
# Endings and declared types of what is no text of news, and what to do about those that may hold some
NO_NEWS: dict[str, str] = {
    **dict.fromkeys((".js", ".mjs", ".css", ".map", ".svg", ".ico", ".woff", ".woff2", ".ttf", ".eot"), ""),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".mp3", ".mp4", ".webm", ".mov", ".wav"), ""),
    **dict.fromkeys((".exe", ".dll", ".so", ".pyc", ".db", ".sqlite", ".ds_store"), ""),
    ".pdf": "save its text as .txt first, with pdftotext for one",
    ".doc": "save it as .docx first",
    ".odt": "save it as .docx first",
    ".xlsx": "save its sheet as CSV first",
    ".xls": "save its sheet as CSV first",
}
NO_NEWS_TYPES = ("text/css", "text/javascript", "application/javascript", "image/", "audio/", "video/", "font/")
TYPES: dict[str, str] = {
    "text/html": "pages.read_page",
    "application/xhtml+xml": "pages.read_page",
    "text/xml": "feeds.read_xml",
    "application/xml": "feeds.read_xml",
    "application/rss+xml": "feeds.read_xml",
    "application/atom+xml": "feeds.read_xml",
    "application/rdf+xml": "feeds.read_xml",
    "application/json": "jsonl.read_json",
    "application/x-ndjson": "jsonl.read_jsonl",
    "application/jsonl": "jsonl.read_jsonl",
    "text/csv": "tabular.read_csv",
    "text/markdown": "text.read_markdown",
    "application/feed+json": "jsonl.read_json",
    "application/rtf": "documents.read_rtf",
    "text/rtf": "documents.read_rtf",
    "message/rfc822": "documents.read_mail",
    "multipart/related": "documents.read_mail",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "documents.read_docx",
}
MARKS: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "documents.read_rtf"),
    (b"{", "jsonl.read_jsonl"),
    (b"[{", "jsonl.read_json"),
    (b"<!doctype html", "pages.read_page"),
    (b"<html", "pages.read_page"),
    (b"<head", "pages.read_page"),
    (b"<body", "pages.read_page"),
    (b"<?xml", "feeds.read_xml"),
    (b"<rss", "feeds.read_xml"),
    (b"<feed", "feeds.read_xml"),
    (b"<urlset", "feeds.read_xml"),
    (b"<sitemapindex", "feeds.read_xml"),
    (b"<nitf", "feeds.read_xml"),
    (b"<newsitem", "feeds.read_xml"),
    (b"<newsmessage", "feeds.read_xml"),
    (b"par1", "tabular.read_parquet"),
    (b"warc/", "warcs.read_warc"),
)


def read_blob(blob: Blob, options: SourceOptions) -> Iterator[Found]:
    """The documents and links in a blob; what cannot be read, or read to its end, gives one reject."""
    try:
        yield from choose_reader(blob, options)
    except UnreadableError as error:
        yield Reject(blob.uri, str(error), source_id=blob.url, line=blob.line)
    except ModuleNotFoundError as error:
        yield Reject(blob.uri, f"Not read: {name_missing(error)}.", source_id=blob.url, line=blob.line)
    except (*DAMAGED, zlib.error) as error:
        reason = f"The file is damaged or cut off: {error or 'it ends too early'}."
        yield Reject(blob.uri, reason, source_id=blob.url, line=blob.line)
    except UnicodeError as error:
        what = f"valid {options.encoding.upper()}" if options.encoding else "in an encoding that is known"
        reason = f"The file is not {what} throughout ({describe(error)}); --encoding names another."
        yield Reject(blob.uri, reason, source_id=blob.url, line=blob.line)
    except OSError as error:
        reason = f"The file cannot be read: {error.strerror or error}."
        yield Reject(blob.uri, reason, source_id=blob.url, line=blob.line)


def describe(error: UnicodeError) -> str:
    """What does not fit an encoding.

    >>> describe(UnicodeDecodeError("utf-16-le", b"a", 0, 1, "truncated data"))
    'truncated data'
    """
    return error.reason if isinstance(error, UnicodeDecodeError) else str(error)


def choose_reader(blob: Blob, options: SourceOptions) -> Iterator[Found]:
    """The blob's documents by the reader that its declared type, its name or its beginning asks for."""
    name = (urlsplit(blob.name).path if blob.url else blob.name).lower()
    if name.endswith((*TAR_ENDINGS, ".zip")):
        packed = replace(peel(blob, options), name=blob.name)
        return read_archive(packed, options, read_blob, is_tar=not name.endswith(".zip"))
    blob = peel(blob, options)
    name = (urlsplit(blob.name).path if blob.url else blob.name).lower()
    declared = (blob.content_type or "").partition(";")[0].strip().lower()
    ending = "." + name.rpartition(".")[2]
    reader = TYPES.get(declared) or READERS.get(ending)
    if reader is None:
        refuse_no_news(name, ending, declared)
    if reader is None or reader == "pages.read_page" or ending == ".rtf":
        seen, blob = sniff(blob, name.endswith(".txt") or reader is not None)
        reader = seen if reader is None or seen in ("feeds.read_xml", "documents.read_rtf") else reader
    return load_reader(reader)(blob, options)


def refuse_no_news(name: str, ending: str, declared: str) -> None:
    """Raises UnreadableError for what is no text of news: scripts, styles, pictures, instructions for robots."""
    if name.rpartition("/")[2] == "robots.txt" or declared.startswith(NO_NEWS_TYPES) or NO_NEWS.get(ending) == "":
        kind = declared if declared.startswith(NO_NEWS_TYPES) else name.rpartition("/")[2]
        raise UnreadableError(f"This is no text of news: {kind}.")
    if ending in NO_NEWS:
        raise UnreadableError(
            f"The file is binary, not text: files of the kind {ending} are not read; {NO_NEWS[ending]}."
        )


def load_reader(name: str) -> Reader:
    """The reader of that name."""
    module, _, function = name.partition(".")
    reader: Reader = getattr(importlib.import_module(f"flows.sources.{module}"), function)
    return reader


def sniff(blob: Blob, is_text: bool) -> tuple[str, Blob]:
    """The reader that a file's beginning asks for, and the file, whole.

    A .txt file is its own text or, where each line is an address, a list of them.
    """
    file = blob.open()
    start = file.read(SNIFFED)
    same = replace(blob, open=lambda: rejoin(start, file))
    head = COMMENTS.sub(b"", start.removeprefix(b"\xef\xbb\xbf")).lstrip()[:200].lower()
    lines = start.splitlines()
    if head.startswith(b"http") and all(ADDRESS.match(line) for line in lines[: -1 if len(start) == SNIFFED else None]):
        return "feeds.read_urls", same
    if is_text and not head.startswith((b'{"', b"{\\rtf", b"<?xml", b"<rss", b"<feed")):
        return "text.read_text", same
    return next((reader for mark, reader in MARKS if head.startswith(mark)), "text.read_text"), same


def rejoin(start: bytes, file: BinaryIO) -> BinaryIO:
    """A file whose beginning has been read, whole again."""
    return cast(BinaryIO, io.BufferedReader(Rejoined(start, file), 1 << 16))


def rewind(start: bytes, file: BinaryIO) -> BinaryIO:
    """The same; a file that can go back is read itself, which is quicker."""
    if not file.seekable():
        return rejoin(start, file)
    file.seek(-len(start), io.SEEK_CUR)
    return file


def look_ahead(file: BinaryIO) -> tuple[bytes, BinaryIO]:
    """A file's beginning, and the file, whole. One that is cut off may still show what comes before the cut."""
    if isinstance(file, io.BufferedReader):
        return file.peek(SNIFFED)[:SNIFFED], file
    start = file.read(SNIFFED)
    return start, rewind(start, file)


class Rejoined(Passed):
    """The bytes of a beginning, then those of the file they were read from."""

    def __init__(self, start: bytes, file: BinaryIO) -> None:
        super().__init__(file)
        self.start = start

    def take(self, size: int) -> bytes:
        """The next bytes, of the beginning while there are any."""
        data = self.start[:size] or super().take(size)
        self.start = self.start[size:]
        return data
