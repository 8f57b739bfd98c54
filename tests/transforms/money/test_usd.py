"""Dollars at the article's date: market rates, pegs, and no guess where there is neither."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from transforms.money.usd import UsdConverter
from warehouse.rates import BankRates
from warehouse.seeds import read_seeds


@pytest.fixture(scope="module")
def usd():
    return UsdConverter.from_seeds(read_seeds("annotation")["currency_pegs"], BankRates())


def test_the_rate_is_of_the_day(usd):
    got = usd.convert(Decimal(100), Decimal(100), "EUR", date(2018, 5, 4))
    assert got.day == date(2018, 5, 4)
    assert got.low == got.high == Decimal("119.690000")


def test_a_weekend_takes_the_last_rate_before_it_and_never_a_later_one(usd):
    assert usd.convert(Decimal(1), None, "EUR", date(2018, 5, 6)).day == date(2018, 5, 4)
    assert usd.convert(Decimal(1), None, "JPY", date(2020, 12, 27)).day == date(2020, 12, 24)


def test_an_open_end_stays_open(usd):
    got = usd.convert(None, Decimal(5), "GBP", date(2016, 6, 1))
    assert got.low is None and got.high > 5


@pytest.mark.parametrize(
    "code, day, rate",
    [
        ("AED", date(2015, 3, 2), 1 / 3.6725),
        ("SAR", date(1990, 1, 1), 1 / 3.75),
        ("ARS", date(1999, 6, 1), 1.0),
        ("USD", date(1950, 1, 1), 1.0),
    ],
)
def test_pegs_stand_in_where_the_bank_quotes_nothing(usd, code, day, rate):
    assert usd.convert(Decimal(1), Decimal(1), code, day).rate == pytest.approx(rate)


def test_a_currency_pegged_to_the_euro_follows_it(usd):
    day = date(2010, 3, 1)
    euro, franc = (usd.convert(Decimal(1), Decimal(1), code, day).rate for code in ("EUR", "XOF"))
    assert franc == pytest.approx(euro / 655.957)


@pytest.mark.parametrize(
    "code, day",
    [
        ("GBP", date(1987, 4, 2)),  # before the series
        ("RUB", date(2023, 1, 9)),  # the series has ended
        ("ARS", date(2005, 1, 3)),  # the peg has ended
        ("VES", date(2020, 1, 2)),  # no honest rate
        ("EUR", None),
    ],
)
def test_no_rate_no_dollars(usd, code, day):
    assert usd.convert(Decimal(1), Decimal(1), code, day) is None


def test_the_largest_amount_can_be_converted(usd):
    from transforms.money.amounts import LIMIT

    assert usd.convert(LIMIT - 1, LIMIT - 1, "GBP", date(2015, 1, 2)).low > LIMIT


def test_pegs_do_not_overlap_or_run_backwards():
    rows = read_seeds("annotation")["currency_pegs"]
    assert len({r["code"] for r in rows}) == len(rows)
    assert all(r["until"] == "" or r["since"] < r["until"] for r in rows)
    assert all(Decimal(r["units"]) > 0 for r in rows)


def test_a_day_in_january_may_take_the_rate_of_december():
    """Each year is read by itself, with the days before it that stand in for its first."""
    rates = BankRates()
    assert rates.usd_per_unit("GBP", date(2022, 1, 1))[1] == date(2021, 12, 31)
    assert rates.usd_per_unit("GBP", date(2021, 12, 31))[1] == date(2021, 12, 31)


def test_there_is_no_rate_before_the_first_day_of_the_bank():
    rates = BankRates()
    assert rates.usd_per_unit("GBP", date(1999, 1, 3)) is None
    assert rates.usd_per_unit("GBP", date(1999, 1, 4)) is not None
