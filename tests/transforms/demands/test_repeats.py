"""Which demands are one demand said again."""

from __future__ import annotations

import random
from datetime import date

from transforms.demands.repeats import group_demands


def demand(key, action, demander="e1", addressee=None, day=1):
    return {
        "demand_id": key,
        "article_id": f"article {key}",
        "action_text": action,
        "demander_id": demander,
        "addressee_id": addressee,
        "published_at": date(2031, 1, day),
    }


def groups(demands):
    found = {}
    for link in group_demands(demands):
        found.setdefault(link["demand_group_id"], set()).add(link["demand_id"])
    return sorted(map(sorted, found.values()))


def test_one_demand_in_two_wordings():
    assert groups([demand("a", "reopen the closed mill"), demand("b", "reopen the mill", day=3)]) == [["a", "b"]]


def test_other_actions_parties_and_times_are_other_demands():
    demands = [
        demand("a", "reopen the mill", addressee="e5"),
        demand("b", "reopen the mill", addressee="e6"),
        demand("c", "reopen the mill", demander="e2"),
        demand("d", "pay the wages"),
    ]
    assert groups(demands) == [["a"], ["b"], ["c"], ["d"]]
    late = demand("e", "reopen the mill", addressee="e5") | {"published_at": date(2032, 1, 1)}
    assert groups([demands[0], late]) == [["a"], ["e"]]


def test_an_unnamed_demander_repeats_only_the_same_words():
    demands = [demand("a", "Resign", None), demand("b", "resign", None), demand("c", "resign at once", None)]
    assert groups(demands) == [["a", "b"], ["c"]]


def test_the_order_of_the_rows_does_not_matter():
    demands = [demand(f"d{n}", action, day=n + 1) for n, action in enumerate(("cut tariffs on steel", "cut tariffs"))]
    demands += [demand("x", "cut tariffs on steel now"), demand("y", "end the strike", "e2")]
    expected = groups(demands)
    for seed in range(5):
        random.Random(seed).shuffle(demands)
        assert groups(demands) == expected
