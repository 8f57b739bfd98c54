"""How values read on a page: dates, counts, amounts, spans of words. Template filters; every one is pure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import NamedTuple
from urllib.parse import urlsplit

from warehouse.wording import show_count

SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹"}
SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
BOUNDS = {"about": "about ", "up_to": "up to ", "at_least": "at least ", "more_than": "over ", "less_than": "under "}
PERIODS = {"PT1H": "an hour", "P1D": "a day", "P1W": "a week", "P1M": "a month", "P3M": "a quarter", "P1Y": "a year"}
LONGEST_DIFF = 400  # words; difflib's time grows with the square


def show_date(value: date | datetime | None) -> str:
    """A day as a newsroom writes it.

    >>> show_date(date(2018, 5, 4))
    '4 May 2018'
    """
    return "" if value is None else f"{value.day} {value:%b %Y}"


def show_month(number: str) -> str:
    """A month from its number.

    >>> show_month("201805")
    'May 2018'
    """
    return f"{date(int(number[:-2]), int(number[-2:]), 1):%b %Y}"


def give_month(number: str) -> str:
    """A month from its number, as a URL has it.

    >>> give_month("201805")
    '2018-05'
    """
    return f"{number[:-2]:0>4}-{number[-2:]}"


def show_tenth(number: str) -> str:
    """A step of confidence.

    >>> show_tenth("7"), show_tenth("9")
    ('70–79%', '90–100%')
    """
    return f"{number}0–{100 if number == '9' else number + '9'}%"


def show_publisher(name: str) -> str:
    """A publisher as it stands in a URL.

    >>> show_publisher("(none)")
    'not given'
    """
    return "not given" if name == "(none)" else name


def show_time(value: datetime | None) -> str:
    """A moment, to the minute, UTC.

    >>> show_time(datetime(2018, 5, 4, 9, 30))
    '4 May 2018, 09:30 UTC'
    """
    return "" if value is None else f"{show_date(value)}, {value:%H:%M} UTC"


def show_share(value: float | None) -> str:
    """A probability as a percentage.

    >>> show_share(0.873), show_share(None)
    ('87%', '')
    """
    return "" if value is None else f"{value:.0%}"


def show_number(value: Decimal) -> str:
    """A number at the scale it is spoken of.

    >>> show_number(Decimal("1500000000")), show_number(Decimal("4212.50")), show_number(Decimal(7))
    ('1.5 billion', '4,212.50', '7')
    """
    for size, word in SCALES:
        if abs(value) >= size:
            return f"{(value / size).quantize(Decimal('0.001')).normalize():,f} {word}"
    return f"{value:,.2f}" if value % 1 else f"{value:,.0f}"


def read_number(words: str) -> Decimal | None:
    """A number as somebody types it, None for empty words. Raises ValueError where it is none.

    >>> read_number("1.5 billion"), read_number("12,500"), read_number(" ")
    (Decimal('1500000000'), Decimal('12500'), None)
    """
    figure, _, scale = " ".join(words.split()).replace(",", "").partition(" ")
    if not figure:
        return None
    sizes = {word: size for size, word in SCALES}
    try:
        value = Decimal(figure) * (sizes[scale.lower()] if scale else 1)
    except (InvalidOperation, KeyError):
        value = Decimal("NaN")
    if not value.is_finite() or not 0 <= value < Decimal(10) ** 30:
        raise ValueError(f"“{words[:80]}” is not an amount like 12,500,000 or 1.5 billion.")
    return value.quantize(Decimal("0.000001")).normalize() + 0 if value % 1 else value.quantize(Decimal(1))


def show_plain(value: Decimal | None) -> str:
    """A number as `read_number` takes it: with thousands marked, to its last digit.

    >>> show_plain(Decimal("12500000.000000")), show_plain(Decimal("4.50")), show_plain(None)
    ('12,500,000', '4.5', '')
    """
    return "" if value is None else f"{value.normalize():,f}"


def show_amount(
    low: Decimal | None, high: Decimal | None, currency: str | None, modifier: str = "exact", period: str | None = None
) -> str:
    """An amount as its row has it: bound, currency, value or range, rate.

    >>> show_amount(Decimal(15), Decimal(15), "USD", "at_least", "PT1H")
    'at least $15 an hour'
    >>> show_amount(Decimal(3000000), Decimal(5000000), "SEK", "range")
    'SEK 3 million – 5 million'
    """
    values = [v for v in (low, high) if v is not None]
    if not values:
        return "amount not given"
    code = currency or ""
    sign = SYMBOLS.get(code, f"{code} " if code else "")
    shown = list(dict.fromkeys(show_number(v) for v in values))
    rate = "" if period is None else " " + PERIODS.get(period, f"per {period}")
    return BOUNDS.get(modifier or "", "") + sign + " – ".join(shown) + rate


def web_address(value: str | None) -> str | None:
    """The address if a browser may be sent there, else None: `javascript:` and the like never become links.

    >>> web_address("https://example.org/a"), web_address("javascript:alert(1)"), web_address("http://[")
    ('https://example.org/a', None, None)
    """
    if not value:
        return None
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        return None
    return value.strip() if parts.scheme in ("http", "https") and parts.netloc else None


def find_words(text: str | None, words: Sequence[str]) -> list[tuple[bool, str]]:
    """The text in pieces, each with whether it is one of the words: what a search marks.

    >>> find_words("A levy on levies", ["LEV"])
    [(False, 'A '), (True, 'lev'), (False, 'y on '), (True, 'lev'), (False, 'ies')]
    """
    wanted = [re.escape(word) for word in words if word]
    if not text or not wanted:
        return [(False, text or "")]
    parts = re.split(f"({'|'.join(wanted)})", text, flags=re.IGNORECASE)
    return [(number % 2 == 1, part) for number, part in enumerate(parts) if part]


class Piece(NamedTuple):
    """Words of a comparison: same, removed or added."""

    change: str
    words: str


def compare_words(before: str | None, after: str | None) -> list[Piece]:
    """What became of the words, for showing a revision.

    >>> [tuple(p) for p in compare_words("cut fees by half", "cut fees by a third")]
    [('same', 'cut fees by'), ('removed', 'half'), ('added', 'a third')]
    """
    old, new = (before or "").split(), (after or "").split()
    if len(old) > LONGEST_DIFF or len(new) > LONGEST_DIFF:
        return list(_pieces((("removed", old), ("added", new))))
    pieces: list[tuple[str, list[str]]] = []
    for tag, i, j, k, n in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        pieces += [("same", old[i:j])] if tag == "equal" else [("removed", old[i:j]), ("added", new[k:n])]
    return list(_pieces(pieces))


def _pieces(found: Iterable[tuple[str, list[str]]]) -> Iterable[Piece]:
    return (Piece(change, " ".join(words)) for change, words in found if words)


FILTERS = {
    "date": show_date,
    "time": show_time,
    "count": show_count,
    "share": show_share,
    "plain": show_plain,
    "web_address": web_address,
}
