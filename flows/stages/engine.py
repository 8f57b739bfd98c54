"""What carries the stages out: this process and its workers, or the tasks of a Prefect flow."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeVar

from flows.settings import Settings
from flows.stages.batching import Batch, is_worth_workers
from flows.stages.sharing_out import spread_over_pool
from flows.stages.transform import annotate_batch, warm_up
from flows.stages.workers import open_pool
from transforms.linking.name_rules import Spread
from warehouse.wording import show_count

T = TypeVar("T")
Counts = dict[str, int]
LOSSES = 3  # of worker processes, with nothing done in between, after which a run gives up


class Engine(Protocol):
    """Carries out one sequence of stages; both engines give the same rows."""

    name: str

    def expect(self, settings: Settings) -> None:
        """Hears that more comes than one process is to read, before it is known what: workers may begin to start."""

    def close(self) -> None:
        """Ends what was begun."""

    def call(self, stage: str, work: Callable[..., T], *arguments: Any) -> T:
        """Runs a stage and gives what it gives."""

    def annotate(self, settings: Settings, batches: Sequence[Batch], run_id: str) -> Iterator[tuple[Batch, Counts]]:
        """Annotates the batches, in any order, giving each as it is done."""

    def spread(self, settings: Settings) -> AbstractContextManager[Spread]:
        """Where the names of a corpus are judged."""


class WorkerLostError(RuntimeError):
    """Worker processes died and died again, most likely for want of memory."""

    def __init__(self, left: int) -> None:
        super().__init__(
            f"worker processes were killed {LOSSES} times in a row, most likely for want of memory, with "
            f"{show_count(left, 'batch', 'batches')} left. Run again with fewer workers or smaller batches "
            "(ONRECORD_WORKERS, ONRECORD_BATCH_SIZE)."
        )


def describe_batch(batch: Batch) -> str:
    """A batch in a few words."""
    return f"{show_count(len(batch.article_ids), 'article')}, {batch.batch_id}"


def annotate_all(
    batches: Sequence[Batch], annotate: Callable[[list[Batch]], Iterator[tuple[Batch, Counts]]]
) -> Iterator[tuple[Batch, Counts]]:
    """What `annotate` gives for the batches, called anew for those left when worker processes are lost.

    Raises WorkerLostError when LOSSES calls in a row get nothing done.
    """
    left = {batch.batch_id: batch for batch in batches}
    losses = 0
    while left:
        try:
            for batch, counts in annotate(list(left.values())):
                del left[batch.batch_id]
                losses = 0
                yield batch, counts
        except BrokenProcessPool as error:
            losses += 1
            if losses == LOSSES:
                raise WorkerLostError(len(left)) from error


class DirectEngine:
    """Stages as plain calls; batches in this process, or in worker processes when there is enough to read."""

    name = "direct"

    def __init__(self) -> None:
        self._begun: ProcessPoolExecutor | None = None  # workers that load their model while articles are taken in

    def expect(self, settings: Settings) -> None:
        """Starts worker processes, where there are to be several."""
        if settings.workers > 1:
            self._begun = open_pool(settings.workers)
            for _ in range(settings.workers):
                self._begun.submit(warm_up, settings)

    def close(self) -> None:
        """Ends workers that were begun and not needed."""
        begun, self._begun = self._begun, None
        if begun is not None:
            begun.shutdown(cancel_futures=True)

    def call(self, stage: str, work: Callable[..., T], *arguments: Any) -> T:
        """Runs the stage in this process."""
        return work(*arguments)

    def annotate(self, settings: Settings, batches: Sequence[Batch], run_id: str) -> Iterator[tuple[Batch, Counts]]:
        """Annotates the batches; lost workers are replaced.

        Raises WorkerLostError when replacements die as well.
        """
        if settings.workers == 1 or not is_worth_workers(batches):
            for batch in batches:
                yield batch, annotate_batch(settings, batch, run_id)
            return
        yield from annotate_all(batches, lambda left: self._annotate_in_pool(settings, left, run_id))

    def spread(self, settings: Settings) -> AbstractContextManager[Spread]:
        """In this process, or in worker processes where there are many."""
        return spread_over_pool(settings)

    def _annotate_in_pool(
        self, settings: Settings, batches: Sequence[Batch], run_id: str
    ) -> Iterator[tuple[Batch, Counts]]:
        begun, self._begun = self._begun, None
        pool = begun or open_pool(min(settings.workers, len(batches)))
        try:
            futures = {pool.submit(annotate_batch, settings, batch, run_id): batch for batch in batches}
            for future in as_completed(futures):
                yield futures[future], future.result()
        finally:
            pool.shutdown(cancel_futures=True)  # when interrupted, batches that have not begun are left to the next run
