"""The pages of the pictures, and the same pictures as files: SVG, and CSV of what they show."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from explorer import charts, drawing, lives, pictures
from explorer.contents import Asked, Made
from explorer.database import Reader, Row
from explorer.lists import UnfitError

NAMES = {
    "compare": "Compared over time",
    "network": "Who speaks of whom",
    "map": "Where it happens",
    "life": "From article to article",
}
LARGEST = {"compare": "page", "life": "page", "network": "wide"}  # the drawing that leaves as a file
LONGEST = 200  # characters of a name


def make_ready(reader: Reader) -> None:
    """Reads what the pictures of the whole corpus show, which is kept, before anybody asks."""
    pictures.read_edges(reader, None)
    pictures.read_countries(reader, {})


def show_picture(reader: Reader, asked: Asked, name: str) -> Made:
    """The page of a picture: compare, network, map or life."""
    contents = MAKERS[name](reader, asked)
    given = {key: value[:LONGEST] for key, value in asked.query.items()}
    files = {f"{form}_link": asked.links.to(f"{name}.{form}", **given) for form in ("svg", "csv")}
    return "pictures.html", {"title": NAMES[name], "picture": name, "nav": "/compare", **contents, **files}


def write_picture(reader: Reader, asked: Asked, name: str, form: str) -> tuple[str, str]:
    """A picture as a file: its text and media type. `form` is svg or csv."""
    contents = MAKERS[name](reader, asked)
    if name == "life" and not contents["life"]:
        raise UnfitError("Say whose life: claim=, demand= or article= with its id.")
    if form == "csv":
        return _as_csv(contents["rows"]), "text/csv; charset=utf-8"
    drawn = contents["chart"]["drawings"][LARGEST[name]] if contents.get("chart") else contents.get("drawing")
    return charts.as_file(drawn or "<svg/>"), "image/svg+xml"


def _compare(reader: Reader, asked: Asked) -> dict[str, Any]:
    kind = asked.query.get("kind", "speakers")
    if kind not in pictures.KINDS:
        nothing: dict[str, Any] = {"compared": [], "chart": None, "rows": [], "filter": ""}
        return {**nothing, "status": 400, "kind": "speakers", "missing": [kind]}
    given = [asked.query.get(f"who{number}", "").strip()[:LONGEST] for number in range(1, pictures.MOST_COMPARED + 1)]
    compared, missing = pictures.read_compared(reader, kind, [words for words in given if words])
    chart = _chart(reader, asked, kind, compared)
    rows = chart["bars"] if chart else []
    shown = {"kind": kind, "compared": compared, "missing": missing, "filter": pictures.FILTERS[kind]}
    plain = [{column: row[column] for column in ("name", "since", "until", "quotes")} for row in rows]
    return {**shown, "chart": chart, "rows": plain, "status": 400 if missing else 200}


def _chart(reader: Reader, asked: Asked, kind: str, compared: Sequence[Row]) -> dict[str, Any] | None:
    days = [day for one in compared for day in (one["first_day"], one["last_day"]) if day]
    if not days:
        return None
    bucket = charts.choose_bucket(min(days), max(days))
    found = pictures.read_over_time(reader, kind, [one["id"] for one in compared], bucket)
    bars = charts.describe_bars(found, bucket, asked.links, pictures.FILTERS[kind])
    drawings = charts.draw_bars(bars, [one["name"] for one in compared])
    return {"bars": bars, "drawings": drawings, "bucket": bucket, "undated": sum(one["undated"] for one in compared)}


def _network(reader: Reader, asked: Asked) -> dict[str, Any]:
    of = asked.query.get("of") or None
    row = reader.row("SELECT entity_id, name FROM entities WHERE entity_id = ?", [of]) if of else None
    if of and row is None:
        raise UnfitError(f"There is nobody with the id “{of[:80]}”.")
    edges = pictures.read_edges(reader, of)
    chart = {"drawings": drawing.draw_network(edges, asked.links)} if edges else None
    return {"edges": edges, "rows": edges, "chart": chart, "of": row}


def _map(reader: Reader, asked: Asked) -> dict[str, Any]:
    names = {code: outline["name"] for code, outline in drawing.outlines().items()}
    countries = pictures.read_countries(reader, names)
    most = drawing.most_articles(countries)
    drawn = {"drawing": drawing.draw_map(countries, asked.links)}
    return {"countries": countries, "rows": countries, "shades": drawing.shade_bounds(most), **drawn}


def _life(reader: Reader, asked: Asked) -> dict[str, Any]:
    return lives.read_life(reader, asked.query, asked.links)


MAKERS = {"compare": _compare, "network": _network, "map": _map, "life": _life}


def _as_csv(rows: Sequence[Row]) -> str:
    words = io.StringIO()
    if rows:
        writer = csv.DictWriter(words, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return words.getvalue()
