"""The review queue: the least certain rows first, each in its sentence, one key to decide."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from explorer.database import Reader, Row
from explorer.formats import read_number, show_amount
from explorer.lists import UnfitError
from explorer.marking import Mark, Paragraph, mark_text
from explorer.queries import REVIEW_BELOW
from warehouse.decisions import DECIDED_TABLES, Decision, by_row
from warehouse.tables import TABLES

AROUND = 400  # code points of the text shown before and after the row
LONGEST_NOTE = 500
CURRENCY = re.compile(r"[A-Z]{3}")
TABS = {"quotes": "Quotes", "money_claims": "Money claims", "demands": "Demands"}
KEYS = {name: TABLES[name].key[-1] for name in DECIDED_TABLES}
NEXT = {
    name: f"""SELECT {key} AS row_id FROM {name} JOIN current_articles USING (article_id)
        WHERE {key} NOT IN (SELECT unnest(?::VARCHAR[])) ORDER BY confidence, {key} LIMIT 1 OFFSET ?"""
    for name, key in KEYS.items()
}
ROW = {
    "quotes": """
        SELECT q.*, q.quote_id AS row_id, s.name AS speaker, a.source_id, a.headline, a.publisher,
            a.published_at::DATE AS published_on
        FROM quotes q JOIN articles a USING (article_id) LEFT JOIN entities s ON s.entity_id = q.speaker_id
        WHERE q.quote_id = ?""",
    "money_claims": """
        SELECT c.*, c.claim_id AS row_id, s.name AS speaker, c.claimant_text AS speaker_text,
            c.claimant_id AS speaker_id, c.claimant_start AS speaker_start, c.claimant_end AS speaker_end,
            NULL AS cue_start, NULL AS cue_end, a.source_id, a.headline, a.publisher,
            a.published_at::DATE AS published_on
        FROM money_claims c JOIN articles a USING (article_id) LEFT JOIN entities s ON s.entity_id = c.claimant_id
        WHERE c.claim_id = ?""",
    "demands": """
        SELECT d.*, d.demand_id AS row_id, d.action_text AS text, s.name AS speaker, s.name AS demander,
            d.demander_text AS speaker_text, d.demander_id AS speaker_id, d.demander_start AS speaker_start,
            d.demander_end AS speaker_end, t.name AS addressee, a.source_id, a.headline, a.publisher,
            a.published_at::DATE AS published_on
        FROM demands d JOIN articles a USING (article_id) LEFT JOIN entities s ON s.entity_id = d.demander_id
            LEFT JOIN entities t ON t.entity_id = d.addressee_id
        WHERE d.demand_id = ?""",
}
LEFT = {
    name: f"""SELECT count(*) AS n, count(*) FILTER (confidence < ?) AS doubtful
        FROM {name} JOIN current_articles USING (article_id) WHERE {key} NOT IN (SELECT unnest(?::VARCHAR[]))"""
    for name, key in KEYS.items()
}
LAYERS = {"quotes": "quote", "money_claims": "claim", "demands": "demand"}
# whom the article names, and those the row has, which it may not: a country for its negotiators
SPEAKERS = """
SELECT entity_id, name, kind FROM entities
WHERE (kind <> 'event' AND entity_id IN (SELECT entity_id FROM mentions WHERE article_id = $1))
    OR entity_id IN (SELECT unnest($2::VARCHAR[]))
ORDER BY (entity_id IN (SELECT unnest($2::VARCHAR[]))) DESC, (kind <> 'person'), (kind <> 'organization'), name
LIMIT 300
"""
# the words of a row that may be printed
PRINTED = {"quotes": "quoted_text", "money_claims": "text", "demands": "action_text"}
WORDS_AROUND = "SELECT substr(text, ?, ?) AS words FROM articles WHERE article_id = ?"


def read_queue(
    reader: Reader, query: Mapping[str, str], decisions: Sequence[Decision], token: str
) -> tuple[str, dict[str, Any]]:
    """The row to decide next, or the one asked for, in the words around it."""
    table, skip = query.get("table") or "quotes", query.get("skip") or "0"
    if table not in DECIDED_TABLES:
        raise UnfitError(f"There is no “{table[:80]}” to review; there are {', '.join(DECIDED_TABLES)}.")
    if not (skip.isascii() and skip.isdigit() and len(skip) < 7):
        raise UnfitError(f"“{skip[:80]}” is no number of rows to skip.")
    skipped = int(skip)
    ids = [one.row_id for one in decisions]
    row_id = query.get("row") or (reader.row(NEXT[table], [ids, skipped]) or {}).get("row_id")
    row = reader.row(ROW[table], [row_id]) if row_id else None
    return "review.html", {
        "table": table,
        "skipped": skipped,
        "back": query.get("row", ""),
        "row": row,
        "paragraphs": _in_context(reader, table, row) if row else [],
        "speakers": reader.rows(SPEAKERS, [row["article_id"], _parties(row)]) if row else [],
        "tabs": TABS,
        "left": {name: reader.row(LEFT[name], [REVIEW_BELOW, ids]) for name in DECIDED_TABLES},
        "below": REVIEW_BELOW,
        "decisions": _as_printed(reader, list(reversed(decisions))[:10]),
        "decided": by_row(decisions),
        "things": {"quotes": "quote", "money_claims": "sum", "demands": "demand"},
        "token": token,
    }


def _as_printed(reader: Reader, decisions: Sequence[Decision]) -> list[Decision]:
    """The decisions in words that may be printed; in none where a load has left the row out."""
    words: dict[tuple[str, str], str] = {}
    for table, column in PRINTED.items():
        ids = [one.row_id for one in decisions if one.table_name == table]
        sql = f"SELECT {KEYS[table]} AS id, {column} AS words FROM {table} WHERE id IN (SELECT unnest(?::VARCHAR[]))"
        words |= {(table, row["id"]): row["words"] for row in (reader.rows(sql, [ids]) if ids else [])}
    return [replace(one, text=words.get((one.table_name, one.row_id), "")) for one in decisions]


def _parties(row: Row) -> list[str]:
    return [row[key] for key in ("speaker_id", "addressee_id") if row.get(key)]


def _in_context(reader: Reader, table: str, row: Row) -> list[Paragraph]:
    first = max(0, row["start"] - AROUND)
    found = reader.row(WORDS_AROUND, [first + 1, row["end"] - first + AROUND, row["article_id"]])
    if found is None:
        return []
    marks = [Mark(row["start"] - first, row["end"] - first, LAYERS[table], row["row_id"])]
    for layer in ("speaker", "cue", "addressee"):
        if row.get(f"{layer}_start") is not None:
            marks.append(Mark(row[f"{layer}_start"] - first, row[f"{layer}_end"] - first, layer, row["row_id"]))
    paragraphs = mark_text(found["words"], [], marks)
    return _with_whole_words(paragraphs, first > 0) if paragraphs else []


def _with_whole_words(paragraphs: list[Paragraph], is_cut: bool) -> list[Paragraph]:
    """The paragraphs without the piece of a word that the cut left at the beginning, dots in its place."""
    piece = paragraphs[0].pieces[0]
    if is_cut and not piece.layers and " " in piece.words:
        rest = "… " + piece.words.split(" ", 1)[1]
        paragraphs[0].pieces[0] = replace(piece, words=rest)
    last = paragraphs[-1].pieces[-1]
    if not last.layers and " " in last.words:
        paragraphs[-1].pieces[-1] = replace(last, words=last.words.rsplit(" ", 1)[0] + " …")
    return paragraphs


def is_pending(one: Decision, row: Row) -> bool:
    """Whether the next load has still to carry a decision out on its row, which a page shows as it is now."""
    if one.decision == "rejected" or row["confidence"] < 1:
        return True
    if one.decision != "corrected":
        return False
    speaker = next((row[name] for name in ("speaker", "claimant", "demander") if name in row), None)
    is_other = (speaker or "") != one.speaker_name
    if one.table_name == "demands":
        is_other |= (row["addressee"] or "") != one.addressee_name
    return is_other or (one.has_amount and _amount_of(row) != _given_amount(one))


def _amount_of(row: Row) -> tuple[object, ...]:
    return row["amount_low"], row["amount_high"], row["currency"]


def _given_amount(one: Decision) -> tuple[object, ...]:
    return *(Decimal(end) if end else None for end in (one.amount_low, one.amount_high)), one.currency


def tell_decision(one: Decision) -> str:
    """A decision in the words of a page.

    >>> tell_decision(Decision("", "money_claims", "c1", "corrected", speaker_name="Finland", amount_low="5000000",
    ...     amount_high="5000000", currency="EUR"))
    'corrected: Finland, €5 million'
    """
    low, high, currency = _given_amount(one)
    amount = show_amount(low, high, str(currency)) if one.has_amount else ""  # type: ignore[arg-type]
    parties = [one.speaker_name]
    if (one.table_name, one.decision) == ("demands", "corrected"):
        parties = [one.speaker_name or "nobody named", f"of {one.addressee_name or 'nobody named'}"]
    said = ", ".join(words for words in (*parties, amount) if words)
    return f"{one.decision}: {said}" if said else one.decision


def make_decision(reader: Reader, form: Mapping[str, str], decisions: Sequence[Decision] = ()) -> Decision:
    """The decision a form asks for; `decisions` are those that count so far.

    Raises ValueError, in words for the reader, where the row or the speaker does not exist, or the sum is none.
    """
    table, row_id, action = form.get("table", ""), form.get("row_id", ""), form.get("decision", "")
    if table not in DECIDED_TABLES:
        raise ValueError("There is no such table to review.")
    now = datetime.now(UTC).isoformat(timespec="seconds")
    earlier = next((one for one in decisions if (one.table_name, one.row_id) == (table, row_id)), None)
    if action == "withdrawn" and earlier:  # of a row that the last load left out, the decision is all there is
        return replace(earlier, decided_at=now, decision=action)
    row = reader.row(ROW[table], [row_id])
    if row is None:
        raise ValueError("The row is not in the warehouse any more: a new load has come in.")
    corrected = _read_correction(reader, form, row) if action == "corrected" else {}
    return Decision(
        decided_at=now,
        table_name=table,
        row_id=row_id,
        decision=action,
        source_id=row["source_id"],
        article_id=row["article_id"],
        start=str(row["start"]),
        end=str(row["end"]),
        text=row["text"],
        note=form.get("note", "")[:LONGEST_NOTE],
        **corrected,
    )


def _read_correction(reader: Reader, form: Mapping[str, str], row: Row) -> dict[str, str]:
    """Who really speaks, of a demand who is really to act, and of a claim what the sum really is, where that is
    another than the row has.
    """
    found = _read_amount(form, row) if "currency" in form else {}
    for name in ("speaker", "addressee") if "demand_id" in row else ("speaker",):
        key = form.get(f"{name}_id", "")
        entity = reader.row("SELECT entity_id, name FROM entities WHERE entity_id = ?", [key]) if key else None
        if key and entity is None:
            raise ValueError(f"There is no such {name}.")
        if entity:
            found |= {f"{name}_id": entity["entity_id"], f"{name}_name": entity["name"]}
    return found


def _read_amount(form: Mapping[str, str], row: Row) -> dict[str, str]:
    low, high = read_number(form.get("amount_low", "")), read_number(form.get("amount_high", ""))
    currency = form["currency"].strip().upper()
    if low is None and high is None:
        raise ValueError("A sum has a lowest or a highest amount, or both.")
    if low is not None and high is not None and low > high:
        raise ValueError(f"The lowest amount, {low:,}, is above the highest, {high:,}.")
    if not CURRENCY.fullmatch(currency):
        raise ValueError(f"“{currency[:80]}” is no currency: give its three letters, such as EUR.")
    if (low, high, currency) == _amount_of(row):
        return {}
    ends = {"amount_low": low, "amount_high": high}
    return {**{name: "" if value is None else f"{value:f}" for name, value in ends.items()}, "currency": currency}
