"""Weighted sums of facts, and the chances that they make."""

from __future__ import annotations

import pytest

from transforms.names.weighing import CLASSES, chances_of, score_classes

WEIGHTS = {"a": (1.0, *(0.0 for _ in CLASSES[1:])), "b": (0.0, 2.0, *(0.0 for _ in CLASSES[2:]))}


def test_facts_count_by_their_share_and_unknown_ones_not_at_all():
    assert score_classes({"a": 1.0, "b": 0.25, "unheard of": 9.0}, WEIGHTS)[:2] == [1.0, 0.5]
    assert score_classes({}, WEIGHTS) == [0.0] * len(CLASSES)


def test_chances_add_up_and_follow_the_sums():
    chances = chances_of([1.0, 3.0, 1.0])
    assert sum(chances) == pytest.approx(1)
    assert chances[1] > chances[0] == chances[2]
