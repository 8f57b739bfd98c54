"""Rows of the declared tables from one article's records: ids made from content, offsets into the text as given."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from transforms.page.view import make_view
from transforms.reading.reading import Reading
from transforms.records import Amount, ArticleEntities, Claim, Demand, Entity, Mention, Quote, Role, Segment, Span
from transforms.rows import RowMaker
from transforms.version import PIPELINE_VERSION
from warehouse.tables import TABLES

TEXT = "Senator Marta Quint said: “Pay $5 million.” Jonas Brandt must pay."
STAMP = {"run_id": "r1", "pipeline_version": PIPELINE_VERSION}


def span(words):
    start = TEXT.index(words)
    return Span(start, start + len(words))


def make_reading():
    """Words parted at blanks, in two sentences."""
    words = TEXT.split(" ")
    starts = [sum(len(word) + 1 for word in words[:place]) for place in range(len(words))]
    cut = words.index("Jonas")
    numbers = [int(place >= cut) for place in range(len(words))]
    return Reading(
        TEXT,
        [Segment("body", 0, len(TEXT))],
        words,
        starts,
        [start + len(word) for start, word in zip(starts, words, strict=True)],
        token_sentence=numbers,
        token_segment=[0] * len(words),
        sentences=[(0, cut), (cut, len(words))],
    )


ENTITIES = ArticleEntities(
    [Entity("person", "Marta Quint", ["Marta Quint"]), Entity("person", "Jonas Brandt", ["Jonas Brandt"])],
    [Mention(*span("Marta Quint"), "person", "name", 0), Mention(*span("Jonas Brandt"), "person", "name", 1)],
)
QUOTE = Quote(
    "direct", "said", (span("“Pay $5 million.”"),), span("said"), span("Senator Marta Quint"), 0, None, None, "r", 0.9
)
AMOUNT = Amount(*span("$5 million"), Decimal(5_000_000), Decimal(5_000_000), "USD", "exact", None, "sign")
CLAIM = Claim(AMOUNT, None, False, None, "level", "demanded", None, None, None, 0, None, None, None, None, 0.8)
DEMAND = Demand(
    span("Pay $5 million"), span("said"), span("Senator Marta Quint"), 0, None, None, "demanded", None, 0, 0, "r", 0.7
)


def make_tables(article_id="a1", text=TEXT, view=None):
    make = RowMaker(article_id, text, STAMP, view)
    reading = make_reading()
    return {
        "segments": make.segments(reading.segments),
        "sentences": make.sentences(reading),
        "article_entities": make.article_entities(ENTITIES),
        "mentions": make.mentions(ENTITIES),
        "roles": make.roles([Role(0, None, *span("Senator"), False, "title_before")]),
        "quotes": make.quotes([QUOTE]),
        "quote_spans": make.quote_spans([QUOTE]),
        "money_claims": make.money_claims([CLAIM]),
        "demands": make.demands([DEMAND]),
    }


@pytest.fixture(scope="module")
def tables():
    return make_tables()


def test_rows_have_columns_that_their_tables_declare(tables):
    declared = {name: {column.name for column in table.columns} for name, table in TABLES.items()}
    for name, rows in tables.items():
        assert rows and all(set(row) <= declared[name] for row in rows), name


def test_every_row_says_its_article_run_and_version(tables):
    for rows in tables.values():
        assert all(row["article_id"] == "a1" and row.items() >= STAMP.items() for row in rows)
    assert re.fullmatch(r"\d+\.\d+\.\d+\S*", PIPELINE_VERSION)


def test_ids_are_made_of_the_article_and_the_place(tables):
    assert make_tables() == tables
    ids = [row["mention_id"] for row in tables["mentions"]]
    others = [row["mention_id"] for row in make_tables("a2")["mentions"]]
    assert len({*ids, *others}) == len(ids) + len(others)


def test_rows_point_to_the_rows_they_mean(tables):
    marta, jonas = (row["article_entity_id"] for row in tables["article_entities"])
    first, second = (row["sentence_id"] for row in tables["sentences"])
    (quote,), (claim,), (demand,), (role,) = (tables[t] for t in ("quotes", "money_claims", "demands", "roles"))
    assert [(m["entity_id"], m["sentence_id"]) for m in tables["mentions"]] == [(marta, first), (jonas, second)]
    assert quote["speaker_id"] == demand["demander_id"] == role["person_id"] == marta
    assert claim["quote_id"] == demand["quote_id"] == tables["quote_spans"][0]["quote_id"] == quote["quote_id"]
    assert demand["claim_id"] == claim["claim_id"] and claim["claimant_id"] is None


def test_words_are_those_of_the_text_as_given():
    """A text that is read through a view, its soft hyphens taken out, keeps its own words and offsets."""
    text = TEXT.replace("million", "mil\u00adlion").replace("Senator", "Sen\u00adator")
    view = make_view(text)
    assert view.text == TEXT
    tables = make_tables(text=text, view=view)
    (quote,), (claim,), (role,) = tables["quotes"], tables["money_claims"], tables["roles"]
    assert claim["text"] == text[claim["start"] : claim["end"]] == "$5 mil\u00adlion"
    assert role["title"] == "Sen\u00adator"
    assert text[quote["speaker_start"] : quote["speaker_end"]] == quote["speaker_text"]
    assert tables["segments"][0]["end"] == len(text)
