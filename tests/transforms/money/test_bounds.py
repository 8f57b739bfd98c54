"""What bounds an amount, and in which period it falls due, by the words right beside it."""

from __future__ import annotations

import pytest

from transforms.money.bounds import is_gloss, read_bounds
from transforms.money.periods import read_periods
from transforms.money.rate_phrases import phrase_at
from transforms.money.scanning import DraftReader
from transforms.money.tokens import cut, fold
from transforms.money.vocabulary import MoneyLexicon


@pytest.fixture(scope="module")
def words(seeds):
    return MoneyLexicon.from_seeds(seeds)


def drafts_in(text, lexicon):
    """The drafts of a text, each with the first currency that its sign or name may mean."""
    tokens = cut(fold(text), 0, len(text))
    drafts = DraftReader(tokens, lexicon).read_all()
    for draft in drafts:
        draft.code = draft.code or draft.term.codes[0]
    return drafts, tokens


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("It cost $5.", (5, 5, "exact")),
        ("It cost more than $5.", (5, None, "more_than")),
        ("It cost at least $5.", (5, None, "at_least")),
        ("It cost up to $5.", (None, 5, "up_to")),
        ("It cost less than $5.", (None, 5, "less_than")),
        ("It cost about $5.", (5, 5, "about")),
        ("It cost $5 or more.", (5, None, "at_least")),
    ],
)
def test_words_beside_an_amount_open_one_of_its_ends(text, bound, words):
    drafts, tokens = drafts_in(text, words)
    read_bounds(drafts, tokens, words)
    assert [(draft.low, draft.high, draft.modifier) for draft in drafts] == [bound]


def test_an_amount_said_again_in_another_currency_has_the_same_bound(words):
    drafts, tokens = drafts_in("It cost up to £18 million ($24 million).", words)
    assert is_gloss(*drafts, tokens)
    read_bounds(drafts, tokens, words)
    assert [(draft.low, draft.modifier) for draft in drafts] == [(None, "up_to")] * 2
    drafts, tokens = drafts_in("It cost up to £18 million, and $24 million later.", words)
    assert not is_gloss(*drafts, tokens)


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("an hour", "PT1H"),
        ("per month", "P1M"),
        ("a year", "P1Y"),
        ("a-year", "P1Y"),
        ("a year ago", None),
        ("a bridge", None),
    ],
)
def test_a_phrase_of_a_rate_is_no_date(text, duration, words):
    found = phrase_at(0, cut(text, 0, len(text)), words)
    assert (found and found.duration) == duration


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("They earn $15 an hour.", ["PT1H"]),
        ("The annual fee is $500.", ["P1Y"]),
        ("Wages rose from $7 to $15 an hour.", ["PT1H", "PT1H"]),
        ("They pay $500, and left a year ago.", [None]),
        ("They paid $5 for the bridge and $20 per month for the boat.", [None, "P1M"]),
    ],
)
def test_the_period_is_that_of_the_amount_beside_it(text, periods, words):
    drafts, tokens = drafts_in(text, words)
    read_periods(drafts, tokens, words)
    assert [draft.period for draft in drafts] == periods
