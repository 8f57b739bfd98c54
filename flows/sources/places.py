"""From what the user names (a file, a folder, a glob) to the bytes behind it."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from flows.sources.records import Blob, Reject

GLOB_MARKS = frozenset("*?[")


def find_blobs(source: str) -> Iterator[Blob | Reject]:
    """The files a source names, in the order of their names; a reject where there is none."""
    path = Path(source)
    if path.is_dir():
        yield from folder_blobs(path)
    elif path.exists():
        yield file_blob(path, path.name)
    elif GLOB_MARKS & set(source):
        yield from glob_blobs(source)
    else:
        yield Reject(source, "There is no file or folder of this name.")


def folder_blobs(folder: Path) -> Iterator[Blob | Reject]:
    """The files in a folder and its subfolders; hidden ones (named .something) are left out."""
    found = False
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                found = True
                path = Path(where, name)
                yield file_blob(path, path.relative_to(folder).as_posix())
    if not found:
        yield Reject(str(folder), "The folder has no files.")


def glob_blobs(pattern: str) -> Iterator[Blob | Reject]:
    """The files a pattern matches (`**` for any depth), each named from the pattern's fixed part on."""
    fixed = Path(*[part for part in Path(pattern).parts if not GLOB_MARKS & set(part)])
    # pathlib's own glob takes hidden files too
    paths = sorted(Path(found) for found in glob.iglob(pattern, recursive=True))  # noqa: PTH207
    files = [path for path in paths if path.is_file()]
    if not files:
        yield Reject(pattern, "No file matches this pattern.")
    for path in files:
        name = path.relative_to(fixed).as_posix() if path.is_relative_to(fixed) else path.name
        yield file_blob(path, name)


def file_blob(path: Path, name: str) -> Blob:
    """A file of this machine."""
    return Blob(str(path), name, partial(open_file, path))


def open_file(path: Path) -> BinaryIO:
    """The file, open for reading bytes."""
    return path.open("rb")
