"""Where exports are put: written aside, and put in place when all of it is there, so that nothing is left half made."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from warehouse.exporting.source import ExportError

ENDING = ".writing"


def refuse_own(database: Path, target: str) -> None:
    """Raises ExportError where the target is the warehouse itself, or lies in its lake, which reads what lies there."""
    place = Path(target).resolve()
    if place == database.resolve():
        raise ExportError(f"{target} is the warehouse itself: name another file")
    lake = (database.parent / "lake").resolve()
    if place == lake or lake in place.parents:
        raise ExportError(f"{target} is in the lake, whose files are all read as its tables: name another place")


@contextmanager
def file_aside(target: str) -> Iterator[Path]:
    """A path beside the target to write to; it takes the target's place when the block ends, or goes where it fails."""
    path = Path(target)
    if path.is_dir():
        raise ExportError(f"{target} is a folder: name a file")
    path.parent.mkdir(parents=True, exist_ok=True)
    with _draft(path.parent, path.name) as draft:
        yield draft
        draft.replace(path)


@contextmanager
def folder_aside(target: str) -> Iterator[Path]:
    """A folder in the target to write files to; all of them are put into the target when the block ends, or none."""
    folder = Path(target)
    if folder.exists() and not folder.is_dir():
        raise ExportError(f"{target} is a file: name a folder")
    folder.mkdir(parents=True, exist_ok=True)
    with _draft(folder, "files") as draft:
        draft.mkdir()
        yield draft
        made = sorted(draft.iterdir())
        for blocked in (folder / path.name for path in made):
            if blocked.is_dir():
                raise ExportError(f"{blocked} is a folder, where a file is to be written")
        for path in made:
            path.replace(folder / path.name)


@contextmanager
def _draft(folder: Path, name: str) -> Iterator[Path]:
    """A path of this process alone, since another may export to the same place; what killed ones left is removed."""
    for left in folder.glob(f".{_literally(name)}.*{ENDING}"):
        pid = left.name.removesuffix(ENDING).rpartition(".")[2]
        if pid.isdecimal() and not psutil.pid_exists(int(pid)):
            _remove(left)
    draft = folder / f".{name}.{os.getpid()}{ENDING}"
    _remove(draft)
    try:
        yield draft
    finally:
        _remove(draft)
        _remove(draft.with_name(f"{draft.name}.wal"))


def _literally(name: str) -> str:
    """The name as a pattern that matches it alone.

    >>> _literally("a[1]*.csv")
    'a[[]1][*].csv'
    """
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
