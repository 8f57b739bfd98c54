"""Texts after public reports about other tools, where their file stands beside the repository."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest

from transforms.annotate import Article
from transforms.records import ArticleHints

ROOT = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("SHARED", ROOT.parent / "shared"))
TEXTS = SHARED / "reports" / "text_cases.jsonl"
RIGHT = ROOT / "tests" / "samples" / "report_amounts.txt"
PUBLISHED = date(2024, 3, 14)
ENOUGH = 0.92


def read_right():
    lines = (line for line in RIGHT.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return dict(line.split(": ", 1) for line in lines)


def show(claim, wanted):
    low, high = ("-" if claim[end] is None else f"{claim[end].normalize():f}" for end in ("amount_low", "amount_high"))
    value = low if low == high else f"{low}..{high}"
    return f"{value} {claim['currency']}" + (f" by {claim['deadline']}" if " by " in wanted else "")


@pytest.mark.skipif(not TEXTS.exists(), reason="the texts do not stand beside the repository")
def test_amounts_of_reported_texts(annotator):
    right = read_right()
    texts = {row["id"]: row["text"] for row in map(json.loads, TEXTS.read_text(encoding="utf-8").strip().split("\n"))}
    hints = ArticleHints(published_on=PUBLISHED)
    claims = annotator.annotate([Article(name, texts[name], hints) for name in right], "run")["money_claims"]
    wrong = {}
    for name, wanted in right.items():
        mine = sorted((c for c in claims if c["article_id"] == name), key=lambda c: c["start"])
        found = "; ".join(show(claim, wanted) for claim in mine) or "nothing"
        if found != wanted:
            wrong[name] = (found, wanted)
    assert len(wrong) <= (1 - ENOUGH) * len(right), wrong
