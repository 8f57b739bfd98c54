"""What a worker and a flow run say to one another: work tried again, and large work that the run's own workers do."""

import os
import threading
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import nullcontext
from multiprocessing import Pipe

import pytest

from flows.orchestration import afar, handing_over, prefect_engine
from flows.orchestration.afar import EngineAfar, Line, LogAfar
from flows.orchestration.jobs import Job
from flows.settings import Settings
from flows.stages import lease
from flows.stages.batching import Batch
from tests.flows.conftest import Heard

LARGE = [Batch(f"batch_{n}", (f"a{n}",), 500_000) for n in range(2)]


@pytest.fixture
def job(tmp_path):
    return Job(Settings(tmp_path / "data", workers=2), [], {})


@pytest.fixture
def talk(job, monkeypatch):
    """Lets a worker's engine do something, while the run does as it is asked; gives what the worker gave."""
    monkeypatch.setattr(handing_over, "run_stage", lambda stage, lineage, work: try_thrice(work))

    def hold(work, reporter=None):
        ours, theirs = Pipe()
        answers = []

        def be_worker():
            line = Line(theirs)
            try:
                given = work(EngineAfar(line, job), LogAfar(line))
            except Exception as error:  # noqa: BLE001 -- as the worker does
                line.end("failed", error)
            else:
                line.end("done", given)
            answers.append("hung up")

        worker = threading.Thread(target=be_worker)
        worker.start()
        try:
            assert ours.recv() == ("begun",)
            return handing_over.Conversation(ours, job, reporter or Heard()).hold()
        finally:
            ours.close()
            worker.join(30)
            assert answers == ["hung up"]

    return hold


def try_thrice(work):
    for _ in range(2):
        try:
            return work()
        except OSError:
            pass
    return work()


def test_a_stage_is_tried_again_there(talk):
    tries = []

    def fail_twice(given):
        tries.append(given)
        if len(tries) < 3:
            raise TimeoutError("the network is slow")
        return {"rows": given}

    assert talk(lambda engine, log: engine.call("load", fail_twice, 7)) == {"rows": 7}
    assert tries == [7, 7, 7]


class OwnError(Exception):
    """Cannot be made anew from its words, as those of some libraries."""

    def __init__(self, code, words):
        super().__init__(words)


def fail():
    raise OwnError(3, "the feed is broken")


def test_what_a_stage_raises_stays_what_it_is_where_it_was_raised(talk):
    kinds = []

    def work(engine, log):
        try:
            engine.call("ingest", fail)
        except OwnError as error:
            kinds.append(type(error))
            raise

    with pytest.raises(RuntimeError, match="OwnError: the feed is broken"):
        talk(work)
    assert kinds == [OwnError]


def test_a_task_that_cannot_begin_fails_the_stage(talk, monkeypatch):
    def refuse(stage, lineage, work):
        raise ConnectionError("the API is away")

    monkeypatch.setattr(handing_over, "run_stage", refuse)
    with pytest.raises(ConnectionError, match="the API is away"):
        talk(lambda engine, log: engine.call("load", dict))


def test_lines_come_in_their_order(talk):
    heard = Heard()
    talk(lambda engine, log: [log.say("one"), engine.call("load", log.say, "two"), log.say("three")], heard)
    assert heard.lines == ["one", "two", "three"]


def test_much_to_read_is_read_by_the_workers_of_the_run(talk, monkeypatch):
    ended = []

    class Engine:
        def __init__(self, settings, sources): ...

        def annotate(self, settings, batches, run_id):
            try:
                for batch in reversed(batches):
                    yield batch, {"words": len(run_id)}
            finally:
                ended.append(run_id)

    monkeypatch.setattr(prefect_engine, "PrefectEngine", Engine)
    assert talk(lambda engine, log: list(engine.annotate(None, LARGE, "run_1"))) == [
        (LARGE[1], {"words": 5}),
        (LARGE[0], {"words": 5}),
    ]
    with pytest.raises(ZeroDivisionError):
        talk(lambda engine, log: [1 / 0 for _ in engine.annotate(None, LARGE, "run_2")])
    assert ended == ["run_1", "run_2"]
    assert {os.getpid()} == lease.HELPERS  # whose work counts as that of the job
    lease.HELPERS.clear()


def test_many_names_are_judged_by_the_workers_of_the_run(talk, monkeypatch):
    losses, runners = [BrokenProcessPool("lost")], []

    class Runner:
        def submit(self, task, given):
            future = Future()
            if losses:
                future.set_exception(losses.pop())
            else:
                future.set_result(given["piece"].upper())
            return future

    def choose(settings):
        runners.append(settings)
        return nullcontext(Runner())

    monkeypatch.setattr(prefect_engine, "start_runner", choose)

    def judge(engine, log):
        workers = afar.WorkersAfar(engine._line)
        with pytest.raises(BrokenProcessPool):
            workers.submit(len, b"a").result()
        workers.close()
        found = [workers.submit(len, piece) for piece in (b"b", b"c")]
        return [one.result() for one in reversed(found)]

    assert talk(lambda engine, log: engine.call("load", judge, engine, log)) == [b"C", b"B"]
    assert len(runners) == 2
