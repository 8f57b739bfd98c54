"""What stands on each page: the template's name and its contents, the same for the server and the report."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from explorer import charts, demands, listings, queries
from explorer.amending import Override
from explorer.corrections import suggest_lines
from explorer.database import Reader, Row
from explorer.finding_all import search_everything
from explorer.links import Links
from explorer.lists import PAGE_SIZE, Listing, read_state, split_words
from explorer.marking import Mark, mark_text
from explorer.paging import Page, read_facets, read_page, read_undated
from explorer.pictures import MOST_COMPARED
from warehouse.decisions import Decision, by_row

CHARTED = MOST_COMPARED  # the page of comparisons shows the same picture
FRONT_ROWS = 6
ENTITY_ROWS = 20  # quotes, and claims, on the page of whoever makes them
LARGEST = {"sort": "-amount", "unit": "total"}  # prices for one unit stand aside
LONGEST_SEARCH = 200  # characters
Contents = dict[str, Any]
Made = tuple[str, Contents]


@dataclass(frozen=True, slots=True)
class Amends:
    """The user's merges, splits and renames, whether the next load has them to do, and the token of our forms."""

    lines: Sequence[Override] = ()
    is_pending: bool = False
    token: str = ""
    views: Sequence[tuple[str, str]] = ()  # lists kept by name, with their addresses

    def of(self, names: Collection[str]) -> list[Override]:
        """The lines that speak of one of the names."""
        return [line for line in self.lines if line.name in names or line.other in names]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page is made from besides the warehouse: the URL's query, the links, the decisions so far."""

    query: Mapping[str, str]
    links: Links
    decisions: Sequence[Decision] = ()
    today: date = field(default_factory=date.today)
    amends: Amends = field(default_factory=Amends)
    # a report's: the rows of a list by the value of a filter, read once for all pages
    ready: Mapping[tuple[str, str], Mapping[str, list[Row]]] | None = None


def make_ready(reader: Reader) -> None:
    """Reads what the front counts in the whole corpus, which is kept."""
    _read_front(reader)


def make_rest(reader: Reader) -> None:
    """Makes the tables that lists need, and reads what the page of demands shows first."""
    reader.opened.make_tables("FROM made.called, made.posts, made.said")
    demands.read_demands(reader, None, None)


def front(reader: Reader, asked: Asked) -> Made:
    """What is in the corpus, who is quoted, the largest claims, what is new."""
    counted = _read_front(reader)
    return "front.html", {
        **counted,
        "chart": _quotes_chart(reader, asked.links, counted["people"][:CHARTED]),
        "decisions": decision_counts(asked.decisions),
        "decided": by_row(asked.decisions),
        "views": asked.amends.views,
        "token": asked.amends.token,
        "waiting": _waiting(reader, asked.decisions),
    }


def _read_front(reader: Reader) -> Contents:
    return reader.keep("front", lambda: _count_front(reader))


def _count_front(reader: Reader) -> Contents:
    runs = [{**run, "counts": _counts(run["counts"])} for run in reader.rows(queries.LAST_RUNS)]
    claims = queries.add_sentence_ids(reader, _list(reader, listings.MONEY, LARGEST, FRONT_ROWS).rows)
    told = queries.add_sentences(reader, [*claims, *demands.read_newest(reader, FRONT_ROWS)])  # texts are read once
    return {
        "totals": queries.read_totals(reader),
        "runs": runs,
        "new": reader.row(queries.NEW_SINCE, [runs[0]["run_id"]]) if runs else None,
        "people": queries.read_most_quoted(reader, 12),
        "claims": told[: len(claims)],
        "sources": reader.rows(queries.SOURCES),
        "demands": told[len(claims) :],
        "publishers": reader.rows(queries.PUBLISHERS, [15]),
    }


def listing(name: str, reader: Reader, asked: Asked) -> Made:
    """A list as its URL asks for it."""
    page = _list(reader, listings.LISTINGS[name], asked.query)
    contents = {
        "facets": read_facets(reader, page.listing, page.state),
        "undated": read_undated(reader, page.listing, page.state),
        "status": 400 if page.state.problems else 200,
    }
    template, shown = show_list(page, asked, queries.read_suggestions(reader))
    return template, {**shown, **contents}


def show_list(page: Page, asked: Asked, suggestions: Mapping[str, list[str]]) -> Made:
    """A list's rows, with the values its filters offer."""
    contents = {
        "page": page,
        "state": page.state,
        "facets": [],
        "undated": 0,
        "token": asked.amends.token,
        "suggestions": suggestions,
        "decided": by_row(asked.decisions),
    }
    return f"{page.listing.name}.html", contents


def article(reader: Reader, asked: Asked, article_id: str) -> Made | None:
    """An article's text with its rows; None when there is none."""
    row = reader.row(queries.ARTICLE, [article_id])
    if row is None:
        return None
    quotes = reader.rows(queries.ARTICLE_QUOTES, [article_id])
    claims = reader.rows(queries.ARTICLE_CLAIMS, [article_id])
    mentions = reader.rows(queries.ARTICLE_MENTIONS, [article_id])
    roles = reader.rows(queries.ARTICLE_ROLES, [article_id])
    asked_for = reader.rows(queries.ARTICLE_DEMANDS, [article_id])
    segments = reader.rows(queries.SEGMENTS, [article_id])
    spans = [Mark(s["start"], s["end"], s["kind"], "") for s in segments]
    return "article.html", {
        "article": row,
        "paragraphs": mark_text(row["text"], spans, _marks(quotes, claims, mentions, roles) + _asked(asked_for)),
        "quotes": quotes,
        "claims": claims,
        "demands": asked_for,
        "roles": roles,
        "mentions": {m["mention_id"]: m for m in mentions},
        "entities": _named_entities(mentions),
        "revisions": reader.rows(queries.REVISIONS, [row["source_id"]]),
        "changes": reader.rows(queries.CHANGES, [row["source_id"]]),
        "copies": reader.rows(queries.COPIES, [row["cluster_id"], row["source_id"]]),
        "decided": by_row(asked.decisions),
    }


def entity(reader: Reader, asked: Asked, entity_id: str) -> Made | None:
    """All the corpus has on a person, organization, place or other thing; None when there is none."""
    row = reader.row(queries.ENTITY, [entity_id])
    if row is None:
        return None
    quotes = _list_of(reader, asked, listings.QUOTES, ("speaker_id", entity_id))
    aliases = reader.rows(queries.ALIASES, [entity_id])
    namesakes = reader.rows(queries.SAME_NAME, [entity_id, row["kind"], row["name"]])
    return "entity.html", {
        "entity": row,
        "roles": reader.rows(queries.ENTITY_ROLES, [entity_id]),
        "holders": reader.rows(queries.OFFICE_HOLDERS, [entity_id]) if row["kind"] == "organization" else [],
        "quotes": quotes,
        "claims": _list_of(reader, asked, listings.MONEY, ("claimant_id", entity_id)),
        "aliases": aliases,
        "spoken_of_by": reader.rows(queries.SPOKEN_OF_BY, [entity_id]),
        "named_in": reader.rows(queries.NAMED_IN, [entity_id]),
        "namesakes": namesakes,
        "amended": asked.amends.of({row["name"], *(alias["name"] for alias in aliases)}),
        "waits_for_load": asked.amends.is_pending,
        "token": asked.amends.token,
        "within": asked.query.get("within", "")[:LONGEST_SEARCH],
        "overrides": suggest_lines(row, namesakes[:3], aliases, asked.today),
        "moved": reader.rows(queries.MOVED, [entity_id, entity_id]),
        "chart": _quotes_chart(reader, asked.links, [row]) if _may_chart(quotes) else None,
        "decided": by_row(asked.decisions),
    }


def search_page(reader: Reader, asked: Asked) -> Made:
    """The best rows of every kind for the words asked for."""
    words = asked.query.get("q", "").strip()[:LONGEST_SEARCH]
    contents = {"searched": words, "words": split_words(words), "sections": search_everything(reader, words)}
    return "search.html", contents


def demands_page(reader: Reader, asked: Asked) -> Made:
    """Two parties' demands side by side."""
    found = demands.read_demands(reader, asked.query.get("one"), asked.query.get("other"))
    return "demands.html", {"found": found, "decided": by_row(asked.decisions)}


def decision_counts(decisions: Sequence[Decision]) -> dict[str, int]:
    """How many rows were accepted, corrected and rejected."""
    counts = {"accepted": 0, "corrected": 0, "rejected": 0}
    for one in decisions:
        counts[one.decision] += 1
    return counts


def _list(reader: Reader, what: Listing, query: Mapping[str, str], size: int = PAGE_SIZE) -> Page:
    return read_page(reader, what, read_state(what, query), size)


def _list_of(reader: Reader, asked: Asked, what: Listing, owner: tuple[str, str]) -> Page:
    """A list filtered by one thing."""
    name, key = owner
    if asked.ready is None:
        return _list(reader, what, {name: key}, ENTITY_ROWS)
    rows = asked.ready[what.name, name].get(key, [])
    return Page(rows[:PAGE_SIZE], len(rows), read_state(what, {name: key}), what, {})


def _may_chart(quotes: Page) -> bool:
    days = {row["published_on"] for row in quotes.rows if row["published_on"]}
    return len(days) > 1 or quotes.total > len(quotes.rows)


def _counts(words: str | None) -> dict[str, Any]:
    try:
        found = json.loads(words or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _waiting(reader: Reader, decisions: Sequence[Decision]) -> int:
    ids = [one.row_id for one in decisions]
    row = reader.row(queries.WAITING, [queries.REVIEW_BELOW, ids])
    return int(row["n"]) if row else 0


def _quotes_chart(reader: Reader, links: Links, people: Sequence[Row]) -> Contents | None:
    """Statements of these over time, each in a row of its own in the order given, and how many have no date."""
    ids = [person["entity_id"] for person in people]
    days = reader.row(queries.ENTITY_DAYS, [ids]) if ids else None
    if not days or days["first_day"] is None or days["first_day"] == days["last_day"]:
        return None
    bucket = charts.choose_bucket(days["first_day"], days["last_day"])
    bars = charts.describe_bars(queries.read_quotes_over_time(reader, ids, bucket), bucket, links)
    drawings = charts.draw_bars(bars, [p["name"] for p in people])
    given = {f"who{number}": key for number, key in enumerate(ids, 1)}
    return {"bars": bars, "drawings": drawings, "bucket": bucket, "undated": days["undated"], "given": given}


def _marks(quotes: list[Row], claims: list[Row], mentions: list[Row], roles: list[Row]) -> list[Mark]:
    marks = [Mark(m["start"], m["end"], "mention", m["mention_id"]) for m in mentions]
    marks += [Mark(r["start"], r["end"], "role", r["role_id"]) for r in roles]
    for q in quotes:
        parts = q["parts"] or [q]
        marks += [Mark(part["start"], part["end"], "quote", q["quote_id"]) for part in parts]
        for layer in ("speaker", "cue", "addressee"):
            if q[f"{layer}_start"] is not None and q[f"{layer}_end"] is not None:
                marks.append(Mark(q[f"{layer}_start"], q[f"{layer}_end"], layer, q["quote_id"]))
    marks += [Mark(c["start"], c["end"], "claim", c["claim_id"]) for c in claims]
    return marks


def _asked(demands: list[Row]) -> list[Mark]:
    return [Mark(d["start"], d["end"], "demand", d["demand_id"]) for d in demands]


def _named_entities(mentions: list[Row]) -> list[Row]:
    """The entities an article names, most mentioned first, with their first mention."""
    found: dict[str, Row] = {}
    for m in mentions:
        row = found.setdefault(m["entity_id"], {**m, "count": 0, "names": set()})
        row["count"] += 1
        row["names"] |= {m["form"]}
    return sorted((r for r in found.values() if "name" in r["names"]), key=lambda r: (-r["count"], r["start"]))
