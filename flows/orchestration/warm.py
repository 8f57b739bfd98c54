"""A worker that `onrecord serve` keeps for its runs: what they need is loaded once, not anew for every few articles.

The worker is a process beside `serve`, and ends with it. A run finds it by the environment, hands its job over
(`flows/orchestration/handing_over.py`), and makes the tasks that the worker asks for (`flows/orchestration/afar.py`).
It is started anew when it has become old or large, and when a run was lost or stopped, as what it was at may be half
done. One that has other code than the run, since the program was updated meanwhile, refuses; seeds are looked at for
every job, wherever that is done. Where there is no worker, the run does the job itself.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import shutil
import signal
import tempfile
import threading
import time
from contextlib import suppress
from multiprocessing.connection import Connection, Listener
from pathlib import Path
from secrets import token_hex
from types import FrameType, TracebackType
from typing import Any

import psutil

from flows.orchestration.meeting import ADDRESS, KEY, LOST, stamp_code
from flows.stages.workers import begin_work

OLDEST = 24 * 3600.0  # seconds a worker lives
LARGEST = 1_500_000_000  # bytes it may hold between two jobs
PAUSE = 1.0  # seconds before another is started


class WarmWorker:
    """Keeps a worker, and its address in the environment, while it is entered."""

    def __init__(self, oldest: float = OLDEST, largest: int = LARGEST) -> None:
        self._bounds = oldest, largest
        self._is_over = threading.Event()
        self._folder = Path(tempfile.mkdtemp(prefix="onrecord-"))
        self.process: Any = None

    def __enter__(self) -> WarmWorker:
        os.environ[ADDRESS], os.environ[KEY] = str(self._folder / "worker"), token_hex(32)
        self._start()
        threading.Thread(target=self._follow, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_over.set()
        self.process.terminate()
        self.process.join()
        for name in (ADDRESS, KEY):
            os.environ.pop(name, None)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.process = context.Process(target=serve_jobs, args=(*self._bounds, stamp_code()), daemon=True)
        self.process.start()

    def _follow(self) -> None:
        """Starts another worker when one has ended."""
        while not self._is_over.is_set():
            self.process.join()
            if not self._is_over.wait(PAUSE):
                self._start()


def serve_jobs(oldest: float, largest: int, stamp: str) -> None:
    """The worker: does what it is given, one job after another, until it is old, large, outdated or stopped."""
    begin_work()
    signal.signal(signal.SIGUSR1, stop)
    Path(os.environ[ADDRESS]).unlink(missing_ok=True)
    end = time.monotonic() + oldest
    with Listener(os.environ[ADDRESS], "AF_UNIX", authkey=os.environ[KEY].encode()) as listener:
        is_fit = True
        while is_fit:
            with suppress(*LOST), listener.accept() as caller:
                is_fit = answer(caller, stamp) and time.monotonic() < end and measure_memory() < largest


def answer(caller: Connection[Any, Any], stamp: str) -> bool:
    """Does a caller's job; False where the caller has other code, or stopped it."""
    theirs, folder, job = caller.recv()
    if theirs != stamp:
        return False
    from flows.orchestration.afar import Line, do_job

    os.chdir(folder)
    try:
        do_job(job, Line(caller))
    except KeyboardInterrupt:
        return False
    gc.collect()
    return True


def stop(number: int, frame: FrameType | None) -> None:
    """Ends the job as control-C would, so that its row in `runs` says so."""
    raise KeyboardInterrupt("the end of its flow run")


def measure_memory() -> int:
    """The bytes this process holds."""
    return int(psutil.Process().memory_info().rss)
