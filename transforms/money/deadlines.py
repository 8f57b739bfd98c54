"""The date by which an amount is to be reached, as ISO 8601 at the text's own precision."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from transforms.money.vocabulary import MoneyLexicon
from transforms.reading.reading import Reading

NEAR = 8  # tokens between a date and an amount behind it that it belongs to
REACH = 9  # tokens a date phrase may take
FILLERS = frozenset(
    {"the", "of", "fiscal", "financial", "calendar", "around", "about", "at", "latest", "year", "-", ","}
    | {"least", "as", "soon", "roughly", "approximately", "its", "their", "his", "her"}
)
WEEK_OR_MORE = ("week", "month", "quarter", "year", "decade", "century")


class Deadline(NamedTuple):
    """A date phrase over tokens first to last (half open): its ISO 8601 value."""

    first: int
    last: int
    value: str


@dataclass(frozen=True)
class DeadlineReader:
    """Finds phrases such as "by 2020", "by the end of next year", "within a decade" in one article."""

    reading: Reading
    words: dict[str, tuple[str, str]]  # word: (kind, value)
    numerals: dict[str, int]
    published: date | None

    @classmethod
    def over(cls, reading: Reading, lexicon: MoneyLexicon, published: date | None) -> DeadlineReader:
        """A reader for an article published that day; without a day, relative phrases stay unresolved."""
        numerals = {w: int(v) for w, (v, kind) in lexicon.numerals.items() if kind != "fraction"}
        return cls(reading, lexicon.date_words, {"a": 1, "an": 1, **numerals}, published)

    def find(self, left: int, right: int) -> list[Deadline]:
        """The deadlines among the tokens left to right, half open, in text order."""
        found = []
        for i in range(left, right):
            word = self.reading.words[i].lower()
            if word in ("by", "before") or (word == "than" and self.reading.words[i - 1].lower() == "later"):
                deadline = self._read_by(i, right)
            elif word == "within":
                deadline = self._read_within(i, right)
            else:
                continue
            if deadline is not None:
                found.append(deadline)
        return found

    def _word(self, i: int, right: int) -> str:
        return self.reading.words[i].lower().rstrip(".") if i < right else ""

    def _read_by(self, i: int, right: int) -> Deadline | None:
        """Read the date behind "by" at token i."""
        edge, j = "", i + 1
        while j < min(right, i + REACH):
            word = self._word(j, right)
            kind, value = self.words.get(word, ("", ""))
            if kind == "edge" and not edge:
                edge = value
            elif (last := self._after_year_end(j, right)) is not None:
                return self._close(i, last, self._year(0), "end")
            elif word.startswith("mid") and word[3:].strip("-").isdigit():
                return Deadline(i, j + 1, word[3:].strip("-"))
            elif word not in FILLERS or (word == "year" and edge):
                break
            j += 1
        found = self._date_at(j, right)
        return None if found is None else self._close(i, found[1], found[0], edge)

    def _after_year_end(self, i: int, right: int) -> int | None:
        """The token behind "year-end", however it is cut."""
        if self._word(i, right) in ("year-end", "yearend"):
            return i + 1
        parts = [self._word(k, right) for k in range(i, i + 3)]
        return i + 3 if parts == ["year", "-", "end"] else None

    def _close(self, first: int, last: int, value: str | None, edge: str) -> Deadline | None:
        if value is None:
            return None
        return Deadline(first, last, _at_end(value) if edge == "end" else value)

    def _date_at(self, i: int, right: int) -> tuple[str | None, int] | None:
        """The date at token i and the token behind it; its value is None where the day of publication is missing."""
        word = self._word(i, right)
        kind, value = self.words.get(word, ("", ""))
        if _is_year(word):
            return word, i + 1
        if kind == "ordinal" or (kind == "season" and self._word(i + 1, right) != "of"):
            return self._part_of_year(i, right)
        if kind == "season":
            return (
                (self._word(i + 2, right), i + 3)
                if _is_year(self._word(i + 2, right))
                else self._part_of_year(i, right)
            )
        if word in ("2020s", "2030s", "2040s", "2050s"):
            return word[:4], i + 1
        if kind == "month" and self.reading.words[i][:1].isupper():
            return self._month_at(i, int(value), right)
        if word.isdigit() and self.words.get(self._word(i + 1, right), ("", ""))[0] == "month":
            month = int(self.words[self._word(i + 1, right)][1])
            year = self._word(i + 2, right)
            return self._day(month, int(word), year if _is_year(year) else ""), i + 3 if _is_year(year) else i + 2
        is_relative = word in ("next", "this", "the", "following", "coming", "that")
        if is_relative or (kind == "unit" and value in WEEK_OR_MORE):
            return self._relative(i, right)
        if kind == "weekday":
            return self._weekday(int(value)), i + 1
        if word in ("tomorrow", "tonight", "today"):
            return self._shift("day", 1 if word == "tomorrow" else 0), i + 1
        return None

    def _part_of_year(self, i: int, right: int) -> tuple[str | None, int] | None:
        """Read "third quarter of 2020" as its last month, "summer" as its year."""
        if self.words[self._word(i, right)][0] == "season":
            return self._year(0), i + 1
        part, number = self._word(i + 1, right), int(self.words[self._word(i, right)][1])
        months = {"quarter": 3, "half": 6}.get(part)
        if months is None or number * months > 12:
            return None
        j = i + 3 if self._word(i + 2, right) == "of" else i + 2
        is_year = _is_year(self._word(j, right))
        year = self._word(j, right) if is_year else self._year(0)
        return year and f"{year}-{number * months:02d}", j + 1 if is_year else i + 2

    def _month_at(self, i: int, month: int, right: int) -> tuple[str | None, int]:
        """Read "June", "June 30", "June 30, 2021", "June 2021", "June of next year"."""
        day, year, j = self._word(i + 1, right), self._word(i + 2, right), i + 2
        if _is_year(day):
            return f"{day}-{month:02d}", i + 2
        if day.isdigit() and 1 <= int(day) <= 31:
            if year == ",":
                year, j = self._word(i + 3, right), i + 3
            if _is_year(year):
                return self._day(month, int(day), year), j + 1
            return self._day(month, int(day), ""), i + 2
        if day == "of" and year == "next":
            base = self._year(1)
            return base and f"{base}-{month:02d}", i + 4
        base = self._year_of_month(month)
        return base and f"{base}-{month:02d}", i + 1

    def _day(self, month: int, day: int, year: str) -> str | None:
        base = year or self._year_of_month(month)
        return base and f"{base}-{month:02d}-{day:02d}"

    def _relative(self, i: int, right: int) -> tuple[str | None, int] | None:
        """Read "next year", "the year", "this month", "next decade", "the middle of the century"."""
        step, j = 0, i
        is_mid = any(self._word(k, right) in ("mid", "middle") for k in range(i - 4, i))
        while self._word(j, right) in ("the", "this", "that", "next", "following", "coming", "current"):
            step = 1 if self._word(j, right) in ("next", "following", "coming") else step
            j += 1
        word = self._word(j, right)
        kind, value = self.words.get(word, ("", ""))
        if kind == "season" and self.published:
            return self._year(step), j + 1
        if kind == "month":
            base = self._year(step)
            return base and f"{base}-{int(value):02d}", j + 1
        if kind == "weekday":
            return self._weekday(int(value)), j + 1
        if kind != "unit" or word.endswith("s"):
            return None
        if value == "decade" and self.published:
            return str(self.published.year // 10 * 10 + 9 + 10 * step), j + 1
        if value == "century":
            return None if not self.published else str(
                self.published.year // 100 * 100 + (50 if is_mid else 100)
            ), j + 1
        return self._shift(value, step), j + 1

    def _read_within(self, i: int, right: int) -> Deadline | None:
        """Read "within a decade", "within the next five years", "within 18 months"."""
        j = i + 1
        while self._word(j, right) in ("the", "next", "coming", "about", "just"):
            j += 1
        count = self.numerals.get(self._word(j, right))
        if self._word(j, right).isdigit():
            count = int(self._word(j, right))
        if count is None or count > 100:
            return None
        kind, unit = self.words.get(self._word(j + 1, right), ("", ""))
        value = self._shift(unit, count) if kind == "unit" else None
        return Deadline(i, j + 2, value) if value else None

    # -- counting from the day of publication

    def _year(self, step: int) -> str | None:
        return None if self.published is None else str(self.published.year + step)

    def _year_of_month(self, month: int) -> str | None:
        """The year a bare month means: the next one to come."""
        if self.published is None:
            return None
        return str(self.published.year + (1 if month < self.published.month else 0))

    def _weekday(self, weekday: int) -> str | None:
        if self.published is None:
            return None
        return (self.published + timedelta(days=(weekday - self.published.weekday()) % 7)).isoformat()

    def _shift(self, unit: str, count: int) -> str | None:
        if self.published is None:
            return None
        day = self.published
        if unit in ("year", "decade"):
            return str(day.year + count * (10 if unit == "decade" else 1))
        if unit in ("month", "quarter"):
            months = day.year * 12 + day.month - 1 + count * (3 if unit == "quarter" else 1)
            return f"{months // 12}-{months % 12 + 1:02d}"
        return (day + timedelta(days=count * (7 if unit == "week" else 1))).isoformat()


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and 1900 <= int(word) <= 2200


def _at_end(value: str) -> str:
    """The last day of a year or month.

    >>> _at_end("2020"), _at_end("2021-02")
    ('2020-12-31', '2021-02-28')
    """
    if len(value) == 4:
        return f"{value}-12-31"
    if len(value) == 7:
        year, month = int(value[:4]), int(value[5:])
        return f"{value}-{calendar.monthrange(year, month)[1]:02d}"
    return value


def assign_deadlines(
    reading: Reading, deadlines: Sequence[Deadline], spans: Sequence[tuple[int, int]], sentence: tuple[int, int]
) -> list[str | None]:
    """Which deadline belongs to each amount of a sentence; amounts are token spans, half open, in text order.

    A date behind an amount belongs to the last amount before it; one that opens the sentence to all of its clause;
    one before its amount ("by 2020 save $5") to the first amount behind it.
    """
    found: list[str | None] = [None] * len(spans)
    for deadline in deadlines:
        before = [n for n, (_, last) in enumerate(spans) if last <= deadline.first]
        if before:
            n = before[-1]
            if found[n] is None and not _has_break(reading, spans[n][1], deadline.first):
                found[n] = deadline.value
            elif n + 1 < len(spans) and found[n + 1] is None and spans[n + 1][0] - deadline.last <= NEAR:
                found[n + 1] = deadline.value
        else:
            opens = all(not reading.words[t].isalnum() for t in range(sentence[0], deadline.first))
            is_near = spans[0][0] - deadline.last <= NEAR and "," not in reading.words[deadline.last : spans[0][0]]
            for n in range(len(spans) if opens else int(is_near)):
                found[n] = found[n] or deadline.value
    return found


def _has_break(reading: Reading, first: int, last: int) -> bool:
    """Whether a new clause begins between two tokens: a semicolon, or "and" or a comma before another subject."""
    return any(reading.words[t] == ";" for t in range(first, last))
