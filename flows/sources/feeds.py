"""Lists of articles: RSS and Atom feeds, sitemaps, and plain lists of addresses; their links are followed."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import feedparser
from lxml import etree

from flows.sources.items import Blob, Found, Link, Reject, SourceOptions, UnreadableError
from flows.sources.pages import make_page
from flows.sources.text import decode, read_capped

LINKS = ("http://", "https://")
FEEDS = frozenset({"rss", "feed", "RDF"})
SITEMAPS = frozenset({"urlset", "sitemapindex"})
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
        yield from read_feed(blob, data)
    elif root in SITEMAPS:
        yield from read_sitemap(blob, data)
    else:
        raise UnreadableError(f"The XML is neither feed nor sitemap: its root is <{root}>.")


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
    """A link for each address of a sitemap, or of the sitemaps an index names."""
    number = 0
    for event, element in parse_xml(data):
        name = str(element.tag).rpartition("}")[2]
        parent = element.getparent()
        if event == "end" and name == "loc" and parent is not None and str(parent.tag).endswith(("}url", "}sitemap")):
            number += 1
            yield Link((element.text or "").strip(), blob.uri, number)
    if not number:
        yield Reject(blob.uri, "The sitemap names no address.")


def read_feed(blob: Blob, data: bytes) -> Iterator[Found]:
    """For each entry its own story where the feed has it in full, else a link to follow."""
    feed = feedparser.parse(BytesIO(data))
    publisher = str(feed.feed.get("title", ""))
    if not feed.entries:
        yield Reject(blob.uri, "The feed has no entries.")
    for number, entry in enumerate(feed.entries, start=1):
        said = describe_entry(entry, publisher)
        content = max((str(part.get("value", "")) for part in entry.get("content", [])), key=len, default="")
        if len(content) >= WHOLE_STORY or (content and "url" not in said):
            page = Blob(blob.uri, f"{blob.name}#{number}", BytesIO, None, said.get("url"), number, said)
            title = said.get("headline", "")
            yield make_page(f"<html><head><title>{title}</title></head><body><article>{content}</article></body>", page)
        elif "url" in said:
            yield Link(said["url"], blob.uri, number, said)
        else:
            yield Reject(blob.uri, "The entry has neither link nor content.", line=number, raw=str(entry)[:1000])


def describe_entry(entry: Any, publisher: str) -> dict[str, str]:
    """What a feed says of an article."""
    when = entry.get("published_parsed") or entry.get("updated_parsed")
    link = str(entry.get("link", ""))
    said = {
        "url": link if link.startswith(LINKS) else "",
        "headline": str(entry.get("title", "")),
        "byline": str(entry.get("author", "")),
        "publisher": publisher,
        "published_at": datetime.fromtimestamp(calendar.timegm(when), UTC).isoformat() if when else "",
        "published_from": "feed" if when else "",
    }
    return {name: value for name, value in said.items() if value}
