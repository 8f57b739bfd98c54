"""Bounds the processor time of a piece of work: what takes longer is broken off where it stands.

The time is that of the thread alone, so that a busy machine changes no result.
"""

from __future__ import annotations

import ctypes
import threading
import time
from contextlib import suppress
from types import TracebackType
from typing import Self

LOOK = 0.2  # seconds between two looks at the clock


class OverBudgetError(Exception):
    """Work took more time than it was given; it may have left what it worked on half done."""


class Budget:
    """A block that is broken off with OverBudgetError after so many seconds of its thread's processor time."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.is_over = threading.Event()
        self.thread = threading.get_ident()
        self.watcher = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self.clock = time.pthread_getcpuclockid(self.thread) if hasattr(time, "pthread_getcpuclockid") else None
        self.began = self._now()
        self.watcher.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.is_over.set()
        with suppress(OverBudgetError):  # which may come as late as here
            self.watcher.join()
        self._raise(None)

    def _now(self) -> float:
        return time.process_time() if self.clock is None else time.clock_gettime(self.clock)

    def _watch(self) -> None:
        while not self.is_over.wait(LOOK):
            if self._now() - self.began > self.seconds:  # again and again, as libraries may catch it
                self._raise(OverBudgetError)

    def _raise(self, kind: type[BaseException] | None) -> None:
        """Raises the exception in the thread as soon as it is back in Python; None takes back one not raised yet."""
        what = None if kind is None else ctypes.py_object(kind)
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self.thread), what)
