"""Pictures say what their tables say, lead to as many rows, and leave as SVG and CSV."""

import csv
import io
import re
import xml.etree.ElementTree as ET
from datetime import date
from html import unescape

import pytest
from starlette.testclient import TestClient

from explorer import drawing, galleries
from explorer.charts import as_file, draw_bars, ticks
from explorer.links import ServerLinks
from explorer.server import create_app

TOTAL = re.compile(r'<b class="count">([\d,]+)\b')


@pytest.fixture
def site(corpus, tmp_path):
    """The corpus, in which a minister speaks of the economist as well."""
    words = {"text": "it", "form": "pronoun", "kind": "person", "entity_id": "person_salmela"}
    current = {row["article_id"] for row in corpus.rows["articles"] if row["is_current"]}
    quote = next(q for q in corpus.rows["quotes"] if q["speaker_id"] == "person_kaasik" and q["article_id"] in current)
    place = {"start": quote["start"], "end": quote["start"] + 2, "mention_id": "mention_added"}
    corpus.rows["mentions"].append({**corpus.rows["mentions"][0], "article_id": quote["article_id"], **words, **place})
    corpus.write(tmp_path / "onrecord.duckdb")
    return TestClient(create_app(tmp_path), base_url="http://localhost")


@pytest.mark.parametrize("page", ["/compare", "/compare?kind=outlets", "/network", "/map"])
def test_every_figure_of_a_picture_is_the_total_it_leads_to(site, page):
    found = re.findall(r'<a href="(/(?:quotes|entities|articles)\?[^"]+)"[^>]*>(\d+)</a>', site.get(page).text)
    assert found
    for address, count in found:
        assert TOTAL.search(site.get(unescape(address)).text)[1] == count, address


WHOSE = {"life": {"demand": "demandgroup_dues"}}


@pytest.mark.parametrize("name", galleries.NAMES)
def test_a_picture_leaves_as_svg_and_csv(site, name):
    answer = site.get(f"/{name}.svg", params=WHOSE.get(name))
    assert ET.fromstring(answer.text).tag.endswith("svg") and "href" not in answer.text
    words = site.get(f"/{name}.csv", params=WHOSE.get(name)).text
    assert list(csv.DictReader(io.StringIO(words))) and "\r" not in words


def test_the_life_of_a_claim_a_demand_and_an_article(site, corpus):
    chooser = site.get("/life").text
    found = dict(re.findall(r'href="/life\?(claim|demand|article)=([^"]+)"', chooser))
    assert set(found) == {"claim", "demand", "article"}
    for what, key in found.items():
        page = site.get("/life", params={what: key}).text
        rows = list(csv.DictReader(io.StringIO(site.get("/life.csv", params={what: key}).text)))
        assert f"{len(rows)} reports" in page and page.count("<tr>") == len(rows) + 1
        assert {row["publisher"] for row in rows} == {"The Gulf Daily", "Harbour Wire"}
        drawn = site.get("/life.svg", params={what: key}).text
        assert drawn.count("<circle") == len({(row["day"], row["publisher"]) for row in rows})
    assert "revision 2 seen" in page and "copy" in page


@pytest.mark.parametrize("query", ["claim=nothing", "demand=nothing", "article=nothing"])
def test_a_life_of_nothing_is_refused_in_words(site, query):
    assert site.get(f"/life?{query}").status_code == site.get(f"/life.svg?{query}").status_code == 400
    assert site.get("/life.csv").status_code == 400


def test_the_picture_of_the_front_page_may_be_taken_away(site):
    address = unescape(re.search(r'href="(/compare\?who1=[^"]+)"', site.get("/").text)[1])
    page = site.get(address).text
    assert 'data-png="/compare.svg?who1=' in page and "Liis Kaasik" in page


def test_whom_nobody_knows_is_said(site):
    answer = site.get("/compare?who1=Kaasik&who2=Zebedee+Nobody")
    assert answer.status_code == 400 and "Nobody here is called “Zebedee Nobody”" in answer.text
    assert site.get("/compare?kind=zeppelins").status_code == 400
    assert "Liis Kaasik" in answer.text


def test_names_in_a_drawing_are_words(hostile):
    day = date(2031, 3, 3)
    bar = {"name": hostile, "since": day, "until": day, "quotes": 2, "label": hostile, "link": "/quotes"}
    svg = draw_bars([bar], [hostile])["wide"]
    assert "<script" not in svg and "<img" not in svg
    edge = {"speaker_id": "a", "speaker": hostile, "topic_id": "b", "topic": "B", "quotes": 1}
    assert all("<script" not in drawn for drawn in drawing.draw_network([edge], ServerLinks()).values())
    assert "<script" not in as_file(svg)


def test_few_days_are_named_on_a_short_axis():
    assert [words for _, words in ticks(date(2031, 3, 3), date(2031, 3, 7), 6)] == [
        "03 Mar",
        "04 Mar",
        "05 Mar",
        "06 Mar",
    ]
