"""The explorer's pages as files that open from disk: no server, no script needed, every link a relative one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from explorer import contents as pages
from explorer import downloads, listings
from explorer.database import WAREHOUSE_FILE, Reader, Warehouse
from explorer.links import SAFE_NAME, FileLinks
from explorer.lists import PAGE_SIZE, Listing, read_state
from explorer.paging import read_all, read_page
from explorer.render import STATIC, render
from warehouse.decisions import read_decisions

NEWEST = 2_000
# every revision of the newest articles has a page; an entity has one when there is more on it than one name
ARTICLES = """
SELECT article_id AS key FROM articles WHERE source_id IN (
    SELECT source_id FROM current_articles ORDER BY published_at DESC NULLS LAST, source_id LIMIT ?)
"""
ENTITIES = """
SELECT entity_id AS key FROM entities WHERE article_count > 1 OR entity_id IN (
    SELECT speaker_id FROM quotes UNION SELECT claimant_id FROM money_claims UNION SELECT person_id FROM roles)
ORDER BY entity_id
"""
LISTED = ("articles", "entities", "quotes", "money", "rejects")
DOWNLOADED = ("quotes", "money")


@dataclass
class _Report:
    """Where the files go, and which pages there are to link to."""

    out: Path
    reader: Reader
    asked: pages.Asked
    written: dict[str, set[str]] = field(default_factory=dict)
    left_out: int = 0
    count: int = 0

    def write(self, path: str, made: pages.Made, **more: Any) -> None:
        """One page, with its links made for the folder it lies in."""
        depth = path.count("/")
        links = FileLinks(depth, self.written, self.left_out)
        contents = {"nav": "/" + path.split(".")[0], **made[1], **more}
        target = self.out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(render(made[0], contents, links, "../" * depth + "static/"), encoding="utf-8")
        self.count += 1

    def asked_at(self, depth: int) -> pages.Asked:
        """What a page at this depth is made from."""
        return replace(self.asked, links=FileLinks(depth, self.written))


def write_report(data: Path, out: Path, newest: int = NEWEST) -> int:
    """Writes the report on the warehouse of a data directory into a folder, and returns the number of pages.

    The lists hold every row; the newest articles have pages, and whoever speaks, claims or holds a role. Files of an
    earlier report there are written over; nothing else in the folder is touched. The review queue has
    no page, since files cannot take a decision. Raises FileNotFoundError when there is no warehouse yet.
    """
    if not (data / WAREHOUSE_FILE).exists():
        raise FileNotFoundError(f"no warehouse in {data}: run `onrecord run SOURCE` first")
    out.mkdir(parents=True, exist_ok=True)
    shutil.copytree(STATIC, out / "static", dirs_exist_ok=True)
    with Warehouse(data).reader() as reader:
        report = _Report(out, reader, pages.Asked({}, FileLinks(0, {}), read_decisions(data)))
        report.written = {
            "articles": {row["key"] for row in reader.rows(ARTICLES, [newest]) if SAFE_NAME.fullmatch(row["key"])},
            "entities": {row["key"] for row in reader.rows(ENTITIES) if SAFE_NAME.fullmatch(row["key"])},
            **{name: set() for name in ("front", "quotes", "money", "rejects", "demands")},
        }
        report.left_out = (reader.row("SELECT count(*) AS n FROM articles") or {"n": 0})["n"]
        report.left_out -= len(report.written["articles"])
        report.write("index.html", pages.front(reader, report.asked_at(0)), nav="/")
        report.write("demands.html", pages.demands_page(reader, report.asked_at(0)))
        for name in LISTED:
            for number, made in _list_pages(report, listings.LISTINGS[name]):
                report.write(f"{name}.html" if number == 1 else f"{name}-{number}.html", made)
        _write_things(report)
        for name in DOWNLOADED:
            listing = listings.LISTINGS[name]
            table = read_all(reader, listing, read_state(listing, {}))
            for form, (_, write) in downloads.FORMATS.items():
                (out / f"{name}.{form}").write_bytes(b"".join(write(table)))
    return report.count


def _list_pages(report: _Report, listing: Listing) -> Iterator[tuple[int, pages.Made]]:
    number, last = 1, 1
    while number <= last:
        page = read_page(report.reader, listing, read_state(listing, {"page": str(number)}))
        last = -(-page.total // PAGE_SIZE)
        yield number, pages.show_list(page, report.asked_at(0), {})
        number += 1


def _write_things(report: _Report) -> None:
    for kind, make in (("articles", pages.article), ("entities", pages.entity)):
        for key in sorted(report.written[kind]):
            made = make(report.reader, report.asked_at(1), key)
            if made is not None:
                report.write(f"{kind}/{key}.html", made, nav=f"/{kind}")
