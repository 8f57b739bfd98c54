"""Notations of accounts and other countries, in every currency of the seeds, and a second reader of its own."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.claims.annotated import read_excerpts
from tests.case_files import read_area
from transforms.money.amounts import find_amounts
from transforms.money.vocabulary import MoneyLexicon
from warehouse.seeds import read_seeds

SEEDS = read_seeds("annotation")
LEXICON = MoneyLexicon.from_seeds(SEEDS)
RESERVED = LEXICON.words["word_code"] | LEXICON.words["acronym_code"]
CODES = sorted(row["code"] for row in SEEDS["currencies"] if row["code"] not in RESERVED)
NAMES = {  # names of two words tell their country
    row["plural"]: row["code"]
    for row in SEEDS["currencies"]
    if len(row["plural"].split()) == 2 and row["plural"].isascii() and row["plural"].istitle() is False
}
INVISIBLE = ("\u200b", "\u200c", "\u2060", "\ufeff", "\u00ad")
MILLION, CRORE = 10**6, 10**7


@st.composite
def notations(draw):
    """(words, [(value, currency), ...]) in a notation that 0.2 read wrongly."""
    code, other = draw(st.sampled_from(CODES)), draw(st.sampled_from(CODES))
    name = draw(st.sampled_from(sorted(NAMES)))
    value = Decimal(draw(st.integers(11, 9999))) / 10
    more = draw(st.integers(2, 900))
    hidden = draw(st.sampled_from(INVISIBLE))
    choices = [
        (f"minus {code} {value} million", [(-value * MILLION, code)]),
        (f"negative {code} {value} million", [(-value * MILLION, code)]),
        (f"{code} -{value} million", [(-value * MILLION, code)]),
        (f"{code} \u2212{value} million", [(-value * MILLION, code)]),
        (f"minus {value} million {name}", [(-value * MILLION, NAMES[name])]),
        (f"({value}) million {name}", [(-value * MILLION, NAMES[name])]),
        (f"{more} lakh crore {name}", [(more * 10**5 * CRORE, NAMES[name])]),
        (f"one lakh crore {name}", [(10**5 * CRORE, NAMES[name])]),
        (f"{code} {value}{hidden} million", [(value * MILLION, code)]),
        (f"{code}{hidden} {value} million", [(value * MILLION, code)]),
        (f"{value}{hidden} million {name}", [(value * MILLION, NAMES[name])]),
        (f"<b>{code} {value} million</b>", [(value * MILLION, code)]),
    ]
    if code != other:
        choices.append(
            (f"{code} {more} ({other} {more + 1}) million", [(more * MILLION, code), ((more + 1) * MILLION, other)])
        )
    return draw(st.sampled_from(choices))


@settings(max_examples=600, deadline=None)
@given(notations())
def test_notations_are_read_back_exactly(case):
    words, expected = case
    text = f"The balance was {words} at the pier."
    found = find_amounts(text, 0, len(text), LEXICON)
    assert [(a.low, a.currency) for a in found] == expected, text
    assert all(a.low == a.high for a in found), text


@pytest.mark.parametrize("code", CODES)
def test_every_currency_has_signed_and_shared_notations(code):
    other = "EUR" if code != "EUR" else "USD"
    text = (
        f"Cash flow was minus {code} 3 million, net debt {code} -4.5 million; it paid {code} 40 ({other} 31) million."
    )
    found = [(a.low, a.currency) for a in find_amounts(text, 0, len(text), LEXICON)]
    assert found[:3] == [(-3 * MILLION, code), (Decimal("-4.5") * MILLION, code), (40 * MILLION, code)]


@pytest.mark.parametrize(
    ("words", "value", "currency"),
    [
        ("a dollar and a half", Decimal("1.5"), "USD"),
        ("two euros and a half", Decimal("2.5"), "EUR"),
        ("a Swiss franc and a half", Decimal("1.5"), "CHF"),
        ("a Canadian dollar and a half", Decimal("1.5"), "CAD"),
        ("one and a half Mexican pesos", Decimal("1.5"), "MXN"),
        ("half a million Norwegian kroner", Decimal(500_000), "NOK"),
        ("three and a half crore rupees", Decimal(35_000_000), "INR"),
    ],
)
def test_halves(words, value, currency):
    text = f"It would cost {words} more."
    assert [(a.low, a.currency) for a in find_amounts(text, 0, len(text), LEXICON)] == [(value, currency)]


# -- a second reader that knows nothing of the grammar

SAID = re.compile(r"^[A-Z]{0,3}[$£€]\s?(\d+(?:,\d{3})*(?:\.\d+)?)[\s-]?(thousand|million|billion|trillion|bn|m|k)?$")
SIZES = {"": 1, "k": 10**3, "thousand": 10**3, "m": 10**6, "million": 10**6}
SIZES |= {"bn": 10**9, "billion": 10**9, "trillion": 10**12}


def read_plainly(words):
    """The value of a sign, digits and one magnitude; None for words of any other form."""
    match = SAID.match(words.replace("\u00a0", " "))
    return Decimal(match[1].replace(",", "")) * SIZES[match[2] or ""] if match else None


def render(amount):
    """An amount in the plainest notation."""
    return f"{amount.currency} {amount.low:,f}" if amount.low >= 0 else f"minus {amount.currency} {-amount.low:,f}"


def test_what_was_understood_is_read_again_and_agrees_with_a_plain_reader():
    plainly = 0
    for text in [*(case.text for case in read_area("money")), *(excerpt.text for excerpt in read_excerpts())]:
        for amount in find_amounts(text, 0, len(text), LEXICON):
            plain = read_plainly(text[amount.start : amount.end])
            if plain is not None and amount.rule != "amount.shared":
                assert plain in (amount.low, amount.high), text[amount.start : amount.end]
                plainly += 1
            if amount.low is not None and amount.low == amount.high and amount.currency not in RESERVED:
                again = f"It is {render(amount)} in all."
                assert [(a.low, a.currency) for a in find_amounts(again, 0, len(again), LEXICON)] == [
                    (amount.low, amount.currency)
                ]
    assert plainly > 30
