"""Claims on sentences of our own, read by the real model: tests/cases/money/claims.txt."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from transforms.annotate import Article
from transforms.records import ArticleHints

CASES = Path(__file__).parents[2] / "cases" / "money" / "claims.txt"
FIELDS = ("text", "subject", "direction", "modality", "deadline", "claimant_text")


def read_cases():
    for block in CASES.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines:
            day, sentence = re.fullmatch(r"\[(.+?)\] (.+)", lines[0]).groups()
            expected = [tuple(None if c.strip() == "-" else c.strip() for c in line.split("|")) for line in lines[1:]]
            yield pytest.param(day, sentence, expected, id=sentence[:50])


@pytest.fixture(scope="module")
def read_claims(annotator):
    """All cases in one batch: the model is fastest so."""
    cases = [case.values for case in read_cases()]
    articles = [Article(s, s, ArticleHints(published_on=date.fromisoformat(day))) for day, s, _ in cases]
    rows = annotator.annotate(articles, "run")["money_claims"]
    return lambda sentence: [row for row in rows if row["article_id"] == sentence]


@pytest.mark.parametrize("day, sentence, expected", list(read_cases()))
def test_claims_are_read_as_the_cases_say(day, sentence, expected, read_claims):
    assert [tuple(row[f] for f in FIELDS) for row in read_claims(sentence)] == expected


def test_words_of_a_claim_stand_in_the_text(annotator):
    text = "The mayor said the pier cost $9 million. Rent is £500 a month, up £20 on last year."
    rows = annotator.annotate([Article("a", text)], "run")["money_claims"]
    assert len(rows) == 3
    for row in rows:
        assert text[row["start"] : row["end"]] == row["text"]
        for part in ("subject", "claimant"):
            words = row["subject" if part == "subject" else "claimant_text"]
            if words is not None:
                assert text[row[f"{part}_start"] : row[f"{part}_end"]] == words
        assert 0 < row["confidence"] <= 1 and row["rule"].startswith("amount.")
        assert isinstance(row["amount_low"], Decimal)
        assert row["usd_low"] == (row["amount_low"] if row["currency"] == "USD" else None)  # no day, no other rate
        assert row["fx_date"] is None


def test_an_amount_in_a_quotation_points_to_it(annotator):
    text = "“We will spend $30 million on the school,” said Maria Lindqvist, the governor."
    tables = annotator.annotate([Article("a", text)], "run")
    (claim,) = tables["money_claims"]
    assert claim["quote_id"] in {quote["quote_id"] for quote in tables["quotes"]}
    assert "Lindqvist" in claim["claimant_text"]
