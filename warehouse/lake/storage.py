"""The few operations the lake needs of its storage: a folder, or a bucket such as s3://bucket/lake."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow import fs

from warehouse.lake.commits import make_digest

try:
    import fcntl
except ImportError:  # Windows has no flock: one writer at a time there
    fcntl = None  # type: ignore[assignment]

ROWS_PER_GROUP = 100_000
LONG = 10_000  # rows of a table of which it is asked which columns repeat themselves, by its first ones
FIRST_ROWS = 1_000
# On object storage nobody can tell whether a writer lives, so its unfinished files are left alone this long.
GRACE = timedelta(days=1)
LOCKS = "_locks"
SYNCS_AT_ONCE = 16
READ_AT_ONCE = 1 << 20
Stamp = tuple[int, int]  # of a file: its bytes and when it was changed


class Summed:
    """A file that is written, its bytes counted and summed up on their way."""

    closed = False

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self.size = 0
        self.digest = make_digest()

    def write(self, data: Any) -> int:
        """Passes bytes on."""
        self.digest.update(data)
        self.stream.write(data)
        self.size += len(data)
        return len(data)

    def tell(self) -> int:
        """How many there were."""
        return self.size

    def flush(self) -> None:
        """Leaves it to the file below."""

    def close(self) -> None:
        """Leaves it to the file below."""


class Storage:
    """Files under one root. Paths are relative to it and use forward slashes.

    On a local disk a lock orders commits and tells living writers from dead ones (the system frees the locks of a
    killed process). Object storage has no locks: there, writers may commit different batches at once, but link
    tables, forgetting and compaction are for one process at a time.
    """

    def __init__(self, root: str | Path) -> None:
        is_remote = "://" in str(root)
        self.files, base = fs.FileSystem.from_uri(str(root)) if is_remote else _local(root)
        self.base = base.rstrip("/")
        self.is_local = isinstance(self.files, fs.LocalFileSystem)
        self.writer = uuid4().hex[:12]
        self._alive: IO[Any] | None = None

    def full(self, path: str) -> str:
        """The path as the file system knows it."""
        return f"{self.base}/{path}"

    def list(self, folder: str = "") -> list[fs.FileInfo]:
        """Every file below the folder, `path` relative to the root in `FileInfo.path` after `relative`."""
        selector = fs.FileSelector(self.full(folder).rstrip("/"), allow_not_found=True, recursive=True)
        return [info for info in self.files.get_file_info(selector) if info.type == fs.FileType.File]

    def names(self, folder: str) -> Sequence[str]:
        """The names of what is in the folder, in any order, without a look at each."""
        if not self.is_local:
            return [self.relative(info)[len(folder) + 1 :] for info in self.list(folder)]
        try:
            return [path.name for path in Path(self.full(folder)).iterdir()]
        except FileNotFoundError:
            return []

    def relative(self, info: fs.FileInfo) -> str:
        """The file's path from the root."""
        return str(info.path)[len(self.base) + 1 :]

    def exists(self, path: str) -> bool:
        """Whether there is such a file."""
        return bool(self.files.get_file_info(self.full(path)).type == fs.FileType.File)

    def read(self, path: str) -> bytes:
        """The bytes of a file; FileNotFoundError where there is none."""
        with self.files.open_input_stream(self.full(path)) as stream:
            return bytes(stream.read())

    def write(self, path: str, words: bytes) -> None:
        """Writes a small file so that no reader sees half of it."""
        if not self.is_local:  # an object appears when its upload is complete
            with self.files.open_output_stream(self.full(path)) as stream:
                stream.write(words)
            return
        target = Path(self.full(path))
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f"_{self.writer}-{target.name}.staged")
        with draft.open("wb") as file:
            file.write(words)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
        _sync(target.parent)

    def write_parquet(self, path: str, table: pa.Table) -> tuple[int, str]:
        """Writes the table (zstd) and returns the file's size in bytes and the digest of them."""
        if self.is_local:
            Path(self.full(path)).parent.mkdir(parents=True, exist_ok=True)
        with self.files.open_output_stream(self.full(path)) as stream:
            summed = Summed(stream)
            pq.write_table(
                table,
                pa.PythonFile(summed, mode="w"),
                compression="zstd",
                row_group_size=ROWS_PER_GROUP,
                write_page_checksum=True,
                use_dictionary=_find_repeating(table),
            )
        return summed.size, summed.digest.hexdigest()

    def sum_up(self, path: str) -> str:
        """The digest of a file's bytes as they are now."""
        digest = make_digest()
        with self.files.open_input_stream(self.full(path)) as stream:
            while chunk := stream.read(READ_AT_ONCE):
                digest.update(chunk)
        return digest.hexdigest()

    def sync(self, paths: Sequence[str]) -> None:
        """Makes written files, and their names in their folders, survive a power cut.

        All together, as a disk takes nearly as long for one as for ten; one after another where memory is too short
        for threads.
        """
        if self.is_local and paths:
            files = [Path(self.full(path)) for path in paths]
            folders = {folder for file in files for folder in self._folders_of(file)}
            wanted = [*files, *sorted(folders)]
            if len(files) == 1:  # as a run's last words are: a thread that finds no memory to begin in is waited for
                list(map(_sync, wanted))
                return
            try:
                with ThreadPoolExecutor(min(len(files), SYNCS_AT_ONCE)) as pool:
                    list(pool.map(_sync, wanted))
            except RuntimeError:
                list(map(_sync, wanted))

    def _folders_of(self, file: Path) -> Sequence[Path]:
        """The folders that lead to a file, from its own up to the root: any of them may be new."""
        root = Path(self.base)
        return [folder for folder in file.parents if folder == root or folder.is_relative_to(root)]

    def publish(self, staged: str, path: str) -> None:
        """Gives a staged file the name that raw readers match; does nothing where that has been done before."""
        if not self.exists(staged):
            return
        if self.is_local:
            Path(self.full(staged)).replace(self.full(path))
        else:
            self.files.copy_file(self.full(staged), self.full(path))
            self.files.delete_file(self.full(staged))

    def size(self, path: str) -> int:
        """Bytes of a file."""
        return int(self.files.get_file_info(self.full(path)).size)

    def stamp(self, path: str) -> Stamp:
        """The size of a file and when it was last changed."""
        return stamp_of(self.files.get_file_info(self.full(path)))

    def set_aside(self, path: str, to: str) -> None:
        """Moves a file to another place; does nothing where it is gone."""
        if self.exists(path):
            self.files.create_dir(self.full(to).rpartition("/")[0])
            self.files.move(self.full(path), self.full(to))

    def remove(self, path: str) -> bool:
        """Removes a file and says whether it was there."""
        if not self.exists(path):
            return False
        self.files.delete_file(self.full(path))
        return True

    @contextmanager
    def lock(self) -> Iterator[None]:
        """One commit at a time, across processes; nothing on object storage."""
        if not self.is_local:
            yield
            return
        with hold_lock(Path(self.full(f"{LOCKS}/commit"))):
            yield

    def show_life(self) -> None:
        """Holds this writer's lock from its first staged file on, so that `recover` of others leaves it alone."""
        if self._alive is None and self.is_local and fcntl is not None:
            with self.lock():  # nobody may judge us between making the file and locking it
                self._alive = Path(self.full(f"{LOCKS}/{self.writer}")).open("ab")  # noqa: SIM115
                fcntl.flock(self._alive, fcntl.LOCK_EX)

    def is_alive(self, writer: str, info: fs.FileInfo) -> bool:
        """Whether the writer of a staged file may still be at work. To be called under `lock`."""
        if writer == self.writer:
            return True
        if not self.is_local:
            return bool(info.mtime and datetime.now(UTC) - info.mtime < GRACE)
        return not self._is_free(Path(self.full(f"{LOCKS}/{writer}")))

    def clean_locks(self) -> None:
        """Removes the lock files of dead writers. To be called under `lock`."""
        for info in self.list(LOCKS):
            path = Path(info.path)
            if path.name not in ("commit", self.writer) and self._is_free(path):
                path.unlink(missing_ok=True)

    def _is_free(self, path: Path) -> bool:
        if fcntl is None or not path.exists():
            return True
        with path.open("ab") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
        return True


@contextmanager
def hold_lock(path: Path) -> Iterator[None]:
    """Waits for a lock between processes; the system frees it when its holder ends, however that happens."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _find_repeating(table: pa.Table) -> list[str] | bool:
    """The columns of a long table of which values stand in many rows: a dictionary of others is as long as the column,
    which is told only after it was made. For a short one it does not matter.
    """
    if table.num_rows < LONG:
        return True
    firsts = table.slice(0, FIRST_ROWS)
    return [name for name in table.column_names if _repeats(firsts[name])]


def _repeats(column: pa.ChunkedArray) -> bool:
    return not pa.types.is_nested(column.type) and 2 * pc.count_distinct(column, mode="all").as_py() < len(column)


def stamp_of(info: fs.FileInfo) -> Stamp:
    """The size of a file and when it was last changed, in nanoseconds: what writes to it changes that."""
    return int(info.size), int(info.mtime_ns or 0)


def _local(root: str | Path) -> tuple[fs.FileSystem, str]:
    return fs.LocalFileSystem(), Path(root).absolute().as_posix()


def _sync(path: Path) -> None:
    """Brings a file, or the names in a folder, to the disk."""
    if os.name == "posix":  # elsewhere folders cannot be opened
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
