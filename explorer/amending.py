"""Merges, splits and renames by hand: lines of the user's own overrides.csv, which the next load carries out."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path

ACTIONS = ("merge", "split", "rename")
LONGEST = 300  # characters of a field


@dataclass(frozen=True, slots=True)
class Override:
    """One line of overrides.csv (see docs/linking.md)."""

    action: str
    kind: str
    name: str
    other: str
    source_id: str = ""
    reason: str = ""
    date: str = ""


COLUMNS = tuple(field.name for field in fields(Override))


def read_overrides(folder: Path) -> list[Override]:
    """The user's lines, in the order in which they are carried out; none where there is no file."""
    path = folder / "overrides.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [Override(**{name: row.get(name) or "" for name in COLUMNS}) for row in csv.DictReader(file)]


def make_override(form: Mapping[str, str], today: date) -> Override:
    """The line a form asks for. Raises ValueError, in words for the reader, where it cannot be one."""
    given = {name: " ".join(form.get(name, "").split())[:LONGEST] for name in COLUMNS}
    if given["action"] not in ACTIONS:
        raise ValueError(f"One can {', '.join(ACTIONS)}, nothing else.")
    if not given["name"] or not given["other"]:
        raise ValueError("Two names are needed: the one that is there and the other.")
    if given["name"] == given["other"]:
        raise ValueError("The two names are the same.")
    return Override(**{**given, "date": today.isoformat()})


def add_override(folder: Path, line: Override) -> None:
    """Adds a line at the end of the file; a line of the same key is replaced."""
    _write(folder, [*(one for one in read_overrides(folder) if _key(one) != _key(line)), line])


def remove_override(folder: Path, line: Override) -> None:
    """Takes the line of that key out of the file."""
    _write(folder, [one for one in read_overrides(folder) if _key(one) != _key(line)])


def is_pending(folder: Path, warehouse: Path) -> bool:
    """Whether the file was changed after the warehouse was built: then the next load has something to do."""
    path = folder / "overrides.csv"
    return path.exists() and (not warehouse.exists() or path.stat().st_mtime > warehouse.stat().st_mtime)


def _key(line: Override) -> tuple[str, ...]:
    return line.action, line.kind, line.name, line.other, line.source_id


def _write(folder: Path, lines: list[Override]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / "overrides.draft"
    with draft.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(map(asdict, lines))
    draft.replace(folder / "overrides.csv")
