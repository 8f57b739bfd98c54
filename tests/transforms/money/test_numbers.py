"""Numbers of amounts: figures and words, fractions, magnitudes and vague quantities."""

from __future__ import annotations

from decimal import Decimal

import pytest

from transforms.money.number_words import WordSum
from transforms.money.quantities import QuantityReader
from transforms.money.tokens import cut, fold
from transforms.money.vocabulary import MoneyLexicon


@pytest.fixture(scope="module")
def words(seeds):
    return MoneyLexicon.from_seeds(seeds)


def read(text, lexicon, **more):
    tokens = cut(fold(text), 0, len(text))
    return QuantityReader(tokens, lexicon).read(0, **more)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("15", "15"),
        ("1,250", "1250"),
        ("2.5 million", "2500000"),
        ("20-million", "20000000"),
        ("two hundred and five", "205"),
        ("twenty-five thousand", "25000"),
        ("a million", "1000000"),
        ("half a million", "500000"),
        ("a million and a half", "1500000"),
        ("2½", "2.5"),
    ],
)
def test_a_quantity_has_an_exact_value_and_takes_all_its_words(text, value, words):
    found = read(text, words)
    assert found is not None and found.value == Decimal(value) and not found.vague
    assert found.last == len(cut(text, 0, len(text)))


def test_what_is_no_number_is_no_quantity(words):
    assert read("bridge", words) is None and read("", words) is None


def test_a_quantity_ends_where_other_words_begin(words):
    found = read("12 bridges", words)
    assert found is not None and (found.first, found.last, found.scaled) == (0, 1, False)


def test_vague_quantities_say_so_and_count_the_least(words):
    found = read("millions", words)
    assert found is not None and found.vague == "open" and found.value == 1_000_000
    few = read("a few thousand", words)
    assert few is not None and few.vague == "few" and few.value >= 1000


def test_a_bare_number_may_be_a_year_and_a_scaled_one_not(words):
    year, sum_ = read("2031", words), read("2031 million", words)
    assert year is not None and year.plain and sum_ is not None and sum_.scaled and not sum_.plain


def add_up(text, lexicon):
    """The value of words, None where one does not go on the number before it."""
    found = WordSum(lexicon)
    return found.value if all(found.take(word) for word in text.split()) else None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("seven", 7),
        ("twenty five", 25),
        ("two hundred thousand five", 200_005),
        ("three million four thousand", 3_004_000),
        ("one lakh crore", 10**12),
        ("one two", None),
        ("seven bridges", None),
    ],
)
def test_words_add_up_as_far_as_they_are_one_number(text, value, words):
    assert add_up(text, words) == value
