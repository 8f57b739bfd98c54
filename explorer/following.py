"""A list as JSON and as an Atom feed: the same rows, in the same order, as the page of the same address."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from explorer.database import Row
from explorer.downloads import write_plain
from explorer.formats import show_amount
from explorer.links import ServerLinks
from explorer.lists import Facet
from explorer.paging import Count, Page

ATOM = "http://www.w3.org/2005/Atom"
KEYS = {
    "articles": "article_id",
    "entities": "entity_id",
    "quotes": "quote_id",
    "money": "claim_id",
    "rejects": "reject_id",
}
CONTROL = {code: "\ufffd" for code in range(32) if code not in (9, 10, 13)}  # XML 1.0 cannot hold them


def as_json(page: Page, facets: Sequence[tuple[Facet, list[Count]]], undated: int) -> bytes:
    """The page as one object: how many rows there are, which these are, the rows, and the counts beside them."""
    counts = {facet.filter: [{"value": one.value, "rows": one.rows} for one in values] for facet, values in facets}
    state = page.state
    whole = {
        "total": page.total,
        "undated": undated,
        "page": state.page,
        "pages": page.last_page,
        "filters": state.given,
    }
    rows = {"rows": page.rows, "counts": counts}
    return json.dumps({**whole, **rows}, ensure_ascii=False, default=write_plain, indent=1).encode("utf-8", "replace")


def as_atom(page: Page, address: str, root: str) -> bytes:
    """The page as an Atom feed (RFC 4287); `address` is the page's own, `root` that of the server, without a slash."""
    ET.register_namespace("", ATOM)
    feed = ET.Element(f"{{{ATOM}}}feed")
    _add(feed, "id", address)
    _add(feed, "title", " · ".join(["onrecord", page.listing.name, *page.state.given.values()]))
    _add(feed, "updated", max((_moment(row) for row in page.rows), default="1970-01-01T00:00:00+00:00"))
    ET.SubElement(feed, f"{{{ATOM}}}link", {"rel": "self", "href": address})
    for row in page.rows:
        _add_entry(feed, row, page.listing.name, root)
    made: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return made


def _add_entry(feed: ET.Element, row: Row, name: str, root: str) -> None:
    key = str(row[KEYS[name]])
    entry = ET.SubElement(feed, f"{{{ATOM}}}entry")
    _add(entry, "id", f"urn:onrecord:{key}")
    _add(entry, "title", _title(row))
    _add(entry, "updated", _moment(row))
    _add(ET.SubElement(entry, f"{{{ATOM}}}author"), "name", row.get("publisher") or "not given")
    page = "entities" if name == "entities" else "articles"
    owner = row.get("entity_id") if name == "entities" else row.get("article_id")
    if owner:
        part = "" if name in ("articles", "entities") else key
        target = ServerLinks().to(page, str(owner), part=part)
        ET.SubElement(entry, f"{{{ATOM}}}link", {"rel": "alternate", "href": f"{root}{target}"})
    _add(entry, "summary", str(row.get("quoted_text") or row.get("subject") or row.get("error") or _title(row)))


def _title(row: Row) -> str:
    if "quote_id" in row and "quoted_text" in row:
        return f"{row['speaker'] or row['speaker_text'] or 'Somebody'}: {row['quoted_text']}"[:200]
    if "claim_id" in row:
        amount = show_amount(row["amount_low"], row["amount_high"], row["currency"], row["modifier"], row["period"])
        return f"{amount}, {row['subject'] or 'what is not said'}"[:200]
    return str(row.get("headline") or row.get("name") or row.get("error") or row.get("source_id"))[:200]


def _moment(row: Row) -> str:
    day = row.get("published_on") or row.get("ingested_at")
    if isinstance(day, datetime):
        return day.isoformat()
    if isinstance(day, date):
        return datetime.combine(day, time(), UTC).isoformat()
    return "1970-01-01T00:00:00+00:00"


def _add(parent: ET.Element, name: str, words: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}{name}").text = words.translate(CONTROL).encode("utf-8", "replace").decode()
