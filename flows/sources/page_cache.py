"""Fetched pages on disk, so that a second run asks only for what has changed."""

from __future__ import annotations

import gzip
import html
import json
import os
import re
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from transforms.documents.fields import canonical_url
from transforms.ids import hash_text

TAG = re.compile(r"<[^<>]{0,2000}>")
TELLING = 40  # letters of a line by which its text is known
FRESH = 86_400  # seconds for which a page is not asked for again where neither server nor list dates it
LISTS = (b"<?xml", b"<rss", b"<feed")  # feeds that are served as pages
KEPT = ("content-type", "etag", "last-modified", "location")


@dataclass(frozen=True)
class StoredPage:
    """An answer of a server; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    content: bytes
    said: str = ""  # when the list that named it says it was published or changed
    fetched_at: float = 0.0  # seconds since 1970

    @property
    def location(self) -> str | None:
        """Where a redirect leads."""
        return self.headers.get("location")

    @property
    def content_type(self) -> str | None:
        """The declared type with its parameters."""
        return self.headers.get("content-type")

    def conditions(self) -> dict[str, str]:
        """The request headers that ask for the page only if it has changed."""
        asked = {
            "If-None-Match": self.headers.get("etag"),
            "If-Modified-Since": self.headers.get("last-modified"),
        }
        return {name: value for name, value in asked.items() if value}

    def is_fresh(self, said: str | None, now: float) -> bool:
        """Whether a page need not be asked for again, where the server gives nothing to ask by.

        said: what the list that names it says now of its dates; None where no list names it.
        """
        is_page = "html" in (self.content_type or "") and not self.content.lstrip()[:20].lower().startswith(LISTS)
        if said is None or not is_page or self.conditions():
            return False
        return said == self.said if said else now - self.fetched_at < FRESH

    def pause(self, longest: float) -> float:
        """The seconds that a busy server asks us to wait."""
        wish = self.headers.get("retry-after", "")
        return min(float(wish), longest) if wish.isdecimal() else 1.0


class PageCache:
    """Pages by address in a folder; without a folder nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def find(self, url: str) -> StoredPage | None:
        """The stored page of an address; None where there is none or its file is damaged."""
        if self.folder is None:
            return None
        try:
            head, _, content = gzip.decompress(self.file(self.folder, url).read_bytes()).partition(b"\n")
            record = json.loads(head)
        except (OSError, EOFError, ValueError, zlib.error):
            return None
        if record.get("url") != canonical_url(url):
            return None
        said, fetched_at = str(record.get("said", "")), float(record.get("fetched_at", 0))
        return StoredPage(HTTPStatus.OK, record["headers"], content, said, fetched_at)

    def keep(self, url: str, page: StoredPage) -> None:
        """Stores a page; forgets one that is gone."""
        if self.folder is None:
            return
        path = self.file(self.folder, url)
        if page.status != HTTPStatus.OK:
            path.unlink(missing_ok=True)
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        headers = {name: page.headers[name] for name in KEPT if name in page.headers}
        record = {"url": canonical_url(url), "headers": headers, "said": page.said, "fetched_at": page.fetched_at}
        head = json.dumps(record).encode()
        temporary = path.with_suffix(f".{os.getpid()}")
        temporary.write_bytes(gzip.compress(head + b"\n" + page.content, 6, mtime=0))
        temporary.replace(path)

    def forget(self, addresses: Collection[str], texts: Collection[str]) -> int:
        """Removes the pages and lists that have one of the addresses, or hold a line of one of the texts; how many."""
        if self.folder is None or not self.folder.exists():
            return 0
        lines = {line for text in texts for line in map(_bare, text.splitlines()) if len(line) >= TELLING}
        known = {canonical_url(address) for address in addresses}
        gone = [path for path in sorted(self.folder.iterdir()) if _holds(path, known, lines)]
        for path in gone:
            path.unlink(missing_ok=True)
        return len(gone)

    def file(self, folder: Path, url: str) -> Path:
        """Where the page of an address is stored."""
        return folder / f"{hash_text(url)}.page"


def _holds(path: Path, addresses: Collection[str], lines: Collection[str]) -> bool:
    """Whether a stored page has one of the addresses or lines; one that cannot be read may."""
    try:
        head, _, content = gzip.decompress(path.read_bytes()).partition(b"\n")
        address = str(json.loads(head)["url"])
    except (OSError, EOFError, ValueError, LookupError, TypeError, zlib.error):
        return True
    if canonical_url(address) in addresses:
        return True
    words = _bare(html.unescape(content.decode("utf-8", "replace")))
    return any(line in words for line in lines) or any(_bare(address) in words for address in addresses)


def _bare(words: str) -> str:
    """The letters and digits of a line: what stays of it whatever marks and tags a page has between them."""
    return "".join(filter(str.isalnum, TAG.sub("", words))).casefold()
