"""HTML pages: the article's text, its paragraphs kept, by trafilatura."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

import trafilatura
from lxml.etree import LxmlError

from flows.sources.items import Blob, Item, Reject, SourceOptions, UnreadableError, finish_item
from flows.sources.text import decode_page, read_capped
from transforms.documents.fields import canonical_url, find_fault
from transforms.documents.shapes import find_bad_letters
from transforms.page.lines import count_words

# trafilatura's own notes on a page would stand among the run's lines; what it cannot read ends in rejects
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
# what trafilatura and lxml raise on pages that are no pages; anything else is a mistake of ours and stops the run
FAILURES = (ValueError, TypeError, AttributeError, LookupError, AssertionError, RecursionError, LxmlError)
MIN_WORDS = 10  # fewer words are a menu or a message ("Page not found"), not an article
CANONICAL = re.compile(r"<link\b[^>]{0,300}\brel=[\"']?canonical\b[^>]{0,600}>", re.IGNORECASE)
HREF = re.compile(r"\bhref=[\"']?([^\"'\s>]{1,2000})", re.IGNORECASE)


def read_page(blob: Blob, options: SourceOptions) -> Iterator[Item | Reject]:
    """The page as one document: headline, then the paragraphs, a blank line between them."""
    data = read_capped(blob, options.max_page_bytes)
    if not data.strip():
        yield Reject(blob.uri, "The page is empty.", source_id=blob.url, line=blob.line)
        return
    html = decode_page(data, blob.content_type, options.encoding)
    yield make_page(html, blob, options)


def make_page(html: str, blob: Blob, options: SourceOptions) -> Item | Reject:
    """The document of a page's HTML, or why there is none."""
    found = extract(html, blob.url)
    paragraphs = [line.strip() for line in (getattr(found, "text", None) or "").splitlines() if line.strip()]
    if sum(map(count_words, paragraphs)) < MIN_WORDS:
        return Reject(blob.uri, "The page has no article text.", source_id=blob.url, line=blob.line, raw=html[:1000])
    title = (found.title or "").strip()
    if title and paragraphs[0].casefold() != title.casefold():
        paragraphs.insert(0, title)
    address = canonical_url(find_canonical(html, blob.url) or blob.url or "")
    said = {
        "text": "\n\n".join(paragraphs),
        "url": address,
        "headline": title,
        "byline": found.author or "",
        "publisher": found.sitename or "",
    }
    host = {"publisher": urlsplit(address).hostname or ""}
    fields = {**host, **blob.fields, **{name: value for name, value in said.items() if value}}
    fields |= choose_date(blob.fields, found.date)
    fault = find_fault(fields) or find_bad_letters(fields)
    if fault:
        return Reject(blob.uri, fault, source_id=blob.url, line=blob.line)
    return finish_item(blob, blob.line, fields, options)


def choose_date(said: Mapping[str, str], found: str | None) -> dict[str, str]:
    """The date of publication and where it is from: what a feed or record says goes before a page's own guess."""
    if said.get("published_at") or not found:
        return {}
    return {"published_at": found, "published_from": "metadata"}


def extract(html: str, url: str | None) -> Any:
    """trafilatura's reading of a page; it asks readability and jusText where its own text looks poor.

    Raises UnreadableError where the page cannot be parsed.
    """
    try:
        return trafilatura.bare_extraction(
            html, url=url, with_metadata=True, include_comments=False, include_tables=True, deduplicate=False
        )
    except FAILURES as error:
        raise UnreadableError(f"The page cannot be parsed ({type(error).__name__}).") from None


def find_canonical(html: str, url: str | None) -> str | None:
    """The address that the page says is its own: of the same host and the same depth, never a home page."""
    tag = CANONICAL.search(html[:200_000])
    href = HREF.search(tag.group()) if tag else None
    if href is None:
        return None
    found = urljoin(url or "", unescape(href.group(1)))
    try:
        theirs, ours = urlsplit(found), urlsplit(url or found)
    except ValueError:
        return None
    if theirs.scheme not in ("http", "https") or theirs.hostname != ours.hostname:
        return None
    return found if depth(theirs.path) and (url is None or depth(theirs.path) == depth(ours.path)) else None


def depth(path: str) -> int:
    """How many parts a path has; a page for fast phones (/amp) is as deep as the page itself.

    >>> depth("/"), depth("/news/ferry/"), depth("/news/ferry/amp")
    (0, 2, 2)
    """
    return len([part for part in path.split("/") if part and part != "amp"])
