"""Amounts as the grammar finds them: units before and behind numbers, coins, shared magnitudes and ranges."""

from __future__ import annotations

from decimal import Decimal

import pytest

from transforms.money.coins import CoinReader
from transforms.money.drafts import Draft, past_hyphen
from transforms.money.followed import FollowedReader
from transforms.money.leading import LEADING
from transforms.money.led import LedReader
from transforms.money.quantities import QuantityReader
from transforms.money.ranges import RangeReader, join_ranges
from transforms.money.scanning import DraftReader
from transforms.money.shared import share_magnitudes
from transforms.money.tokens import cut, fold
from transforms.money.vocabulary import MoneyLexicon


@pytest.fixture(scope="module")
def words(seeds):
    return MoneyLexicon.from_seeds(seeds)


def tokens_of(text):
    return cut(fold(text), 0, len(text))


def drafts_in(text, lexicon):
    return DraftReader(tokens_of(text), lexicon).read_all()


def shown(drafts, text):
    tokens = tokens_of(text)
    return [(text[tokens.starts[d.first] : tokens.ends[d.last - 1]], d.low, d.high) for d in drafts]


def test_drafts_are_found_in_text_order_without_overlap(words):
    text = "The bridge cost $5 million, the tunnel 20 euros and the road nothing."
    assert shown(drafts_in(text, words), text) == [("$5 million", 5_000_000, 5_000_000), ("20 euros", 20, 20)]
    assert drafts_in("The bridge took 12 years and 300 workers.", words) == []


@pytest.mark.parametrize(("text", "value"), [("$5 million", "5000000"), ("-£3m", "-3000000"), ("EUR 20.50", "20.5")])
def test_a_sign_leads_its_number(text, value, words):
    tokens = tokens_of(text)
    place = next(i for i, word in enumerate(tokens.words) if words.term_at(tokens, i, before=True) is not None)
    draft = LedReader(tokens, words, QuantityReader(tokens, words)).read(place)
    assert draft is not None and draft.low == draft.high == draft.value == Decimal(value)
    assert draft.leads and draft.last == len(tokens)


def test_a_sign_leads_no_word(words):
    tokens = tokens_of("$ bridge")
    assert LedReader(tokens, words, QuantityReader(tokens, words)).read(0) is None


@pytest.mark.parametrize(("text", "value"), [("5 million euros", "5000000"), ("300-euro", "300"), ("20 cents", "0.2")])
def test_a_unit_follows_its_number(text, value, words):
    tokens = tokens_of(text)
    draft = FollowedReader(tokens, words, QuantityReader(tokens, words)).read(0, len(tokens) - 1)
    assert draft is not None and draft.low == draft.value == Decimal(value) and not draft.leads


def test_millions_of_money_are_open_above(words):
    tokens = tokens_of("millions of dollars")
    draft = FollowedReader(tokens, words, QuantityReader(tokens, words)).read(0, 2)
    assert draft is not None and (draft.low, draft.high, draft.modifier) == (1_000_000, None, "at_least")


def test_a_hyphen_between_number_and_unit_is_passed_over():
    assert past_hyphen(tokens_of("300-euro"), 1) == 2
    assert past_hyphen(tokens_of("300 euro"), 1) == 1


def test_a_minus_is_no_dash_of_a_range(words):
    assert [draft.low for draft in drafts_in("a loss of -$5", words)] == [-5]
    assert [draft.low for draft in drafts_in("a price of $3-$5", words)] == [3, 5]


@pytest.mark.parametrize(
    ("need", "text", "leads"),
    [
        ("name", "rupees 500", True),
        ("name", "rupees 2031", False),
        ("code", "ALL 5,000", True),
        ("code", "ALL 12", False),
        ("single", "Re 1", True),
        ("single", "Re 9", False),
        ("glued", "R500m", True),
        ("glued", "R5", True),
    ],
)
def test_a_term_leads_by_what_it_needs(need, text, leads, words):
    tokens = tokens_of(text)
    term = words.terms["$"][0]._replace(words=(tokens.words[0],))
    quantity = QuantityReader(tokens, words).read(1)
    assert quantity is not None and LEADING[need](tokens, term, quantity) == leads


@pytest.mark.parametrize(
    ("text", "low"), [("3 dollars 50 cents", "3.5"), ("3 dollars and 5 cents", "3.05"), ("3 dollars", "3")]
)
def test_small_coins_add_to_whole_ones(text, low, words):
    tokens = tokens_of(text)
    term = words.term_at(tokens, 1, before=False)
    quantities = QuantityReader(tokens, words)
    quantity = quantities.read(0)
    assert term is not None and quantity is not None
    draft = Draft(0, 2, Decimal(3), Decimal(3), term, "made", quantity)
    CoinReader(tokens, words, quantities).add_to(draft)
    assert draft.low == draft.high == Decimal(low) and draft.last == len(tokens)


@pytest.mark.parametrize(
    ("text", "lows"),
    [
        ("$40 (£31) million", [40_000_000, 31_000_000]),
        ("$10 or $15 million", [10_000_000, 15_000_000]),
        ("$10 and then $15 million", [10, 15_000_000]),
    ],
)
def test_a_magnitude_said_once_is_lent_to_the_amount_before(text, lows, words):
    tokens = tokens_of(text)
    drafts = share_magnitudes(DraftReader(tokens, words).read_all(), tokens, words)
    assert [draft.low for draft in drafts] == lows


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("$10-15 billion", [(10 * 10**9, 15 * 10**9)]),
        ("between $3 and $5", [(3, 5)]),
        ("from 10 to 20 dollars", [(10, 20)]),
        ("$3 to $5 million", [(3_000_000, 5_000_000)]),
        ("$3 and $5", [(3, 3), (5, 5)]),
        ("The price rose from $3 to $5", [(3, 3), (5, 5)]),
    ],
)
def test_the_two_ends_of_a_range_are_one_amount_and_a_change_is_two(text, ends, words):
    tokens = tokens_of(text)
    joined = join_ranges(DraftReader(tokens, words).read_all(), tokens, words)
    assert [(draft.low, draft.high) for draft in joined] == ends
    assert [draft.is_range for draft in joined] == [low != high for low, high in ends]


def test_a_range_reader_widens_one_amount_alone(words):
    tokens = tokens_of("$10-15 billion")
    (draft,) = DraftReader(tokens, words).read_all()
    widened = RangeReader(tokens, words).widen(draft)
    assert (widened.low, widened.high, widened.modifier) == (10 * 10**9, 15 * 10**9, "range")
    assert RangeReader(tokens, words).widen(widened) == widened
