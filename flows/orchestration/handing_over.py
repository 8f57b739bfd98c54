"""Hands the job of a flow run to the worker that `onrecord serve` keeps, and makes the tasks it asks for here.

Nothing heavy is imported, as that would cost every run what the worker spares it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing.connection import Client, Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from flows.orchestration.jobs import WAIT_SECONDS, Job, Outcome
from flows.orchestration.lineage import Lineage
from flows.orchestration.meeting import ADDRESS, GRACE, KEY, LOST, STOP, make_portable, stamp_code
from flows.orchestration.tasks import annotate_task, run_stage
from flows.progress import Reporter
from flows.stages.holding import wait_for
from flows.stages.lease import read_lease

if TYPE_CHECKING:
    from flows.stages.batching import Batch
    from transforms.linking.name_rules import Work as NameWork

KILLED = "it was killed, perhaps for want of memory"


class WorkerGoneError(RuntimeError):
    """The worker ended, or had to be ended, in the midst of a job."""


def hand_over(job: Job, reporter: Reporter) -> Outcome | None:
    """Has the worker of `serve` do the job, when its turn comes; None where there is no worker, or it will not.

    Raises what goes wrong there; WorkerGoneError where the worker is lost; BusyError where its turn never comes.
    """
    address = os.environ.get(ADDRESS)
    if not address or job.settings.runner != "process":  # other runners have a cluster to ask
        return None
    with take_turn(address, job, reporter):
        try:
            worker = Client(address, "AF_UNIX", authkey=os.environ[KEY].encode())
            worker.send((stamp_code(), Path.cwd(), job))
            worker.recv()  # that it has begun
        except LOST:
            return None
        with talking(worker):
            return Conversation(worker, job, reporter).hold()


@contextmanager
def take_turn(address: str, job: Job, reporter: Reporter) -> Iterator[None]:
    """Waits while the worker is at the job of another run."""
    turn = FileLock(f"{address}.turn")
    try:
        turn.acquire(timeout=0)
    except Timeout:
        wait_for(turn, job.settings, reporter, WAIT_SECONDS)
    try:
        yield
    finally:
        turn.release()


@contextmanager
def talking(worker: Connection[Any, Any]) -> Iterator[None]:
    """Hangs up in the end; a worker in the midst of a job is stopped and waited for, so that the lock is free then."""
    try:
        yield
    except BaseException:
        with suppress(*LOST):
            worker.send(STOP)
            while worker.poll(GRACE + 1):
                worker.recv()
        raise
    finally:
        worker.close()


class Conversation:
    """Does what the worker asks until it says what came of the job."""

    def __init__(self, worker: Connection[Any, Any], job: Job, reporter: Reporter) -> None:
        self._worker, self._job = worker, job
        self._is_amid = False  # whether the worker is at work within a task and does not listen
        self._ours = Ours(job)
        self._does: dict[str, Callable[..., None]] = {
            "begin": reporter.begin,
            "advance": reporter.advance,
            "say": reporter.say,
            "stage": partial(self._answer, self._stage),
            "annotate": partial(self._answer, self._annotate),
            "share out": partial(self._answer, self._ours.share_out),
            "next batch": partial(self._answer, self._ours.next_batch),
            "judge": partial(self._answer, self._ours.judge),
            "judged": partial(self._answer, self._ours.judged),
            "end judging": partial(self._answer, self._ours.end_judging),
        }

    def hold(self) -> Outcome:
        """What came of the job. Raises what went wrong with it."""
        try:
            outcome: Outcome = self._listen()
        finally:
            self._ours.close()
        return outcome

    def _listen(self) -> Any:
        while True:
            what, *given = self._hear()
            if what in ("done", "failed"):
                self._is_amid = False
                if what == "failed":
                    raise given[0]
                return given[0]
            self._does[what](*given)

    def _hear(self) -> Any:
        with self._telling_why():
            return self._worker.recv()

    def _tell(self, what: str, given: Any) -> None:
        with self._telling_why():
            self._worker.send((what, given))

    @contextmanager
    def _telling_why(self) -> Iterator[None]:
        try:
            yield
        except TimeoutError:  # of the task that waits
            raise
        except LOST as error:
            lease = read_lease(self._job.settings.lease)
            why = lease.ended if lease and lease.ended else KILLED
            raise WorkerGoneError(f"the worker that did this run has ended: {why}; the next run goes on") from error

    def _answer(self, give: Callable[..., Any], *given: Any) -> None:
        """Does what is asked, and tells the worker what it gave or raised."""
        was_amid, self._is_amid = self._is_amid, False
        try:
            found = give(*given)
        except Exception as error:
            if self._is_amid:  # a task was broken off, and the worker does not listen
                raise
            self._tell("failed", make_portable(error))
        else:
            self._tell("done", found)
        self._is_amid = was_amid

    def _stage(self, stage: str, lineage: Lineage) -> None:
        run_stage(stage, lineage, self._try)

    def _annotate(self, label: str) -> None:
        annotate_task(self._try, label)

    def _try(self) -> None:
        """An attempt of a task: the worker does its part."""
        if self._is_amid:
            raise WorkerGoneError("a task took too long, so the worker was stopped; the next run goes on")
        self._is_amid = True
        self._tell("try", None)
        self._listen()


class Ours:
    """What is large enough for this run's own workers."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._batches: Any = None
        self._judges: Any = None
        self._judged: dict[int, Any] = {}

    def share_out(self, batches: Sequence[Batch], run_id: str) -> int:
        """Begins to annotate batches by tasks of their own; gives the process that does."""
        from flows.orchestration.prefect_engine import PrefectEngine

        self._batches = PrefectEngine(self._job.settings, ()).annotate(self._job.settings, batches, run_id)
        return os.getpid()

    def next_batch(self) -> tuple[str, dict[str, int]] | None:
        """The id and the counts of a batch that is done; None when all are."""
        found = next(self._batches, None)
        return found and (found[0].batch_id, found[1])

    def judge(self, number: int, work: NameWork, piece: bytes) -> None:
        """Makes a task of a piece of the names of a corpus."""
        from flows.orchestration.prefect_engine import TaskWorkers

        self._judges = self._judges or TaskWorkers(self._job.settings)
        self._judged[number] = self._judges.submit(work, piece)

    def judged(self, number: int) -> bytes:
        """What the task gave."""
        found: bytes = self._judged.pop(number).result()
        return found

    def end_judging(self) -> None:
        """Ends the workers that judge names."""
        self._judged.clear()
        if self._judges is not None:
            self._judges.close()

    def close(self) -> None:
        """Ends what was begun."""
        self.end_judging()
        if self._batches is not None:
            self._batches.close()
