"""From what the user names (a file, a folder, a glob, standard input, a bucket) to the bytes behind it."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

from flows.sources.items import Blob, Reject, make_storable

GLOB_MARKS = frozenset("*?[")
IN_MEMORY = 10_000_000  # bytes of standard input that are held before a temporary file is used
EXTRAS = {"s3": "s3fs", "gs": "gcsfs", "gcs": "gcsfs", "abfs": "adlfs", "az": "adlfs", "sftp": "paramiko"}


def find_blobs(source: str) -> Iterator[Blob | Reject]:
    """The files a source names, in the order of their names; a reject where there is none."""
    if source == "-":
        yield Blob("-", "stdin", read_stdin)
    elif "://" in source:
        yield from remote_blobs(source)
    else:
        yield from local_blobs(source)


def local_blobs(source: str) -> Iterator[Blob | Reject]:
    """The files of this machine that a source names."""
    path = Path(source)
    try:
        is_folder, exists = path.is_dir(), path.exists()
    except (OSError, ValueError) as error:  # a name too long, or with a NUL
        yield Reject(source, f"This is no file's name: {getattr(error, 'strerror', None) or error}.")
        return
    if is_folder:
        yield from folder_blobs(path)
    elif exists:
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


def file_blob(path: Path, name: str) -> Blob | Reject:
    """A file of this machine."""
    if not path.is_file():  # a pipe or a device could be read for ever, a link may lead nowhere
        return Reject(str(path), "This is no regular file.")
    return Blob(make_storable(str(path)), make_storable(name), partial(open_file, path), size=path.stat().st_size)


def open_file(path: Path) -> BinaryIO:
    """The file, open for reading bytes."""
    return path.open("rb")


def read_stdin() -> BinaryIO:
    """Standard input as a file that can be read again from its start."""
    spool = cast(BinaryIO, SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115
    while chunk := sys.stdin.buffer.read(1_000_000):
        spool.write(chunk)
    spool.seek(0)
    return spool


def remote_blobs(source: str) -> Iterator[Blob | Reject]:
    """The files at an address that fsspec understands: s3://bucket/folder, memory://, ..."""
    import fsspec

    scheme = source.partition("://")[0]
    try:
        system, path = fsspec.core.url_to_fs(source)
        paths = list_remote(system, path)
    except (ImportError, ValueError) as error:
        extra = EXTRAS.get(scheme)
        hint = f"install {extra} to read {scheme}:// addresses" if extra else str(error)
        yield Reject(source, f"This kind of address cannot be read: {hint}.")
        return
    except (OSError, PermissionError) as error:
        yield Reject(source, f"The address cannot be read: {error.strerror or error}.")
        return
    if not paths:
        yield Reject(source, "There is no file at this address.")
    for name, found in paths:
        yield Blob(system.unstrip_protocol(found), name, partial(system.open, found, "rb"))


def list_remote(system: Any, path: str) -> list[tuple[str, str]]:
    """Names and paths of the files at a remote path, a folder or a glob."""
    if GLOB_MARKS & set(path):
        found, base = sorted(system.glob(path)), path.split("*")[0].rpartition("/")[0]
    elif system.isdir(path):
        found, base = sorted(system.find(path)), path
    else:
        return [(path.rpartition("/")[2], path)] if system.exists(path) else []
    return [(file[len(base) :].lstrip("/") if base else file, file) for file in found if not system.isdir(file)]
