"""The amount grammar on the case files of tests/cases/money."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from transforms.money.amounts import find_amounts
from transforms.money.vocabulary import MoneyLexicon

CASES = Path(__file__).parents[2] / "cases" / "money"
AMOUNT_FILES = (
    "numbers",
    "signs",
    "shared",
    "halves",
    "currencies",
    "ranges",
    "bounds",
    "vague",
    "periods",
    "not_money",
)


def read_cases(name):
    """(sentence, expected lines) of a case file; blank lines part cases, "#" lines are comments."""
    text = (CASES / f"{name}.txt").read_text(encoding="utf-8")
    for block in text.split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines:
            yield pytest.param(lines[0], lines[1:], id=f"{name}: {lines[0][:50]}")


@pytest.fixture(scope="module")
def lexicon(seeds):
    return MoneyLexicon.from_seeds(seeds)


def shown(amount, text, fields):
    values = (
        text[amount.start : amount.end],
        amount.low,
        amount.high,
        amount.currency,
        amount.modifier,
        amount.period,
    )
    return tuple(values[:fields])


def expected(line):
    words, low, high, *rest = (None if part.strip() == "-" else part.strip() for part in line.split("|"))
    return (words, low and Decimal(low), high and Decimal(high), *rest)


@pytest.mark.parametrize("sentence, lines", [case for name in AMOUNT_FILES for case in read_cases(name)])
def test_amounts_are_read_as_the_cases_say(sentence, lines, lexicon):
    wanted = [expected(line) for line in lines if line != "(none)"]
    found = find_amounts(sentence, 0, len(sentence), lexicon)
    assert [shown(a, sentence, len(w)) for a, w in zip(found, wanted, strict=False)] == wanted
    assert len(found) == len(wanted), [sentence[a.start : a.end] for a in found]
