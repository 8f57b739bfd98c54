"""Processes killed while they change the lake, and several of them at once."""

import multiprocessing
from time import sleep

import pytest
from builders import fill
from jobs import hash_raw, leftovers, run_job, run_until

from warehouse.lake.lake import Lake

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["jobs"])


def in_process(work, *args):
    process = PROCESSES.Process(target=work, args=args)
    process.start()
    return process


@pytest.fixture(scope="module")
def unharmed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("unharmed")
    run_until(folder, 0)
    return folder


@pytest.mark.parametrize("points", [3, pytest.param(15, marks=pytest.mark.slow)])
def test_a_job_killed_at_any_change_of_the_storage_ends_as_if_it_never_was(unharmed, tmp_path, points):
    changes = int((unharmed / "changes").read_text())
    expected = hash_raw(unharmed)
    for number in range(2, changes, changes // points):
        folder = tmp_path / str(number)
        killed = in_process(run_until, folder, number)
        killed.join()
        assert killed.exitcode == -9
        run_job(folder, load=False)
        assert (number, hash_raw(folder)) == (number, expected)
        assert leftovers(folder) == []


def write_batches(folder, first, count):
    lake = Lake(folder)
    for number in range(first, first + count):
        fill(lake, [number, 1000 + first // 100], batch=f"b{number}")


@pytest.mark.parametrize("count", [5, pytest.param(20, marks=pytest.mark.slow)])
def test_two_writers_at_once_lose_nothing_and_double_nothing(tmp_path, count):
    writers = [in_process(write_batches, tmp_path / "lake", first, count) for first in (0, 100)]
    lake = Lake(tmp_path / "lake")
    while any(writer.is_alive() for writer in writers):
        lake.compact()
        lake.recover()
        sleep(0.1)
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    expected = sorted(f"a{n}" for n in (*range(count), *range(100, 100 + count), 1000, 1001))
    for table in ("articles", "quotes", "money_claims"):
        assert sorted(lake.read(table, ["article_id"])["article_id"].to_pylist()) == expected
    assert hash_raw_rows(tmp_path, "quotes") == len(expected)
    assert leftovers(tmp_path) == []


def hash_raw_rows(folder, table):
    import duckdb

    return duckdb.sql(f"SELECT count(*) FROM read_parquet('{folder}/lake/{table}/**/*.parquet')").fetchall()[0][0]


@pytest.mark.parametrize("count", [5, pytest.param(20, marks=pytest.mark.slow)])
def test_a_reader_sees_only_whole_batches_while_files_are_replaced(tmp_path, count):
    lake = Lake(tmp_path / "lake")
    fill(lake, range(4), batch="first")
    writer = in_process(write_batches, tmp_path / "lake", 100, count)
    reader = Lake(tmp_path / "lake")
    seen = set()
    while writer.is_alive():
        lake.compact()
        rows = reader.read("quotes", ["quote_id"])["quote_id"].to_pylist()
        assert len(rows) == len(set(rows))
        assert seen <= set(rows)
        seen = set(rows)
        sleep(0.1)
    writer.join()
    assert len(reader.read("quotes", ["quote_id"])) == 5 + count


@pytest.mark.parametrize("error", [OSError(5, "input/output error"), KeyboardInterrupt()])
def test_a_record_that_is_there_although_its_writer_was_told_otherwise_keeps_its_files(tmp_path, monkeypatch, error):
    lake = Lake(tmp_path / "lake")
    fill(lake, [0], batch="first")
    write = lake.storage.write

    def fail_late(path, words):
        write(path, words)
        raise error

    monkeypatch.setattr(lake.storage, "write", fail_late)
    with pytest.raises(type(error)):
        fill(lake, [1], batch="second")
    lake = Lake(tmp_path / "lake")
    lake.recover()
    assert sorted(lake.read("articles", ["article_id"])["article_id"].to_pylist()) == ["a0", "a1"]
    assert leftovers(tmp_path) == []
