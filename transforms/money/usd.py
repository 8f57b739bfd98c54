"""US dollars at the article's date: the day's rate or the last one before it, pegs by a dated table, else nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Protocol

PLACES = Decimal("0.000001")  # what the column keeps


class Rates(Protocol):
    """Where market rates come from; `warehouse/rates.py` reads them from the European Central Bank's table."""

    def usd_per_unit(self, code: str, day: date) -> tuple[Decimal, date] | None:
        """US dollars for one unit on that day or the last day known before it, and that day; None if too old."""
        ...


class Peg(NamedTuple):
    """A currency held at a fixed number of units for one unit of its anchor, between two days (both included)."""

    code: str
    anchor: str
    units: Decimal
    since: date
    until: date


class Dollars(NamedTuple):
    """An amount in US dollars, with the rate and its day."""

    low: Decimal | None
    high: Decimal | None
    rate: float
    day: date | None


@dataclass(frozen=True)
class UsdConverter:
    """Converts amounts with market rates where there are any, else with pegs."""

    rates: Rates | None = None
    pegs: dict[str, list[Peg]] = field(default_factory=dict)

    @classmethod
    def from_seeds(cls, rows: Iterable[dict[str, str]], rates: Rates | None) -> UsdConverter:
        """Build from the rows of `seeds/currency_pegs.csv` and a source of rates (None: pegs alone)."""
        pegs: dict[str, list[Peg]] = {}
        for row in rows:
            until = date.fromisoformat(row["until"]) if row["until"] else date.max
            peg = Peg(row["code"], row["anchor"], Decimal(row["units"]), date.fromisoformat(row["since"]), until)
            pegs.setdefault(peg.code, []).append(peg)
        return cls(rates, pegs)

    def convert(self, low: Decimal | None, high: Decimal | None, code: str, day: date | None) -> Dollars | None:
        """The amount in dollars on that day, rounded to millionths; None without an honest rate; dollars need none."""
        if code == "USD" and day is None:
            return Dollars(_times(low, Decimal(1)), _times(high, Decimal(1)), 1.0, None)
        found = None if day is None else self.find_rate(code, day)
        if found is None:
            return None
        rate, rate_day = found
        return Dollars(_times(low, rate), _times(high, rate), float(rate), rate_day)

    def find_rate(self, code: str, day: date) -> tuple[Decimal, date] | None:
        """US dollars for one unit on that day, and the day the rate is of."""
        if code == "USD":
            return Decimal(1), day
        found = self.rates.usd_per_unit(code, day) if self.rates is not None else None
        if found is not None:
            return found
        for peg in self.pegs.get(code, ()):
            if peg.since <= day <= peg.until and peg.anchor != code:
                anchor = self.find_rate(peg.anchor, day)
                return None if anchor is None else (anchor[0] / peg.units, anchor[1])
        return None


def _times(value: Decimal | None, rate: Decimal) -> Decimal | None:
    return None if value is None else (value * rate).quantize(PLACES)
