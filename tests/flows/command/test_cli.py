"""The command line as a user meets it: exit codes, what is printed, and what is asked of the warehouse."""

import csv
import io
import json

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from flows.command.cli import app

runner = CliRunner()


def call(*arguments):
    return runner.invoke(app, [str(a) for a in arguments])


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cli")
    story = (
        "Bridge tolls rise\n\nThe toll on the Sandveer bridge rises to $4 on Monday, said Hanna Brecht, the mayor.\n"
    )
    (folder / "bridge.txt").write_text(story, encoding="utf-8")
    done = call("run", folder / "bridge.txt", "--data", folder / "data", "--json", "--quiet")
    assert done.exit_code == 0, done.output
    counts = json.loads(done.stdout.splitlines()[-1])
    assert (counts["new"], counts["rejected"], counts["rows"]["articles"]) == (1, 0, 1)
    return folder / "data"


def test_every_command_has_help_with_an_example():
    for command in app.registered_commands:
        name = command.name or command.callback.__name__
        shown = call(name, "--help")
        assert shown.exit_code == 0
        assert "Example: onrecord" in " ".join(shown.output.split()), name


def test_wrong_usage_is_2(data):
    assert call("run").exit_code == 2
    assert call("nonsense").exit_code == 2
    assert call("sql", "SELECT 1", "--data", data, "--format", "yaml").exit_code == 2


def test_nothing_taken_in_is_1(tmp_path):
    done = call("run", tmp_path / "absent.txt", "--data", tmp_path / "data", "--quiet")
    assert done.exit_code == 1
    assert "absent.txt" in done.output


def test_rejects_are_told_and_fatal_only_when_strict(tmp_path):
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text("Ferry late\n\nThe ferry was late.\n", encoding="utf-8")
    bad.write_bytes(b"")
    arguments = ("run", good, bad, "--data", tmp_path / "data", "--quiet")
    done = call(*arguments)
    assert done.exit_code == 0
    assert "bad.txt" in done.output
    assert call(*arguments, "--strict").exit_code == 1


def test_sql_formats(data, tmp_path):
    query = "SELECT source_id, revision FROM articles"
    assert "bridge.txt" in call("sql", query, "--data", data).output
    rows = list(csv.reader(io.StringIO(call("sql", query, "--data", data, "--format", "csv").stdout)))
    assert rows[0] == ["source_id", "revision"] and rows[1][1] == "1"
    assert b"\r" not in call("sql", query, "--data", data, "--format", "csv").stdout_bytes
    assert json.loads(call("sql", query, "--data", data, "--format", "json").stdout)[0]["revision"] == 1
    written = tmp_path / "rows.parquet"
    written.write_bytes(call("sql", query, "--data", data, "--format", "parquet").stdout_bytes)
    assert pq.read_table(written).num_rows == 1


def test_sql_cannot_write_or_read_files(data):
    for query in ("DELETE FROM articles", "SELECT * FROM read_text('/etc/hostname')", "COPY articles TO '/tmp/x.csv'"):
        done = call("sql", query, "--data", data)
        assert done.exit_code == 1
        assert "onrecord:" in done.output
    assert "1" in call("sql", "SELECT count(*) FROM articles", "--data", data).output


def test_a_wrong_query_is_explained(data):
    done = call("sql", "SELECT nothing FROM articles", "--data", data)
    assert done.exit_code == 1
    assert "nothing" in done.output and "Traceback" not in done.output


def test_show_marks_an_article(data):
    source_id = json.loads(call("sql", "SELECT source_id FROM articles", "--data", data, "--format", "json").stdout)
    shown = call("show", source_id[0]["source_id"], "--data", data)
    assert shown.exit_code == 0
    assert "Sandveer" in shown.output and "Hanna Brecht" in shown.output
    assert call("show", "no-such-article", "--data", data).exit_code == 1


def test_without_a_warehouse_the_next_step_is_named(tmp_path):
    done = call("sql", "SELECT 1", "--data", tmp_path)
    assert done.exit_code == 1
    assert "onrecord run" in done.output


def test_forget_removes_an_article_and_says_what(tmp_path):
    story = tmp_path / "story.txt"
    story.write_text("Gate closed\n\nThe gate was closed by Olaf Brenner on Monday.\n", encoding="utf-8")
    call("run", story, "--data", tmp_path / "data", "--quiet")
    query = ("sql", "SELECT source_id FROM articles", "--data", tmp_path / "data", "--format", "json")
    source_id = json.loads(call(*query).stdout)[0]["source_id"]
    done = call("forget", source_id, "--data", tmp_path / "data")
    assert done.exit_code == 0
    assert "mentions" in done.output
    assert json.loads(call(*query).stdout) == []
    assert call("forget", source_id, "--data", tmp_path / "data").exit_code == 1
