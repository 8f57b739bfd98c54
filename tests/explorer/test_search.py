"""One search over everything: all the words, best first, marked; and lists as feeds, JSON and for a monitor."""

import xml.etree.ElementTree as ET

import pytest
from starlette.testclient import TestClient

from explorer.database import Warehouse
from explorer.finding_all import search_everything
from explorer.following import ATOM
from explorer.server import create_app


@pytest.fixture(scope="module")
def site(data):
    return TestClient(create_app(data), base_url="http://localhost")


@pytest.mark.parametrize(
    ("words", "sections"),
    [
        ("kaasik", {"entities": 1, "articles": 2, "quotes": 0}),
        ("night BERTHS", {"quotes": 1, "demands": 1, "articles": 2}),
        ('"new ramps"', {"quotes": 1, "money": 1, "demands": 1}),
        ("ferry zeppelin", {}),
        ("  ", {}),
        ("%_'\"--", {}),
    ],
)
def test_a_search_finds_every_kind_that_holds_all_words(data, words, sections):
    with Warehouse(data).reader() as reader:
        found = {one.name: one.total for one in search_everything(reader, words)}
    assert {name: found.get(name, 0) for name in sections} == sections
    assert sections or not found


def test_the_words_are_marked_and_everything_is_escaped(site, hostile):
    page = site.get("/search", params={"q": "harbour"}).text
    assert "<mark>harbour</mark>" in page and "<mark>Harbour</mark>" not in page.split("Articles")[0]
    page = site.get("/search", params={"q": hostile}).text
    assert "<script>document" not in page and "<img" not in page


def test_all_of_a_section_is_the_list_with_as_many_rows(site):
    for name, key in (("quotes", "text"), ("articles", "body")):
        with_words = site.get(f"/{name}", params={key: "dues", "sort": "-match"}).text
        assert '<b class="count">' in with_words


def test_a_feed_has_the_rows_of_the_page_and_json_its_counts(site):
    rows = site.get("/quotes.json?kind=direct").json()
    feed = ET.fromstring(site.get("/quotes.atom?kind=direct").content)
    ids = [entry.find(f"{{{ATOM}}}id").text for entry in feed.iter(f"{{{ATOM}}}entry")]
    assert ids == [f"urn:onrecord:{row['quote_id']}" for row in rows["rows"]]
    assert rows["total"] == len(ids) == 3
    assert sum(one["rows"] for one in rows["counts"]["kind"]) == rows["total"]
    for name in ("articles", "entities", "money", "rejects"):
        assert ET.fromstring(site.get(f"/{name}.atom").content).tag == f"{{{ATOM}}}feed"
        assert site.get(f"/{name}.json").json()["total"] > 0
    assert site.get("/quotes.json?since=2020-13-45").status_code == 400
    assert site.get("/quotes.exe").status_code == site.get("/nothing.json").status_code == 404


def test_a_monitor_is_told_how_it_stands(site, tmp_path):
    assert site.get("/health").json()["status"] == "ok"
    empty = TestClient(create_app(tmp_path), base_url="http://localhost").get("/health")
    assert (empty.status_code, empty.json()["status"]) == (503, "no warehouse")
