"""Makes explorer/outlines.json, the countries' outlines of the map: `python -m tools.make_outlines ATLAS`.

ATLAS is `countries-110m.json` of the npm package world-atlas 2.0.2 (ISC; from Natural Earth, public domain). Countries
are known there by ISO 3166-1 numbers and names; seeds/countries.csv gives their two letters and the names that the page
shows, also those of countries too small to be drawn. Outlines are drawn with one unit a degree, x from the 180th
meridian and y from the pole (plate carrée).
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
Point = tuple[float, float]
# names that Natural Earth shortens, as the seed has them in letters
SHORTENED = {
    "United States of America": "US", "Bosnia and Herz.": "BA", "Central African Rep.": "CF", "Czechia": "CZ",
    "Dem. Rep. Congo": "CD", "Congo": "CG", "Dominican Rep.": "DO", "Eq. Guinea": "GQ", "Falkland Is.": "FK",
    "Fr. S. Antarctic Lands": "TF", "Macedonia": "MK", "S. Sudan": "SS", "Solomon Is.": "SB", "W. Sahara": "EH",
    "eSwatini": "SZ", "Côte d'Ivoire": "CI", "Palestine": "PS", "Turkey": "TR", "Timor-Leste": "TL", "Vietnam": "VN",
    "Russia": "RU", "Laos": "LA", "Syria": "SY", "Iran": "IR", "North Korea": "KP", "South Korea": "KR",
}  # fmt: skip


def read_countries() -> list[dict[str, str]]:
    """The rows of the seed."""
    with (ROOT / "seeds" / "countries.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_codes() -> dict[str, str]:
    """Two letters by every name of a country."""
    codes: dict[str, str] = {}
    for row in read_countries():
        for name in (row["name"], *row["other_names"].split("|")):
            codes.setdefault(name, row["code"])
    return codes | SHORTENED


def read_arcs(atlas: dict[str, Any]) -> list[list[Point]]:
    """The arcs of a TopoJSON file as points in degrees."""
    (sx, sy), (tx, ty) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = []
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((round(x * sx + tx + 180, 1), round(90 - (y * sy + ty), 1)))
        arcs.append(points)
    return arcs


def draw_ring(arcs: list[list[Point]], numbers: list[int]) -> str:
    """A ring of arcs as a path; an arc with a negative number runs backwards (~number)."""
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc if not points else arc[1:]
    points = unwrap(points)
    if max((x for x, _ in points), default=0) > 360:  # goes on beyond the right edge: and comes in at the left
        return draw_points(points) + draw_points([(round(x - 360, 1), y) for x, y in points])
    return draw_points(points)


def unwrap(points: list[Point]) -> list[Point]:
    """The points with those behind the 180th meridian further on, not back at the other edge of the map."""
    found: list[Point] = []
    for x, y in points:
        turn = 0
        if found and x - found[-1][0] % 360 < -180:
            turn = 360
        base = found[-1][0] - found[-1][0] % 360 if found else 0
        if found and x - found[-1][0] % 360 > 180:
            turn = -360
        found.append((round(x + base + turn, 1), y))
    lowest = min((x for x, _ in found), default=0)
    return [(round(x + 360, 1), y) for x, y in found] if lowest < -1 else found


def draw_points(points: list[Point]) -> str:
    """A closed path through the points."""
    thinned = [p for i, p in enumerate(points) if i == 0 or p != points[i - 1]]
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in thinned) + "Z" if len(thinned) > 3 else ""


def main() -> None:
    """Writes the file, and names the countries that got no letters."""
    atlas = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    arcs, codes = read_arcs(atlas), read_codes()
    paths = {row["code"]: {"name": row["name"], "path": ""} for row in read_countries()}
    for one in atlas["objects"]["countries"]["geometries"]:
        name = one["properties"]["name"]
        polygons = one["arcs"] if one["type"] == "MultiPolygon" else [one["arcs"]]
        path = "".join(draw_ring(arcs, ring) for polygon in polygons for ring in polygon)
        if name == "Antarctica" or not path:
            continue
        code = codes.get(name, "")
        if not code:
            print("without letters:", name)
        paths[code or name] = {"name": paths.get(code, {"name": name})["name"], "path": path}
    out = ROOT / "explorer" / "outlines.json"
    out.write_text(json.dumps(paths, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
