"""The engine whose stages are tasks of the flow that runs in this process, one for each batch."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from typing import Any, TypeVar

from prefect import task
from prefect.futures import PrefectFuture, as_completed
from prefect.task_runners import TaskRunner

from flows.orchestration.lineage import describe_lineage
from flows.orchestration.runners import start_runner
from flows.orchestration.tasks import RETRIES, TAGS, annotate_task, run_stage
from flows.settings import Settings
from flows.stages.batching import Batch, is_worth_workers
from flows.stages.engine import Counts, annotate_all, describe_batch
from flows.stages.sharing_out import spread_over, work_apart
from flows.stages.transform import annotate_batch
from transforms.linking.name_rules import Spread
from transforms.linking.name_rules import Work as NameWork
from warehouse.without_pandas import spare_pandas

T = TypeVar("T")


@task(name="judge names", tags=TAGS, **RETRIES)
def judge_task(settings: Settings, work: NameWork, piece: bytes) -> bytes:
    """Judges a piece of the names of a corpus."""
    return work_apart(settings, work, piece)


class TaskWorkers:
    """The task runner of the settings, as what judges names."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._open = ExitStack()
        self._runner: TaskRunner[Any] | None = None

    def submit(self, work: NameWork, piece: bytes) -> PrefectFuture[bytes]:
        """Makes a task of the piece."""
        self._runner = self._runner or self._open.enter_context(start_runner(self._settings))
        given = {"settings": self._settings, "work": work, "piece": piece}
        found: PrefectFuture[bytes] = self._runner.submit(judge_task, given)
        return found

    def close(self) -> None:
        """Ends the workers."""
        self._runner = None
        self._open.close()


class PrefectEngine:
    """Stages as tasks of the flow that is running."""

    name = "prefect"

    def __init__(self, settings: Settings, sources: Sequence[str]) -> None:
        self.settings, self.sources = settings, tuple(sources)
        spare_pandas()  # before the first table is read

    def expect(self, settings: Settings) -> None:
        """Does nothing: the task runner starts its workers with the first batch."""

    def close(self) -> None:
        """Does nothing: the task runner has ended its workers."""

    def call(self, stage: str, work: Callable[..., T], *arguments: Any) -> T:
        """Runs the stage as a task."""
        return run_stage(stage, describe_lineage(stage, self.settings, self.sources), partial(work, *arguments))

    def annotate(self, settings: Settings, batches: Sequence[Batch], run_id: str) -> Iterator[tuple[Batch, Counts]]:
        """One task per batch on the task runner of the settings; lost workers are replaced.

        What is soon read is not worth worker processes: this one reads it.
        """
        if settings.runner == "process" and not is_worth_workers(batches):
            for batch in batches:
                yield batch, annotate_task(**describe_task(settings, batch, run_id))
            return
        yield from annotate_all(batches, lambda left: self._submit(left, run_id))

    def spread(self, settings: Settings) -> AbstractContextManager[Spread]:
        """By a task for each piece of the names, on the task runner of the settings, where there are many."""
        return spread_over(TaskWorkers(settings), settings.workers)

    def _submit(self, batches: Sequence[Batch], run_id: str) -> Iterator[tuple[Batch, Counts]]:
        with start_runner(self.settings) as runner:
            futures: dict[PrefectFuture[Counts], Batch] = {
                runner.submit(annotate_task, describe_task(self.settings, batch, run_id)): batch for batch in batches
            }
            for future in as_completed(list(futures)):
                yield futures[future], future.result()


def describe_task(settings: Settings, batch: Batch, run_id: str) -> dict[str, Any]:
    """The parameters of the task that annotates a batch."""
    return {"work": partial(annotate_batch, settings, batch, run_id), "label": describe_batch(batch)}
