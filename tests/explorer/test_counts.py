"""A count shown twice is equal: every figure that leads to a list is the list's total, and the views count the same."""

import re
from html import unescape

import duckdb
import pytest
from starlette.testclient import TestClient

from explorer.database import Warehouse
from explorer.listings import LISTINGS
from explorer.lists import read_state
from explorer.paging import read_facets, read_page
from explorer.queries import read_totals
from explorer.server import create_app
from warehouse.database.viewing import create_views

FIGURE = re.compile(
    r'<a href="(/(?:articles|entities|quotes|money|rejects)\?[^"#]*|/(?:articles|quotes|money|rejects))"[^>]*>'
    r"([\d,]+)\b(?!–)"
)
TOTAL = re.compile(r'<b class="count">([\d,]+)\b')
FACET = re.compile(r'<li><a href="([^"]+)">[^<]*</a> <span class="n">([\d,]+)</span>')


@pytest.fixture(scope="module")
def site(data):
    return TestClient(create_app(data), base_url="http://localhost")


def number(words):
    return int(words.replace(",", ""))


def figures(page):
    return [(unescape(address), number(n)) for pattern in (FIGURE, FACET) for address, n in pattern.findall(page)]


def test_every_figure_is_the_total_of_the_list_it_leads_to(site):
    entities = re.findall(r'href="(/entities/\w+)"', site.get("/entities").text)
    pages = ["/", "/articles", "/entities", "/quotes", "/quotes?fold=no", "/money", "/money?fold=no", "/rejects"]
    checked = {}
    for page in [*pages, *dict.fromkeys(entities)]:
        for address, n in figures(site.get(page).text):
            if address in checked:
                assert checked[address] == n, (page, address)
                continue
            checked[address] = n
            assert number(TOTAL.search(site.get(address).text)[1]) == n, (page, address)
    assert len(checked) > 60


@pytest.mark.parametrize("listing", LISTINGS.values(), ids=LISTINGS)
def test_every_facet_counts_what_its_filter_shows(data, listing):
    def compare(reader):
        for query in ({}, {"fold": "no"} if listing.is_foldable else {"sort": listing.sort}):
            for facet, counts in read_facets(reader, listing, read_state(listing, query)):
                for one in counts:
                    state = read_state(listing, {**query, facet.filter: one.value})
                    assert read_page(reader, listing, state).total == one.rows, (facet, one)

    Warehouse(data).read(compare)  # as the pages do: anew where DuckDB's windows fail within


def test_pages_and_views_count_alike(own_data):
    path = own_data / "onrecord.duckdb"
    with duckdb.connect(str(path)) as con:
        create_views(con)
        ask = lambda sql: con.sql(sql).fetchall()[0][0]  # noqa: E731
        views = {
            "quotes": ask("SELECT count(DISTINCT statement_key) FROM statements"),
            "quote_rows": ask("SELECT count(*) FROM statements"),
            "claims": ask("SELECT count(*) FROM money_ledger"),
            "demands": ask("SELECT count(*) FROM demands_made"),
            "articles": ask("SELECT sum(articles) FROM coverage_by_publisher"),
        }
        people = dict(con.sql("SELECT person_id, statements FROM most_quoted_people").fetchall())
    with Warehouse(own_data).reader() as reader:
        totals = read_totals(reader)
        speakers = {row["entity_id"]: row["statements"] for row in reader.rows("FROM made.speakers")}
    assert {name: totals[name] for name in views} == views
    assert people
    assert {person: speakers[person] for person in people} == people


def test_statements_fold_by_their_words_whatever_stands_between_them(own_data):
    path = own_data / "onrecord.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute(
            "UPDATE quotes SET text = CASE WHEN rowid % 3 = 0 THEN 'No, Bofur  quit!' WHEN rowid % 3 = 1 "
            "THEN '“no bofur” quit' ELSE 'Quit no Bofur' END, speaker_id = NULL"
        )
        create_views(con)
        wanted = con.sql("SELECT count(DISTINCT statement_key), count(*) FROM statements").fetchall()[0]
    with Warehouse(own_data).reader() as reader:
        totals = read_totals(reader)
    assert (totals["quotes"], totals["quote_rows"]) == wanted
    assert wanted[0] < wanted[1]
