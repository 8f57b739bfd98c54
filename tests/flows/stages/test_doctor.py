"""`onrecord doctor` finds six kinds of harm to a data directory, mends each, and says what it did."""

import json
import os
import re
import shutil

import pytest
from typer.testing import CliRunner

from flows.command.cli import app
from flows.progress import Silent
from flows.settings import Settings
from flows.stages.doctor import examine
from flows.stages.withdraw import forget_article
from tests.flows.tables import OF_THE_PLACE, read_tables
from warehouse.arrow import to_table
from warehouse.lake.forgotten import begin_forgetting
from warehouse.lake.lake import Lake


def call(*arguments):
    return CliRunner().invoke(app, [str(a) for a in arguments])


def tables_of(data):
    return read_tables(data / "onrecord.duckdb", OF_THE_PLACE)


def lake_files(data, folder, ending):
    return sorted(path for path in (data / "lake" / folder).rglob(f"*{ending}"))


def cut_a_record(data):
    for path in lake_files(data, "_commits", ".json"):
        path.write_bytes(path.read_bytes()[:-40])


def lose_a_record(data):
    lake_files(data, "_commits", ".json")[1].unlink()


def lose_every_record(data):
    shutil.rmtree(data / "lake" / "_commits")


def flip_a_byte(data):
    path = lake_files(data, "quotes", ".parquet")[0]
    words = bytearray(path.read_bytes())
    words[len(words) // 3] ^= 1
    stat = path.stat()
    path.write_bytes(words)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))  # as a disk does it, and no program


def leave_an_orphan(data):
    path = lake_files(data, "quotes", ".parquet")[0]
    shutil.copy(path, path.with_name("batch-0123-0123abcd.parquet"))


def leave_what_a_kill_leaves(data):
    (data / "lake" / "quotes" / "_0123456789ab-batch-01-0123abcd.staged").write_bytes(b"half a file")
    (data / ".onrecord.duckdb.building").write_bytes(b"half a warehouse")
    lake = Lake(data / "lake")
    row = lake.read("runs").to_pylist()[0]
    lake.append_log("runs", to_table("runs", [{**row, "run_id": "run_0", "status": "running"}]), "run_id")


def spoil_the_warehouse(data):
    path = data / "onrecord.duckdb"
    words = bytearray(path.read_bytes())
    for place in range(len(words) // 3, len(words), 40_000):
        words[place] ^= 0xFF
    path.write_bytes(words)


HARMS = {
    "cut record": (cut_a_record, "the commit record .* is damaged"),
    "missing record": (lose_a_record, "no commit record speaks of"),
    "no record": (lose_every_record, "no commit record that says"),
    "flipped byte": (flip_a_byte, "its bytes are not those that were written"),
    "orphan files": (leave_an_orphan, "no commit record speaks of"),
    "leftover of a kill": (leave_what_a_kill_leaves, "was left by a writer that was killed"),
    "warehouse": (spoil_the_warehouse, "cannot be read to its end"),
}


@pytest.mark.parametrize("harm", HARMS)
def test_it_finds_and_mends(data, harm):
    before = tables_of(data)
    do, words = HARMS[harm]
    do(data)
    files = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    looked = call("doctor", "--data", data)
    assert looked.exit_code == 1
    assert all(line.startswith("found: ") for line in looked.stdout.splitlines())
    assert re.search(words, looked.stdout)
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file() and path in files} == files

    mended = call("doctor", "--repair", "--data", data)
    assert mended.exit_code == 0, mended.output
    assert "done: " in mended.stdout
    assert tables_of(data) == before
    assert "is in order" in call("doctor", "--data", data).stdout
    assert "running" not in Lake(data / "lake").read("runs")["status"].to_pylist()


def test_it_finds_and_finishes_half_a_forget(data, tmp_path):
    undisturbed = shutil.copytree(data, tmp_path / "undisturbed")
    forget_article(Settings(undisturbed, workers=1), "harbour", Silent())
    lake = Lake(data / "lake")
    ids = [r["article_id"] for r in lake.read("articles").to_pylist() if r["source_id"] == "harbour"]
    begin_forgetting(lake.storage, "harbour", ids)
    lake.forget(ids)  # and here it is killed
    assert "forgetting 1 article was interrupted" in call("doctor", "--data", data).stdout
    assert call("doctor", "--repair", "--data", data).exit_code == 0
    assert tables_of(data) == tables_of(undisturbed)
    assert "is in order" in call("doctor", "--data", data).stdout


def test_texts_that_are_lost_are_told(data):
    for path in lake_files(data, "articles", ".parquet"):
        path.write_bytes(b"")
    mended = call("doctor", "--repair", "--data", data)
    assert "the text of 2 articles is lost" in mended.stdout


def test_nothing_is_wrong_with_a_new_directory(tmp_path, data):
    assert examine(Settings(tmp_path / "empty")) == ()
    assert json.dumps(examine(Settings(data))) == "[]"
    assert call("doctor", "--data", tmp_path / "none").exit_code == 1
