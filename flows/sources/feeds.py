"""Lists of articles: RSS and Atom feeds, sitemaps, and plain lists of addresses; their links are followed."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

import feedparser
from lxml import etree

from flows.sources.items import Blob, Found, Link, Reject, SourceOptions, UnreadableError
from flows.sources.newsxml import ROOTS, read_news
from flows.sources.pages import make_page, read_page
from flows.sources.text import decode, read_capped
from transforms.page.view import strip_markup

LINKS = ("http://", "https://")
FEEDS = frozenset({"rss", "feed", "RDF"})
SITEMAPS = frozenset({"urlset", "sitemapindex"})
STORY_WORDS = 40  # from which what a feed has of a story is taken where the page cannot be had
WHOLE_STORY = 1_500  # characters of an entry's own content from which it is the story, not a teaser


def read_urls(blob: Blob, options: SourceOptions) -> Iterator[Found]:
    """A link for each line with an address; lines that are blank or begin with # are no inputs."""
    text = decode(read_capped(blob, options.max_item_bytes), options.encoding)
    for number, line in enumerate(text.splitlines(), start=1):
        url = line.strip()
        if not url or url.startswith("#"):
            continue
        if url.lower().startswith(LINKS) and len(url.split()) == 1:
            yield Link(url, blob.uri, number)
        else:
            yield Reject(blob.uri, "The line is no http or https address.", line=number, raw=url[:1000])


def read_xml(blob: Blob, options: SourceOptions) -> Iterator[Found]:
    """The links of a feed or a sitemap, whichever the root element says it is."""
    data = read_capped(blob, options.max_item_bytes)
    if not data.strip():
        raise UnreadableError("The file is empty.")
    if b"<!ENTITY" in data[:100_000].upper():
        raise UnreadableError("The XML declares entities of its own, which can expand without end; it is not read.")
    root = find_root(data)
    if root in FEEDS:
        yield from read_feed(blob, data, options)
    elif root in SITEMAPS:
        yield from read_sitemap(blob, data)
    elif root.lower() in ROOTS:
        yield from read_news(blob, data, root.lower(), options)
    elif root.lower() == "html":
        yield from read_page(replace(blob, open=lambda: BytesIO(data)), options)
    else:
        raise UnreadableError(f"The XML is neither feed, sitemap, NITF nor NewsML: its root is <{root}>.")


def parse_xml(data: bytes) -> Iterator[tuple[str, Any]]:
    """The elements of an XML document as they end (the root as it starts); nothing outside it is loaded."""
    events = etree.iterparse(
        BytesIO(data), events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, recover=True
    )
    try:
        yield from events
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"The XML cannot be parsed: {error.msg}.") from None


def find_root(data: bytes) -> str:
    """The name of the root element, without its namespace."""
    for _, element in parse_xml(data):
        return str(element.tag).rpartition("}")[2]
    raise UnreadableError("The XML has no element.")


def read_sitemap(blob: Blob, data: bytes) -> Iterator[Found]:
    """A link for each address of a sitemap, or of the sitemaps an index names, with what it says of each."""
    number = 0
    for event, element in parse_xml(data):
        if event == "end" and local_name(element) in ("url", "sitemap"):
            said = describe_address(element)
            if "url" in said:
                number += 1
                yield Link(urljoin(blob.url or "", said.pop("url")), blob.uri, number, said)
            element.clear()
    if not number:
        yield Reject(blob.uri, "The sitemap names no address.")


def local_name(element: Any) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


SITEMAP_FIELDS = {"loc": "url", "lastmod": "updated_at", "publication_date": "published_at", "title": "headline"}
SITEMAP_FIELDS |= {"name": "publisher", "language": "language"}


def describe_address(element: Any) -> dict[str, str]:
    """What a sitemap says of one address; of pictures and videos nothing is taken."""
    said: dict[str, str] = {}
    for inner in element.iter():
        place = str(inner.tag)
        name = SITEMAP_FIELDS.get(place.rpartition("}")[2])
        if name and "sitemap-image" not in place and "sitemap-video" not in place and (inner.text or "").strip():
            said.setdefault(name, " ".join(inner.text.split()))
    if "published_at" in said:
        said["published_from"] = "feed"
    return said


def read_feed(blob: Blob, data: bytes, options: SourceOptions) -> Iterator[Found]:
    """For each entry its own story where the feed has it in full, else a link to follow."""
    feed = feedparser.parse(BytesIO(data))
    publisher = strip_markup(str(feed.feed.get("title", "")))
    base = blob.url or str(feed.feed.get("link", ""))
    if not feed.entries:
        yield Reject(blob.uri, "The feed has no entries.")
    for number, entry in enumerate(feed.entries, start=1):
        said = describe_entry(entry, publisher, base)
        story = find_story(entry)
        if len(story) >= WHOLE_STORY or (story and "url" not in said):
            yield make_story(story, said, Blob(blob.uri, f"{blob.name}#{number}", BytesIO, line=number), options)
        elif "url" in said:
            yield Link(said["url"], blob.uri, number, said, story if is_whole(story) else None)
        else:
            yield Reject(blob.uri, "The entry has neither link nor content.", line=number, raw=str(entry)[:1000])


def make_story(story: str, said: Mapping[str, str], blob: Blob, options: SourceOptions) -> Found:
    """The document of a story that a feed holds."""
    page = replace(blob, url=said.get("url"), fields={**blob.fields, **said})
    title = escape(said.get("headline", ""))
    html = f"<html><head><title>{title}</title></head><body><article>{story}</article></body>"
    return make_page(html, page, options, said.get("headline", ""))


def find_story(entry: Any) -> str:
    """The longest of what a feed gives of an entry's text."""
    parts = [str(part.get("value", "")) for part in entry.get("content", [])]
    return max([*parts, str(entry.get("summary", ""))], key=len)


def is_whole(story: str) -> bool:
    """Whether a feed's text of a story is more than a teaser."""
    words = strip_markup(story).split()
    return len(words) >= STORY_WORDS and not words[-1].endswith(("…", "...", "[…]", "[...]"))


def describe_entry(entry: Any, publisher: str, base: str) -> dict[str, str]:
    """What a feed says of an article."""
    when = entry.get("published_parsed") or entry.get("updated_parsed")
    changed = entry.get("updated_parsed")
    link = urljoin(base, str(entry.get("link", ""))) if entry.get("link") else ""
    source = entry.get("source") or {}
    said = {
        "url": link if link.startswith(LINKS) else "",
        "headline": strip_markup(str(entry.get("title", ""))),
        "byline": strip_markup(str(entry.get("author", ""))),
        "publisher": strip_markup(str(source.get("title", ""))) or publisher,
        "published_at": datetime.fromtimestamp(calendar.timegm(when), UTC).isoformat() if when else "",
        "published_from": "feed" if when else "",
        "updated_at": datetime.fromtimestamp(calendar.timegm(changed), UTC).isoformat() if changed else "",
    }
    return {name: value for name, value in said.items() if value}
