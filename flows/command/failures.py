"""Failures that a person can mend, each said in one sentence: what happened, what stays, what to do."""

from __future__ import annotations

import errno
import signal
from types import FrameType

import duckdb
import pyarrow as pa

from flows.extras import name_missing
from flows.settings import Settings
from flows.short_memory import wants_memory
from flows.stages.engine import WorkerLostError
from flows.stages.holding import BusyError
from flows.stages.record import RunInterrupted
from warehouse.database.database import CheckFailed
from warehouse.lake.commits import LakeError
from warehouse.seeds.declaring import SeedError

# What may be raised while a run is at work, and is no mistake in the program.
MENDABLE = (
    BusyError,
    WorkerLostError,
    CheckFailed,
    SeedError,
    LakeError,
    ModuleNotFoundError,
    OSError,
    pa.ArrowException,
    duckdb.Error,
    MemoryError,
    KeyboardInterrupt,
)
AGAIN = "what was committed stays; run the same command again to go on"
MEMORY = "there is not enough memory ({first}); fewer workers (--workers 1) or a smaller batch_size need less: {again}"
SENTENCES: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], str], ...] = (
    (RunInterrupted, "{error}"),
    (KeyboardInterrupt, "interrupted; {again}"),
    (CheckFailed, "the new warehouse was not put in place, the old one stays: {error}"),
    (SeedError, "{error}; nothing was changed"),
    ((MemoryError, duckdb.OutOfMemoryException), MEMORY),
    (duckdb.Error, "the warehouse could not be built, the old one stays ({first}); {again}"),
    (pa.ArrowException, "a file in {lake} cannot be read ({first}); run again: damaged files are found and made anew"),
)


def is_mendable(error: BaseException) -> bool:
    """Whether a sentence can say what to do about it; any other error is a mistake in the program."""
    return isinstance(error, MENDABLE) or wants_memory(error)


def explain(error: BaseException, settings: Settings) -> str:
    """The sentence for one of which `is_mendable` holds."""
    if wants_memory(error) and not isinstance(error, MemoryError):
        error = MemoryError(str(error))
    if isinstance(error, ModuleNotFoundError):
        return name_missing(error)
    if isinstance(error, OSError):
        return _explain_system(error, settings)
    first = (str(error).splitlines() or ["no more could be had"])[0]
    words = next((words for kind, words in SENTENCES if isinstance(error, kind)), "{error}")
    return words.format(error=error, first=first, again=AGAIN, lake=settings.lake)


def _explain_system(error: OSError, settings: Settings) -> str:
    if error.errno == errno.ENOSPC:
        return f"no room left where {settings.data} is; make room: {AGAIN}"
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return f"cannot write in the data directory {settings.data}: {error.strerror or error}; nothing was changed"
    return f"cannot use the data directory {settings.data}: {error.strerror or error}; {AGAIN}"


def stop_as_interrupt() -> None:
    """Lets a request to end (SIGTERM) end the run as control-C does, so that its row in `runs` says so."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt("a request to end (SIGTERM)")

    signal.signal(signal.SIGTERM, interrupt)
