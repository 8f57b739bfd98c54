"""Holds a data directory for one run at a time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from flows.progress import Reporter
from flows.settings import Settings
from flows.stages.lease import Onlooker, Pulse, beating

LOCK_PATIENCE = 600.0  # seconds a run waits for another one on the same data
LOOK = 5.0  # seconds between two looks at whether the other run still works


class BusyError(RuntimeError):
    """Another run holds the data directory."""


@contextmanager
def hold(settings: Settings, reporter: Reporter, patience: float = LOCK_PATIENCE) -> Iterator[Pulse]:
    """Holds the data directory, waiting for another run; the system frees it when a process dies.

    Gives the reporter through which the holder tells of its progress; work that does not move is ended.
    """
    lock = FileLock(settings.lock)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        wait_for(lock, settings, reporter, patience)
    try:
        with beating(settings.lease, reporter) as watched:
            yield watched
    finally:
        lock.release()


def wait_for(lock: FileLock, settings: Settings, reporter: Reporter, patience: float) -> None:
    """Takes the lock as soon as the run ends that holds the data directory; a run that is stuck is ended.

    Raises BusyError where that takes too long.
    """
    onlooker = Onlooker(settings.lease)
    deadline = time.monotonic() + patience
    if patience:
        reporter.say(f"another run is at work in {settings.data}{onlooker.describe()}; waiting for it to end")
    while (left := deadline - time.monotonic()) > 0:
        try:
            lock.acquire(timeout=min(LOOK, left))
        except Timeout:
            if words := onlooker.end_stuck():
                reporter.say(words)
        else:
            return
    raise BusyError(f"another run has held {settings.data} for {patience:.0f} s; try again later")
