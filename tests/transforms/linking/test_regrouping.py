"""Grouping anew what changed gives the groups of everything grouped anew, whatever has happened between."""

import random
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pyarrow as pa
import pytest

from transforms.demands import repeats
from transforms.linking.regrouping import GROUP, Repeating, regroup
from transforms.money import groups

CLAIMS = Repeating("claim_id", "claim_group_id", groups.block_of, groups.group_claims, "restates_id")
DEMANDS = Repeating("demand_id", "demand_group_id", repeats.block_of, repeats.group_demands)
SUBJECTS = ("the toll of the bridge", "a bridge toll", "the harbour fund", None)
PARTIES = ("e1", "e2", None, None)
ACTIONS = ("cut the bridge toll", "to cut bridge tolls", "open the harbour", "Open the harbour!")
DAY = datetime(2026, 3, 2)
STEPS = 12
CLAIM_SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("claim_id", "article_id", "currency")),
        *((name, pa.decimal128(38, 6)) for name in ("amount_low", "amount_high")),
        *((name, pa.string()) for name in ("period", "subject", "direction", "modality", "deadline")),
        *((name, pa.string()) for name in ("claimant_id", "restates_id")),
        ("published_at", pa.timestamp("us")),
    ]
)
DEMAND_SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("demand_id", "article_id", "action_text", "demander_id", "addressee_id")),
        ("published_at", pa.timestamp("us")),
    ]
)


def make_claim(chance, number):
    amount = Decimal(chance.choice((5_000_000, 5_000_000, 7_000_000, 90)))
    return {
        "claim_id": f"c{number}",
        "article_id": f"a{number // 2}",
        "currency": chance.choice(("USD", "EUR")),
        "amount_low": amount,
        "amount_high": amount,
        "subject": chance.choice(SUBJECTS),
        "direction": chance.choice(("level", "increase", "decrease")),
        "modality": "asserted",
        "claimant_id": chance.choice(PARTIES),
        "restates_id": f"c{chance.randrange(number)}" if number and chance.random() < 0.2 else None,
        "published_at": DAY + timedelta(days=chance.randrange(300)) if chance.random() < 0.7 else None,
    }


def make_demand(chance, number):
    return {
        "demand_id": f"d{number}",
        "article_id": f"a{number // 2}",
        "action_text": chance.choice(ACTIONS),
        "demander_id": chance.choice(PARTIES),
        "addressee_id": chance.choice(PARTIES),
        "published_at": DAY + timedelta(days=chance.randrange(300)) if chance.random() < 0.7 else None,
    }


def list_rows(table):
    return sorted(map(repr, table.to_pylist()))


KINDS = {"claims": (CLAIMS, CLAIM_SCHEMA, make_claim), "demands": (DEMANDS, DEMAND_SCHEMA, make_demand)}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(8))
def test_what_changed_is_grouped_as_everything_is(kind, seed):
    how, schema, make = KINDS[kind]
    chance = random.Random(seed)
    rows = {number: make(chance, number) for number in range(40)}
    before = None
    for step in range(STEPS):
        given = list(rows.values())
        chance.shuffle(given)
        table = pa.Table.from_pylist(given, schema)
        found, anew = regroup(table, before, how), regroup(table, None, how)
        assert list_rows(found) == list_rows(anew)
        assert {(row[how.key], row[GROUP]) for row in found.to_pylist()} == {
            (row[how.key], row[how.group_key]) for row in how.group(given)
        }
        before = found
        for number in chance.sample(sorted(rows), 3):
            rows.pop(number)
        rows |= {number: make(chance, number) for number in (chance.randrange(40), 40 + step)}


def test_only_blocks_that_changed_are_grouped_anew():
    chance = random.Random(3)
    rows = [make_claim(chance, number) | {"restates_id": None} for number in range(40)]
    before = regroup(pa.Table.from_pylist(rows, CLAIM_SCHEMA), None, CLAIMS)
    seen = []
    watched = replace(CLAIMS, group=lambda some: seen.extend(some) or groups.group_claims(some))
    regroup(pa.Table.from_pylist(rows, CLAIM_SCHEMA), before, watched)
    assert seen == []
    more = [*rows, make_claim(chance, 40) | {"restates_id": None}]
    regroup(pa.Table.from_pylist(more, CLAIM_SCHEMA), before, watched)
    assert seen and {groups.block_of(row) for row in seen} == {groups.block_of(more[-1])}


def test_a_memory_of_other_columns_is_of_no_use():
    rows = pa.Table.from_pylist([make_demand(random.Random(1), 0)], DEMAND_SCHEMA)
    before = regroup(rows, None, DEMANDS)
    assert regroup(rows, before.drop_columns("article_id"), DEMANDS).equals(before)


def test_nothing_is_grouped_without_rows():
    assert regroup(CLAIM_SCHEMA.empty_table(), None, CLAIMS).num_rows == 0
