"""Digits with separators."""

from __future__ import annotations

from decimal import Decimal

import pytest

from transforms.money.digits import fraction_of, parse_digits


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1,250.50", "1250.50"),
        ("12,34,567", "1234567"),
        ("1.250.000,5", "1250000.5"),
        ("1'250'000", "1250000"),
        ("0,125", "0.125"),
        ("2,5", "2.5"),
        ("5.10.2015", None),
        ("1,2,3", None),
    ],
)
def test_values_of_digits(written, value):
    parsed = parse_digits(written)
    assert (parsed and parsed[0]) == (value and Decimal(value))


def test_characters_that_are_fractions():
    assert [fraction_of(c) for c in "½¼⅛5a"] == [Decimal("0.5"), Decimal("0.25"), Decimal("0.125"), None, None]
