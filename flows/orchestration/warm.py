"""A worker that `onrecord serve` keeps for its runs: the model is loaded once, not anew for every few articles.

The worker is a process beside `serve`, and ends with it. A run finds it by the environment, sends it a batch, and gets
the counts back. It is started anew when it has become old or large. One that has other code than the run, since the
program was updated meanwhile, refuses; seeds are looked at for every batch, wherever that is annotated. Where there is
no worker, or it is lost, the run annotates the batch itself.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import tempfile
import threading
import time
from contextlib import suppress
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path
from secrets import token_hex
from types import TracebackType
from typing import Any

import psutil

from flows.settings import Settings
from flows.stages.batching import Batch
from flows.stages.workers import begin_work
from transforms.version import PIPELINE_VERSION

ADDRESS, KEY = "ONRECORD_WARM_WORKER", "ONRECORD_WARM_KEY"  # in the environment of the runs
OLDEST = 24 * 3600.0  # seconds a worker lives
LARGEST = 1_500_000_000  # bytes it may hold between two batches
PAUSE = 1.0  # seconds before another is started
CODE = ("flows", "transforms", "warehouse")
ROOT = Path(__file__).resolve().parent.parent.parent
LOST = (OSError, EOFError, multiprocessing.AuthenticationError)
Counts = dict[str, int]


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
        self.process = context.Process(target=serve_batches, args=(*self._bounds, stamp_code()), daemon=True)
        self.process.start()

    def _follow(self) -> None:
        """Starts another worker when one has ended."""
        while not self._is_over.is_set():
            self.process.join()
            if not self._is_over.wait(PAUSE):
                self._start()


def serve_batches(oldest: float, largest: int, stamp: str) -> None:
    """The worker: annotates what it is sent, one batch after another, until it is old, large or outdated."""
    begin_work()
    Path(os.environ[ADDRESS]).unlink(missing_ok=True)
    end = time.monotonic() + oldest
    with Listener(os.environ[ADDRESS], "AF_UNIX", authkey=os.environ[KEY].encode()) as listener:
        is_fit = True
        while is_fit:
            with suppress(*LOST), listener.accept() as caller:
                is_fit = answer(caller, stamp) and time.monotonic() < end and measure_memory() < largest


def answer(caller: Connection[Any, Any], stamp: str) -> bool:
    """Annotates a caller's batch and sends the counts, or what went wrong; False where the caller has other code."""
    theirs, settings, batch, run_id = caller.recv()
    if theirs != stamp:
        return False
    from flows.stages.transform import annotate_batch

    try:
        caller.send((annotate_batch(settings, batch, run_id), None))
    except Exception as error:  # noqa: BLE001 -- it is the caller's to judge
        caller.send((None, error))
    return True


def annotate_near(settings: Settings, batch: Batch, run_id: str) -> Counts:
    """Has the worker of `serve` annotate a batch; does it in this process where there is none, or it will not.

    Raises what `annotate_batch` raises, wherever it ran.
    """
    from flows.stages.transform import annotate_batch

    address = os.environ.get(ADDRESS)
    if address:
        try:
            with Client(address, "AF_UNIX", authkey=os.environ[KEY].encode()) as worker:
                worker.send((stamp_code(), settings, batch, run_id))
                counts, error = worker.recv()
        except LOST:
            return annotate_batch(settings, batch, run_id)
        if error is not None:
            raise error
        found: Counts = counts
        return found
    return annotate_batch(settings, batch, run_id)


def stamp_code() -> str:
    """Changes whenever a file of the program does."""
    times = [path.stat().st_mtime_ns for folder in CODE for path in (ROOT / folder).rglob("*.py")]
    return f"{PIPELINE_VERSION} {len(times)} {max(times)}"


def measure_memory() -> int:
    """The bytes this process holds."""
    return int(psutil.Process().memory_info().rss)
