"""Charts as SVG without script: Vega-Lite by altair, drawn on the server.

Vega in the browser would be 0.9 MB of script, would need `unsafe-eval` or its slower interpreter under a strict
Content-Security-Policy, and would show nothing in print previews of a report opened from disk. Drawing here takes
about 0.12 s a chart (0.9 s the first time), once for each warehouse.
"""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any

from explorer.database import Row
from explorer.formats import show_count, show_date
from explorer.links import Links

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
TAGS = {"svg", "g", "path", "rect", "line", "text", "tspan", "a", "title"}
KEPT = {
    "width", "height", "viewBox", "transform", "d", "x", "y", "x1", "x2", "y1", "y2", "dx", "dy", "fill",
    "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-miterlimit", "opacity", "text-anchor",
    "font-family", "font-size", "font-weight", "display", "pointer-events",
}  # fmt: skip
WIDTHS = {"wide": 560, "narrow": 210}
BUCKETS = ((45, "1 day", 1), (500, "7 days", 7), (4000, "1 month", 31))
LONGEST_NAME = 36  # characters over a row of bars on a phone
INK, ACCENT, RULE = "currentColor", "#2f6f8f", "#8886"


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


def describe_bars(rows: Sequence[Row], bucket: str, links: Links) -> list[Row]:
    """Each bar's days, words and link to the quotes it counts."""
    bars = []
    for row in rows:
        until = bucket_end(row["since"], bucket)
        target = links.to(
            "quotes", speaker_id=row["entity_id"], since=row["since"].isoformat(), until=until.isoformat()
        )
        days = show_date(row["since"]) + ("" if until == row["since"] else f" to {show_date(until)}")
        label = f"{row['name']}: {show_count(row['quotes'], 'quote')}, {days}"
        bars.append({**row, "until": until, "days": days, "label": label, "link": target})
    return bars


def warm_up() -> None:
    """Loads what draws, so that the first page with a chart need not wait for it."""
    day = date(2000, 1, 1)
    draw_bars([{"name": "-", "since": day, "until": day, "quotes": 1, "link": None}], ["-"])


def draw_bars(bars: Sequence[Row], names: Sequence[str]) -> dict[str, str]:
    """Bars over time, one row of them for each name, as SVG for wide and for narrow screens."""
    short = {name: name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…" for name in names}
    values = [
        {
            "name": short[bar["name"]],
            "since": bar["since"].isoformat(),
            "until": (bar["until"] + timedelta(days=1)).isoformat(),
            "quotes": bar["quotes"],
            "link": bar["link"] or "",
        }
        for bar in bars
    ]
    return {size: _draw(json.dumps(values), tuple(short.values()), width) for size, width in WIDTHS.items()}


@lru_cache(maxsize=200)
def _draw(values: str, names: tuple[str, ...], width: int) -> str:
    import vl_convert  # takes a second to load, and most commands draw nothing

    form = _bar_chart(width)
    encoding = {**form["encoding"], "row": {**form["encoding"]["row"], "sort": list(names)}}
    return clean_svg(vl_convert.vegalite_to_svg({**form, "data": {"values": json.loads(values)}, "encoding": encoding}))


@cache
def _bar_chart(width: int) -> dict[str, Any]:
    """The form of the chart; the values come in later, since altair would check each of them against its schema."""
    import altair

    ticks = 6 if width > 300 else 3
    quiet = altair.Axis(title=None, tickCount=ticks, grid=False, labelFlush=True, labelOverlap=True)
    counts = altair.Axis(title=None, tickCount=2, grid=True, tickMinStep=1, format="d", domain=False, ticks=False)
    header = altair.Header(
        title=None, labelAngle=0, labelAlign="left", labelAnchor="start", labelOrient="top", labelPadding=2
    )
    chart = (
        altair.Chart(altair.NamedData("bars"))
        .mark_bar(color=ACCENT, binSpacing=1)
        .encode(
            x=altair.X("since:T", axis=quiet, scale=altair.Scale(type="utc")),
            x2="until:T",
            y=altair.Y("quotes:Q", axis=counts),
            y2=altair.datum(0),
            row=altair.Row("name:N", header=header, spacing=8),
            href="link:N",
        )
        .properties(width=width, height=38)
        .configure(font="system-ui, sans-serif", background="#fff0")
        .configure_view(stroke=None)
        .configure_axis(labelColor=INK, domainColor=RULE, tickColor=RULE, gridColor=RULE, labelFontSize=11)
        .configure_header(labelColor=INK, labelFontSize=12)
    )
    form: dict[str, Any] = chart.to_dict()
    return form


def clean_svg(svg: str) -> str:
    """The drawing alone: known shapes and attributes, links that stay here. The words in it come from articles.

    >>> clean_svg('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><script>x()</script><g fill="red"/></svg>')
    '<svg aria-hidden="true" focusable="false"><g fill="red" /></svg>'
    """
    root = ET.fromstring(svg)
    cleaned = _cleaned(root) if root.tag == SVG + "svg" else None
    if cleaned is None:
        return ""
    # the table under the chart says the same and is what keyboard and screen reader get
    cleaned.attrib = {**cleaned.attrib, "aria-hidden": "true", "focusable": "false"}
    return ET.tostring(cleaned, encoding="unicode")


def _cleaned(element: ET.Element) -> ET.Element | None:
    name = element.tag.removeprefix(SVG)
    if name not in TAGS:
        return None
    copy = ET.Element(name, {key: value for key, value in element.attrib.items() if key in KEPT})
    target = element.get(HREF, "")
    if name == "a":
        copy.set("tabindex", "-1")
        if target.startswith(("/", "../", "entities/")) and not target.startswith("//"):
            copy.set("href", target)
    copy.text, copy.tail = element.text, element.tail
    copy.extend([child for child in map(_cleaned, element) if child is not None])
    return copy
