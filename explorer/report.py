"""The explorer's pages as files that open from disk: no server, no script needed, every link a relative one."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from explorer import contents as pages
from explorer import downloads, listings, queries
from explorer.bulk import BulkReader
from explorer.database import WAREHOUSE_FILE, Reader, Row, Warehouse
from explorer.earlier import note_pages, remove_others
from explorer.indexing import write_index
from explorer.links import SAFE_NAME, FileLinks
from explorer.lists import PAGE_SIZE, Listing, read_state
from explorer.paging import Page, read_all, read_everything
from explorer.render import STATIC, render
from warehouse.decisions import read_decisions

NEWEST = 2_000
# every revision of the newest articles has a page; an entity has one when there is more on it than one name
ARTICLES = """
SELECT article_id AS key FROM articles WHERE source_id IN (
    SELECT source_id FROM current_articles WHERE ?::DATE IS NULL OR published_at >= ?::DATE
    ORDER BY published_at DESC NULLS LAST, source_id LIMIT ?)
"""
ENTITIES = """
SELECT entity_id AS key FROM entities WHERE article_count > 1 OR entity_id IN (
    SELECT speaker_id FROM quotes UNION SELECT claimant_id FROM money_claims UNION SELECT person_id FROM roles)
ORDER BY article_count DESC, entity_id LIMIT ?
"""
LISTED = ("articles", "entities", "quotes", "money", "rejects")
DOWNLOADED = ("quotes", "money")


Tell = Callable[[int | None], None]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which things get pages: articles since a day, the newest so many, and the entities named most."""

    since: date | None = None
    newest: int = NEWEST
    top: int = 1_000_000


@dataclass
class _Report:
    """Where the files go, and which pages there are to link to."""

    out: Path
    reader: Reader
    asked: pages.Asked
    written: dict[str, set[str]] = field(default_factory=dict)
    left_out: int = 0
    made: set[str] = field(default_factory=set)
    tell: Tell | None = None

    def write(self, path: str, made: pages.Made, **more: Any) -> None:
        """One page, with its links made for the folder it lies in."""
        depth = path.count("/")
        links = FileLinks(depth, self.written, self.left_out)
        contents = {"nav": "/" + path.split(".")[0], **made[1], **more}
        target = self.out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(render(made[0], contents, links, "../" * depth + "static/"), encoding="utf-8")
        self.made.add(path)
        if self.tell:
            self.tell(None)

    def asked_at(self, depth: int) -> pages.Asked:
        """What a page at this depth is made from."""
        return replace(self.asked, links=FileLinks(depth, self.written))


def write_report(data: Path, out: Path, choice: Choice = Choice(), tell: Tell | None = None) -> int:
    """Writes the report on the warehouse of a data directory into a folder, and returns the number of pages.

    The lists hold every row; the chosen articles have pages, and whoever speaks, claims or holds a role. Files of an
    earlier report there are written over or, where there is no such page now, removed; nothing else in the folder is
    touched. The review queue has no page, since files cannot take a decision. `tell` hears how many pages there will
    be, then of each one written.
    Raises FileNotFoundError when there is no warehouse yet.
    """
    if not (data / WAREHOUSE_FILE).exists():
        raise FileNotFoundError(f"no warehouse in {data}: run `onrecord run SOURCE` first")
    out.mkdir(parents=True, exist_ok=True)
    shutil.copytree(STATIC, out / "static", dirs_exist_ok=True)
    with Warehouse(data).reader() as reader:
        report = _Report(out, reader, pages.Asked({}, FileLinks(0, {}), read_decisions(data)), tell=tell)
        report.written = _choose_pages(reader, choice)
        note_pages(out, (f"{kind}/{key}.html" for kind, keys in report.written.items() for key in keys))
        report.left_out = (reader.row("SELECT count(*) AS n FROM articles") or {"n": 0})["n"]
        report.left_out -= len(report.written["articles"])
        lists = {name: read_everything(reader, listings.LISTINGS[name]) for name in LISTED}
        if tell:
            tell(3 + sum(map(_page_count, lists.values())) + sum(len(keys) for keys in report.written.values()))
        report.write("index.html", pages.front(reader, report.asked_at(0)), nav="/")
        report.write("demands.html", pages.demands_page(reader, report.asked_at(0)))
        report.write("search.html", ("find.html", {}))
        (out / "found.js").write_text(write_index(reader, lists, FileLinks(0, report.written)), encoding="ascii")
        for name, rows in lists.items():
            _write_list(report, listings.LISTINGS[name], rows)
        _write_things(report, replace(report.asked, ready=_by_owner(lists)))
        for name in DOWNLOADED:
            listing = listings.LISTINGS[name]
            table = read_all(reader, listing, read_state(listing, {}))
            for form, (_, write) in downloads.FORMATS.items():
                (out / f"{name}.{form}").write_bytes(b"".join(write(table)))
    remove_others(out, report.made)
    return len(report.made)


def _choose_pages(reader: Reader, choice: Choice) -> dict[str, set[str]]:
    articles = reader.rows(ARTICLES, [choice.since, choice.since, choice.newest])
    entities = reader.rows(ENTITIES, [choice.top])
    return {
        "articles": {row["key"] for row in articles if SAFE_NAME.fullmatch(row["key"])},
        "entities": {row["key"] for row in entities if SAFE_NAME.fullmatch(row["key"])},
        **{name: set() for name in ("front", "search", "quotes", "money", "rejects", "demands")},
    }


def _page_count(rows: list[Row]) -> int:
    return max(1, -(-len(rows) // PAGE_SIZE))


def _write_list(report: _Report, listing: Listing, rows: list[Row]) -> None:
    """Every page of a list, cut from its rows, which are read once."""
    for number in range(1, _page_count(rows) + 1):
        first = (number - 1) * PAGE_SIZE
        state = read_state(listing, {"page": str(number)})
        page = Page(rows[first : first + PAGE_SIZE], len(rows), state, listing, {})
        made = pages.show_list(page, report.asked_at(0), {})
        report.write(f"{listing.name}.html" if number == 1 else f"{listing.name}-{number}.html", made)


def _by_owner(lists: dict[str, list[Row]]) -> dict[tuple[str, str], dict[str, list[Row]]]:
    """The rows of the lists by whose they are."""
    found: dict[tuple[str, str], dict[str, list[Row]]] = {}
    for name, column in (("quotes", "speaker_id"), ("money", "claimant_id")):
        by_key = found[name, column] = defaultdict(list)
        for row in lists[name]:
            by_key[row[column]].append(row)
    return found


def _write_things(report: _Report, asked: pages.Asked) -> None:
    kinds = (
        ("articles", pages.article, queries.OF_AN_ARTICLE),
        ("entities", pages.entity, queries.OF_AN_ENTITY),
    )
    asked = replace(asked, links=FileLinks(1, report.written))
    for kind, make, asks in kinds:
        reader = BulkReader(report.reader, asks)
        for key in reader.read_ahead(sorted(report.written[kind])):
            made = make(reader, asked, key)
            if made is not None:
                report.write(f"{kind}/{key}.html", made, nav=f"/{kind}")
