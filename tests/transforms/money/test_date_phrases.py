"""Phrases of time seen from many days, against dates that are counted here in another way."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

import pytest

from transforms.money.calendars import Calendar
from transforms.money.date_phrases import DatePhrases

DAYS = [
    date(2024, 3, 14),  # a Thursday
    date(2024, 2, 29),
    date(2023, 12, 31),  # a Sunday
    date(2024, 1, 1),  # a Monday
    date(2016, 6, 7),
    date(2019, 3, 6),
    date(1987, 10, 20),
    date(2020, 11, 22),
    date(2025, 7, 4),  # a Friday
    date(2021, 9, 30),
    date(2022, 4, 30),  # a Saturday
    date(2030, 8, 15),
]


def last_of(year, month):
    return f"{year}-{month:02d}-{monthrange(year, month)[1]:02d}"


def month_after(day, count):
    first = day.replace(day=1)
    for _ in range(count):
        first = (first + timedelta(days=32)).replace(day=1)
    return first


def coming(day, weekday):
    while day.weekday() != weekday:
        day += timedelta(days=1)
    return day


def sunday(day):
    return coming(day, 6)


def next_week(day, weekday):
    return coming(sunday(day) + timedelta(days=1), weekday)


def first_weekday(first, weekday):
    return coming(first, weekday)


def next_month_named(day, month):
    return day.year + (month < day.month)


def next_date(day, month, number):
    return f"{day.year + ((month, number) < (day.month, day.day))}-{month:02d}-{number:02d}"


def quarter_end(day):
    return (day.month + 2) // 3 * 3


# Each phrase as it follows "by", and what it means on a day
PHRASES = [
    ("2035", lambda d: "2035"),
    ("the end of 2035", lambda d: "2035-12-31"),
    ("end-2035", lambda d: "2035-12-31"),
    ("early 2036", lambda d: "2036"),
    ("mid-2036", lambda d: "2036"),
    ("fiscal 2032", lambda d: "2032"),
    ("FY26", lambda d: "2026"),
    ("the end of the year", lambda d: f"{d.year}-12-31"),
    ("year-end", lambda d: f"{d.year}-12-31"),
    ("the year's end", lambda d: f"{d.year}-12-31"),
    ("the end of next year", lambda d: f"{d.year + 1}-12-31"),
    ("next year", lambda d: f"{d.year + 1}"),
    ("the end of the month", lambda d: last_of(d.year, d.month)),
    ("the end of this month", lambda d: last_of(d.year, d.month)),
    ("the end of next month", lambda d: last_of(month_after(d, 1).year, month_after(d, 1).month)),
    ("next month", lambda d: month_after(d, 1).isoformat()[:7]),
    ("the end of the week", lambda d: sunday(d).isoformat()),
    ("the end of next week", lambda d: next_week(d, 6).isoformat()),
    ("June", lambda d: f"{next_month_named(d, 6)}-06"),
    ("the end of June", lambda d: last_of(next_month_named(d, 6), 6)),
    ("end-June", lambda d: last_of(next_month_named(d, 6), 6)),
    ("June next year", lambda d: f"{d.year + 1}-06"),
    ("June of next year", lambda d: f"{d.year + 1}-06"),
    ("June 2031", lambda d: "2031-06"),
    ("Dec. 31", lambda d: f"{d.year}-12-31"),
    ("June 30", lambda d: next_date(d, 6, 30)),
    ("30 June", lambda d: next_date(d, 6, 30)),
    ("the 30th of June", lambda d: next_date(d, 6, 30)),
    ("June 30, 2031", lambda d: "2031-06-30"),
    ("30 June 2031", lambda d: "2031-06-30"),
    ("Friday", lambda d: coming(d, 4).isoformat()),
    ("this Friday", lambda d: coming(d, 4).isoformat()),
    ("next Friday", lambda d: next_week(d, 4).isoformat()),
    ("Friday next week", lambda d: next_week(d, 4).isoformat()),
    ("Monday week", lambda d: (coming(d, 0) + timedelta(days=7)).isoformat()),
    ("midnight on Friday", lambda d: coming(d, 4).isoformat()),
    ("the first Friday of next month", lambda d: first_weekday(month_after(d, 1), 4).isoformat()),
    ("the last day of next month", lambda d: last_of(month_after(d, 1).year, month_after(d, 1).month)),
    ("the first Monday in May 2031", lambda d: "2031-05-05"),
    ("tomorrow", lambda d: (d + timedelta(days=1)).isoformat()),
    ("the day after tomorrow", lambda d: (d + timedelta(days=2)).isoformat()),
    ("the second quarter of 2031", lambda d: "2031-06"),
    ("the end of the second quarter of 2031", lambda d: "2031-06-30"),
    ("Q3 2031", lambda d: "2031-09"),
    ("the second half of next year", lambda d: f"{d.year + 1}-12"),
    ("the end of the quarter", lambda d: last_of(d.year, quarter_end(d))),
    ("the summer of 2031", lambda d: "2031"),
    ("the end of the decade", lambda d: f"{d.year // 10 * 10 + 9}-12-31"),
    ("the 2040s", lambda d: "2040"),
    ("mid-century", lambda d: f"{d.year // 100}50"),
    ("Christmas", lambda d: next_date(d, 12, 25)),
]


@pytest.fixture(scope="module")
def known(seeds):
    return {row["word"]: (row["kind"], row["value"]) for row in seeds["date_words"]}


def read(phrase, known, day):
    written = re.findall(r"'s|[A-Za-z]+-\d+|FY\d+|Q\d|[A-Z][a-z]+\.|\w+|[^\w\s]", f"by {phrase} or so")
    if "mid-century" in phrase:
        written = ["by", "mid", "-", "century", "or", "so"]
    found = DatePhrases([word.lower() for word in written], written, known, Calendar(day)).read(1)
    return found and found.value


@pytest.mark.parametrize(("phrase", "value"), PHRASES, ids=[phrase for phrase, _ in PHRASES])
def test_phrases_of_time_from_many_days(phrase, value, known):
    assert {day.isoformat(): read(phrase, known, day) for day in DAYS} == {d.isoformat(): value(d) for d in DAYS}


@pytest.mark.parametrize("phrase", ["them", "five years", "the committee", "some distance", "the time"])
def test_what_is_no_time_is_not_read(phrase, known):
    assert read(phrase, known, DAYS[0]) is None


def test_without_a_day_only_whole_dates_are_known(known):
    assert read("June 30, 2031", known, None) == "2031-06-30"
    assert [read(words, known, None) for words in ("June 30", "next year", "Friday", "Christmas")] == [None] * 4
