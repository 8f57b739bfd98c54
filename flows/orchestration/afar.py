"""Does a job for a flow run in another process: the tasks and log lines are made there, the work within them here.

The worker speaks and the run does as it is asked (`flows/orchestration/handing_over.py`). For a task the run answers
"try" for each attempt; the worker does the work and says "done" or "failed", and hears in the end how the task ended.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager, suppress
from functools import partial
from itertools import count
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any, TypeVar

from flows.orchestration.jobs import Job, carry_out
from flows.orchestration.lineage import describe_lineage
from flows.orchestration.meeting import GRACE, LOST, STOP, make_portable
from flows.settings import Settings, collect_seldom
from flows.stages.batching import Batch, is_worth_workers
from flows.stages.engine import Counts, describe_batch
from flows.stages.lease import HELPERS, end_family
from flows.stages.sharing_out import Coming, spread_over
from flows.stages.transform import annotate_batch
from transforms.linking.name_rules import Spread
from transforms.linking.name_rules import Work as NameWork
from warehouse.without_pandas import spare_pandas

T = TypeVar("T")


def do_job(job: Job, line: Line) -> None:
    """Carries the job out and says what came of it."""
    collect_seldom()
    spare_pandas()
    HELPERS.clear()
    try:
        outcome = carry_out(job, EngineAfar(line, job), LogAfar(line))
    except Exception as error:  # noqa: BLE001 -- it is the run's to judge
        line.end("failed", error)
    else:
        line.end("done", outcome)


class Line:
    """The worker's side of the conversation; a run that hangs up or says stop in its midst ends this process."""

    def __init__(self, caller: Connection[Any, Any]) -> None:
        self._caller = caller
        self._speaking = threading.Lock()
        self._heard: SimpleQueue[tuple[str, Any]] = SimpleQueue()
        self._is_over = False
        self._ear = threading.Thread(target=self._listen, daemon=True)
        self.tell("begun")
        self._ear.start()

    def tell(self, what: str, *given: Any) -> None:
        """Says something that is not answered."""
        with self._speaking:
            self._caller.send((what, *given))

    def ask(self, what: str, *given: Any) -> Any:
        """What the run answers. Raises what goes wrong there."""
        self.tell(what, *given)
        return self._hear()[1]

    def within(self, work: Callable[[], T], what: str, *given: Any) -> T:
        """Does the work within a task of the run, as often as that tries.

        Raises what the work raised at last, or what else made the task fail.
        """
        attempts: list[Future[T]] = []
        self.tell(what, *given)
        try:
            while self._hear()[0] == "try":
                attempts.append(Future())
                self._attempt(work, attempts[-1])
        except Exception:
            if attempts:
                attempts[-1].result()
            raise
        return attempts[-1].result()

    def _attempt(self, work: Callable[[], T], attempt: Future[T]) -> None:
        try:
            attempt.set_result(work())
        except Exception as error:  # noqa: BLE001 -- whether it may pass is the task's to judge
            attempt.set_exception(error)
            self.tell("failed", make_portable(error))
        else:
            self.tell("done", None)

    def end(self, what: str, given: Any) -> None:
        """Says what came of the job, and waits for the run to hang up."""
        self._is_over = True
        self.tell(what, make_portable(given) if isinstance(given, Exception) else given)
        self._ear.join()

    def _hear(self) -> tuple[str, Any]:
        what, given = self._heard.get()
        if what == "failed":
            raise given
        return what, given

    def _listen(self) -> None:
        try:
            with suppress(*LOST):
                while (heard := self._caller.recv()) != STOP:
                    self._heard.put(heard)
                if not self._is_over:
                    signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGUSR1)
                    time.sleep(GRACE)
        finally:  # whatever it could not make out
            if not self._is_over:
                end_family(os.getpid())


class LogAfar:
    """A reporter whose lines are told by the run."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def begin(self, stage: str, total: int | None) -> None:
        """A stage begins."""
        self._line.tell("begin", stage, total)

    def advance(self, articles: int, words: int = 0) -> None:
        """Articles are done."""
        self._line.tell("advance", articles, words)

    def say(self, words: str) -> None:
        """A line for the person watching."""
        self._line.tell("say", words)


class EngineAfar:
    """Stages and batches within tasks of the run; much to read is read by the run's own workers."""

    name = "afar"

    def __init__(self, line: Line, job: Job) -> None:
        self._line, self._job = line, job

    def expect(self, settings: Settings) -> None:
        """Does nothing: the run's task runner starts its workers with the first batch."""

    def close(self) -> None:
        """Does nothing: the run ends what it began."""

    def call(self, stage: str, work: Callable[..., T], *arguments: Any) -> T:
        """Runs the stage within a task of its name."""
        lineage = describe_lineage(stage, self._job.settings, tuple(self._job.sources))
        return self._line.within(partial(work, *arguments), "stage", stage, lineage)

    def annotate(self, settings: Settings, batches: Sequence[Batch], run_id: str) -> Iterator[tuple[Batch, Counts]]:
        """Annotates the batches here, or lets the run do it where they are worth worker processes."""
        if is_worth_workers(batches):
            named = {batch.batch_id: batch for batch in batches}
            HELPERS.add(self._line.ask("share out", batches, run_id))
            while found := self._line.ask("next batch"):
                yield named[found[0]], found[1]
            return
        for batch in batches:
            work = partial(annotate_batch, settings, batch, run_id)
            yield batch, self._line.within(work, "annotate", describe_batch(batch))

    def spread(self, settings: Settings) -> AbstractContextManager[Spread]:
        """By tasks of the run, where there are many names."""
        return spread_over(WorkersAfar(self._line), settings.workers)


class WorkersAfar:
    """The run's task runner, as what judges names."""

    def __init__(self, line: Line) -> None:
        self._line, self._numbers = line, count()

    def submit(self, work: NameWork, piece: bytes) -> Coming:
        """Has the run make a task of the piece."""
        number = next(self._numbers)
        self._line.ask("judge", number, work, piece)
        return ComingAfar(self._line, number)

    def close(self) -> None:
        """Has the run end its workers."""
        self._line.ask("end judging")


class ComingAfar:
    """What such a task is at."""

    def __init__(self, line: Line, number: int) -> None:
        self._line, self._number = line, number

    def result(self) -> bytes:
        """A packed table, once it is there."""
        found: bytes = self._line.ask("judged", self._number)
        return found
