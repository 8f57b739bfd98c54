"""The worker that serve keeps: given a job, replaced, stopped, and done without."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from filelock import FileLock

from flows.orchestration import handing_over
from flows.orchestration.handing_over import WorkerGoneError, hand_over
from flows.orchestration.jobs import Job
from flows.orchestration.meeting import ADDRESS, KEY
from flows.orchestration.warm import WarmWorker
from flows.settings import Settings
from tests.flows.conftest import Heard
from warehouse.lake.lake import Lake

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def job(tmp_path, source):
    return Job(Settings(tmp_path / "data", batch_size=1), [str(source)], {})


@pytest.fixture
def tasks(monkeypatch):
    """The names of the tasks made; they do their work at once, and what is in `instead` is done in place of it."""
    made = Made()
    monkeypatch.setattr(handing_over, "run_stage", lambda stage, lineage, work: made.run(stage, work))
    monkeypatch.setattr(handing_over, "annotate_task", lambda work, label: made.run(f"annotate {label}", work))
    return made


class Made(list):
    def __init__(self):
        super().__init__()
        self.instead = {}

    def run(self, name, work):
        self.append(name)
        return self.instead.get(name, lambda work: work())(work)


@pytest.fixture
def worker():
    """One that the test may end."""
    with WarmWorker() as keeper:
        wait_for(listens)
        yield keeper


@pytest.fixture(scope="module")
def address():
    """How to meet a worker that lives on from test to test: none of them may end it."""
    with WarmWorker() as keeper:
        wait_for(listens)
        first = keeper.process.pid
        yield {name: os.environ.pop(name) for name in (ADDRESS, KEY)}
        assert keeper.process.pid == first


@pytest.fixture
def lasting(address, monkeypatch):
    for name, value in address.items():
        monkeypatch.setenv(name, value)


def wait_for(is_so, seconds=120):
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


def listens():
    return Path(os.environ[ADDRESS]).exists()


def is_replaced(keeper, first):
    wait_for(lambda: keeper.process.pid not in (first, None) and keeper.process.is_alive())


def last_run(job):
    return Lake(job.settings.lake).read("runs").sort_by("started_at").to_pylist()[-1]


def is_free(job):
    with FileLock(job.settings.lock).acquire(timeout=0):
        return True


def test_without_a_worker_a_run_is_on_its_own(job):
    assert ADDRESS not in os.environ
    assert hand_over(job, Heard()) is None


def test_a_flow_run_imports_nothing_heavy():
    script = "import flows.orchestration.prefect_flow, sys; print(*sys.modules)"
    command = [sys.executable, "-c", script]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert {"pyarrow", "duckdb", "numpy", "spacy", "lxml", "flows.sources"}.isdisjoint(found)


def test_a_job_is_done_there_and_its_tasks_are_made_here(lasting, job, tasks):
    outcome = hand_over(job, Heard())
    assert (outcome.counts["new"], outcome.counts["annotated"], outcome.counts["status"]) == (2, 2, "completed")
    assert [name.partition(",")[0] for name in tasks] == ["ingest", "annotate 1 article", "annotate 1 article", "load"]
    assert job.settings.database.exists()
    again = hand_over(job, Heard())
    assert (again.counts["unchanged"], again.counts["annotated"]) == (2, 0)
    assert again.as_data() == {**again.counts, "rejects": []}


def test_stored_text_is_annotated_again_there(lasting, job, tasks):
    hand_over(job, Heard())
    outcome = hand_over(Job(job.settings, [], {}, reprocess=True), Heard())
    assert (outcome.counts["annotated"], outcome.differences) == (0, [])


def test_what_was_not_taken_in_comes_back(lasting, job, tasks, tmp_path):
    (tmp_path / "empty.txt").write_text("")
    outcome = hand_over(Job(job.settings, [str(tmp_path / "empty.txt")], {}), Heard())
    assert [row["source_uri"] for row in outcome.rejects] == [str(tmp_path / "empty.txt")]
    assert [one.times for one in outcome.barren] == [1]


def test_an_old_worker_is_replaced(job, tasks):
    with WarmWorker(oldest=0) as keeper:
        wait_for(listens)
        first = keeper.process.pid
        assert hand_over(job, Heard())
        is_replaced(keeper, first)
    assert ADDRESS not in os.environ


def test_a_worker_of_other_code_is_not_asked_twice(worker, job, monkeypatch):
    first = worker.process.pid
    monkeypatch.setattr(handing_over, "stamp_code", lambda: "another version")
    assert hand_over(job, Heard()) is None
    is_replaced(worker, first)


def test_what_goes_wrong_there_is_raised_here(lasting, job, tasks):
    wrong = Job(Settings(job.settings.data, model="no_such_model"), job.sources, {})
    with pytest.raises(OSError, match="no_such_model") as caught:
        hand_over(wrong, Heard())
    assert "in load_annotator" in caught.value.__notes__[0]
    assert "no_such_model" in last_run(job)["message"]
    with pytest.raises(ValueError, match="give sources"):
        hand_over(Job(job.settings, [], {}), Heard())
    assert hand_over(job, Heard()).counts["annotated"] == 2


def test_a_run_that_is_stopped_stops_the_worker(worker, job, tasks):
    first = worker.process.pid

    def cancel(work):
        raise KeyboardInterrupt

    tasks.instead["load"] = cancel
    with pytest.raises(KeyboardInterrupt):
        hand_over(job, Heard())
    assert is_free(job)
    assert last_run(job)["message"].startswith("interrupted by the end of its flow run at stage load, 2 of 2 batches")
    is_replaced(worker, first)
    wait_for(listens)


def test_a_task_that_takes_too_long_is_not_tried_again_there(worker, job, tasks):
    tries = []

    def give_up(work):
        for is_first in (True, False):
            with pytest.MonkeyPatch.context() as patch:
                if is_first:  # as the alarm of a task that has had its time
                    patch.setattr(handing_over.Conversation, "_listen", raise_timeout)
                try:
                    work()
                except (TimeoutError, WorkerGoneError) as error:
                    tries.append(type(error))
                    last = error
        raise last

    tasks.instead["ingest"] = give_up
    with pytest.raises(WorkerGoneError, match="too long"):
        hand_over(job, Heard())
    assert tries == [TimeoutError, WorkerGoneError]
    assert is_free(job)


def raise_timeout(conversation):
    raise TimeoutError


def test_a_lost_worker_is_told(worker, job, tasks):
    def kill(work):
        worker.process.kill()
        return work()

    tasks.instead["load"] = kill
    with pytest.raises(WorkerGoneError, match="perhaps for want of memory"):
        hand_over(job, Heard())
    assert is_free(job)


def test_a_worker_whose_run_is_killed_ends(worker, job):
    first = worker.process.pid
    script = f"""
import os, sys
from pathlib import Path
from flows.orchestration import handing_over
from flows.orchestration.jobs import Job
from flows.settings import Settings
from tests.flows.conftest import Heard
handing_over.run_stage = lambda *given: os._exit(9)
handing_over.hand_over(Job(Settings(Path({str(job.settings.data)!r})), {list(job.sources)!r}, {{}}), Heard())
"""
    command = [sys.executable, "-c", script]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 9
    is_replaced(worker, first)
    assert is_free(job)


def test_runs_take_turns(lasting, job, tasks):
    heard, found = Heard(), []
    turn = FileLock(f"{os.environ[ADDRESS]}.turn")
    with turn.acquire():
        other = threading.Thread(target=lambda: found.append(hand_over(job, heard)))
        other.start()
        wait_for(lambda: heard.lines)
        assert "another run is at work" in heard.lines[0] and not tasks
    other.join(120)
    assert found[0].counts["new"] == 2
