"""The review queue: the least certain rows first, each in its sentence, one key to decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from explorer.database import Reader, Row
from explorer.lists import UnfitError
from explorer.marking import Mark, Paragraph, mark_text
from explorer.queries import REVIEW_BELOW
from warehouse.decisions import DECIDED_TABLES, Decision

AROUND = 400  # code points of the text shown before and after the row
LONGEST_NOTE = 500
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
        "decided": {one.row_id: one for one in decisions},
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


def make_decision(reader: Reader, form: Mapping[str, str]) -> Decision:
    """The decision a form asks for.

    Raises ValueError, in words for the reader, where the row or the speaker does not exist.
    """
    table, row_id, action = form.get("table", ""), form.get("row_id", ""), form.get("decision", "")
    if table not in DECIDED_TABLES:
        raise ValueError("There is no such table to review.")
    row = reader.row(ROW[table], [row_id])
    if row is None:
        raise ValueError("The row is not in the warehouse any more: a new load has come in.")
    speaker: Row | None = None
    speaker_id = form.get("speaker_id", "")
    if action == "corrected" and speaker_id:
        speaker = reader.row("SELECT entity_id, name FROM entities WHERE entity_id = ?", [speaker_id])
        if speaker is None:
            raise ValueError("There is no such speaker.")
    return Decision(
        decided_at=datetime.now(UTC).isoformat(timespec="seconds"),
        table_name=table,
        row_id=row_id,
        decision=action,
        speaker_id=speaker["entity_id"] if speaker else "",
        speaker_name=speaker["name"] if speaker else "",
        source_id=row["source_id"],
        article_id=row["article_id"],
        start=str(row["start"]),
        end=str(row["end"]),
        text=row["text"],
        note=form.get("note", "")[:LONGEST_NOTE],
    )
