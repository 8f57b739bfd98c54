"""What the search of a report looks through: a line for each row that has a page, as a script beside the pages."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from explorer.database import Reader, Row
from explorer.finding_all import DEMANDS
from explorer.formats import show_amount, show_date
from explorer.links import Links

MOST = 1_000_000_000
LONGEST = 300  # characters of a row that are looked through and shown
Line = tuple[str, str, str, str]  # what it says, where from, its page, further words to find it by


def write_index(reader: Reader, lists: Mapping[str, Sequence[Row]], links: Links) -> str:
    """The script, which gives the page of the search its rows by kind, in the order of the lists."""
    demands = reader.rows(DEMANDS.format(holds="true", limit=MOST))
    kinds = (
        ("People, organizations, places", [_entity(row, links) for row in lists["entities"]]),
        ("Quotes", [_quote(row, links) for row in lists["quotes"]]),
        ("Money", [_claim(row, links) for row in lists["money"]]),
        ("Demands", [_demand(row, links) for row in demands]),
        ("Articles", [_article(row, links) for row in lists["articles"]]),
    )
    rows = [(name, [line for line in lines if line[2]]) for name, lines in kinds]
    return f"window.onrecordRows = {json.dumps(rows, separators=(',', ':'))};\n"


def _entity(row: Row, links: Links) -> Line:
    others = " ".join(row["aliases"] or ())[:LONGEST]
    return row["name"] or "", row["kind"], links.to("entities", row["entity_id"]) or "", others


def _quote(row: Row, links: Links) -> Line:
    speaker = row["speaker"] or row["speaker_text"] or "not said who"
    page = links.to("articles", row["article_id"], part=row["quote_id"])
    return (row["quoted_text"] or "")[:LONGEST], f"{speaker}; {_where(row)}", page or "", row["speaker_text"] or ""


def _claim(row: Row, links: Links) -> Line:
    amount = show_amount(row["amount_low"], row["amount_high"], row["currency"], row["modifier"], row["period"])
    claimant = row["claimant"] or row["claimant_text"] or "the article"
    page = links.to("articles", row["article_id"], part=row["claim_id"])
    return f"{amount} {row['subject'] or ''}"[:LONGEST], f"{claimant}; {_where(row)}", page or "", row["text"]


def _demand(row: Row, links: Links) -> Line:
    page = links.to("articles", row["article_id"], part=row["demand_id"])
    return row["action_text"][:LONGEST], f"{row['demander'] or 'not said who'}; {_where(row)}", page or "", ""


def _article(row: Row, links: Links) -> Line:
    title, page = row["headline"] or row["source_id"], links.to("articles", row["article_id"])
    return title[:LONGEST], _where({**row, "headline": None}), page or "", (row["byline"] or "")[:LONGEST]


def _where(row: Row) -> str:
    parts = (row["headline"], row["publisher"], show_date(row["published_on"]) or "no date")
    return ", ".join(part for part in parts if part)[:LONGEST]
