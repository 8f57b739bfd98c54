"""Counts days, weeks, months and years from the day of publication; values are ISO 8601 at their own precision."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import easter

DAYS = {"day": 1, "week": 7, "fortnight": 14}
YEARS = {"year": 1, "decade": 10, "century": 100}
MONTHS = {"month": 1, "quarter": 3, "half": 6}


@dataclass(frozen=True, slots=True)
class Calendar:
    """Dates as seen from one day; everything that is counted from it is None where there is no such day."""

    today: date | None

    def year(self, step: int = 0) -> str | None:
        """This year, or one `step` years on."""
        return None if self.today is None else str(self.today.year + step)

    def month(self, month: int, step: int | None = None) -> str | None:
        """The next month of that number, this one included; `step` counts from this year's instead."""
        if self.today is None:
            return None
        ahead = int(month < self.today.month) if step is None else step
        return f"{self.today.year + ahead}-{month:02d}"

    def day(self, month: int, day: int, year: str = "", step: int | None = None) -> str | None:
        """That day of the year, or else the next one to come, today included."""
        if not year:
            if self.today is None:
                return None
            is_past = (month, day) < (self.today.month, self.today.day)
            year = str(self.today.year + (int(is_past) if step is None else step))
        return _existing(int(year), month, day)

    def day_of_month(self, day: int, step: int | None = None) -> str | None:
        """The next day of that number, or that of the month `step` months on."""
        if self.today is None:
            return None
        ahead = int(day < self.today.day) if step is None else step
        year, month = _month_after(self.today, ahead)
        return _existing(year, month, day)

    def weekday(self, weekday: int, weeks: int = 0) -> str | None:
        """The next such day, today included, and so many weeks on."""
        if self.today is None:
            return None
        return (self.today + timedelta(days=(weekday - self.today.weekday()) % 7 + 7 * weeks)).isoformat()

    def weekday_of_next_week(self, weekday: int) -> str | None:
        """That day of the week that begins on the next Monday."""
        if self.today is None:
            return None
        return (self.today + timedelta(days=7 - self.today.weekday() + weekday)).isoformat()

    def week(self, step: int) -> str | None:
        """This week or one `step` weeks on, as a week of ISO 8601."""
        if self.today is None:
            return None
        year, week, _ = (self.today + timedelta(weeks=step)).isocalendar()
        return f"{year}-W{week:02d}"

    def unit(self, unit: str, step: int) -> str | None:
        """This day, week, month, quarter, ... or the one `step` of them on, as a whole."""
        if self.today is None:
            return None
        if unit == "week":
            return self.week(step)
        if unit in ("decade", "century"):
            size = YEARS[unit]
            return str(self.today.year // size * size + size * (step + 1) - (unit == "decade"))
        if unit in ("quarter", "half"):
            size = MONTHS[unit]
            ends = ((self.today.month - 1) // size + 1) * size
            year, month = _month_after(self.today.replace(day=1, month=ends), size * step)
            return f"{year}-{month:02d}"
        return self.after(unit, step)

    def after(self, unit: str, count: int) -> str | None:
        """The time `count` units from now, at the precision of the unit."""
        if self.today is None or count > 1000:
            return None
        if unit in YEARS:
            return str(self.today.year + count * YEARS[unit])
        if unit in MONTHS:
            year, month = _month_after(self.today, count * MONTHS[unit])
            return f"{year}-{month:02d}"
        return (self.today + timedelta(days=count * DAYS.get(unit, 1))).isoformat()

    def feast(self, rule: str, step: int | None = None) -> str | None:
        """The next day of a feast: "12-25", "11:3:4" (the fourth Thursday of November) or "easter"."""
        if self.today is None:
            return None
        for ahead in (0, 1) if step is None else (step,):
            found = feast_of(rule, self.today.year + ahead)
            if step is not None or found >= self.today:
                return found.isoformat()
        return None


def feast_of(rule: str, year: int) -> date:
    """The day of a feast in a year.

    >>> feast_of("11:3:4", 2024), feast_of("easter", 2024)
    (datetime.date(2024, 11, 28), datetime.date(2024, 3, 31))
    """
    if rule == "easter":
        return easter(year)
    if "-" in rule:
        month, day = map(int, rule.split("-"))
        return date(year, month, day)
    month, weekday, number = map(int, rule.split(":"))
    found = nth_weekday(year, month, weekday, number)
    return found or date(year, month, 1)


def nth_weekday(year: int, month: int, weekday: int, number: int) -> date | None:
    """The first, second, ... such day of a month; -1 for the last."""
    days = [d for d in range(1, calendar.monthrange(year, month)[1] + 1) if date(year, month, d).weekday() == weekday]
    place = number - 1 if number > 0 else number
    return date(year, month, days[place]) if -len(days) <= place < len(days) else None


def end_of(value: str) -> str:
    """The last day of a year, month or week.

    >>> end_of("2020"), end_of("2021-02"), end_of("2024-W11"), end_of("2024-03-14")
    ('2020-12-31', '2021-02-28', '2024-03-17', '2024-03-14')
    """
    if "W" in value:
        return date.fromisocalendar(int(value[:4]), int(value[6:]), 7).isoformat()
    if len(value) == 4:
        return f"{value}-12-31"
    if len(value) == 7:
        year, month = int(value[:4]), int(value[5:])
        return f"{value}-{calendar.monthrange(year, month)[1]:02d}"
    return value


def _month_after(day: date, months: int) -> tuple[int, int]:
    whole = day.year * 12 + day.month - 1 + months
    return whole // 12, whole % 12 + 1


def _existing(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
