"""Laws that every claim keeps, read by the real model; the cases are tests/cases/claims."""

from __future__ import annotations

from decimal import Decimal

from bench.claims.annotated import judge_all, read_excerpts
from bench.claims.measure_claims import read_claims, shares
from transforms.annotate import Article


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


def test_claims_of_annotated_excerpts_do_not_fall(annotator):
    excerpts = read_excerpts()
    found = shares(judge_all(excerpts, read_claims(excerpts, annotator)))
    least = {"subject": 0.93, "modality": 0.93, "claimant_text": 0.9, "whole": 0.86, "deadline, told": 0.85}
    assert {name: round(found[name], 3) for name in least if found[name] < least[name]} == {}
