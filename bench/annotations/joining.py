"""Joins stand-off rows of demands with the texts they were made of, in the form that the gold's scorer reads."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Place = tuple[int, int]

ROWS = Path(__file__).with_name("demands.jsonl")
FED = ("id", "text", "headline", "publisher", "published_at")  # what an article's source may say
PARTIES = ("demander", "addressee")
DIGITS = 16  # of the digest that tells whether a text is the one that was annotated


def read_articles(half: str, shared: Path, rows: Path = ROWS) -> Iterator[Row]:
    """The annotated articles of a half (or "all") with their texts, as lines of the scorer's gold.

    Raises SystemExit when an article is absent or its text is not the one that was annotated.
    """
    wanted = [json.loads(line) for line in rows.read_text(encoding="utf-8").splitlines()]
    wanted = [row for row in wanted if half in ("all", row["half"])]
    texts = {name: _texts(shared / "gold" / name) for name in {row["corpus"] for row in wanted}}
    for row in wanted:
        article = texts[row["corpus"]].get(row["id"])
        if article is None or digest(article["text"]) != row["sha256"]:
            raise SystemExit(f"{row['corpus']} does not hold the annotated text of {row['id']}")
        told = {key: article[key] for key in FED if article.get(key)}
        yield {**told, "demands": [fill(demand, article["text"]) for demand in row["demands"]]}


def digest(text: str) -> str:
    """The first digits of the SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]


def fill(demand: Row, text: str) -> Row:
    """A row of the scorer's gold: offsets become words, and the places that name a party its accepted names."""
    money = demand.get("money") or (None, None)
    filled = {
        "start": demand["start"],
        "end": demand["end"],
        "text": text[demand["start"] : demand["end"]],
        "core": demand["core"],
        "status": demand["status"],
        "status_alt": demand.get("status_alt", []),
        "alt": demand.get("alt", []),
        "deadline": demand.get("deadline"),
        "deadline_null_ok": demand.get("deadline_null_ok", False),
        "money_start": money[0],
        "money_end": money[1],
        "addressee_null_ok": demand.get("addressee_null_ok", False),
    }
    for party in PARTIES:
        filled |= _party(party, demand[party], text, not demand.get(f"{party}_unnamed", False))
    return filled


def _party(key: str, places: list[Place], text: str, is_named: bool) -> Row:
    """The fields of a party: the first place is the nearest word for it, the others name it elsewhere."""
    names = [text[start:end] for start, end in places]
    start, end = places[0] if places else (None, None)
    return {
        key: names[0] if names else None,
        f"{key}_alt": names[1:],
        f"{key}_start": start,
        f"{key}_end": end,
        f"{key}_text": names[0] if names else None,
        f"{key}_named": bool(names) and is_named,
    }


def _texts(path: Path) -> dict[str, Row]:
    lines: Iterable[str] = path.read_text(encoding="utf-8").splitlines()
    return {row["id"]: row for row in map(json.loads, lines)}
