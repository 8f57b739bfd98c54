"""The words of the texts: looked up, they are in the articles in which a reading of all texts finds them."""

import random

import duckdb
import pytest

from warehouse.database import words
from warehouse.database.words import SEARCH_SQL, index_texts

PIECES = (
    "quay",
    "Quays",
    "ÉCOLE",
    "“Tide,”",
    "a",
    "grain-barge",
    "\n\n",
    "\t",
    " ",
    "  ",
    "\x00",
    "ſt",
    "\u00a0",
    "粮食船",
)
ASKED = ("quay", "UAY", "école", "tide", "tide,”", "a", "n-b", "ſt", "食", "zeppelin", "quays", "%", "_")
LOOKED_UP = """
SELECT article_id FROM search.texts WHERE number IN (
    SELECT unnest(numbers) FROM search.held WHERE contains(word, lower(?)))
"""


@pytest.fixture
def con():
    with duckdb.connect() as con:
        con.execute("CREATE TABLE articles (article_id VARCHAR, text VARCHAR)")
        for statement in SEARCH_SQL:
            con.execute(statement)
        yield con


def add(con, seed, count):
    chance = random.Random(seed)
    rows = [(f"{seed}-{i}", " ".join(chance.choices(PIECES, k=chance.randrange(9)))) for i in range(count)]
    con.executemany("INSERT INTO articles VALUES (?, ?)", [*rows, (f"{seed}-empty", "")])


def assert_same(con):
    for asked in ASKED:
        found = con.execute(LOOKED_UP, [asked]).fetchall()
        read = con.execute("SELECT article_id FROM articles WHERE contains(lower(text), lower(?))", [asked]).fetchall()
        assert sorted(found) == sorted(read), asked


def test_what_is_looked_up_is_what_is_read(con, monkeypatch):
    monkeypatch.setattr(words, "ARTICLES_AT_ONCE", 7)
    index_texts(con)
    assert_same(con)
    for seed in range(3):  # as loads bring them
        add(con, seed, 20)
        index_texts(con)
        assert_same(con)
    assert con.execute("SELECT count(*) FROM search.held WHERE contains(word, 'quay')").fetchall()[0][0] > 3


def test_no_word_stays_of_an_article_that_went(con):
    add(con, 0, 20)
    con.execute("INSERT INTO articles VALUES ('gone', 'Gangplank')")
    index_texts(con)
    con.execute("DELETE FROM articles WHERE article_id = 'gone'")
    add(con, 1, 5)
    index_texts(con)
    assert con.execute("SELECT * FROM search.held WHERE word = 'gangplank'").fetchall() == []
    assert con.execute("SELECT count(*) FROM search.texts").fetchall()[0][0] == 27
    assert_same(con)


def test_a_load_that_brings_nothing_writes_nothing(con):
    add(con, 0, 9)
    index_texts(con)
    before = con.execute("SELECT * FROM search.held").fetchall()
    index_texts(con)
    assert con.execute("SELECT * FROM search.held").fetchall() == before
