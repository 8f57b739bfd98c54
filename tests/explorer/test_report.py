"""A report is the same pages as files: every link in it leads to a file of it, or to the article as published."""

import csv
import json
import re
from datetime import date
from urllib.parse import unquote

import pytest
from typer.testing import CliRunner

from explorer import queries
from explorer.bulk import BulkReader
from explorer.database import Warehouse
from explorer.report import Choice, write_report
from flows import progress
from flows.command.cli import app


@pytest.fixture(scope="module")
def report(data, tmp_path_factory):
    out = tmp_path_factory.mktemp("report")
    count = write_report(data, out)
    assert count == len(list(out.rglob("*.html")))
    return out


def test_every_link_leads_to_a_file_and_a_place_in_it(report):
    checked = 0
    for page in report.rglob("*.html"):
        for link in re.findall(r'(?:href|src)="([^"]*)"', page.read_text(encoding="utf-8")):
            if link == "https://example.org/ferry":
                continue
            assert not link.startswith(("/", "http", "javascript")), (page.name, link)
            path, _, part = link.partition("#")
            target = (page.parent / unquote(path)).resolve() if path else page
            assert target.is_file(), (page.name, link)
            if part and target.suffix == ".html":
                assert f'id="{part}"' in target.read_text(encoding="utf-8"), (page.name, link)
            checked += 1
    assert checked > 300


def test_it_has_the_pages_and_the_rows(report):
    assert "Liis Kaasik" in (report / "index.html").read_text(encoding="utf-8")
    assert "night berths" in (report / "demands.html").read_text(encoding="utf-8")
    assert not (report / "review.html").exists()
    assert len(list((report / "articles").iterdir())) == 4
    assert len(list(csv.DictReader((report / "quotes.csv").open(encoding="utf-8")))) == 7


def test_nothing_in_it_needs_a_server(report):
    for page in report.rglob("*.html"):
        words = page.read_text(encoding="utf-8")
        assert "<form" not in words and 'href="/' not in words


def test_it_may_be_written_again(report, data):
    before = sorted(path.name for path in report.rglob("*"))
    write_report(data, report)
    assert sorted(path.name for path in report.rglob("*")) == before


def test_pages_that_are_no_more_go_with_the_next_report_and_nothing_else(data, tmp_path):
    out = tmp_path / "out"
    write_report(data, out)
    before = {path.relative_to(out).as_posix() for path in out.rglob("*.html")}
    (out / "articles" / "own.html").write_text("mine", encoding="utf-8")
    (tmp_path / "beside.html").write_text("mine", encoding="utf-8")
    with (out / "static" / "pages.txt").open("a", encoding="utf-8") as listed:
        listed.write(f"../beside.html\narticles/../../beside.html\n{tmp_path}/beside.html\n")
    count = write_report(data, out, Choice(newest=1, top=1))
    after = {path.relative_to(out).as_posix() for path in out.rglob("*.html")}
    assert after < before | {"articles/own.html"} and len(after) == count + 1
    assert (tmp_path / "beside.html").read_text(encoding="utf-8") == "mine"
    assert not any(path in words for path in before - after for words in _pages_of(out))


def _pages_of(out):
    return [path.read_text(encoding="utf-8") for path in out.rglob("*.html")]


def test_only_the_newest_articles_have_pages_when_there_are_many(data, tmp_path):
    write_report(data, tmp_path, Choice(newest=1))
    assert len(list((tmp_path / "articles").iterdir())) == 1
    front = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "3 older texts without a page here" in front
    assert "night berths" in (tmp_path / "quotes.html").read_text(encoding="utf-8")


def test_its_search_looks_through_every_row_that_has_a_page(report):
    rows = dict(json.loads((report / "found.js").read_text(encoding="ascii").split(" = ", 1)[1].rstrip(";\n")))
    assert {name: len(lines) for name, lines in rows.items()} == {
        "People, organizations, places": 6,
        "Quotes": 7,
        "Money": 3,
        "Demands": 3,
        "Articles": 3,
    }
    for lines in rows.values():
        for _, _, address, _ in lines:
            assert (report / address.partition("#")[0]).is_file()


def test_its_progress_counts_pages(data, tmp_path, monkeypatch):
    monkeypatch.setattr(progress, "LOG_EVERY", 0)
    done = CliRunner().invoke(app, ["report", "--data", str(data), "--out", str(tmp_path / "r")])
    told = [line for line in done.output.splitlines() if " report: " in line]
    assert told[0].endswith("pages") and not any("articles" in line for line in told)


def test_the_command_writes_it_and_says_where(data, tmp_path):
    done = CliRunner().invoke(app, ["report", "--data", str(data), "--out", str(tmp_path / "r")])
    assert done.exit_code == 0 and str(tmp_path / "r" / "index.html") in done.output
    assert CliRunner().invoke(app, ["report", "--data", str(tmp_path), "--out", str(tmp_path / "x")]).exit_code == 1


def test_without_a_warehouse_it_says_what_to_do(tmp_path):
    with pytest.raises(FileNotFoundError, match="onrecord run"):
        write_report(tmp_path, tmp_path / "out")


def test_pages_of_a_report_show_what_the_server_shows(report, data):
    with Warehouse(data).reader() as reader:
        keys = [row["entity_id"] for row in reader.rows("SELECT entity_id FROM entities ORDER BY entity_id")]
        bulk = BulkReader(reader, queries.OF_AN_ENTITY)
        for key in bulk.read_ahead(keys):
            for sql in queries.OF_AN_ENTITY:
                assert bulk.rows(sql, [key]) == reader.rows(sql, [key] * (sql.count("?") or 1)), sql


def test_it_tells_how_far_it_is_and_can_be_narrowed(data, tmp_path):
    heard = []
    count = write_report(data, tmp_path, Choice(since=date(2031, 3, 4), top=2), heard.append)
    assert heard == [count] + [None] * count
    assert len(list((tmp_path / "entities").iterdir())) == 2
    assert len(list((tmp_path / "articles").iterdir())) == 2


def test_an_article_leaves_as_one_page(data):
    done = CliRunner().invoke(app, ["show", "--html", "ferry", "--data", str(data)])
    assert done.exit_code == 0
    assert "every metre" in done.output and "<style>" in done.output and 'class="quote' in done.output
    assert not re.search(r'<script|<link|href="(?!#|https://example)', done.output)
    assert CliRunner().invoke(app, ["show", "--html", "nothing", "--data", str(data)]).exit_code == 1
