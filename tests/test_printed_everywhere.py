"""No page, feed, download or export prints a reporter's words between two parts of a quotation as quoted."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from xml.etree import ElementTree

import duckdb
import openpyxl
import pytest
from starlette.testclient import TestClient

from explorer.report import write_report
from explorer.server import create_app
from explorer.single import write_single
from flows.progress import Silent
from flows.settings import Settings
from flows.sources import SourceOptions
from flows.stages.run import run_job
from transforms.records import ELLIPSIS
from warehouse.exporting import export

REPORTERS = "zorvled"  # stands in the reporter's words alone
STORY = """“We will dredge the north basin in the spring,” said Ines Calloway, who had been zorvled. \
“The {boats} cannot wait any longer.”

“The city must pay $4 million for the quay,” Calloway said after a zorvled night, “and it must mend the crane by 2031.”
"""
TOLD = (("harbour", "boats", "The Gull"), ("harbour", "ferries and trawlers", "The Gull"), ("reprint", "boats", "Quay"))
ITS_OWN = {"text", "speaker_text", "sentence"}  # columns that hold the article's words as they stand
QUOTED = {"said_about", "changes", "revision_changes"}  # tables whose words are all for print
# of a page: the article itself, the passage a search finds in it, the words for the source
OWN_PLACES = re.compile(r'<div class="story".*?</div>|<(p|span) class="quiet">.*?</\1>', re.DOTALL)
PAGES = (
    *("/", "/quotes", "/money", "/articles", "/entities", "/demands", "/compare", "/network", "/life", "/review"),
    *("/search?q=dredge+spring", "/quotes?kind=direct&columns=speaker,quoted_text"),
)


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """The warehouse of a story, its revision and its reprint."""
    folder = tmp_path_factory.mktemp("printed")
    stories = [
        {"id": key, "headline": "Harbour waits", "publisher": who, "published_at": f"2031-03-0{day}T09:00:00Z"}
        | {"text": STORY.replace("{boats}", boats)}
        for day, (key, boats, who) in enumerate(TOLD, 1)
    ]
    (folder / "stories.jsonl").write_text("\n".join(map(json.dumps, stories)), encoding="utf-8")
    run_job(Settings(folder, workers=1), [str(folder / "stories.jsonl")], SourceOptions(), Silent())
    return folder


@pytest.fixture(scope="module")
def desk(data):
    return TestClient(create_app(data), base_url="http://localhost")


def keys(data, name, column):
    with duckdb.connect(str(data / "onrecord.duckdb"), read_only=True) as con:
        return [row[0] for row in con.execute(f"SELECT {column} FROM {name}").fetchall()]


def printed(page):
    return OWN_PLACES.sub("", page)


def test_the_story_has_split_quotations_and_a_revision(data):
    assert [words for words in keys(data, "quotes", "text") if REPORTERS in words]
    assert sum(ELLIPSIS in words for words in keys(data, "quotes", "quoted_text")) == 6
    assert "quotes" in keys(data, "changes", "table_name")


def test_no_page_prints_them(data, desk):
    things = [f"/articles/{key}" for key in keys(data, "articles", "article_id")]
    things += [f"/entities/{key}" for key in keys(data, "entities", "entity_id")]
    for address in (*PAGES, *things):
        answer = desk.get(address)
        assert answer.status_code == 200, address
        assert REPORTERS not in printed(answer.text), address
    assert REPORTERS not in printed(write_single(data, "harbour"))


def test_the_list_of_decisions_does_not_print_them(data, desk):
    token = re.search(r'name="token" value="([^"]+)"', desk.get("/review").text)[1]
    for key in keys(data, "quotes", "quote_id"):
        form = {"token": token, "table": "quotes", "row_id": key, "decision": "accepted"}
        page = desk.post("/review", data=form).text
    assert page.count("take back</button>") == len(keys(data, "quotes", "quote_id"))
    assert REPORTERS not in printed(page)


def test_no_feed_or_download_prints_them(desk):
    feed = ElementTree.fromstring(desk.get("/quotes.atom").text)
    assert REPORTERS not in "".join(feed.itertext())
    for address in ("/quotes.json", "/download/quotes.json"):
        rows = desk.get(address).json()
        for row in rows if isinstance(rows, list) else rows["rows"]:
            assert_own({("quotes", column, words) for column, words in row.items()})
    assert REPORTERS not in desk.get("/download/quotes.csv?columns=speaker,quoted_text").text


def test_no_file_of_a_report_prints_them(data, tmp_path):
    write_report(data, tmp_path)
    for path in tmp_path.rglob("*.html"):
        assert REPORTERS not in printed(path.read_text(encoding="utf-8")), path.name
    kinds = json.loads((tmp_path / "found.js").read_text(encoding="ascii").split(" = ", 1)[1].rstrip(";\n"))
    shown = [words for _, lines in kinds for line in lines for words in line[:2]]  # the last is to find it by
    assert shown and REPORTERS not in "".join(shown)
    with duckdb.connect() as con:
        for form in ("csv", "parquet"):
            assert_own(cells(con, "quotes", f"'{tmp_path}/quotes.{form}'"))


def cells(con, name, source):
    found = con.execute(f"SELECT * FROM {source}")
    columns = [column[0] for column in found.description]
    return {(name, *cell) for row in found.fetchall() for cell in zip(columns, map(str, row), strict=True)}


def assert_own(found):
    """Where the reporter's words stand, they stand in a column that is not for print."""
    held = {(name, column) for name, column, words in found if REPORTERS in str(words)}
    assert held
    assert not [(name, column) for name, column in held if column not in ITS_OWN or name in QUOTED]


@pytest.mark.parametrize("form", ["csv", "safe-csv", "parquet"])
def test_no_folder_of_tables_prints_them(data, tmp_path, form):
    names = export(data / "onrecord.duckdb", form, str(tmp_path))
    with duckdb.connect() as con:
        files = {name: f"'{tmp_path}/{name}.{form.removeprefix('safe-')}'" for name in names}
        assert_own({cell for name, file in files.items() for cell in cells(con, name, file)})


@pytest.mark.parametrize(("form", "connect"), [("duckdb", duckdb.connect), ("sqlite", sqlite3.connect)])
def test_no_database_prints_them(data, tmp_path, form, connect):
    names = export(data / "onrecord.duckdb", form, str(tmp_path / "out"))
    with closing(connect(str(tmp_path / "out"))) as con:
        assert_own({cell for name in names for cell in cells(con, name, name)})


@pytest.mark.parametrize("form", ["xlsx", "xlsx-full"])
def test_no_workbook_prints_them(data, tmp_path, form):
    export(data / "onrecord.duckdb", form, str(tmp_path / "out.xlsx"))
    found = set()
    for sheet in openpyxl.load_workbook(tmp_path / "out.xlsx"):
        heads, *rows = sheet.iter_rows(values_only=True)
        found |= {(sheet.title, *cell) for row in rows for cell in zip(heads, row, strict=True)}
    assert_own(found)
