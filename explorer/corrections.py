"""Lines for `seeds/overrides.csv` that put an entity right, ready to copy."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date

from explorer.database import Row


def suggest_lines(entity: Row, namesakes: Sequence[Row], aliases: Sequence[Row], today: date) -> list[Row]:
    """What one may want to say of an entity, each with its line: action, entity, other, source_id, reason, date.

    >>> suggest_lines({"kind": "person", "name": "A. Bell"}, [], [], date(2031, 3, 1))[0]["line"]
    'rename,person,A. Bell,NEW NAME,,WHY,2031-03-01'
    """
    lines = [_line("Show under another name", "rename", entity, "NEW NAME", today)]
    for other in namesakes:
        lines.append(_line(f"{other['name']} is the same", "merge", entity, other["name"], today))
    if not namesakes:
        lines.append(_line("Another entry is the same", "merge", entity, "OTHER NAME", today))
    other_names = [alias["name"] for alias in aliases if alias["name"] != entity["name"]]
    apart = other_names[0] if other_names else "NEW NAME"
    lines.append(_line("One article means somebody else", "split", entity, apart, today))
    return lines


def _line(label: str, action: str, entity: Row, other: str, today: date) -> Row:
    source_id = "SOURCE_ID" if action == "split" else ""
    words = io.StringIO()
    cells = [action, entity["kind"], entity["name"], other, source_id, "WHY", today.isoformat()]
    csv.writer(words, lineterminator="").writerow(cells)
    return {"label": label, "line": words.getvalue()}
