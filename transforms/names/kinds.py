"""What kind of thing each name of an article means, decided for all places of the same words at once.

A linear model weighs plain facts: what spaCy called the words, what stands around them, what other names of the
article contain them, and what the word lists say. Its weights are the table `seeds/name_kind_weights.csv`. What needs
no weighing is in kind_rules.py.
"""

from __future__ import annotations

from collections.abc import Mapping

from transforms.lexicon import Lexicon
from transforms.names.facts import describe_names, group_names
from transforms.names.kind_rules import Facts, apply_rules, survey_names
from transforms.names.words import KINDS, Name
from transforms.reading.reading import Reading

CLASSES = ("person", "organization", "place", "group", "event", "other", "none")
KEPT_LABELS = {"WORK_OF_ART": "work", "LAW": "law", "PRODUCT": "product", "EVENT": "event"}
Weights = Mapping[str, tuple[float, ...]]


def decide_kinds(reading: Reading, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """The candidates that are names, each with its kind."""
    groups = group_names(reading, names)
    described = describe_names(reading, groups, lexicon)
    classes = {key: CLASSES[best_class(facts, lexicon.kind_weights)] for key, facts in described.items()}
    named = survey_names(reading, groups, described, classes, lexicon)
    kept = []
    for key, chosen in apply_rules(classes, named).items():
        for name in groups[key]:
            name.kind = KEPT_LABELS.get(name.label, "") if chosen == "other" else chosen
            if name.kind and name.kind != "none":
                kept.append(name)
    return sorted(kept, key=lambda n: n.first)


def best_class(facts: Facts, weights: Weights) -> int:
    """The number of the class with the highest weighted sum."""
    totals = [0.0] * len(CLASSES)
    for fact, value in facts.items():
        row = weights.get(fact)
        if row is not None:
            totals = [total + value * weight for total, weight in zip(totals, row, strict=True)]
    return max(range(len(totals)), key=totals.__getitem__)


def known_kinds() -> frozenset[str]:
    """The kinds a name may have."""
    return frozenset(KINDS.values())
