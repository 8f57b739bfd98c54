"""Bare signs and names that several countries share, in made texts of 28 countries: what they mean at home."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from transforms.annotate import Article
from transforms.records import ArticleHints

TEXTS = Path(__file__).parents[2] / "samples" / "bare_signs.csv"
ENOUGH = 0.95


@pytest.fixture(scope="module")
def read(annotator):
    """Each row of the list, and the currencies read in its text."""
    with TEXTS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    articles = [
        Article(f"{n:03d}", f"{row['dateline']} - {row['text']}" if row["dateline"] else row["text"], hints(row))
        for n, row in enumerate(rows)
    ]
    claims = annotator.annotate(articles, "run")["money_claims"]
    found = {article.article_id: [] for article in articles}
    for claim in sorted(claims, key=lambda claim: claim["start"]):
        found[claim["article_id"]].append(claim)
    return [(row, found[f"{n:03d}"]) for n, row in enumerate(rows)]


def hints(row):
    return ArticleHints(publisher=row["publisher"] or None, url=row["url"] or None)


def test_bare_signs_mean_the_money_of_home(read):
    wrong = [
        (
            row["told_by"],
            row["publisher"] or row["url"] or row["dateline"],
            row["currency"],
            [c["currency"] for c in found],
        )
        for row, found in read
        if not found or found[-1]["currency"] != row["currency"]
    ]
    assert len({row["currency"] for row, _ in read}) >= 25 and len(read) >= 200
    assert len(wrong) <= (1 - ENOUGH) * len(read), wrong


def test_a_dateline_may_end_in_a_colon(annotator):
    text = "ISLAMABAD: The federal cabinet kept Rs8 trillion for dams."
    (claim,) = annotator.annotate([Article("a", text)], "run")["money_claims"]
    assert claim["currency"] == "PKR"
