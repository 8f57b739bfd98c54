"""Repeats of one claim share a group, whatever the order they come in."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from decimal import Decimal

from transforms.money.groups import group_claims


def claim(claim_id, article="a1", day=4, **values):
    row = {
        "claim_id": claim_id,
        "article_id": article,
        "amount_low": Decimal(200_000_000_000),
        "amount_high": Decimal(200_000_000_000),
        "currency": "USD",
        "period": None,
        "subject": "trade deficit with Norland",
        "direction": "decrease",
        "modality": "demanded",
        "deadline": "2020",
        "claimant_id": "e1",
        "published_at": datetime(2018, 5, day, tzinfo=UTC),
    }
    return {**row, **values}


def groups(*claims):
    """The groups as sets of claim ids, by the links."""
    found: dict[str, set[str]] = {}
    for link in group_claims(list(claims)):
        found.setdefault(link["claim_group_id"], set()).add(link["claim_id"])
    return sorted(map(sorted, found.values()))


def test_one_demand_in_two_wordings_is_one_claim():
    other = claim("c2", subject="deficit in goods trade", deadline="2020-12-31", claimant_id="e2")
    assert groups(claim("c1"), other) == [["c1", "c2"]]


def test_a_reprint_is_no_new_claim():
    assert groups(claim("c1"), claim("c2", article="a2", day=6)) == [["c1", "c2"]]


def test_what_contradicts_stays_apart():
    assert groups(claim("c1"), claim("c2", direction="increase")) == [["c1"], ["c2"]]
    assert groups(claim("c1"), claim("c2", deadline="2025")) == [["c1"], ["c2"]]
    assert groups(claim("c1"), claim("c2", modality="denied")) == [["c1"], ["c2"]]
    assert groups(claim("c1"), claim("c2", currency="EUR")) == [["c1"], ["c2"]]
    assert groups(claim("c1"), claim("c2", subject="harbour dues")) == [["c1"], ["c2"]]
    assert groups(claim("c1"), claim("c2", published_at=datetime(2019, 5, 4, tzinfo=UTC))) == [["c1"], ["c2"]]


def test_small_sums_need_more_than_one_shared_word_across_articles():
    ticket = {"amount_low": Decimal(5), "amount_high": Decimal(5), "direction": "level", "deadline": None}
    one = claim("c1", subject="ticket", claimant_id=None, **ticket)
    two = claim("c2", article="a2", subject="ticket price", claimant_id=None, **ticket)
    assert groups(one, two) == [["c1"], ["c2"]]


def test_order_does_not_matter():
    claims = [claim(f"c{n}", article=f"a{n % 3}", day=1 + n, subject=f"deficit {n % 4} trade") for n in range(12)]
    wanted = group_claims(claims)
    for seed in range(5):
        random.Random(seed).shuffle(claims)
        assert group_claims(claims) == wanted


def test_every_claim_has_exactly_one_link():
    claims = [claim(f"c{n}", subject=None) for n in range(5)]
    assert [link["claim_id"] for link in group_claims(claims)] == [f"c{n}" for n in range(5)]
    assert group_claims([]) == []


def test_a_sum_and_its_conversion_are_one_claim_in_both_currencies():
    pounds = {"currency": "GBP", "amount_low": Decimal(150), "amount_high": Decimal(150)}
    here = [claim("c1"), claim("c2", **pounds, restates_id="c1")]
    there = [
        claim("c3", "a2", **pounds),
        claim("c4", "a2", restates_id="c3"),
        claim("c5", "a2", **pounds, subject="tea"),
    ]
    assert groups(*here, *there) == [["c1", "c2", "c3", "c4"], ["c5"]]
    assert groups(*reversed(here + there)) == groups(*here, *there)
