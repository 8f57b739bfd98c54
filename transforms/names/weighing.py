"""The weighted sums of the facts about a name for each class of thing that it may mean."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp
from operator import mul

from transforms.names.survey import Facts

CLASSES = ("person", "organization", "place", "group", "event", "other", "none")
Weights = Mapping[str, tuple[float, ...]]


def score_classes(facts: Facts, weights: Weights) -> list[float]:
    """The weighted sum of the facts for each class."""
    known = [fact for fact in facts if fact in weights]
    values = [facts[fact] for fact in known]
    columns = zip(*[weights[fact] for fact in known], strict=True)
    return [sum(map(mul, values, column)) for column in columns] or [0.0] * len(CLASSES)


def chances_of(totals: list[float]) -> list[float]:
    """The chance of each class by its weighted sum."""
    highest = max(totals)
    raised = [exp(total - highest) for total in totals]
    return [value / sum(raised) for value in raised]
