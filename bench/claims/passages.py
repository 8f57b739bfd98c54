"""Reads the annotated passages of `passages.jsonl`, joined to the texts that they point into (see README.md)."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from bench.claims.annotated import Judged, Row, Wanted, judge
from transforms.annotate import Article
from transforms.records import ArticleHints

PASSAGES = Path(__file__).with_name("passages.jsonl")
BESIDE = Path(__file__).resolve().parents[2].parent / "shared"
GOLD = Path(os.environ.get("ONRECORD_SHARED", BESIDE)) / "gold"
WORDS = ("direction", "modality", "deadline")  # fields whose values are words; the others are spans


@dataclass(frozen=True)
class Passage:
    """A piece of an article, and the claims that it holds."""

    article: Article
    claims: list[Mapping[str, Any]]


def read_passages(part: str, path: Path = PASSAGES) -> list[Passage]:
    """The passages of one part; those of articles that are not at hand are left out."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    made = ((make_article(f"{n:04d}", row), row) for n, row in enumerate(rows) if row["part"] == part)
    return [Passage(article, row["claims"]) for article, row in made if article is not None]


def make_article(number: str, row: Mapping[str, Any]) -> Article | None:
    """The article of a row, or None where its gold set is not at hand."""
    if "text" in row:
        return Article(number, row["text"], ArticleHints(published_on=date.fromisoformat(row["published"])))
    gold = read_gold(GOLD / row["from"]).get(row["id"])
    if gold is None:
        return None
    day = gold.get("published_at")
    hints = ArticleHints(
        publisher=gold.get("publisher") or gold.get("house"), published_on=date.fromisoformat(day[:10]) if day else None
    )
    return Article(number, gold["text"], hints)


@cache
def read_gold(path: Path) -> dict[str, dict[str, Any]]:
    """The articles of a gold set by id; none where the file is missing."""
    if not path.exists():
        return {}
    return {row["id"]: row for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())}


def judge_passage(passage: Passage, found: list[Row]) -> Iterator[Judged]:
    """Each claim of a passage beside the first of the article's rows that shares a character with it."""
    text = passage.article.text
    for claim in passage.claims:
        wanted = Wanted(text[claim["start"] : claim["end"]], {name: _values(text, claim, name) for name in FIELDS})
        row = next((r for r in found if r["start"] < claim["end"] and claim["start"] < r["end"]), None)
        yield Judged(wanted, row, {} if row is None else judge(wanted, row) | _judge_sum(claim, row))


def _values(text: str, claim: Mapping[str, Any], name: str) -> list[str]:
    """What is right of a field, in words; "-" is no value."""
    if name in WORDS:
        return [value or "-" for value in claim[name]]
    return ["-" if span is None else text[slice(*span)] for span in claim[name.removesuffix("_text")]]


FIELDS = ("subject", *WORDS, "claimant_text")


def _judge_sum(claim: Mapping[str, Any], row: Row) -> dict[str, bool]:
    low, high = row["amount_low"], row["amount_high"]
    is_right = any(_is_equal(low, a) and _is_equal(high, b) for a, b in claim["amounts"])
    return {"amount": is_right and row["currency"] == claim["currency"], "period": row["period"] in claim["period"]}


def _is_equal(value: Any, wanted: str | None) -> bool:
    return value is None if wanted is None else value is not None and Decimal(value) == Decimal(wanted)
