"""Compressed files and archives: their members one by one, never more unpacked than the limits allow."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

import zstandard

from flows.sources.items import Allowance, Blob, Found, Reject, SourceOptions, UnreadableError, make_storable
from flows.sources.members import Members

MAX_DEPTH = 3  # archives in archives
IN_MEMORY = 10_000_000
TAR_ENDINGS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".tar.zst")
SKIPPED = ("__MACOSX/",)  # what archivers put beside the files


def open_zstd(file: BinaryIO) -> BinaryIO:
    """The unpacked bytes of a Zstandard stream of one or more frames."""
    return cast(BinaryIO, zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True, closefd=True))


def open_resumed(file: BinaryIO) -> BinaryIO:
    """The unpacked bytes of a gzip file, also those behind damage."""
    return cast(BinaryIO, Members(file, resumes=True))


RESUMED = (".jsonl.gz", ".ndjson.gz", ".warc.gz")  # of many parts that do not need one another
OPENERS: dict[str, Callable[[BinaryIO], BinaryIO]] = {
    ".gz": lambda file: cast(BinaryIO, Members(file)),
    ".tgz": lambda file: cast(BinaryIO, Members(file)),
    ".bz2": lambda file: cast(BinaryIO, bz2.BZ2File(file)),
    ".xz": lambda file: cast(BinaryIO, lzma.LZMAFile(file)),  # noqa: SIM115
    ".zst": open_zstd,
}
DAMAGED = (EOFError, gzip.BadGzipFile, lzma.LZMAError, zstandard.ZstdError, zipfile.BadZipFile, tarfile.TarError)


class Passed(io.RawIOBase):
    """The bytes of a file, passed on; made for those who look at them on their way."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file

    def take(self, size: int) -> bytes:
        """The next bytes, at most so many; none at the end."""
        return self.file.read(size)

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fills the buffer."""
        data = self.take(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Closes the file below too."""
        self.file.close()
        super().close()


class Unpacked(Passed):
    """Unpacked bytes that stop with UnreadableError when they are too many for the packed ones behind them."""

    def __init__(self, file: BinaryIO, *allowances: Allowance | None) -> None:
        super().__init__(file)
        self.allowances = [allowance for allowance in allowances if allowance is not None]

    def take(self, size: int) -> bytes:
        """The next bytes; raises UnreadableError when they are too many."""
        read = getattr(self.file, "read1", self.file.read)  # as they come: damage costs none of those before it
        data: bytes = read(size)
        for allowance in self.allowances:
            allowance.take(len(data))
        return data


def allow(packed: int | None, options: SourceOptions) -> Allowance:
    """What so many packed bytes may unpack to."""
    return Allowance(options.max_item_bytes + options.max_expansion * (packed or options.max_item_bytes))


def peel(blob: Blob, options: SourceOptions) -> Blob:
    """A compressed blob as what it holds: `news.jsonl.gz` as `news.jsonl`."""
    for ending, opener in OPENERS.items():
        if blob.name.lower().endswith(ending):
            if blob.name.lower().endswith(RESUMED):
                opener = open_resumed
            opened = partial(open_unpacked, blob, opener, options)
            return replace(blob, name=blob.name[: -len(ending)], open=opened, content_type=None, size=None)
    return blob


def open_unpacked(blob: Blob, opener: Callable[[BinaryIO], BinaryIO], options: SourceOptions) -> BinaryIO:
    """The blob's bytes unpacked, counted against the limits."""
    return cast(
        BinaryIO, io.BufferedReader(Unpacked(opener(blob.open()), allow(blob.size, options), blob.allowance), 1 << 16)
    )


def read_archive(
    blob: Blob, options: SourceOptions, read: Callable[[Blob, SourceOptions], Iterator[Found]], is_tar: bool
) -> Iterator[Found]:
    """The documents of an archive's members, each read as if it were a file; folders and links are no inputs."""
    if blob.depth >= MAX_DEPTH:
        raise UnreadableError("Archives in archives in archives: not unpacked further.")
    found = False
    allowance = blob.allowance or allow(blob.size, options)
    for member in tar_members(blob) if is_tar else zip_members(blob):
        name = member.name.rpartition("/")[2]
        if name.startswith(".") or member.name.startswith(SKIPPED):
            continue
        found = True
        inner = Blob(
            make_storable(f"{blob.uri}!/{member.name}"),
            make_storable(f"{blob.name}/{member.name}"),
            partial(open_counted, member, allowance),
            size=member.size,
            depth=blob.depth + 1,
            allowance=allowance,
        )
        yield from read(inner, options)
    if not found:
        yield Reject(blob.uri, "The archive has no files.")


def open_counted(member: Blob, allowance: Allowance) -> BinaryIO:
    """A member's bytes, counted with those of all others of its archive."""
    return cast(BinaryIO, io.BufferedReader(Unpacked(member.open(), allowance), 1 << 16))


def zip_members(blob: Blob) -> Iterator[Blob]:
    """The files of a zip archive in its own order."""
    with seekable(blob) as file, zipfile.ZipFile(file) as archive:
        for info in archive.infolist():
            if not info.is_dir():
                opened = partial(open_member, archive, info)
                yield Blob("", info.filename, opened, size=info.compress_size)


def open_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO:
    """A member of a zip archive. Raises UnreadableError for what zipfile cannot unpack."""
    try:
        return cast(BinaryIO, archive.open(info))
    except (RuntimeError, NotImplementedError) as error:  # a password, or a method it does not know
        raise UnreadableError(f"The archive's member cannot be unpacked: {error}.") from None


def tar_members(blob: Blob) -> Iterator[Blob]:
    """The files of a tar archive, read as a stream."""
    inner = blob.open()
    with inner, tarfile.open(fileobj=inner, mode="r|") as archive:
        for info in archive:
            member = archive.extractfile(info) if info.isfile() else None
            if member is not None:
                yield Blob("", info.name, partial(cast, BinaryIO, member), size=info.size)


def seekable(blob: Blob) -> BinaryIO:
    """The blob's bytes as a file with random access, copied to a temporary one where they have none."""
    file = blob.open()
    if file.seekable():
        return file
    spool = cast(BinaryIO, SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115
    with file:
        while chunk := file.read(1_000_000):
            spool.write(chunk)
    spool.seek(0)
    return spool
