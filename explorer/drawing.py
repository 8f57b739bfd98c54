"""Draws who speaks of whom, and the map, as SVG without script."""

from __future__ import annotations

import json
import math
import xml.etree.ElementTree as ET
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from explorer.charts import add, add_link, new_svg, short_name
from explorer.database import Row
from explorer.links import Links
from warehouse.wording import show_count

SHADES = 5
TURN = 0.382  # of the ring between one name and the next in order: the golden angle keeps the strongest apart


@dataclass(frozen=True, slots=True)
class Ring:
    """The measures of a network: its square, the ring's radius, letters of a name, and arcs there is room for."""

    size: int
    radius: int
    letters: int
    arcs: int


RINGS = {"wide": Ring(640, 190, 26, 36), "narrow": Ring(360, 78, 14, 18)}
Point = tuple[float, float]


def draw_network(edges: Sequence[Row], links: Links) -> dict[str, str]:
    """Everybody on a ring, an arc for each pair, wide at who speaks and pointed at of whom; SVG for wide and narrow."""
    return {size: _draw_ring(edges[: ring.arcs], ring, links) for size, ring in RINGS.items()}


def _draw_ring(edges: Sequence[Row], ring: Ring, links: Links) -> str:
    names: dict[str, str] = {}
    weight: dict[str, int] = {}
    for edge in edges:
        for end in ("speaker", "topic"):
            names[edge[f"{end}_id"]] = edge[end]
            weight[edge[f"{end}_id"]] = weight.get(edge[f"{end}_id"], 0) + edge["quotes"]
    if not names:
        return ""
    angle = place_on_ring(names)
    svg = new_svg(ring.size, ring.size)
    most = max(edge["quotes"] for edge in edges)
    for edge in edges:
        width = 2.4 + 10 * edge["quotes"] / most
        target = links.to("quotes", speaker_id=edge["speaker_id"], about_id=edge["topic_id"])
        path = _draw_arc(ring, angle[edge["speaker_id"]], angle[edge["topic_id"]], width)
        drawn = add(add_link(svg, target), "path", d=path, **{"class": "link"})
        add(drawn, "title", f"{edge['speaker']} of {edge['topic']}: {show_count(edge['quotes'], 'statement')}")
    for key, name in names.items():
        radius = 3 + 7 * math.sqrt(weight[key] / max(weight.values()))
        _draw_node(svg, ring, name, (angle[key], radius), links.to("entities", key))
    return ET.tostring(svg, encoding="unicode")


def place_on_ring(names: Collection[str]) -> dict[str, float]:
    """An angle for each, evenly spread; those that follow one another stand apart, so that their arcs are seen.

    >>> sorted(round(math.degrees(angle)) for angle in place_on_ring("abcd").values())
    [-90, 0, 90, 180]
    """
    step = next(n for n in range(max(1, round(TURN * len(names))), 2 * len(names)) if math.gcd(n, len(names)) == 1)
    slots = {key: number * step % len(names) for number, key in enumerate(names)}
    return {key: 2 * math.pi * slot / len(names) - math.pi / 2 for key, slot in slots.items()}


def _point(ring: Ring, angle: float, radius: float) -> Point:
    return round(ring.size / 2 + radius * math.cos(angle), 1), round(ring.size / 2 + radius * math.sin(angle), 1)


def _draw_arc(ring: Ring, one: float, other: float, width: float) -> str:
    """The path of an arc from one angle, where it is so wide, to another, where it ends in a point."""
    (x1, y1), (x2, y2) = _point(ring, one, ring.radius), _point(ring, other, ring.radius)
    # bent towards the middle, a little to the speaker's left, so that two directions are two arcs
    bent_x, bent_y = ring.size / 2 + (y1 - y2) * 0.12, ring.size / 2 + (x2 - x1) * 0.12
    away = math.hypot(bent_x - x1, bent_y - y1) or 1.0
    side_x, side_y = width / 2 * (bent_y - y1) / away, width / 2 * (x1 - bent_x) / away
    return (
        f"M{x1 + side_x:.1f} {y1 + side_y:.1f}Q{bent_x + side_x * 0.8:.1f} {bent_y + side_y * 0.8:.1f} {x2} {y2}"
        f"Q{bent_x - side_x * 0.8:.1f} {bent_y - side_y * 0.8:.1f} {x1 - side_x:.1f} {y1 - side_y:.1f}Z"
    )


def _draw_node(svg: ET.Element, ring: Ring, name: str, where: tuple[float, float], target: str | None) -> None:
    angle, radius = where
    x, y = _point(ring, angle, ring.radius)
    add(svg, "circle", cx=x, cy=y, r=round(radius, 1), **{"class": "node"})
    x, y = _point(ring, angle, ring.radius + 14)
    is_right = math.cos(angle) >= -1e-9
    turn = math.degrees(angle) + (0 if is_right else 180)
    shape = {"x": x, "y": y, "transform": f"rotate({turn:.1f} {x} {y})", "dy": "4"}
    anchor = {"text-anchor": "start" if is_right else "end", "class": "name"}
    add(add_link(svg, target), "text", short_name(name, ring.letters), **shape, **anchor)


@cache
def outlines() -> dict[str, dict[str, str]]:
    """The outlines of countries by their two letters: `name` and `path` (tools/make_outlines.py)."""
    found: dict[str, dict[str, str]] = json.loads((Path(__file__).parent / "outlines.json").read_text(encoding="utf-8"))
    return found


def draw_map(countries: Sequence[Row], links: Links) -> str:
    """Each country in one of five shades, by how many articles name it; SVG."""
    counts: Mapping[str, Row] = {row["code"]: row for row in countries}
    most = most_articles(countries)
    svg = new_svg(360, 148)
    svg.attrib |= {"width": "1080", "height": "444"}  # of the file; a page gives it the room there is
    for code, outline in outlines().items():
        if not outline["path"]:
            continue
        row = counts.get(code)
        shade = math.ceil(SHADES * math.log1p(row["articles"]) / math.log1p(most)) if row else 0
        target = links.to("articles", country=code) if row else None
        drawn = add(add_link(svg, target), "path", d=outline["path"], **{"class": f"land shade-{shade}"})
        add(drawn, "title", f"{outline['name']}: {show_count(row['articles'] if row else 0, 'article')}")
    _draw_legend(svg, shade_bounds(most))
    return ET.tostring(svg, encoding="unicode")


def most_articles(countries: Sequence[Row]) -> int:
    """How many articles name the country that most do."""
    return max((row["articles"] for row in countries), default=1)


def shade_bounds(most: int) -> list[tuple[int, str]]:
    """Each shade with how many articles it stands for; fewer than five where counts are small.

    >>> shade_bounds(100)
    [(1, '1'), (2, '2–5'), (3, '6–14'), (4, '15–39'), (5, '40–100')]
    """
    bounds = [int(math.expm1(math.log1p(most) * shade / SHADES) + 1e-9) for shade in range(1, SHADES + 1)]
    pairs = zip(range(1, SHADES + 1), [1, *(bound + 1 for bound in bounds)], bounds, strict=False)
    return [
        (shade, f"{least:,}" if least == bound else f"{least:,}–{bound:,}")
        for shade, least, bound in pairs
        if least <= bound
    ]


def _draw_legend(svg: ET.Element, bounds: Sequence[tuple[int, str]]) -> None:
    """The shades one below the other on the empty South Pacific; a page has them in words below the map."""
    for number, (shade, words) in enumerate(bounds):
        foot = 108 + 7 * number
        add(svg, "rect", x=8, y=foot - 4, width=7, height=4, **{"class": f"legend land shade-{shade}"})
        add(svg, "text", words, x=17, y=foot, **{"class": "legend"})
