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

from flows.sources.items import Blob, Found, Reject, SourceOptions, UnreadableError
from flows.sources.unpack import DAMAGED, TAR_ENDINGS, Passed, peel, read_archive

SNIFFED = 4_000  # bytes of a file's beginning that are looked at where its name tells nothing
ADDRESS = re.compile(rb"\s*(?:https?://\S+\s*|#.*)?$")
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
    ".md": "text.read_text",
}
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
    "text/markdown": "text.read_text",
}
MARKS: tuple[tuple[bytes, str], ...] = (
    (b"{", "jsonl.read_jsonl"),
    (b"[{", "jsonl.read_json"),
    (b"<!doctype html", "pages.read_page"),
    (b"<html", "pages.read_page"),
    (b"<?xml", "feeds.read_xml"),
    (b"<rss", "feeds.read_xml"),
    (b"<feed", "feeds.read_xml"),
    (b"par1", "tabular.read_parquet"),
    (b"warc/", "warcs.read_warc"),
)


def read_blob(blob: Blob, options: SourceOptions) -> Iterator[Found]:
    """The documents and links in a blob; what cannot be read, or read to its end, gives one reject."""
    try:
        yield from choose_reader(blob, options)
    except UnreadableError as error:
        yield Reject(blob.uri, str(error), source_id=blob.url, line=blob.line)
    except (*DAMAGED, zlib.error) as error:
        reason = f"The file is damaged or cut off: {error or 'it ends too early'}."
        yield Reject(blob.uri, reason, source_id=blob.url, line=blob.line)
    except OSError as error:
        reason = f"The file cannot be read: {error.strerror or error}."
        yield Reject(blob.uri, reason, source_id=blob.url, line=blob.line)


def choose_reader(blob: Blob, options: SourceOptions) -> Iterator[Found]:
    """The blob's documents by the reader that its declared type, its name or its beginning asks for."""
    name = (urlsplit(blob.name).path if blob.url else blob.name).lower()
    if name.endswith((*TAR_ENDINGS, ".zip")):
        packed = replace(peel(blob, options), name=blob.name)
        return read_archive(packed, options, read_blob, is_tar=not name.endswith(".zip"))
    blob = peel(blob, options)
    name = (urlsplit(blob.name).path if blob.url else blob.name).lower()
    reader = TYPES.get((blob.content_type or "").partition(";")[0].strip().lower())
    reader = reader or READERS.get("." + name.rpartition(".")[2])
    if reader is None:
        reader, blob = sniff(blob, name.endswith(".txt"))
    return load_reader(reader)(blob, options)


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
    head = start.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
    lines = start.splitlines()
    if head.startswith(b"http") and all(ADDRESS.match(line) for line in lines[: -1 if len(start) == SNIFFED else None]):
        return "feeds.read_urls", same
    if is_text:
        return "text.read_text", same
    return next((reader for mark, reader in MARKS if head.startswith(mark)), "text.read_text"), same


def rejoin(start: bytes, file: BinaryIO) -> BinaryIO:
    """A file whose beginning has been read, whole again."""
    return cast(BinaryIO, io.BufferedReader(Rejoined(start, file), 1 << 16))


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
