"""Work that takes too long is broken off alone: the rest of its batch and its source go on."""

import json
import time

import pytest

from flows.budget import Budget, OverBudgetError
from flows.sources import pages
from flows.stages import ingest, transform
from tests.flows.conftest import ROWS
from transforms.annotate import Annotator
from warehouse.database.querying import run_query


def spin(seconds=60.0):
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass
    return "done"


def test_what_takes_too_long_is_broken_off():
    began = time.thread_time()
    with pytest.raises(OverBudgetError), Budget(0.3):
        spin()
    assert time.thread_time() - began < 5


def test_what_is_in_time_is_left_alone_and_waiting_costs_nothing():
    for _ in range(50):
        with Budget(0.3):
            assert spin(0.01) == "done"
    with Budget(0.2):
        time.sleep(0.6)
    assert spin(0.3) == "done"  # nothing comes later


def test_a_library_that_catches_everything_does_not_go_on_for_ever():
    def stubborn():
        until = time.thread_time() + 20
        while time.thread_time() < until:
            try:
                spin(5)
            except Exception as error:
                seen.append(type(error))
                if len(seen) == 3:
                    raise

    seen = []
    with pytest.raises(OverBudgetError), Budget(0.2):
        stubborn()


@pytest.fixture
def with_a_slow_article(tmp_path, monkeypatch):
    """A source of three articles of which one is never done with."""
    annotate = Annotator._annotate_one

    def slowly(self, article, *rest):
        if "SLOW" in article.text:
            spin()
        return annotate(self, article, *rest)

    monkeypatch.setattr(Annotator, "_annotate_one", slowly)
    monkeypatch.setattr(transform, "SECONDS", 1.0)
    path = tmp_path / "three.jsonl"
    rows = [*ROWS, {"id": "slow", "text": "The SLOW ferry left Rottenhaven on Tuesday, said Mira Oldenkott."}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_an_article_that_takes_too_long_is_told_and_its_batch_goes_on(with_a_slow_article, run, tmp_path, data):
    found = run(with_a_slow_article, data="slow")
    assert (found.annotated, found.unannotated, found.status) == (3, 1, "completed_with_rejects")
    database = tmp_path / "slow" / "onrecord.duckdb"
    (reject,) = run_query(database, "SELECT source_id, stage, error FROM rejects").rows
    assert reject[:2] == ("slow", "transform")
    assert "took more than 1 seconds" in reject[2]
    quotes = "SELECT text FROM quotes ORDER BY ALL"
    assert run_query(database, quotes).rows == run_query(data / "onrecord.duckdb", quotes).rows
    kinds = "SELECT count(*) FROM segments JOIN articles USING (article_id) WHERE source_id = 'slow'"
    assert run_query(database, kinds).rows[0][0] > 0


def test_a_text_that_cannot_be_looked_over_in_time_is_a_reject(run, source, tmp_path, monkeypatch):
    monkeypatch.setattr(ingest, "SECONDS", 0.3)
    monkeypatch.setattr(ingest, "LONG", 0)
    make = ingest.make_article
    monkeypatch.setattr(ingest, "make_article", lambda f, *rest: spin() if f["id"] == "orchard" else make(f, *rest))
    found = run(source, stages=("ingest",))
    assert (found.counts.new, found.counts.rejected) == (1, 1)
    assert "seconds to look over" in found.counts.rejects[0]["error"]


def test_a_page_that_cannot_be_read_in_time_is_a_reject(run, tmp_path, monkeypatch):
    monkeypatch.setattr(pages, "SECONDS", 0.3)
    monkeypatch.setattr(pages, "extract", lambda *given: spin())
    path = tmp_path / "a.html"
    path.write_text("<!doctype html><p>The ferry left.")
    found = run(path, stages=("ingest",))
    assert "seconds to read" in found.counts.rejects[0]["error"]


def test_an_article_that_needs_too_much_memory_is_told(with_a_slow_article, run, monkeypatch):
    def hungry(self, article, *rest):
        raise MemoryError

    monkeypatch.setattr(Annotator, "_annotate_one", hungry)
    found = run(with_a_slow_article)
    assert (found.annotated, found.unannotated) == (3, 3)
