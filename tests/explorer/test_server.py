"""The server's answers: pages, downloads, a swapped warehouse, and what hostile input and hostile pages get."""

import csv
import io
import json
import re
import shutil
import time
from datetime import UTC, datetime
from html.parser import HTMLParser

import pyarrow.parquet as pq
import pytest
from starlette.testclient import TestClient

from explorer.database import open_warehouse
from explorer.security import HEADERS
from explorer.server import create_app, serve

PAGES = (
    "/compare",
    "/compare?kind=outlets",
    "/network",
    "/map",
    "/search",
    "/",
    "/articles",
    "/entities",
    "/quotes",
    "/money",
    "/demands",
    "/review",
    "/rejects",
)


class Active(HTMLParser):
    """Collects what could act in a page: scripts of its own, handlers, styles, addresses that are no addresses."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag in ("img", "iframe", "object") or (tag == "script" and not given["src"].startswith("/static/")):
            self.found.append(tag)
        self.found += [name for name in given if name.startswith("on") or name in ("style", "srcdoc")]
        self.found += [v for n, v in attributes if n in ("href", "action") and not re.match(r"/|#|\.\./|https?:", v)]


def find_active(page):
    parser = Active()
    parser.feed(page)
    return parser.found


def open_site(folder):
    return TestClient(create_app(folder), base_url="http://localhost")


@pytest.fixture(scope="module")
def site(data):
    return open_site(data)


def article_address(site, publisher="The Gulf Daily"):
    found = site.get("/articles", params={"publisher": publisher}).text
    return re.search(r'href="(/articles/article_\w+)"', found)[1]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_safe_and_escaped(site, page):
    answer = site.get(page)
    assert answer.status_code == 200
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert find_active(answer.text) == []


@pytest.mark.parametrize("page", PAGES)
def test_every_page_stands_without_a_warehouse(tmp_path, page):
    assert open_site(tmp_path).get(page).status_code == 200


def test_every_link_of_every_page_leads_somewhere(site):
    seen, queue = set(), ["/"]
    while queue:
        page = queue.pop()
        answer = site.get(page)
        assert answer.status_code == 200, page
        if "html" not in answer.headers["content-type"]:
            continue
        for link in re.findall(r'(?:href|src|action)="([^"#]*)(?:#[^"]*)?"', answer.text):
            link = link.replace("&amp;", "&")
            # one of each kind is enough of what a list offers many times
            kind = re.sub(r"[?&](sort|fold|page)=[^&]*", "", link)
            kind = re.sub(r"(article|person|place|org|quote|claim)_\w+|\d+", "*", kind)
            kind = re.sub(r"=[^&]*", "", kind)  # of a filter one value is enough, and of all their pairs none
            if (
                link.startswith("/")
                and link not in ("/amend", "/views")
                and "/sql?" not in link
                and kind not in seen
                and kind.count("&") < 1
            ):
                seen.add(kind)
                queue.append(link)
    assert len(seen) > 50


def test_every_anchor_a_row_leads_to_is_in_the_article(site):
    for page in ("/quotes", "/money", "/demands"):
        for address, anchor in re.findall(r'href="(/articles/\w+)#(\w+)"', site.get(page).text):
            assert f'id="{anchor}"' in site.get(address).text


def test_the_article_shows_overlaps_revisions_and_copies(site):
    page = site.get(article_address(site)).text
    assert re.search(r'class="quote demand claim"[^>]*>€40 million<', page)
    assert "<del>quarter</del>" in page and "<ins>third</ins>" in page
    assert "Harbour Wire" in page
    assert 'class="seg-related_link" data-kind="related link"' in page


def test_the_hostile_article_is_only_words(site, hostile):
    page = site.get(article_address(site, hostile)).text
    assert find_active(page) == []
    assert "javascript:alert(document.domain)" in page


def test_what_is_missing_is_said_plainly(site):
    for address in ("/articles/nothing", "/entities/nothing", "/nowhere", "/download/quotes.exe", "/download/x.csv"):
        answer = site.get(address)
        assert answer.status_code == 404
        assert HEADERS["content-security-policy"] == answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "address",
    [
        *("/review?table=runs", "/review?skip=x", "/network?of=nobody", "/network.svg?of=nobody", "/compare?kind=x"),
        *("/quotes?since=2020-13-45", "/money?least=5&most=4", "/articles?page=0", "/entities?sort=colour"),
        *("/download/money.csv?below=nan", "/quotes.json?act=sang", "/quotes.atom?speeker=x", "/rejects?stage=x"),
    ],
)
def test_a_faulty_parameter_is_told_in_a_sentence(site, address):
    answer = site.get(address)
    assert answer.status_code == 400
    said = re.search(r'(?:class="problem"[^>]*>\s*(?:<p>)?|<p class="lede">)([^<]+)', answer.text)[1]
    assert len(said.split()) > 4 and said.strip().endswith(".")


def test_demands_stand_side_by_side(site):
    page = re.sub(r"\s+", " ", site.get("/demands").text)
    ours, theirs = page.split('id="side-1"')[1].split('id="side-2"')
    assert "night berths" in ours and "harbour dues" not in ours
    assert "€40 million" in theirs and "by 2033" in theirs
    assert page.count("night berths") == 1  # the reprint is folded
    assert "harbour dues" in site.get("/demands?one=FI&other=EE").text.split('id="side-2"')[0]


@pytest.mark.parametrize("query", ["", "?fold=no&sort=speaker", "?text=dues&page=1"])
def test_downloads_hold_what_is_shown(site, query):
    shown = re.findall(r'id="row-(quote_\w+)"', site.get("/quotes" + query).text)
    as_csv = list(csv.DictReader(io.StringIO(site.get("/download/quotes.csv" + query).text)))
    as_json = json.loads(site.get("/download/quotes.json" + query).content)
    as_parquet = pq.read_table(io.BytesIO(site.get("/download/quotes.parquet" + query).content)).to_pylist()
    assert shown
    for rows in (as_csv, as_json, as_parquet):
        assert [row["quote_id"] for row in rows] == shown
    assert as_json[0]["text"] == as_parquet[0]["text"] == as_csv[0]["text"]


def test_amounts_leave_exactly(site):
    rows = json.loads(site.get("/download/money.json?sort=-amount").content)
    assert rows[0]["amount_low"] == "40000000"


def test_a_new_load_is_read_at_the_next_request(tmp_path, corpus):
    site = open_site(tmp_path)
    assert "Nothing on record yet" in site.get("/").text
    corpus.write(tmp_path / "onrecord.duckdb")
    assert "Liis Kaasik" in site.get("/").text
    corpus.rows["entities"][2]["name"] = "Liisa Kaasik"
    corpus.write(tmp_path / "onrecord.duckdb")
    assert "Liisa Kaasik" in site.get("/").text


def test_another_host_name_is_refused(site):
    answer = site.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 421
    assert "Kaasik" not in answer.text


def test_only_loopback_is_served_unless_allowed(tmp_path):
    with pytest.raises(ValueError, match="no log-in"):
        serve(tmp_path, host="0.0.0.0")


@pytest.fixture
def desk(own_data):
    return open_site(own_data)


def form_of(page):
    names = ("token", "table", "row_id")
    return {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in names}


def test_a_decision_is_kept_counted_and_taken_back(desk, tmp_path):
    form = form_of(desk.get("/review?skip=1").text)
    answer = desk.post("/review", data={**form, "decision": "corrected", "speaker_id": "person_salmela"})
    assert answer.status_code == 200
    (row,) = csv.DictReader((tmp_path / "review" / "decisions.csv").open(encoding="utf-8"))
    assert (row["decision"], row["speaker_name"], row["text"]) == (
        "corrected",
        "Harri Salmela",
        "the talks would go on",
    )
    assert "1 decision" in desk.get("/").text
    assert form["row_id"] not in desk.get("/review?skip=1").text.split("Decided last")[0]
    desk.post("/review", data={**form, "decision": "withdrawn"})
    assert "1 decision" not in desk.get("/").text


def test_decisions_leave_as_gold(desk):
    for decision in ("accepted", "rejected"):
        desk.post("/review", data={**form_of(desk.get("/review?skip=1").text), "decision": decision})
    lines = [json.loads(line) for line in desk.get("/review/gold.jsonl").text.splitlines()]
    for article in lines:
        for quote in article["quotes"]:
            for part in quote["parts"]:
                assert article["text"][part["start"] : part["end"]] == part["text"]
    assert sum(len(article["quotes"]) for article in lines) == 1
    assert sum(len(article["rejected"]) for article in lines) == 1


@pytest.mark.parametrize(
    ("change", "headers"),
    [
        ({"token": "guessed"}, {}),
        ({}, {"origin": "http://evil.example"}),
        ({}, {"origin": "null"}),
        ({}, {"sec-fetch-site": "cross-site"}),
    ],
)
def test_a_form_from_elsewhere_changes_nothing(desk, tmp_path, change, headers):
    form = {**form_of(desk.get("/review").text), "decision": "accepted", **change}
    assert desk.post("/review", data=form, headers=headers).status_code == 403
    assert not (tmp_path / "review").exists()


def test_nothing_changes_by_get(desk, tmp_path):
    form = form_of(desk.get("/review").text)
    desk.get("/review", params={**form, "decision": "accepted"})
    assert not (tmp_path / "review").exists()


@pytest.mark.parametrize("change", [{"row_id": "gone"}, {"table": "runs"}, {"decision": "sold"}])
def test_a_wrong_decision_is_refused_in_words(desk, tmp_path, change):
    form = {**form_of(desk.get("/review").text), "decision": "accepted", **change}
    assert desk.post("/review", data=form).status_code == 409
    assert not (tmp_path / "review").exists()


def test_a_form_without_end_is_refused(desk):
    assert desk.post("/review", content=b"a" * 100_000).status_code == 413


@pytest.mark.parametrize("moment", [None, datetime(9999, 12, 31, 23, 59, tzinfo=UTC), datetime(1, 1, 1, tzinfo=UTC)])
def test_what_has_no_date_or_a_far_one_breaks_no_page(corpus, tmp_path, moment):
    """DuckDB's least() leaves out what is null: the undated once stood in the year 10136, no date of Python's."""
    for row in corpus.rows["articles"]:
        if row.get("publisher") == "Harbour Wire":
            row["published_at"] = moment
    corpus.write(tmp_path / "onrecord.duckdb")
    client = TestClient(create_app(tmp_path), base_url="http://localhost")
    for page in (
        "/",
        "/compare",
        "/compare?kind=outlets",
        "/entities/person_kaasik",
        "/quotes?fold=no",
        "/money?fold=no",
    ):
        assert client.get(page).status_code == 200, page
    counted = client.get("/quotes.json?fold=no").json()
    assert counted["undated"] == (0 if moment else 6)
    if moment is None:
        assert "1 article without a date" in client.get("/").text


def test_a_new_file_is_opened_before_anybody_asks(own_data, monkeypatch):
    monkeypatch.setattr("explorer.server.LOOK_SECONDS", 0.01)
    opened = []

    def note(path):
        opened.append(path)
        return open_warehouse(path)

    monkeypatch.setattr("explorer.database.open_warehouse", note)
    with TestClient(create_app(own_data), base_url="http://localhost") as client:
        for count in (1, 2):
            end = time.monotonic() + 20
            while len(opened) < count and time.monotonic() < end:
                time.sleep(0.01)
            assert len(opened) == count
            shutil.copy(own_data / "onrecord.duckdb", own_data / "building")
            (own_data / "building").replace(own_data / "onrecord.duckdb")
        assert client.get("/").status_code == 200


def test_a_file_that_cannot_be_read_is_told_and_the_next_one_shown(own_data, monkeypatch):
    monkeypatch.setattr("explorer.server.LOOK_SECONDS", 0.01)
    file = own_data / "onrecord.duckdb"
    shutil.copy(file, own_data / "good")
    client = TestClient(create_app(own_data), base_url="http://localhost", raise_server_exceptions=False)
    with client:
        assert client.get("/").status_code == 200
        (own_data / "bad").write_bytes(b"no warehouse")
        for name, status in (("bad", 500), ("good", 200)):
            (own_data / name).replace(file)
            end = time.monotonic() + 20
            while client.get("/articles").status_code != status and time.monotonic() < end:
                time.sleep(0.01)
            assert client.get("/articles").status_code == status, name


@pytest.mark.parametrize(
    "address",
    [
        "/?since=2026-01-01",
        "/search?q=dues&sort=-date",
        "/demands?since=2020-13-45",
        "/demands?one=nobody_at_all&other=place_fi",
        "/compare?who6=Kaasik",
        "/network?who=Kaasik",
        "/network.svg?who=Kaasik",
        "/map?country=FI",
        "/life.csv?claims=1",
        "/review?rows=1",
    ],
)
def test_what_a_page_does_not_know_is_refused_in_words(site, address):
    answer = site.get(address)
    assert answer.status_code == 400
    assert re.search(r"There is no (parameter|party with the id) “\w+”", answer.text)
