"""Charts as SVG without script, drawn here: bars over time, one row of them for each name.

A drawing library was tried (Vega-Lite by altair and vl-convert): 0.12 s a chart where this takes a millisecond, which
made the pages of a report six times as slow, and 60 MB to install. Vega in the browser would need `unsafe-eval`.
Colours are classes of the style sheet, so that light, dark and print have their own.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from datetime import date, timedelta

from explorer.database import Row
from explorer.formats import show_date
from explorer.links import Links
from warehouse.wording import show_count

BUCKETS = ((45, "1 day", 1), (500, "7 days", 7), (4000, "1 month", 31))
LONGEST_NAME = 36  # characters over a row of bars on a phone
WIDTHS = {"page": 1080, "wide": 600, "narrow": 320}  # of a page of its own, of a column, of a phone
ROW, BARS, EDGE = 58, 34, 34  # heights of a row and of its bars; room for numbers on the left
STYLE = (
    "text{font:11px system-ui,sans-serif;fill:#333}.bar{fill:#2f6f8f}.axis,.grid{stroke:#999;fill:none}"
    ".grid{stroke-opacity:.35}.name{font-size:12px}.link{fill:#2f6f8f;fill-opacity:.5}.node{fill:#2f6f8f}.land{fill:#ddd;stroke:#fff;stroke-width:.25}"
    ".shade-1{fill:#b9cdd8}.shade-2{fill:#94b3c4}.shade-3{fill:#7099b0}.shade-4{fill:#4d809c}.shade-5{fill:#2f6f8f}"
    ".legend{font-size:4.2px}"
)


def choose_bucket(first: date | None, last: date | None) -> str:
    """The stretch of time one bar stands for, so that there are at most about seventy.

    >>> choose_bucket(date(2018, 1, 1), date(2018, 1, 20)), choose_bucket(date(1987, 1, 1), date(2018, 1, 1))
    ('1 day', '1 year')
    """
    days = (last - first).days if first and last else 0
    return next((name for longest, name, _ in BUCKETS if days <= longest), "1 year")


def bucket_end(since: date, bucket: str) -> date:
    """The last day of the bucket that begins on this day.

    >>> bucket_end(date(2018, 2, 1), "1 month")
    datetime.date(2018, 2, 28)
    """
    if bucket == "1 year":
        return date(since.year, 12, 31)
    if bucket == "1 month":
        return (since.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return since + timedelta(days=int(bucket.split()[0]) - 1)


def describe_bars(rows: Sequence[Row], bucket: str, links: Links, owner: str = "speaker_id") -> list[Row]:
    """Each bar's days, words and link to the quotes it counts."""
    bars = []
    for row in rows:
        until = bucket_end(row["since"], bucket)
        days_of = {"since": row["since"].isoformat(), "until": until.isoformat()}
        target = links.to("quotes", **{owner: row["entity_id"]}, **days_of)
        days = show_date(row["since"]) + ("" if until == row["since"] else f" to {show_date(until)}")
        label = f"{row['name']}: {show_count(row['quotes'], 'quote')}, {days}"
        bars.append({**row, "until": until, "days": days, "label": label, "link": target})
    return bars


def draw_bars(bars: Sequence[Row], names: Sequence[str]) -> dict[str, str]:
    """Bars over time, one row of them for each name in the order given, as SVG for a page, a column and a phone.

    A name without bars keeps its row, so that drawing and table name the same, in one order.
    """
    return {size: _draw(bars, names, width) for size, width in WIDTHS.items()}


def _draw(bars: Sequence[Row], names: Sequence[str], width: int) -> str:
    if not bars:
        return ""
    first, last = min(bar["since"] for bar in bars), max(bar["until"] for bar in bars) + timedelta(days=1)
    days = max(1, (last - first).days)
    most = max(bar["quotes"] for bar in bars)
    svg = new_svg(width, ROW * len(names) + 18)

    def place(day: date) -> float:
        return float(round(EDGE + (width - EDGE - 4) * (day - first).days / days, 1))

    for number, name in enumerate(names):
        foot = ROW * number + 18 + BARS
        add(svg, "text", short_name(name), x=EDGE, y=foot - BARS - 5, **{"class": "name"})
        add(svg, "text", f"{most:,}", x=EDGE - 5, y=foot - BARS + 8, **{"text-anchor": "end"})
        add(svg, "path", d=f"M{EDGE} {foot - BARS}H{width - 4}", **{"class": "grid"})
        for bar in (one for one in bars if one["name"] == name):
            left, right = place(bar["since"]), place(bar["until"] + timedelta(days=1))
            tall = round(BARS * bar["quotes"] / most, 1)
            shape = {"x": left, "y": foot - tall, "width": max(1.0, round(right - left - 0.5, 1)), "height": tall}
            drawn = add(add_link(svg, bar["link"]), "rect", **shape, **{"class": "bar"})
            add(drawn, "title", bar["label"])
        add(svg, "path", d=f"M{EDGE} {foot}H{width - 4}", **{"class": "axis"})
    for day, words in ticks(first, last, most_ticks(width)):
        add(svg, "text", words, x=place(day), y=ROW * len(names) + 14)
    return ET.tostring(svg, encoding="unicode")


def most_ticks(width: int) -> int:
    """How many days an axis of so many pixels may name."""
    return max(3, width // 100)


def ticks(first: date, last: date, most: int) -> list[tuple[date, str]]:
    """Days to name on an axis of time: beginnings of years, else of months, else days, at most as many as asked.

    >>> ticks(date(2016, 5, 1), date(2019, 2, 1), 6)
    [(datetime.date(2017, 1, 1), '2017'), (datetime.date(2018, 1, 1), '2018'), (datetime.date(2019, 1, 1), '2019')]
    """
    found, form = _find_ticks(first, last)
    step = -(-len(found) // most) or 1
    return [(day, f"{day:{form}}") for day in found[::step]]


def _find_ticks(first: date, last: date) -> tuple[list[date], str]:
    """Beginnings of years, else of months, else days, and how they are written; a stretch may be of 9,000 years."""
    years = [date(year, 1, 1) for year in range(first.year, last.year + 1) if first <= date(year, 1, 1) <= last]
    if len(years) > 2:
        return years, "%Y"
    months = [date(y, m, 1) for y in range(first.year, last.year + 1) for m in range(1, 13)]
    months = [day for day in months if first <= day <= last]
    if len(months) > 1:
        return months, "%b %Y"
    return [first + timedelta(days=n) for n in range((last - first).days)], "%d %b"


def short_name(name: str, longest: int = LONGEST_NAME) -> str:
    """A name that fits over a row on a phone, or in so many letters."""
    return name if len(name) <= longest else name[: longest - 1] + "…"


def new_svg(width: int, height: int) -> ET.Element:
    """An empty drawing; hidden from screen readers, which get the table that says the same."""
    size = {"viewBox": f"0 0 {width} {height}", "width": str(width), "height": str(height)}
    return ET.Element("svg", {**size, "aria-hidden": "true", "focusable": "false"})


def add(parent: ET.Element, tag: str, words: str = "", **attributes: object) -> ET.Element:
    """A shape in a drawing; its words are escaped."""
    made = ET.SubElement(parent, tag, {name: str(value) for name, value in attributes.items()})
    made.text = words or None
    return made


def add_link(parent: ET.Element, target: str | None) -> ET.Element:
    """A link in a drawing, out of the way of the keyboard, which has the table; the parent where there is no target."""
    return add(parent, "a", href=target, tabindex="-1") if target else parent


def as_file(svg: str) -> str:
    """A drawing as a file of its own: with its name space and colours, without its links."""
    root = ET.fromstring(svg)
    for link in root.iter("a"):
        link.attrib.pop("href", None)
    root.set("xmlns", "http://www.w3.org/2000/svg")
    style = ET.Element("style")
    style.text = STYLE
    root.insert(0, style)
    return ET.tostring(root, encoding="unicode")
