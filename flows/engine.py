"""What carries the stages out: this process and its workers, or Prefect tasks (`flows/prefect_flow.py`)."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Protocol, TypeVar

from flows.settings import Settings
from flows.transform import Batch, annotate_batch

T = TypeVar("T")
Counts = dict[str, int]
WORKERS_FROM = 3  # batches: below it a second model load costs more than it gains


class Engine(Protocol):
    """Carries out one sequence of stages; both engines give the same rows."""

    name: str

    def call(self, stage: str, work: Callable[..., T], *arguments: Any) -> T:
        """Runs a stage and gives what it gives."""

    def annotate(self, settings: Settings, batches: Sequence[Batch], run_id: str) -> Iterator[tuple[Batch, Counts]]:
        """Annotates the batches, in any order, giving each as it is done."""


class WorkerLostError(RuntimeError):
    """A worker process died twice, most likely for want of memory."""


class DirectEngine:
    """Stages as plain calls; batches in this process, or in worker processes when there are enough of them."""

    name = "direct"

    def call(self, stage: str, work: Callable[..., T], *arguments: Any) -> T:
        """Runs the stage in this process."""
        return work(*arguments)

    def annotate(self, settings: Settings, batches: Sequence[Batch], run_id: str) -> Iterator[tuple[Batch, Counts]]:
        """Annotates the batches; one lost worker is replaced once.

        Raises WorkerLostError when the replacement dies as well.
        """
        if settings.workers == 1 or len(batches) < WORKERS_FROM:
            for batch in batches:
                yield batch, annotate_batch(settings, batch, run_id)
            return
        left = {batch.batch_id: batch for batch in batches}
        for _ in range(2):
            try:
                for batch, counts in _annotate_in_pool(settings, list(left.values()), run_id):
                    del left[batch.batch_id]
                    yield batch, counts
                return
            except BrokenProcessPool:
                continue
        raise WorkerLostError(
            f"a worker process was killed twice, most likely for want of memory; {len(left)} batches are left. "
            "Run again with fewer workers or smaller batches (ONRECORD_WORKERS, ONRECORD_BATCH_SIZE)."
        )


def _annotate_in_pool(settings: Settings, batches: Sequence[Batch], run_id: str) -> Iterator[tuple[Batch, Counts]]:
    # spawn, not fork: a forked child would share the locks of Arrow's and DuckDB's threads
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(settings.workers, len(batches)), mp_context=context) as pool:
        futures = {pool.submit(annotate_batch, settings, batch, run_id): batch for batch in batches}
        for future in as_completed(futures):
            yield futures[future], future.result()
