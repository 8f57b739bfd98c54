"""What a worker process does first; nothing heavy is imported here, so that it is done at once."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from functools import cache


def open_pool(workers: int) -> ProcessPoolExecutor:
    """Worker processes of this machine."""
    # spawn, not fork: a forked child would share the locks of Arrow's and DuckDB's threads
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=begin_work)


def begin_work() -> None:
    """For a pool's initializer: the run's own process decides when a worker ends.

    Control-C in a terminal reaches workers too, but the batch they are at ends first.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()


@cache
def end_with_parent() -> None:
    """Ends this process when the process that started it is gone, since nobody would ever end it else."""
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
