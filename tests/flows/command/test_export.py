"""`onrecord export` as a user meets it."""

import csv

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
