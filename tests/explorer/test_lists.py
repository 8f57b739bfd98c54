"""The URL is the state of a list: filters, order, page and folding, all carried out in SQL."""

from decimal import Decimal

import pytest

from explorer.database import Warehouse
from explorer.listings import ARTICLES, ENTITIES, LISTINGS, MONEY, QUOTES
from explorer.lists import read_state
from explorer.paging import read_all, read_page


@pytest.fixture
def reader(data):
    with Warehouse(data).reader() as reader:
        yield reader


def texts(reader, listing, **query):
    return [row["quoted_text"] for row in read_page(reader, listing, read_state(listing, query)).rows]


@pytest.mark.parametrize("listing", LISTINGS.values(), ids=LISTINGS)
def test_every_filter_and_every_sort_runs(reader, listing):
    samples = {"date": "2031-03-03", "number": "0.5", "text": "a", "key": "x", "words": "a", "month": "2031-03"}
    for one in listing.filters:
        value = one.choices[0] if one.choices else samples[one.kind]
        state = read_state(listing, {one.name: value})
        assert state.values, one.name
        read_page(reader, listing, state)
    for sort in listing.sorts:
        everything = read_page(reader, listing, read_state(listing, {"sort": f"-{sort}"}))
        assert len(everything.rows) == everything.total > 0


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({}, 7),
        ({"fold": "no"}, 13),
        ({"text": "NIGHT berths"}, 1),
        ({"speaker": "kaasik"}, 3),
        ({"speaker": "estonian negotiators"}, 1),
        ({"role": "transport"}, 3),
        ({"publisher": "Harbour Wire"}, 6),
        ({"since": "2031-03-04", "until": "2031-03-05"}, 1),
        ({"act": "demanded", "addressee": "Finland"}, 1),
        ({"below": "0.6", "kind": "indirect"}, 1),
        ({"speaker_id": "person_salmela", "about_id": "place_ee"}, 0),
    ],
)
def test_filters_of_quotes(reader, query, count):
    assert read_page(reader, QUOTES, read_state(QUOTES, query)).total == count


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"currency": "eur", "least": "13,000,000"}, 1),
        ({"most": "1000000"}, 1),
        ({"direction": "decrease", "modality": "demanded", "deadline": "given"}, 1),
        ({"due": "2032-12-31"}, 0),
        ({"due": "2033-01-01"}, 1),
        ({"claimant_id": "place_ee", "fold": "no"}, 2),
        ({"text": "ramps"}, 1),
        ({"text": "ramps", "fold": "no"}, 2),
    ],
)
def test_filters_of_claims(reader, query, count):
    assert read_page(reader, MONEY, read_state(MONEY, query)).total == count


def test_a_reprint_is_folded_into_the_first_of_its_kind(reader):
    page = read_page(reader, QUOTES, read_state(QUOTES, {"text": "every metre"}))
    (row,) = page.rows
    assert (row["publisher"], row["repeats"], row["outlets"]) == ("The Gulf Daily", 2, 2)
    assert (row["first_seen"].day, row["last_seen"].day) == (3, 10)


def test_sorting_by_amount_uses_dollars_where_known(reader):
    rows = read_page(reader, MONEY, read_state(MONEY, {"sort": "-amount"})).rows
    assert rows[0]["amount_low"] == Decimal(40000000)


def test_order_turns_round_and_ties_stand_as_in_the_text(reader):
    rising = texts(reader, QUOTES, sort="confidence", publisher="The Gulf Daily")
    assert rising == texts(reader, QUOTES, sort="-confidence", publisher="The Gulf Daily")[::-1]
    by_date = texts(reader, QUOTES, publisher="The Gulf Daily", fold="no")
    assert by_date[0].startswith("cut harbour dues") and by_date[-1].startswith("dues had fallen")


BAD = [
    {"since": "yesterday"},
    {"since": "2020-13-45"},
    {"since": "20310303"},
    {"since": "2031-03-05", "until": "2031-03-04"},
    {"month": "2031-13"},
    {"below": "nan"},
    {"below": "1e999"},
    {"act": "sang"},
    {"sure": "11"},
    {"page": "-3"},
    {"page": "²"},
    {"page": "9" * 40},
    {"sort": "1; DROP TABLE quotes"},
    {"fold": "perhaps"},
    {"speeker": "Kaasik"},
    {"columns": "speaker,shoe_size"},
]


@pytest.mark.parametrize("bad", BAD)
def test_what_cannot_be_is_said_and_nothing_shown(reader, bad):
    state = read_state(QUOTES, bad)
    (problem,) = state.problems
    assert problem.endswith(".")
    page = read_page(reader, QUOTES, state)
    assert (page.rows, page.total) == ([], 0)


def test_values_never_become_sql(reader):
    for listing in (QUOTES, MONEY, ARTICLES, ENTITIES):
        assert read_page(reader, listing, read_state(listing, {"text": "' OR 1=1 --"})).total == 0


def test_a_page_past_the_end_still_knows_the_total(reader):
    page = read_page(reader, QUOTES, read_state(QUOTES, {"page": "7"}))
    assert (page.rows, page.total) == ([], 7)


def test_the_whole_list_has_the_page_s_rows_in_the_page_s_order(reader):
    state = read_state(QUOTES, {"sort": "speaker"})
    assert read_all(reader, QUOTES, state).column("quote_id").to_pylist() == [
        row["quote_id"] for row in read_page(reader, QUOTES, state).rows
    ]


@pytest.mark.parametrize("listing", LISTINGS.values(), ids=LISTINGS)
def test_columns_that_may_be_chosen_are_columns_of_the_rows(reader, listing):
    state = read_state(listing, {"columns": ",".join(reversed(listing.choosable))})
    assert (state.problems, state.columns) == ((), tuple(reversed(listing.choosable)))
    assert set(listing.choosable) <= set(read_page(reader, listing, state).rows[0])
    assert tuple(read_all(reader, listing, state).column_names) == state.columns
    assert read_state(listing, dict(state.query())).columns == state.columns
