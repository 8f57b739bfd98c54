"""The worker that serve keeps: found, used, replaced, and done without."""

import json
import os
import time
from pathlib import Path

import pytest

from flows.orchestration import warm
from flows.orchestration.warm import ADDRESS, WarmWorker, annotate_near
from flows.settings import Settings
from flows.stages.batching import plan_batches
from tests.flows.conftest import HARBOUR
from warehouse.lake.lake import Lake


@pytest.fixture
def due(tmp_path, run):
    """Two batches to annotate, with their settings."""
    source = tmp_path / "two.jsonl"
    texts = [HARBOUR, HARBOUR.replace("40", "41")]
    rows = [{"id": f"a{n}", "text": text} for n, text in enumerate(texts)]
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    run(source, stages=("ingest",))
    settings = Settings(tmp_path / "data", batch_size=1)
    return settings, plan_batches(settings, Lake(settings.lake))


def wait_for(is_so, seconds=120):
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


def listens():
    return Path(os.environ[ADDRESS]).exists()


def test_without_a_worker_a_batch_is_annotated_here(due):
    settings, batches = due
    assert ADDRESS not in os.environ
    assert annotate_near(settings, batches[0], "run_1")["quotes"]
    assert plan_batches(settings, Lake(settings.lake)) == batches[1:]


def test_a_worker_annotates_and_an_old_one_is_replaced(due, monkeypatch):
    settings, batches = due
    monkeypatch.setattr("flows.stages.transform.annotate_batch", None)  # not here
    with WarmWorker(oldest=0) as worker:
        wait_for(listens)
        first = worker.process.pid
        assert annotate_near(settings, batches[0], "run_1")["quotes"]
        wait_for(lambda: worker.process.pid not in (first, None))
    assert ADDRESS not in os.environ
    assert plan_batches(settings, Lake(settings.lake)) == batches[1:]


def test_a_worker_of_other_code_is_not_asked_twice(due, monkeypatch):
    settings, batches = due
    with WarmWorker() as worker:
        wait_for(listens)
        first = worker.process.pid
        monkeypatch.setattr(warm, "stamp_code", lambda: "another version")
        assert annotate_near(settings, batches[0], "run_1")["quotes"]  # here
        wait_for(lambda: worker.process.pid not in (first, None))


def test_what_goes_wrong_there_is_raised_here(due):
    settings, batches = due
    with WarmWorker():
        wait_for(listens)
        with pytest.raises(OSError, match="no_such_model"):
            annotate_near(Settings(settings.data, model="no_such_model"), batches[0], "run_1")
