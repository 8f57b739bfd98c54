"""What a reader keeps under a name, in the data directory: queries, and views of lists."""

from __future__ import annotations

import csv
from pathlib import Path

COLUMNS = ("name", "kept")
LONGEST_NAME = 80  # characters
LONGEST = 10_000


def read_kept(data: Path, what: str) -> list[tuple[str, str]]:
    """What is kept as `what` ("queries", "views"), by name, in order of the names."""
    path = _path(data, what)
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return sorted((row.get("name") or "", row.get("kept") or "") for row in csv.DictReader(file))


def keep(data: Path, what: str, name: str, words: str) -> None:
    """Keeps words under a name, in place of those of that name; empty words take the name away.

    Raises ValueError, in words for the reader, without a name.
    """
    name = " ".join(name.split())[:LONGEST_NAME]
    if not name:
        raise ValueError("Give it a name to keep it under.")
    kept = {**dict(read_kept(data, what)), name: words[:LONGEST]}
    path = _path(data, what)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    with draft.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows((one, said) for one, said in sorted(kept.items()) if said.strip())
    draft.replace(path)


def _path(data: Path, what: str) -> Path:
    return data / "review" / f"{what}.csv"
