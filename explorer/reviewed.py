"""Decisions as gold: the reviewed rows of each article in the form the scorers read, one article a line of JSON.

A row a person accepted or corrected is gold; one rejected is listed under `rejected`, so that finding it again can be
counted as wrong. An article's other rows are not in it, so it tells how many reviewed rows are
found with the right speaker, not how many of all rows are right.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal

from explorer.database import Reader, Row
from explorer.downloads import write_plain
from warehouse.decisions import Decision

ARTICLES = """
SELECT article_id, source_id, publisher, published_at::DATE AS published_on, text FROM articles
WHERE article_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY source_id, revision
"""
QUOTES = """
SELECT q.*, s.name AS speaker, list({'start': p.start, 'end': p."end"} ORDER BY p.part)
    FILTER (p.part IS NOT NULL) AS parts
FROM quotes q LEFT JOIN entities s ON s.entity_id = q.speaker_id
    LEFT JOIN quote_spans p ON p.quote_id = q.quote_id AND p.article_id = q.article_id
WHERE q.quote_id IN (SELECT unnest(?::VARCHAR[])) GROUP BY ALL ORDER BY q.start
"""
CLAIMS = """
SELECT c.*, s.name AS speaker FROM money_claims c LEFT JOIN entities s ON s.entity_id = c.claimant_id
WHERE c.claim_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY c.start
"""
DEMANDS = """
SELECT d.*, c.start AS money_start, c."end" AS money_end, c.text AS money_text
FROM demands d LEFT JOIN money_claims c USING (claim_id)
WHERE d.demand_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY d.start, d.demand_id
"""
ENTITIES = "SELECT entity_id, kind, name, aliases FROM entities WHERE entity_id IN (SELECT unnest(?::VARCHAR[]))"
QUOTE_FIELDS = (
    "kind",
    "act",
    "start",
    "end",
    "speaker_text",
    "speaker_start",
    "speaker_end",
    "cue",
    "cue_start",
    "cue_end",
)
CLAIM_FIELDS = (
    "start", "end", "text", "amount_low", "amount_high", "currency", "modifier", "subject", "direction", "modality",
    "deadline", "period", "claimant_text",
)  # fmt: skip

PARTIES = ("speaker", "claimant", "demander", "addressee")
DEMAND_FIELDS = (
    "start", "end", "demander_text", "demander_start", "demander_end", "addressee_text", "addressee_start",
    "addressee_end", "cue", "status", "deadline", "money_start", "money_end", "money_text",
)  # fmt: skip


def write_gold(reader: Reader, decisions: Iterable[Decision]) -> Iterator[str]:
    """The lines of the gold file. Decisions on rows the warehouse no longer has are left out."""
    made = {one.row_id: one for one in decisions}
    asked = {"quotes": QUOTES, "money_claims": CLAIMS, "demands": DEMANDS}
    rows = {name: reader.rows(sql, [list(made)]) for name, sql in asked.items()}
    for article in reader.rows(ARTICLES, [sorted({one.article_id for one in made.values()})]):
        mine = {name: [r for r in part if r["article_id"] == article["article_id"]] for name, part in rows.items()}
        yield json.dumps(_article_gold(reader, article, mine, made), ensure_ascii=False, default=write_plain) + "\n"


def _article_gold(reader: Reader, article: Row, rows: dict[str, list[Row]], made: dict[str, Decision]) -> Row:
    quotes = [_quote(row, made[row["quote_id"]], article["text"]) for row in rows["quotes"]]
    claims = [_claim(row, made[row["claim_id"]]) for row in rows["money_claims"]]
    demands = [_demand(row, made[row["demand_id"]]) for row in rows["demands"]]
    meant = {one[key] for one in (*quotes, *claims, *demands) for key in PARTIES if one.get(key)}
    entities = reader.rows(ENTITIES, [sorted(meant)])
    return {
        "id": article["source_id"],
        "text": article["text"],
        "publisher": article["publisher"],
        "published_at": article["published_on"],
        "scope": [name for name, part in (("quotes", quotes), ("money", claims), ("demands", demands)) if part],
        "entities": [
            {"entity": e["entity_id"], "kind": e["kind"], "name": e["name"], "names": e["aliases"], "mentions": []}
            for e in entities
        ],
        "quotes": [q for q in quotes if q.pop("decision") != "rejected"],
        "money_claims": [c for c in claims if c.pop("decision") != "rejected"],
        "demands": [d for d in demands if d.pop("decision") != "rejected"],
        "rejected": [
            {"table": one.table_name, "start": int(one.start or 0), "end": int(one.end or 0), "text": one.text}
            for one in made.values()
            if one.decision == "rejected" and one.article_id == article["article_id"]
        ],
    }


def _quote(row: Row, decision: Decision, text: str) -> Row:
    parts = row["parts"] or [row]
    spans = [{"start": p["start"], "end": p["end"], "text": text[p["start"] : p["end"]]} for p in parts]
    speaker = decision.speaker_id if decision.decision == "corrected" else row["speaker_id"]
    gold = {name: row[name] for name in QUOTE_FIELDS}
    return {**gold, "core": True, "parts": spans, "speaker": speaker or None, "decision": decision.decision}


def _claim(row: Row, decision: Decision) -> Row:
    claimant = decision.speaker_id if decision.decision == "corrected" else row["claimant_id"]
    gold = {name: row[name] for name in CLAIM_FIELDS}
    if decision.has_amount:
        ends = {name: Decimal(getattr(decision, name) or "NaN") for name in ("amount_low", "amount_high")}
        gold |= {name: value if value.is_finite() else None for name, value in ends.items()}
        gold["currency"] = decision.currency
    return {**gold, "core": True, "claimant": claimant or None, "decision": decision.decision}


def _demand(row: Row, decision: Decision) -> Row:
    is_corrected = decision.decision == "corrected"
    parties = {
        "demander": decision.speaker_id if is_corrected else row["demander_id"],
        "addressee": decision.addressee_id if is_corrected else row["addressee_id"],
    }
    gold = {"text": row["action_text"]} | {name: row[name] for name in DEMAND_FIELDS}
    return {**gold, **{name: key or None for name, key in parties.items()}, "core": True, "decision": decision.decision}
