"""What an earlier report wrote into a folder: the pages that a newer one has no more are taken away.

So the page of an article that was forgotten goes with the next report. Nothing else in the folder is touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

LIST = Path("static", "pages.txt")
OURS = re.compile(r"(?:articles/|entities/)?[A-Za-z0-9_-]+\.html")  # the list is a file that anybody may have changed


def note_pages(out: Path, paths: Iterable[str]) -> None:
    """Adds to the list of pages before they are written, so that those of a killed report are known, too."""
    _write(out, _listed(out) | set(paths))


def remove_others(out: Path, written: set[str]) -> None:
    """Removes the pages listed that were not written this time."""
    for path in _listed(out) - written:
        (out / path).unlink(missing_ok=True)
    _write(out, written)


def _listed(out: Path) -> set[str]:
    if not (out / LIST).is_file():
        return set()
    lines = (out / LIST).read_text(encoding="utf-8", errors="replace").splitlines()
    return {line for line in lines if OURS.fullmatch(line)}


def _write(out: Path, paths: set[str]) -> None:
    (out / LIST).write_text("".join(f"{path}\n" for path in sorted(paths)), encoding="utf-8")
