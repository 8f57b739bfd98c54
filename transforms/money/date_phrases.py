"""Reads a phrase of time at a token: "June 30", "the first Friday of next month", "the end of fiscal 2026"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from transforms.money.calendars import Calendar, end_of, nth_weekday

LEAD = 10  # tokens that may stand before the date itself
FISCAL_YEAR = re.compile(r"fy(?:20)?(\d\d)", re.ASCII)
QUARTER_CODE = re.compile(r"(?:q([1-4])|([1-4])q|h([12])|([12])h)", re.ASCII)
DECADE = re.compile(r"(?:20|19)\d0s", re.ASCII)
DAY_NUMBER = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?", re.ASCII)
PART_YEAR = re.compile(r"(mid|early|late|end)-?((?:19|20|21)\d\d)s?", re.ASCII)
NEXT = frozenset({"next", "following", "coming"})
THIS = frozenset({"this", "the", "that", "current", "present"})
NUMBERED = {"quarter": 3, "half": 6}

Words = Mapping[str, tuple[str, str]]  # word: (kind, value), of date_words.csv


class Phrase(NamedTuple):
    """A time that was read: its ISO 8601 value, None where the day of publication is missing, and the token behind."""

    value: str | None
    last: int


class DatePhrases:
    """Reads the phrases of time in a row of words in small letters, seen from one day."""

    def __init__(self, words: Sequence[str], written: Sequence[str], known: Words, calendar: Calendar) -> None:
        self.words = words
        self.written = written
        self.known = known
        self.calendar = calendar
        self._rules: tuple[Callable[[int], Phrase | None], ...] = (
            self._year,
            self._year_word,
            self._part_of_year,
            self._ordinal_day,
            self._season,
            self._month,
            self._day_then_month,
            self._feast,
            self._next_unit,
            self._weekday,
            self._near_day,
            self._day_number,
        )

    def read(self, i: int) -> Phrase | None:
        """The time at token i, behind what may lead to it: articles, "the end of", "midnight on"."""
        edge, is_fiscal, j = "", False, i
        while j - i < LEAD:
            word = self._word(j)
            kind, value = self._kind(j)
            closed = self._closed(j)
            if closed is not None:
                return closed
            if kind == "edge" and not edge and not (value == "end" and self._word(j + 1) == "up"):
                edge = value
            elif kind == "lead" or (word == "year" and edge and self._is_lead(j)):
                is_fiscal = is_fiscal or value == "fiscal"
            else:
                break
            j += 1
        found = self._date(j)
        if found is None or found.value is None or edge != "end" or is_fiscal:
            return found
        return Phrase(end_of(found.value), found.last)

    def _is_lead(self, i: int) -> bool:
        return _is_year(self._word(i + 1))

    def _date(self, i: int) -> Phrase | None:
        for rule in self._rules:
            found = rule(i)
            if found is not None:
                return found
        return None

    def _word(self, i: int) -> str:
        return self.words[i].rstrip(".") if 0 <= i < len(self.words) else ""

    def _kind(self, i: int) -> tuple[str, str]:
        return self.known.get(self._word(i), ("", ""))

    # -- years

    def _closed(self, i: int) -> Phrase | None:
        """Read "year-end", "month-end 2024", "year's end", "end-June", "end-2025", "mid-2025", however they are cut."""
        word = self._word(i)
        match = PART_YEAR.fullmatch(word)
        if match:
            return Phrase(end_of(match[2]) if match[1] == "end" else match[2], i + 1)
        parts = [self._word(k) for k in range(i, i + 3)]
        unit = self._kind(i)[1] if self._kind(i)[0] == "unit" else ""
        if word in ("year-end", "yearend"):
            return self._year_end(i + 1)
        if unit and parts[1:] == ["-", "end"]:
            return self._year_end(i + 3) if unit == "year" else self._ended(self.calendar.unit(unit, 0), i + 3)
        if unit and parts[1:] == ["'s", "end"]:
            return self._year_end(i + 3) if unit == "year" else self._ended(self.calendar.unit(unit, 0), i + 3)
        if self._kind(i) == ("edge", "end") and parts[1] == "-":
            found = self._date(i + 2)
            return None if found is None else self._ended(found.value, found.last)
        return None

    def _year_end(self, last: int) -> Phrase:
        if _is_year(self._word(last)):
            return Phrase(end_of(self._word(last)), last + 1)
        if self._word(last) in NEXT and self._word(last + 1) == "year":
            return self._ended(self.calendar.year(1), last + 2)
        return self._ended(self.calendar.year(), last)

    def _ended(self, value: str | None, last: int) -> Phrase:
        return Phrase(value and end_of(value), last)

    def _year(self, i: int) -> Phrase | None:
        word = self._word(i)
        if _is_year(word):
            return Phrase(word, i + 1)
        if DECADE.fullmatch(word):
            return Phrase(word[:4], i + 1)
        fiscal = FISCAL_YEAR.fullmatch(word)
        if fiscal:
            return Phrase(f"20{fiscal[1]}", i + 1)
        if word == "fy" and _is_year(self._word(i + 1)):
            return Phrase(self._word(i + 1), i + 2)
        return None

    def _year_word(self, i: int) -> Phrase | None:
        """Read "2025 year-end"'s bare "midyear", "mid-year" and "Q3 2025", "3Q"."""
        word = self._word(i)
        match = QUARTER_CODE.fullmatch(word)
        if match:
            quarter, half = match[1] or match[2], match[3] or match[4]
            month = int(quarter) * 3 if quarter else int(half) * 6
            return self._of_year(month, i + 1)
        if word in ("midyear", "mid-year"):
            return Phrase(self.calendar.year(), i + 1)
        return None

    def _of_year(self, month: int, i: int) -> Phrase:
        """A month by its number, and the year that may follow: "of 2025", "next year", "this year"."""
        j = i + 1 if self._word(i) in ("of", "in", ",") else i
        j += self._kind(j) == ("lead", "fiscal")
        if _is_year(self._word(j)):
            return Phrase(f"{self._word(j)}-{month:02d}", j + 1)
        step = self._year_step(j)
        if step is not None:
            return Phrase(self.calendar.month(month, step), j + 2)
        if self._word(j) in ("the", "its") and self._word(j + 1) == "year":
            return Phrase(self.calendar.month(month, 0), j + 2)
        return Phrase(self.calendar.month(month), i)

    def _year_step(self, i: int) -> int | None:
        """How many years on "next year" and "this year" are, None where no such words stand at token i."""
        if self._word(i + 1) != "year":
            return None
        return 1 if self._word(i) in NEXT else 0 if self._word(i) in ("this", "current") else None

    # -- parts of a year

    def _part_of_year(self, i: int) -> Phrase | None:
        """Read "third quarter of 2020", "second half of next year", "fourth quarter" as the last month."""
        kind, value = self._kind(i)
        months = NUMBERED.get(self._word(i + 1))
        if kind != "ordinal" or months is None:
            return None
        number = int(value) if int(value) > 0 else 12 // months
        return self._of_year(number * months, i + 2) if number * months <= 12 else None

    def _ordinal_day(self, i: int) -> Phrase | None:
        """Read "the first Friday of next month", "the last day of June", "the last Monday in May 2025"."""
        kind, value = self._kind(i)
        if kind == "ordinal" and int(value) > 0 and self._word(i + 1) == "of" and self._kind(i + 2)[0] == "month":
            return self._day_of(int(self._kind(i + 2)[1]), int(value), i + 3)
        what, day = self._kind(i + 1)
        if kind != "ordinal" or self._word(i + 2) not in ("of", "in") or (what, day) != ("unit", "day") == (what, ""):
            return None
        if what != "weekday" and (what, day) != ("unit", "day"):
            return None
        month = self._month_behind(i + 3)
        if month is None or month.value is None:
            return month
        year, number = int(month.value[:4]), int(month.value[5:7])
        if what == "weekday":
            found = nth_weekday(year, number, int(day), int(value))
            return Phrase(found.isoformat() if found else None, month.last)
        whole = end_of(month.value) if int(value) < 0 else f"{month.value}-{int(value):02d}"
        return Phrase(whole, month.last)

    def _month_behind(self, i: int) -> Phrase | None:
        """A month by name or as "next month", "the month"."""
        if self._kind(i)[0] == "month":
            return self._of_year(int(self._kind(i)[1]), i + 1)
        j = i + 1 if self._word(i) == "the" else i
        step = 1 if self._word(j) in NEXT else 0
        j += self._word(j) in NEXT | THIS
        return Phrase(self.calendar.unit("month", step), j + 1) if self._word(j) == "month" else None

    def _season(self, i: int) -> Phrase | None:
        """A season says no more than its year: "the summer of 2020", "next spring"."""
        step = 1 if self._word(i) in NEXT else 0
        j = i + (self._word(i) in NEXT | THIS)
        if self._kind(j)[0] != "season":
            return None
        k = j + 2 if self._word(j + 1) == "of" else j + 1
        if _is_year(self._word(k)):
            return Phrase(self._word(k), k + 1)
        later = self._year_step(k)
        return Phrase(self.calendar.year(step if later is None else later), j + 1 if later is None else k + 2)

    # -- months and days

    def _month(self, i: int) -> Phrase | None:
        """Read "June", "June 30", "June 30, 2021", "June 2021", "June next year", "next June"."""
        step = 1 if self._word(i) in NEXT else 0 if self._word(i) == "this" else None
        j = i if step is None else i + 1
        if self._kind(j)[0] != "month" or not self.written[j][:1].isupper():
            return None
        month = int(self._kind(j)[1])
        day = DAY_NUMBER.fullmatch(self._word(j + 1))
        if day and 1 <= int(day[1]) <= 31:
            return self._day_of(month, int(day[1]), j + 2)
        if step is not None:
            is_ahead = self.calendar.today is not None and month > self.calendar.today.month
            return Phrase(self.calendar.month(month, step if not (step and is_ahead) else 1), j + 1)
        return self._of_year(month, j + 1)

    def _day_of(self, month: int, day: int, i: int) -> Phrase:
        j = i + 1 if self._word(i) in (",", "of") else i
        if _is_year(self._word(j)):
            return Phrase(self.calendar.day(month, day, self._word(j)), j + 1)
        step = self._year_step(j)
        return Phrase(self.calendar.day(month, day, step=step), i if step is None else j + 2)

    def _day_then_month(self, i: int) -> Phrase | None:
        """Read "30 June 2021", "the 30th of June"."""
        day = DAY_NUMBER.fullmatch(self._word(i))
        j = i + 2 if self._word(i + 1) == "of" else i + 1
        if day is None or self._kind(j)[0] != "month" or not 1 <= int(day[1]) <= 31:
            return None
        return self._day_of(int(self._kind(j)[1]), int(day[1]), j + 1)

    def _day_number(self, i: int) -> Phrase | None:
        """Read "the 15th", "the 15th of next month"."""
        word = self._word(i)
        day = DAY_NUMBER.fullmatch(word)
        if day is None or word.isdecimal() or self._word(i - 1) != "the" or int(day[1]) > 31:
            return None
        if self._word(i + 1) == "of":
            step = 1 if self._word(i + 2) in NEXT else 0
            if self._word(i + 3) == "month":
                return Phrase(self.calendar.day_of_month(int(day[1]), step), i + 4)
            return None
        kind = self._kind(i + 1)[0]
        return None if kind or self._word(i + 1).isalpha() else Phrase(self.calendar.day_of_month(int(day[1])), i + 1)

    def _feast(self, i: int) -> Phrase | None:
        """Read "Christmas", "Thanksgiving", "next Easter", "Labor Day"."""
        step = 1 if self._word(i) in NEXT else None
        j = i + (step is not None)
        for size in (4, 3, 2, 1):
            kind, rule = self.known.get(" ".join(self._word(k) for k in range(j, j + size)), ("", ""))
            if kind == "feast":
                later = self._year_step(j + size)
                step = later if later is not None else step
                return Phrase(self.calendar.feast(rule, step), j + size + 2 * (later is not None))
        return None

    # -- counted from today

    def _next_unit(self, i: int) -> Phrase | None:
        """Read "next year", "the year", "this month", "the coming decade", "the century"."""
        step, j = 0, i
        while self._word(j) in NEXT | THIS:
            step = 1 if self._word(j) in NEXT else step
            j += 1
        kind, unit = self._kind(j)
        if kind != "unit" or self._word(j).endswith("s") or unit == "day":
            return None
        if unit == "century":
            return Phrase(self._century(i, step), j + 1)
        if self._kind(j - 1)[0] == "edge" or j > i or self._kind(i - 1)[0] in ("lead", "edge"):
            return Phrase(self.calendar.unit(unit, step), j + 1)
        return None

    def _century(self, i: int, step: int) -> str | None:
        end = self.calendar.unit("century", step)
        is_middle = any(self._kind(k) == ("edge", "middle") for k in range(i - 3, i))
        return end and str(int(end) - 50 * is_middle)

    def _weekday(self, i: int) -> Phrase | None:
        """Read "Friday", "next Friday", "Monday week", "Friday next week"; a date behind it says the same."""
        is_next = self._word(i) in NEXT
        j = i + (self._word(i) in NEXT | {"this", "coming"})
        kind, value = self._kind(j)
        if kind != "weekday":
            return None
        k = j + 2 if self._word(j + 1) == "," else j + 1
        dated = self._month(k) or self._day_then_month(k)
        if dated is not None:
            return dated
        if self._word(j + 1) == "week":
            return Phrase(self.calendar.weekday(int(value), 1), j + 2)
        if is_next or (self._word(j + 1) in NEXT and self._word(j + 2) == "week"):
            return Phrase(self.calendar.weekday_of_next_week(int(value)), j + 1 if is_next else j + 3)
        return Phrase(self.calendar.weekday(int(value)), j + 1)

    def _near_day(self, i: int) -> Phrase | None:
        """Read "today", "tonight", "tomorrow", "the day after tomorrow"."""
        if [self._word(k) for k in range(i, i + 3)] == ["day", "after", "tomorrow"]:
            return Phrase(self.calendar.after("day", 2), i + 3)
        kind, value = self._kind(i)
        return Phrase(self.calendar.after("day", int(value)), i + 1) if kind == "near" else None


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isascii() and word.isdigit() and 1900 <= int(word) <= 2200
