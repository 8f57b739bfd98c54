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

AROUND = 400  # code points of the text shown before and after the row
LONGEST_NOTE = 500
CURRENCY = re.compile(r"[A-Z]{3}")
NEXT = {
    "quotes": """SELECT quote_id AS row_id FROM quotes JOIN current_articles USING (article_id)
        WHERE quote_id NOT IN (SELECT unnest(?::VARCHAR[])) ORDER BY confidence, quote_id LIMIT 1 OFFSET ?""",
    "money_claims": """SELECT claim_id AS row_id FROM money_claims JOIN current_articles USING (article_id)
        WHERE claim_id NOT IN (SELECT unnest(?::VARCHAR[])) ORDER BY confidence, claim_id LIMIT 1 OFFSET ?""",
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
}
LEFT = {
    "quotes": """SELECT count(*) AS n, count(*) FILTER (confidence < ?) AS doubtful
        FROM quotes JOIN current_articles USING (article_id) WHERE quote_id NOT IN (SELECT unnest(?::VARCHAR[]))""",
    "money_claims": """SELECT count(*) AS n, count(*) FILTER (confidence < ?) AS doubtful
        FROM money_claims JOIN current_articles USING (article_id)
        WHERE claim_id NOT IN (SELECT unnest(?::VARCHAR[]))""",
}
SPEAKERS = """
SELECT e.entity_id, e.name, e.kind, count(*) AS mentions FROM mentions m JOIN entities e USING (entity_id)
WHERE m.article_id = ? AND e.kind <> 'event' GROUP BY e.entity_id, e.name, e.kind
ORDER BY (e.kind <> 'person'), (e.kind <> 'organization'), e.name LIMIT 300
"""
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
        "paragraphs": _in_context(reader, row) if row else [],
        "speakers": reader.rows(SPEAKERS, [row["article_id"]]) if row else [],
        "left": {name: reader.row(LEFT[name], [REVIEW_BELOW, ids]) for name in DECIDED_TABLES},
        "below": REVIEW_BELOW,
        "decisions": list(reversed(decisions))[:10],
        "decided": by_row(decisions),
        "token": token,
    }


def _in_context(reader: Reader, row: Row) -> list[Paragraph]:
    first = max(0, row["start"] - AROUND)
    found = reader.row(WORDS_AROUND, [first + 1, row["end"] - first + AROUND, row["article_id"]])
    if found is None:
        return []
    marks = [Mark(row["start"] - first, row["end"] - first, "claim" if "claim_id" in row else "quote", row["row_id"])]
    for layer in ("speaker", "cue"):
        if row[f"{layer}_start"] is not None:
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
    speaker = row.get("speaker") if "speaker" in row else row.get("claimant")
    return (speaker or "") != one.speaker_name or (one.has_amount and _amount_of(row) != _given_amount(one))


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
    said = ", ".join(words for words in (one.speaker_name, amount) if words)
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
    """Who really speaks, and of a claim what the sum really is, where that is another than the row has."""
    found = _read_amount(form, row) if "currency" in form else {}
    speaker_id = form.get("speaker_id", "")
    if not speaker_id:
        return found
    speaker = reader.row("SELECT entity_id, name FROM entities WHERE entity_id = ?", [speaker_id])
    if speaker is None:
        raise ValueError("There is no such speaker.")
    return {**found, "speaker_id": speaker["entity_id"], "speaker_name": speaker["name"]}


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
