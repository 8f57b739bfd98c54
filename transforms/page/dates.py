"""Reads the dates that sources write, in every form that has one meaning; what has two or none is left unread.

Sources, page lines and records all ask `read_date`; `dateutil` does the reading, twice with different missing parts
and both orders of day and month, and only what comes out the same is believed.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from dateutil.parser import UnknownTimezoneWarning, parse

Moment = tuple[datetime | None, str | None]  # in UTC, and how much of it is known: day or time
UNREAD: Moment = (None, None)
LONGEST = 80  # characters of a written date
EARLIEST, LATEST = 1600, 2200  # years of news
# Zones by name that mean one thing in news, in hours from UTC; IST, CST of China and the like mean several
ZONES = {
    **{"UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3},
    **{"EDT": -4, "EST": -5, "CDT": -5, "CST": -6, "MDT": -6, "MST": -7, "PDT": -7, "PST": -8, "AKST": -9, "HST": -10},
    **{"SGT": 8, "HKT": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13},
}
UNKNOWN_ZONE = timezone(timedelta(hours=23, minutes=59), "unknown")
FILLED = (datetime(1604, 2, 3, 4, 5, 6), datetime(1608, 5, 7, 8, 9, 10))  # what dateutil fills missing parts with
ISO_LIKE = re.compile(r"\d{4}(?:-?\d\d-?\d\d|-?W\d\d-?\d|-\d{3})(?:[T ].*)?", re.ASCII)
EPOCH = re.compile(r"(?:/Date\()?(?P<seconds>\d{9,10})(?P<rest>\d{3}|\d{6}|\d{9}|\.\d{1,9})?(?:\)/)?", re.ASCII)
FOURTEEN = re.compile(r"(\d{8})(\d{6})(?:\.\d+)?Z?", re.ASCII)
HAS_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)|(?<!\d)\d{8}(?:T|\b)", re.ASCII)
ORDERS = (  # whether the day may stand before the month in figures alone; both are tried elsewhere
    (re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}\b", re.ASCII), (True,)),  # points part day, month, year and nothing else
    (re.compile(r"\d{4}\D", re.ASCII), (False,)),  # what begins with the year goes on with the month
)
PLAINER = (
    (re.compile(r"^(?:(?:first )?published|posted|date)(?: on)?:? ", re.IGNORECASE), ""),
    (re.compile(r"\[[\w/+-]{1,40}\]$", re.ASCII), ""),  # "[Europe/Berlin]" behind an offset, as Java prints it
    (re.compile(r"([+-]\d{4}) (?:[A-Z]{3,4}|[+-]\d{2,4})$", re.ASCII), r"\1"),  # "+0000 UTC", as Go prints it
    (re.compile(r"\bat\b|[|•·–—]", re.IGNORECASE), " "),
    (re.compile(r"\b([ap])\.\s?m\b\.?|(?<=\d)\s?([ap])m\b", re.IGNORECASE), r" \1\2m"),
    (re.compile(r"\b(\d{1,2})\.(\d\d)(?= [ap]m\b| [A-Z]{3,4}\b)", re.ASCII), r"\1:\2"),
    (re.compile(r"\bSept\b", re.IGNORECASE), "Sep"),
)


def read_date(words: object) -> Moment:
    """The moment in UTC that a source wrote, and its precision, day or time; (None, None) for what is no whole date.

    A time without a zone is taken as UTC; one whose zone has several meanings says no more than its day.

    >>> read_date("Thu, 14 Mar 2024 10:15:00 GMT")
    (datetime.datetime(2024, 3, 14, 10, 15, tzinfo=datetime.timezone.utc), 'time')
    >>> read_date("14 March 2024")[1], read_date("2024-03"), read_date("03/04/2024")
    ('day', (None, None), (None, None))
    """
    if isinstance(words, datetime):
        return _settle(words, "time")
    if isinstance(words, date):
        return datetime.combine(words, time(), UTC), "day"
    written = str(words).strip() if words is not None else ""
    if not 6 < len(written) <= LONGEST:
        return UNREAD
    for read in READERS:
        found = read(written)
        if found is not None:
            return found
    return UNREAD


def _read_iso(written: str) -> Moment | None:
    if not ISO_LIKE.fullmatch(written):
        return None
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    return _settle(moment, "time" if len(written) > 10 else "day")


def _read_epoch(written: str) -> Moment | None:
    """Seconds since 1970, with thousandths or millionths; "/Date(1710410000000)/" is the same."""
    match = EPOCH.fullmatch(written)
    if match is None:
        return None
    rest = (match["rest"] or "").lstrip(".")
    moment = datetime.fromtimestamp(int(match["seconds"]), UTC)
    return _settle(moment + timedelta(microseconds=int((rest + "000000")[:6])), "time")


def _read_fourteen(written: str) -> Moment | None:
    """Year to second without marks: "20240314101500"."""
    match = FOURTEEN.fullmatch(written)
    if match is None:
        return None
    try:
        return _settle(datetime.strptime(match[1] + match[2], "%Y%m%d%H%M%S"), "time")
    except ValueError:
        return UNREAD


def _read_words(written: str) -> Moment | None:
    """Any other form, by dateutil: whatever it has to fill in or to choose makes the date unread."""
    if not HAS_YEAR.search(written):
        return UNREAD
    plain = _make_plain(written)
    orders = next((orders for pattern, orders in ORDERS if pattern.match(plain)), (True, False))
    read = [_parse(plain, filled, day_first) for filled in FILLED for day_first in orders]
    days = {moment.date() if moment else None for moment in read}
    if len(days) != 1 or (one := read[0]) is None:
        return UNREAD
    has_time = len({(moment.hour, moment.minute) for moment in read if moment}) == 1
    if not has_time or one.tzinfo is UNKNOWN_ZONE:
        return _settle(datetime.combine(one.date(), time()), "day")
    has_seconds = len({moment.second for moment in read if moment}) == 1
    return _settle(one if has_seconds else one.replace(second=0), "time")


def _make_plain(written: str) -> str:
    """The words as dateutil knows them."""
    for pattern, plain in PLAINER:
        written = pattern.sub(plain, written)
    return written


def _parse(written: str, filled: datetime, day_first: bool) -> datetime | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UnknownTimezoneWarning)
        try:
            return parse(written, default=filled, dayfirst=day_first, tzinfos=_find_zone)
        except (ValueError, OverflowError, TypeError, IndexError, AttributeError, ArithmeticError):
            return None  # dateutil raises what it meets; each of these means that it could not read the words


def _find_zone(name: str | None, offset: int | None) -> tzinfo | None:
    if offset is not None:
        return timezone(timedelta(seconds=offset))
    if name is None:
        return None
    hours = ZONES.get(name.upper())
    return UNKNOWN_ZONE if hours is None else timezone(timedelta(hours=hours))


def _settle(moment: datetime, precision: str) -> Moment:
    """The moment in UTC, if its year is one of news."""
    if not EARLIEST <= moment.year <= LATEST:
        return UNREAD
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC), precision


READERS: tuple[Callable[[str], Moment | None], ...] = (_read_iso, _read_epoch, _read_fourteen, _read_words)
