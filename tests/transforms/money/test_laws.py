"""Laws of the amount grammar: whatever it claims to read, it reads back exactly; no text makes it fail or crawl."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.annotate import Article
from transforms.money.amounts import LIMIT, find_amounts
from transforms.money.vocabulary import MoneyLexicon
from warehouse.seeds import read_seeds

LEXICON = MoneyLexicon.from_seeds(read_seeds("annotation"))
SIGNS = {"$": "USD", "£": "GBP", "€": "EUR", "₹": "INR", "US$": "USD", "C$": "CAD", "A$": "AUD", "HK$": "HKD"}
CODES = ("USD", "EUR", "GBP", "JPY", "CHF", "SEK", "CAD", "CNY", "PLN", "ZAR")
NAMES = {
    "dollars": "USD",
    "euros": "EUR",
    "yen": "JPY",
    "Swiss francs": "CHF",
    "Mexican pesos": "MXN",
    "Canadian dollars": "CAD",
    "Norwegian kroner": "NOK",
    "pounds sterling": "GBP",
    "shekels": "ILS",
    "ringgit": "MYR",
}
WORDS = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "lakh": 10**5, "crore": 10**7}
LETTERS = {"k": 10**3, "K": 10**3, "m": 10**6, "M": 10**6, "mn": 10**6, "bn": 10**9, "B": 10**9, "tn": 10**12}
ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
ONES += ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

# no value a reader would take for a year or a count of cents beside the amount
wholes = st.integers(1, 10**9)
hundredths = st.integers(1, 10**9).map(lambda n: Decimal(n) / 100)
coefficients = st.integers(1, 9999).map(lambda n: Decimal(n) / 10)


def plain(value):
    return f"{value:f}"


def grouped(value, mark=",", point="."):
    whole, _, fraction = f"{Decimal(value):,f}".partition(".")
    return whole.replace(",", mark) + (point + fraction if fraction else "")


def indian(value):
    digits = str(value)
    head, tail = digits[:-3], digits[-3:]
    while len(head) > 2:
        tail, head = head[-2:] + "," + tail, head[:-2]
    return f"{head},{tail}" if head else tail


def in_words(n):
    if n < 20:
        return ONES[n]
    if n < 100:
        return TENS[n // 10] + (f"-{ONES[n % 10]}" if n % 10 else "")
    if n < 1000:
        return f"{ONES[n // 100]} hundred" + (f" and {in_words(n % 100)}" if n % 100 else "")
    for size, word in ((10**9, "billion"), (10**6, "million"), (10**3, "thousand")):
        if n >= size:
            return f"{in_words(n // size)} {word}" + (f" {in_words(n % size)}" if n % size else "")
    raise AssertionError(n)


def full_width(text):
    return "".join(chr(ord(c) + 0xFEE0) if c in "0123456789$,." else c for c in text)


@st.composite
def notations(draw):
    """(what stands in the text, value, currency)."""
    sign, code = draw(st.sampled_from(sorted(SIGNS))), draw(st.sampled_from(CODES))
    name = draw(st.sampled_from(sorted(NAMES)))
    whole, cents, part = draw(wholes), draw(hundredths), draw(coefficients)
    word, letter = draw(st.sampled_from(sorted(WORDS))), draw(st.sampled_from(sorted(LETTERS)))
    small = draw(st.integers(1, 99))
    spaced = grouped(whole, "\u00a0")
    choices = [
        (f"{sign}{grouped(cents)}", cents, SIGNS[sign]),
        (f"{sign}{plain(cents)}", cents, SIGNS[sign]),
        (f"{sign} {grouped(whole)}", whole, SIGNS[sign]),
        (f"{code} {grouped(cents)}", cents, code),
        (f"{code}{grouped(cents)}", cents, code),
        (f"{grouped(cents)} {code}", cents, code),
        (f"{grouped(cents)} {name}", cents, NAMES[name]),
        (f"{grouped(cents.quantize(Decimal('0.01')), '.', ',')} €", cents, "EUR"),
        (f"CHF {grouped(whole, chr(39))}", whole, "CHF"),
        (f"₹{indian(whole)}", whole, "INR"),
        (f"{spaced} euros", whole, "EUR"),
        (f"{sign}{plain(part)} {word}", part * WORDS[word], SIGNS[sign]),
        (f"{sign}{plain(part)}-{word}", part * WORDS[word], SIGNS[sign]),
        (f"{sign}{plain(part)}{word}", part * WORDS[word], SIGNS[sign]),
        (f"{sign}{plain(part)}{letter}", part * LETTERS[letter], SIGNS[sign]),
        (f"{plain(part)} {word} {name}", part * WORDS[word], NAMES[name]),
        (f"{code} {plain(part)}{letter}", part * LETTERS[letter], code),
        (f"{in_words(whole)} {name}", whole, NAMES[name]),
        (f"{small} 1/2 million {name}", (small + Decimal("0.5")) * 10**6, NAMES[name]),
        (f"{in_words(small)} and a half million {name}", (small + Decimal("0.5")) * 10**6, NAMES[name]),
        (f"{in_words(small)} cents", Decimal(small) / 100, "USD"),
        (f"{small} pence", Decimal(small) / 100, "GBP"),
        (f"{small} dollars {small} cents", small + Decimal(small) / 100, "USD"),
        (full_width(f"${grouped(whole)}"), whole, "USD"),
        (f"a {sign}{grouped(whole)}-a-head levy", whole, SIGNS[sign]),
    ]
    return draw(st.sampled_from(choices))


@settings(max_examples=400, deadline=None)
@given(notations())
def test_an_amount_is_read_back_exactly(notation):
    words, value, currency = notation
    text = f"The council paid {words}, it said."
    found = find_amounts(text, 0, len(text), LEXICON)
    assert [(a.low, a.high, a.currency, a.modifier) for a in found] == [(value, value, currency, "exact")], text
    assert text[found[0].start : found[0].end] in text


@st.composite
def ranges(draw):
    low, step = draw(st.integers(2, 400)), draw(st.integers(1, 400))
    high, sign = low + step, draw(st.sampled_from(sorted(SIGNS)))
    name = draw(st.sampled_from(sorted(NAMES)))
    million = 10**6
    choices = [
        (f"{sign}{low}-{high} million", low * million, high * million, SIGNS[sign]),
        (f"{sign}{low}–{high} million", low * million, high * million, SIGNS[sign]),
        (f"{sign}{low} million-{sign}{high} million", low * million, high * million, SIGNS[sign]),
        (f"{sign}{low} to {sign}{high} million", low * million, high * million, SIGNS[sign]),
        (f"between {sign}{low} and {sign}{high}", low, high, SIGNS[sign]),
        (f"between {low} and {high} {name}", low, high, NAMES[name]),
        (f"{low} to {high} million {name}", low * million, high * million, NAMES[name]),
        (f"{low}-{high} {name}", low, high, NAMES[name]),
    ]
    return draw(st.sampled_from(choices))


@settings(max_examples=150, deadline=None)
@given(ranges())
def test_a_range_is_one_amount_with_both_ends(case):
    words, low, high, currency = case
    text = f"Repairs would take {words}, engineers say."
    found = find_amounts(text, 0, len(text), LEXICON)
    assert [(a.low, a.high, a.currency, a.modifier) for a in found] == [(low, high, currency, "range")], text


PIECES = st.sampled_from(
    [
        *(
            "$",
            "£",
            "€",
            "5",
            "1,000",
            "12.",
            ".5",
            "million",
            "bn",
            " to ",
            "-",
            "–",
            " and ",
            "half",
            " a ",
            "dollars",
        ),
        *(
            "cents",
            "hundreds",
            " of ",
            "between ",
            "more than ",
            "(",
            ")",
            "\n",
            "\u00a0",
            "½",
            "/",
            "9" * 35,
            "trillion",
        ),
        *("Rs", "p", "😀"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=25).map("".join)))
def test_no_text_makes_it_fail(text):
    last = 0
    for amount in find_amounts(text, 0, len(text), LEXICON):
        assert last <= amount.start < amount.end <= len(text)
        last = amount.end
        for bound in (amount.low, amount.high):
            assert bound is None or (abs(bound) < LIMIT and bound == round(bound, 6))
        if amount.low is not None and amount.high is not None:
            assert amount.low <= amount.high
        assert amount.low is not None or amount.high is not None


@given(st.text(max_size=20), st.text(max_size=20))
def test_words_around_a_line_do_not_matter(before, after):
    line = "The ferry line lost $4.2 million last winter."
    text = f"{before}\n{line}\n{after}"
    start = len(before) + 1
    found = find_amounts(text, start, start + len(line), LEXICON)
    assert [(text[a.start : a.end], a.low) for a in found] == [("$4.2 million", 4_200_000)]


HOSTILE = (
    *("1 ", "$", "$1-", "one hundred and ", "millions and ", "a few ", "$5 or $6 to ", "5 dollars ", "pesos 5 "),
    *("$1$1", "$1 to ", "5 percent of ", "$5 (£5) ", "minus ", "(5) million ", "<b>$5</b> ", "$5\u200b", "half a "),
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_repetition_takes_linear_time(piece):
    """Six times the text may not take much more than six times as long."""

    def measure(size):
        text = piece * (size // len(piece))
        begun = time.process_time()
        find_amounts(text, 0, len(text), LEXICON)
        return time.process_time() - begun

    measure(1000)
    assert measure(24_000) < 20 * measure(4_000) + 0.2


CLAUSES = ("$1$1", "$1 to ", "5 percent of $5 ", "a cut of $5 to ", "will pay $5 and ", "by June $5, ", "$5 (£4) of ")


@pytest.mark.parametrize("piece", CLAUSES)
def test_hostile_sentences_of_claims_take_linear_time(piece, annotator):
    """The same of whole claims, the model's own time included, which grows as the text does."""

    def measure(size):
        text = "The council said " + piece * (size // len(piece)) + "."
        begun = time.process_time()
        annotator.annotate([Article("a", text)], "run")
        return time.process_time() - begun

    measure(500)
    assert measure(12_000) < 12 * measure(3_000) + 1
