"""Backfill: only what another version made is made again, and the report counts what differs."""

import csv
from dataclasses import replace

import pytest
from filelock import FileLock

from flows.progress import Silent
from flows.settings import Settings
from flows.sources import SourceOptions
from flows.stages.reprocess import reprocess
from flows.stages.run import run_job
from tests.flows.conftest import Heard
from tests.flows.tables import read_tables


@pytest.fixture
def other_rules(monkeypatch):
    """Rules of another version, which find no quote and take every claim for a denial."""
    import transforms.annotate as steps

    find_claims = steps.extract_claims
    monkeypatch.setattr("flows.stages.batching.PIPELINE_VERSION", "other")
    monkeypatch.setattr("flows.stages.load.PIPELINE_VERSION", "other")
    monkeypatch.setattr(steps, "quotes_of", lambda *given, **more: [])
    monkeypatch.setattr(
        steps,
        "extract_claims",
        lambda *given, **more: [replace(c, modality="denied") for c in find_claims(*given, **more)],
    )


def test_nothing_is_due_when_nothing_changed(data):
    before = read_tables(data / "onrecord.duckdb", leave_out=())
    result, differences, report = reprocess(Settings(data), Silent())
    assert (result.annotated, differences, report) == (0, [], None)
    assert read_tables(data / "onrecord.duckdb", leave_out=()) == before


def test_rows_gained_lost_and_changed_are_counted_by_publisher(data, other_rules):
    quotes = len(read_tables(data / "onrecord.duckdb")["quotes"])
    result, differences, report = reprocess(Settings(data), Silent())
    assert result.annotated == 2
    found = {(d.table, d.publisher): d for d in differences}
    lost = [d for (table, _), d in found.items() if table == "quotes"]
    assert sum(d.lost for d in lost) == quotes > 0
    assert all((d.after, d.gained, d.changed) == (0, 0, 0) for d in lost)
    claims = found["money_claims", "The Rottenhaven Courier"]
    assert (claims.gained, claims.lost, claims.changed) == (0, 0, claims.before)
    with report.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(differences)
    assert reprocess(Settings(data), Silent())[0].annotated == 0


def test_a_load_of_another_run_that_was_waited_for_is_part_of_what_was_before(run, data, tmp_path, request):
    settings = Settings(data)
    third = tmp_path / "third.txt"
    third.write_text('"The quay stays shut," said Jo Tarrant, head of the port.\n', encoding="utf-8")
    other = FileLock(settings.lock)

    def end_the_other_run():
        other.release()
        run(third)
        request.getfixturevalue("other_rules")

    heard = Heard(end_the_other_run)
    other.acquire()
    _, differences, _ = reprocess(settings, heard)
    assert heard.lines[0].startswith("another run is at work")
    # only articles that both warehouses hold are compared: the third is one of them
    assert [(d.before, d.lost) for d in differences if (d.table, d.publisher) == ("quotes", "")] == [(1, 1)]


def test_a_warehouse_that_cannot_be_read_is_told_and_replaced(data, other_rules):
    settings = Settings(data)
    settings.database.write_bytes(b"scrambled" * 1000)
    heard = Heard()
    result, differences, report = reprocess(settings, heard)
    assert (result.annotated, differences, report) == (2, [], None)
    assert heard.lines[-1].startswith("nothing was compared: the warehouse before cannot be read (")
    assert read_tables(settings.database)["quotes"] == []


def test_a_plain_run_after_an_update_says_that_it_annotates_stored_text_again(data, other_rules):
    heard = Heard()
    assert run_job(Settings(data), [], SourceOptions(), heard).annotated == 2
    assert "annotated by other rules, another model or other seeds, so again: 2 articles" in heard.lines
