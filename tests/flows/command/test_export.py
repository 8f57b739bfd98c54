"""`onrecord export` as a user meets it."""

import csv
import io
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from flows.command.cli import app

STORY = "@lockkeeper posts\n\n-- A reply by the mayor\n\nMayor Hanna Brecht said the lock will cost $4 million.\n"


def call(*arguments):
    return CliRunner().invoke(app, [str(a) for a in arguments])


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("export")
    (folder / "lock.txt").write_text(STORY, encoding="utf-8")
    assert call("run", folder / "lock.txt", "--data", folder / "data", "--quiet").exit_code == 0
    return folder / "data"


def text_in(path):
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.DictReader(file))["text"]


def test_csv_is_exact_and_warns_of_formulas_and_safe_csv_has_none(data):
    done = call("export", "csv", "--table", "articles", "--data", data)
    assert done.exit_code == 0
    assert "taken for a formula by a spreadsheet; for one, export xlsx or safe-csv" in done.stderr
    assert text_in(data / "export" / "csv" / "articles.csv") == STORY
    done = call("export", "safe-csv", "--table", "articles", "--data", data)
    assert done.exit_code == 0
    assert "spreadsheet" not in done.stderr
    assert text_in(data / "export" / "safe-csv" / "articles.csv") == f"'{STORY}"


def test_tables_without_such_text_are_exported_without_a_word(data):
    done = call("export", "csv", "--table", "segments", "--data", data)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "segments" in done.stdout


def test_what_cannot_be_exported_is_explained(data):
    assert call("export", "pdf", "--data", data).exit_code == 2
    assert call("export", "postgres", "--data", data).exit_code == 2
    done = call("export", "csv", "--table", "quote", "--data", data)
    assert done.exit_code == 1
    assert "there is no table or view 'quote'" in done.output


def test_what_cannot_be_written_is_told_in_one_line_and_ends_with_1(data, tmp_path):
    (tmp_path / "file").touch()
    for words in (["export", "csv", "--to"], ["report", "--out"]):
        done = call(*words, tmp_path / "file" / "there", "--data", data)
        assert done.exit_code == 1
        assert done.stderr.splitlines()[-1].startswith("onrecord: cannot write ")
        done = call(*words, data / "lake", "--data", data)
        assert done.exit_code == 1 and "name another place" in done.stderr


@pytest.mark.parametrize("form", ["csv", "json", "parquet", "table"])
def test_an_output_that_is_full_is_told_in_one_line(data, form):
    if not Path("/dev/full").exists():
        pytest.skip("this system has no device that is always full")
    with Path("/dev/full").open("w") as full:
        asked = [
            sys.executable,
            "-m",
            "flows.command.cli",
            "sql",
            "SELECT 1 AS one",
            "--format",
            form,
            "--data",
            str(data),
        ]
        done = subprocess.run(asked, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "onrecord: cannot write the output: No space left on device\n"


def test_a_command_that_needs_an_extra_says_which(data, tmp_path):
    script = "import sys; sys.modules['xlsxwriter'] = None; from flows.command.cli import main; main()"
    asked = [sys.executable, "-c", script, "export", "xlsx", "--to", str(tmp_path / "a.xlsx"), "--data", str(data)]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "onrecord: this needs the package xlsxwriter: pip install 'onrecord[export]'\n"


def test_columns_of_one_name_are_told_apart_in_parquet_and_truth_values_are_as_in_an_export(data):
    asked = [
        sys.executable,
        "-m",
        "flows.command.cli",
        "sql",
        "SELECT 1 AS a, true AS a",
        "--data",
        str(data),
        "--format",
    ]
    done = subprocess.run([*asked, "parquet"], capture_output=True, check=True)
    assert pq.read_table(io.BytesIO(done.stdout)).to_pylist() == [{"a": 1, "a_2": True}]
    assert subprocess.run([*asked, "csv"], capture_output=True, check=True).stdout == b"a,a\n1,true\n"
