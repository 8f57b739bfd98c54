"""Draws who speaks of whom, and the map, as SVG without script."""

from __future__ import annotations

import json
import math
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from explorer.charts import add, add_link, new_svg, short_name
from explorer.database import Row
from explorer.formats import show_count
from explorer.links import Links

SIZE, RING = 640, 190  # of the network; its ring's radius
SHADES = 5


def draw_network(edges: Sequence[Row], links: Links) -> str:
    """Everybody on a ring, an arc for each pair, the wider the more often one speaks of the other; SVG."""
    names: dict[str, str] = {}
    weight: dict[str, int] = {}
    for edge in edges:
        for end in ("speaker", "topic"):
            names[edge[f"{end}_id"]] = edge[end]
            weight[edge[f"{end}_id"]] = weight.get(edge[f"{end}_id"], 0) + edge["quotes"]
    if not names:
        return ""
    angle = {key: 2 * math.pi * number / len(names) - math.pi / 2 for number, key in enumerate(names)}
    svg = new_svg(SIZE, SIZE)
    most = max(edge["quotes"] for edge in edges)
    for edge in edges:
        _draw_edge(svg, edge, (angle[edge["speaker_id"]], angle[edge["topic_id"]]), most, links)
    for key, name in names.items():
        radius = 3 + 7 * math.sqrt(weight[key] / max(weight.values()))
        _draw_node(svg, name, (angle[key], radius), links.to("entities", key))
    return ET.tostring(svg, encoding="unicode")


def _point(angle: float, radius: float) -> tuple[float, float]:
    return round(SIZE / 2 + radius * math.cos(angle), 1), round(SIZE / 2 + radius * math.sin(angle), 1)


def _draw_edge(svg: ET.Element, edge: Row, angles: tuple[float, float], most: int, links: Links) -> None:
    (x1, y1), (x2, y2) = _point(angles[0], RING), _point(angles[1], RING)
    # bent towards the middle, a little to the speaker's left, so that two directions are two arcs
    bent_x, bent_y = SIZE / 2 + (y1 - y2) * 0.12, SIZE / 2 + (x2 - x1) * 0.12
    target = links.to("quotes", speaker_id=edge["speaker_id"], about_id=edge["topic_id"])
    width = round(1 + 7 * edge["quotes"] / most, 1)
    path = f"M{x1} {y1}Q{bent_x:.1f} {bent_y:.1f} {x2} {y2}"
    drawn = add(add_link(svg, target), "path", d=path, **{"class": "link", "stroke-width": width})
    add(drawn, "title", f"{edge['speaker']} of {edge['topic']}: {show_count(edge['quotes'], 'statement')}")


def _draw_node(svg: ET.Element, name: str, where: tuple[float, float], target: str | None) -> None:
    angle, radius = where
    x, y = _point(angle, RING)
    add(svg, "circle", cx=x, cy=y, r=round(radius, 1), **{"class": "node"})
    x, y = _point(angle, RING + 14)
    is_right = math.cos(angle) >= 0
    turn = math.degrees(angle) + (0 if is_right else 180)
    shape = {"x": x, "y": y, "transform": f"rotate({turn:.1f} {x} {y})", "dy": "4"}
    anchor = {"text-anchor": "start" if is_right else "end", "class": "name"}
    add(add_link(svg, target), "text", short_name(name)[:26], **shape, **anchor)


@cache
def outlines() -> dict[str, dict[str, str]]:
    """The outlines of countries by their two letters: `name` and `path` (tools/make_outlines.py)."""
    found: dict[str, dict[str, str]] = json.loads((Path(__file__).parent / "outlines.json").read_text(encoding="utf-8"))
    return found


def draw_map(countries: Sequence[Row], links: Links) -> str:
    """Each country in one of five shades, by how many articles name it; SVG."""
    counts: Mapping[str, Row] = {row["code"]: row for row in countries}
    most = max((row["articles"] for row in countries), default=1)
    svg = new_svg(360, 148)
    for code, outline in outlines().items():
        row = counts.get(code)
        shade = math.ceil(SHADES * math.log1p(row["articles"]) / math.log1p(most)) if row else 0
        target = links.to("articles", country=code) if row else None
        drawn = add(add_link(svg, target), "path", d=outline["path"], **{"class": f"land shade-{shade}"})
        add(drawn, "title", f"{outline['name']}: {show_count(row['articles'] if row else 0, 'article')}")
    _draw_legend(svg, most)
    return ET.tostring(svg, encoding="unicode")


def _draw_legend(svg: ET.Element, most: int) -> None:
    """Up to how many articles each shade stands for, on the empty sea; fewer than five where counts are small."""
    bounds = [int(math.expm1(math.log1p(most) * shade / SHADES) + 1e-9) for shade in range(1, SHADES + 1)]
    left = 8
    for shade, bound in enumerate(bounds, 1):
        least = bounds[shade - 2] + 1 if shade > 1 else 1
        if least > bound:
            continue
        words = f"{least:,}" if least == bound else f"{least:,}–{bound:,}"
        add(svg, "rect", x=left, y=138, width=7, height=4, **{"class": f"land shade-{shade}"})
        add(svg, "text", words, x=left + 8.5, y=141.7, **{"class": "legend"})
        left += round(14 + 2.5 * len(words))
