"""Holds a data directory for one run at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from flows.progress import Reporter
from flows.settings import Settings

LOCK_PATIENCE = 600.0  # seconds a run waits for another one on the same data


class BusyError(RuntimeError):
    """Another run holds the data directory."""


@contextmanager
def hold(settings: Settings, reporter: Reporter, patience: float = LOCK_PATIENCE) -> Iterator[None]:
    """Holds the data directory, waiting for another run; the system frees it when a process dies."""
    lock = FileLock(settings.lock)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        reporter.say(f"another run is at work in {settings.data}; waiting for it to end")
        try:
            lock.acquire(timeout=patience)
        except Timeout:
            raise BusyError(f"another run has held {settings.data} for {patience:.0f} s; try again later") from None
    try:
        yield
    finally:
        lock.release()
