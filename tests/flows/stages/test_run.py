"""The main job: what a second run adds, what a changed text does, and that nothing is lost."""

import gc
import io
import json
import os
import re
import subprocess
import sys
import weakref
from concurrent.futures import ThreadPoolExecutor

import duckdb
import pytest
from rich.console import Console

from flows.command.failures import explain
from flows.command.printing import print_result
from flows.settings import Settings
from flows.stages.batching import plan_batches
from flows.stages.engine import DirectEngine
from flows.stages.run import run_job
from flows.stages.transform import annotate_batch, release_memory
from tests.flows.conftest import HARBOUR
from tests.flows.tables import OF_THE_PLACE, read_tables
from warehouse.lake.lake import Lake


def count(database, query):
    con = duckdb.connect(str(database), read_only=True)
    try:
        return con.execute(query).fetchone()[0]
    finally:
        con.close()


def test_every_table_has_rows_that_hold_their_words(run, source, tmp_path):
    result = run(source)
    database = tmp_path / "data" / "onrecord.duckdb"
    assert (result.counts.new, result.counts.rejected) == (2, 0)
    for table in ("mentions", "quotes", "money_claims"):
        assert count(database, f"SELECT count(*) FROM {table}") > 0
        wrong = f"""SELECT count(*) FROM {table} t JOIN articles a USING (article_id)
            WHERE substr(a.text, t."start" + 1, t."end" - t."start") <> t.text"""
        assert count(database, wrong) == 0


def test_a_second_run_adds_nothing(run, source, data):
    before = read_tables(data / "onrecord.duckdb", leave_out=())
    result = run(source)
    assert (result.counts.new, result.counts.unchanged, result.annotated) == (0, 2, 0)
    assert read_tables(data / "onrecord.duckdb", leave_out=()) == before


def test_order_of_input_changes_no_row(run, source, taken_in, tmp_path):
    turned = tmp_path / "turned.jsonl"
    turned.write_text("".join(reversed(source.read_text(encoding="utf-8").splitlines(keepends=True))), encoding="utf-8")
    run(turned)
    one, two = (read_tables(d / "onrecord.duckdb", OF_THE_PLACE) for d in (taken_in, tmp_path / "data"))
    assert one == two


def test_a_changed_text_is_a_revision(run, source, data):
    edited = {"id": "harbour", "text": HARBOUR.replace("40 million", "45 million"), "published_at": "2026-03-03"}
    source.write_text(json.dumps(edited) + "\n", encoding="utf-8")
    result = run(source)
    database = data / "onrecord.duckdb"
    assert (result.counts.new, result.counts.revised) == (0, 1)
    assert count(database, "SELECT count(*) FROM articles WHERE source_id = 'harbour'") == 2
    assert count(database, "SELECT revision FROM articles WHERE source_id = 'harbour' AND is_current") == 2


def test_a_text_that_returns_is_current_again(run, source, tmp_path):
    for words in ("40 million", "45 million", "40 million"):
        row = {"id": "harbour", "text": HARBOUR.replace("40 million", words)}
        source.write_text(json.dumps(row) + "\n", encoding="utf-8")
        run(source)
    database = tmp_path / "data" / "onrecord.duckdb"
    assert count(database, "SELECT count(*) FROM articles") == 3
    assert "40 million" in count(database, "SELECT text FROM articles WHERE is_current")


def test_inputs_end_as_new_revised_unchanged_or_rejected(run, source, tmp_path):
    with source.open("a", encoding="utf-8") as file:
        file.write(
            '{"id": "broken"\n{"id": "empty", "text": " "}\n' + source.read_text(encoding="utf-8").splitlines()[0]
        )
    result = run(source, tmp_path / "missing.txt")
    counts = result.as_counts()
    assert (counts["new"], counts["unchanged"], counts["rejected"]) == (2, 1, 3)
    assert counts["inputs"] == 6
    assert count(tmp_path / "data" / "onrecord.duckdb", "SELECT count(*) FROM rejects") == 3


def test_stages_alone_resume_from_what_the_stage_before_left(run, source, taken_in, tmp_path):
    run(source, stages=("ingest",))
    assert run(stages=("transform",)).annotated == 2
    run(stages=("load",))
    whole, parts = (read_tables(d / "onrecord.duckdb", OF_THE_PLACE) for d in (taken_in, tmp_path / "data"))
    assert whole == parts


def test_an_interrupted_run_says_how_far_it_came(run, source, tmp_path, monkeypatch):
    class Interrupting(DirectEngine):
        def annotate(self, settings, batches, run_id):
            yield next(super().annotate(settings, batches, run_id))
            raise KeyboardInterrupt

    words = r"by the user \(Ctrl-C\) at stage transform, 1 of 2 batches committed; run again"
    with pytest.raises(KeyboardInterrupt, match=words) as caught:
        run(source, batch_size=1, engine=Interrupting())
    assert explain(caught.value, Settings(tmp_path / "data")) == str(caught.value)
    assert Lake(tmp_path / "data" / "lake").read("runs")["message"].to_pylist() == [str(caught.value)]
    run(source)
    statuses = "SELECT string_agg(status, ',' ORDER BY started_at) FROM runs"
    assert count(tmp_path / "data" / "onrecord.duckdb", statuses) == "failed,completed"


def test_workers_give_the_same_rows(source, tmp_path, run, monkeypatch):
    from flows.progress import Silent
    from flows.sources import SourceOptions

    run(source, data="one")
    monkeypatch.setattr("flows.stages.batching.SPREAD_FROM", 0)
    settings = Settings(tmp_path / "many", workers=2, batch_size=1)
    third = tmp_path / "third.jsonl"
    third.write_text(json.dumps({"id": "third", "text": HARBOUR}) + "\n", encoding="utf-8")
    run_job(settings, [str(source), str(third)], SourceOptions(), Silent())
    run(third, data="one")
    one, many = (read_tables(tmp_path / d / "onrecord.duckdb") for d in ("one", "many"))
    assert one == many


class Expecting(DirectEngine):
    """Notes when it heard that there is plenty to read."""

    heard = 0

    def expect(self, settings):
        self.heard += 1
        super().expect(settings)


def test_workers_begin_while_articles_are_taken_in(run, source, monkeypatch):
    engine = Expecting()
    run(source, stages=("ingest",), data="little", engine=engine)
    assert (engine.heard, engine._begun) == (0, None)
    monkeypatch.setattr("flows.stages.batching.SPREAD_FROM", 1)
    run(source, stages=("ingest",), data="alone", engine=engine)
    assert engine.heard == 0
    run(source, data="much", workers=2, engine=engine)  # of two texts that one batch holds
    assert (engine.heard, engine._begun) == (1, None)
    run(source, data="much", workers=2, engine=engine)
    assert engine.heard == 1


def test_copies_of_a_text_are_read_in_one_batch(tmp_path, run):
    path = tmp_path / "many.jsonl"
    rows = [{"id": f"a{n}", "text": HARBOUR.replace("40", f"{40 + n % 3}")} for n in range(7)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    run(path, stages=("ingest",))
    settings = Settings(tmp_path / "data", batch_size=2)
    lake = Lake(settings.lake)
    articles = lake.read("articles", columns=["article_id", "source_id"]).to_pylist()
    source_of = {row["article_id"]: row["source_id"] for row in articles}
    planned = plan_batches(settings, lake)
    assert [[source_of[a] for a in b.article_ids] for b in planned] == [["a0", "a3", "a6"], ["a1", "a4"], ["a2", "a5"]]
    run(stages=("transform",))
    assert plan_batches(settings, lake) == []


@pytest.mark.parametrize("module", ["flows.stages.workers", "flows.command.cli", "warehouse.lake.lake"])
def test_arrow_takes_its_memory_from_the_system(module):
    words = f"import {module}, pyarrow; print(pyarrow.default_memory_pool().backend_name)"
    environment = {name: value for name, value in os.environ.items() if name != "ARROW_DEFAULT_MEMORY_POOL"}
    done = subprocess.run([sys.executable, "-c", words], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "system"


def test_a_batch_leaves_no_cyclic_garbage(tmp_path):
    class Node:
        pass

    node = Node()
    node.itself, left = node, weakref.ref(node)
    gc.disable()
    try:
        del node
        assert left() is not None
        release_memory(Lake(tmp_path / "lake"))
        assert left() is None
    finally:
        gc.enable()


class InThreads(DirectEngine):
    """As Prefect's thread runner does, and Dask workers of several threads."""

    def annotate(self, settings, batches, run_id):
        with ThreadPoolExecutor(4) as pool:
            yield from zip(batches, pool.map(lambda b: annotate_batch(settings, b, run_id), batches), strict=True)


def test_threads_give_the_same_rows(tmp_path, run):
    path = tmp_path / "many.jsonl"
    texts = [HARBOUR.replace("Oldenkott", f"Oldenkott{n}burg").replace("40", f"{40 + n}") for n in range(24)]
    path.write_text("".join(json.dumps({"id": f"a{n}", "text": t}) + "\n" for n, t in enumerate(texts)), "utf-8")
    run(path, data="one")
    run(path, data="many", batch_size=1, engine=InThreads())
    one, many = (read_tables(tmp_path / d / "onrecord.duckdb") for d in ("one", "many"))
    assert one == many


def test_many_small_batches_are_written_together(run, source, data, monkeypatch):
    monkeypatch.setattr("flows.stages.run.COMPACT_FROM", 3)
    before = read_tables(data / "onrecord.duckdb")
    assert run(source).annotated == 0
    assert read_tables(data / "onrecord.duckdb") == before
    assert len(list((data / "lake" / "runs").rglob("*.parquet"))) < 4


def test_what_a_revision_changed_is_told(run, source, data):
    database = data / "onrecord.duckdb"
    assert count(database, "SELECT count(*) FROM changes") == 0
    row = {"id": "harbour", "text": HARBOUR.replace("40 million", "45 million")}
    source.write_text(json.dumps(row) + "\n", encoding="utf-8")
    run(source)
    reworded = "FROM changes WHERE table_name = 'money_claims' AND change = 'reworded'"
    assert "40 million" in count(database, f"SELECT before {reworded}")
    assert "45 million" in count(database, f"SELECT after {reworded}")
    joined = "FROM changes c JOIN money_claims m ON c.row_id = m.claim_id WHERE c.to_revision = 2"
    assert count(database, f"SELECT count(*) {joined}") == 2  # in the headline and in the body


def test_an_article_that_cannot_be_annotated_is_told(run, source, tmp_path, monkeypatch):
    def break_at(*_):
        raise IndexError("no such token")

    monkeypatch.setattr("transforms.annotate.find_names", break_at)
    result = run(source)
    database = tmp_path / "data" / "onrecord.duckdb"
    assert (result.counts.new, result.counts.rejected, result.unannotated) == (2, 0, 2)
    assert result.status == "completed_with_rejects"
    assert count(database, "SELECT count(*) FROM rejects WHERE stage = 'transform'") == 2
    assert count(database, "SELECT rejected + 10 * unannotated FROM coverage_by_run ORDER BY started_at") == 20
    assert count(database, "SELECT count(*) FROM articles") == 2
    console = Console(file=io.StringIO())
    print_result(console, result, Settings(tmp_path / "data"), ("ingest", "transform", "load"))
    assert re.search(r"unannotated\s+│\s+2", console.file.getvalue())
    assert run(source).annotated == 0


def test_an_article_at_which_a_rule_broke_is_due_again_with_another_version(run, source, tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("transforms.annotate.find_names", lambda *_: {}["no such token"])
        assert run(source).unannotated == 2
    monkeypatch.setattr("flows.stages.batching.PIPELINE_VERSION", "another")
    result = run(source)
    assert (result.annotated, result.unannotated) == (2, 0)
    assert count(tmp_path / "data" / "onrecord.duckdb", "SELECT count(*) FROM quotes") > 0
