"""HTML pages: the article's text, its paragraphs kept, by trafilatura."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import escape, unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

import trafilatura
from lxml.etree import LxmlError

from flows.budget import Budget, OverBudgetError
from flows.sources.items import Blob, Item, Reject, SourceOptions, UnreadableError, finish_item
from flows.sources.page_dates import find_date
from flows.sources.page_parts import find_body, part_spans, prepare, split_stories
from flows.sources.text import decode_page, read_capped
from transforms.documents.fields import canonical_url, find_fault
from transforms.documents.shapes import find_bad_letters
from transforms.ids import hash_text
from transforms.page.lines import count_words

# trafilatura's own notes on a page would stand among the run's lines; what it cannot read ends in rejects
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
# what trafilatura and lxml raise on pages that are no pages; anything else is a mistake of ours and stops the run
FAILURES = (ValueError, TypeError, AttributeError, LookupError, AssertionError, RecursionError, LxmlError)
MUCH_MORE = 1.4  # times the words that were read, from which a page's own data has more of the story
BARE = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)?")
SITE = re.compile(r"^\s*[|–—:·»-]|[|–—:·«»-]\s*$")
SECONDS = 60.0  # of processor time in which the text of a page is found
LONG_TAG = re.compile(r"<([a-zA-Z][\w:-]{0,50})(?![\w:-])([^<>]{5000,})")
ATTRIBUTES = 500  # and more in one tag no page has
MIN_WORDS = 10  # fewer words are a menu or a message ("Page not found"), not an article
HEAD = re.compile(r"<head\b[^>]{0,300}>(?P<inside>.{0,100000}?)</head>", re.IGNORECASE | re.DOTALL)
TITLE = re.compile(r"<title\b[^>]{0,200}>.{0,2000}?</title>", re.IGNORECASE | re.DOTALL)
CANONICAL = re.compile(r"<link\b[^>]{0,300}\brel=[\"']?canonical\b[^>]{0,600}>", re.IGNORECASE)
HREF = re.compile(r"\bhref=[\"']?([^\"'\s>]{1,2000})", re.IGNORECASE)


def tame_tags(html: str) -> str:
    """The page, its tags of very many attributes without them: the parser compares each with every other.

    >>> tame_tags("<p " + "a='b' " * 5_000 + ">Rates rose.</p><p class='x'>")
    "<p>Rates rose.</p><p class='x'>"
    """
    return LONG_TAG.sub(lambda tag: tag[0] if len(tag[2].split()) < ATTRIBUTES else f"<{tag[1]}", html)


def read_page(blob: Blob, options: SourceOptions) -> Iterator[Item | Reject]:
    """The page as one document: headline, then the paragraphs, a blank line between them."""
    data = read_capped(blob, options.max_page_bytes)
    if not data.strip():
        yield Reject(blob.uri, "The page is empty.", source_id=blob.url, line=blob.line)
        return
    html = tame_tags(decode_page(data, blob.content_type, options.encoding))
    stories = list(split_stories(html))
    if not stories:
        yield make_page(html, blob, options)
    for number, (title, story) in enumerate(stories, start=1):
        address = blob.url or blob.name
        fields = {**blob.fields, "id": f"{address}#{hash_text(title)[:12]}"}
        yield make_page(wrap_story(html, title, story), replace(blob, line=number, fields=fields), options, title)


def wrap_story(html: str, title: str, story: str) -> str:
    """One of a page's stories as a page, with what the page's head says of it."""
    head = HEAD.search(html[:200_000])
    said = CANONICAL.sub("", TITLE.sub("", head.group("inside"))) if head else ""
    return f"<html><head>{said}<title>{escape(title)}</title></head><body><article>{story}</article></body></html>"


def make_page(html: str, blob: Blob, options: SourceOptions, title: str = "") -> Item | Reject:
    """The document of a page's HTML, or why there is none; title: the headline, where it is known."""
    html = part_spans(tame_tags(html))
    try:
        with Budget(SECONDS):
            found = extract(prepare(html), blob.url)
    except (OverBudgetError, MemoryError):
        error = f"The page took more than {SECONDS:.0f} seconds to read, or too much memory."
        return Reject(blob.uri, error, source_id=blob.url, line=blob.line, raw=html[:1000])
    paragraphs = [line.strip() for line in (getattr(found, "text", None) or "").splitlines() if line.strip()]
    paragraphs = [line for line in paragraphs if not BARE.fullmatch(line)]
    told = [line.strip() for line in find_body(html).splitlines() if line.strip()]
    if sum(map(count_words, told)) > MUCH_MORE * sum(map(count_words, paragraphs)):
        paragraphs = told  # the page's own data has what its reader lost
    if sum(map(count_words, paragraphs)) < MIN_WORDS:
        return Reject(blob.uri, "The page has no article text.", source_id=blob.url, line=blob.line, raw=html[:1000])
    headline = title or choose_headline((found.title or "").strip(), paragraphs[0])
    if paragraphs[0] in headline and paragraphs[0] != headline and title:
        paragraphs.pop(0)  # a headline that was cut at a sign
    if headline and paragraphs[0].casefold() != headline.casefold():
        paragraphs.insert(0, headline)
    address = canonical_url(find_canonical(html, blob.url) or blob.url or "")
    fields = describe_page(found, blob, address, headline) | choose_date(blob.fields, html, blob.url)
    fields["text"] = "\n\n".join(paragraphs)
    fault = find_fault(fields) or find_bad_letters(fields)
    if fault:
        return Reject(blob.uri, fault, source_id=blob.url, line=blob.line)
    return replace(finish_item(blob, blob.line, fields, options), is_page=True)


def choose_headline(title: str, first: str) -> str:
    """The headline: the first paragraph where the page's title is that with a site's name before or behind it.

    >>> choose_headline("Ferry sails again - The Ledger", "Ferry sails again")
    'Ferry sails again'
    """
    if count_words(first) < 3 or first == title:
        return title
    rest = title.removeprefix(first) if title.startswith(first) else title.removesuffix(first)
    return first if rest != title and SITE.search(rest) else title


def describe_page(found: Any, blob: Blob, address: str, headline: str) -> dict[str, str]:
    """What a page and the list that named it say of its story; a host is an outlet where nobody names a better."""
    parts = urlsplit(address)
    sitename = found.sitename or ""
    if sitename.casefold() in (parts.netloc.casefold(), (parts.hostname or "").casefold()):
        sitename = ""
    said = {"url": address, "headline": headline, "byline": found.author or "", "publisher": sitename}
    host = {"publisher": parts.hostname or ""}
    return {**host, **blob.fields, **{name: value for name, value in said.items() if value}}


def choose_date(said: Mapping[str, str], html: str, url: str | None) -> dict[str, str]:
    """The date of publication and where it is from: what a feed or record says goes before the page's own."""
    if said.get("published_at"):
        return {}
    try:
        found = find_date(html, url)
    except FAILURES:
        return {}
    return {"published_at": found, "published_from": "metadata"} if found else {}


def extract(html: str, url: str | None) -> Any:
    """trafilatura's reading of a page; it asks readability and jusText where its own text looks poor.

    Raises UnreadableError where the page cannot be parsed.
    """
    try:
        return trafilatura.bare_extraction(
            html,
            url=url,
            with_metadata=True,
            include_comments=False,
            include_tables=True,
            deduplicate=False,
            date_extraction_params={"extensive_search": False},  # its date is not used: page_dates.py finds that
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
