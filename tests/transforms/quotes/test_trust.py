"""How far a speaker is trusted."""

from __future__ import annotations

import pytest

from transforms.quotes.statements import Statement
from transforms.quotes.trust import read_trust
from warehouse.seeds import read_seeds

ROWS = [
    {"about": "evidence", "feature": "name", "right": "98", "rows": "98"},
    {"about": "evidence", "feature": "other", "right": "7", "rows": "8"},
    {"about": "source", "feature": "0.0", "right": "7", "rows": "8"},
    {"about": "source", "feature": "0.9", "right": "98", "rows": "98"},
]


@pytest.mark.parametrize(
    ("share", "evidence", "chance"),
    [(0.95, "name", 0.9801), (0.95, "unheard of", 0.792), (0.5, "name", 0.792), (0.0, "other", 0.64)],
)
def test_the_chance_is_that_of_the_source_and_of_what_it_means(share, evidence, chance):
    statement = Statement(1, 0, [(2, 3)], "test", source_share=share)
    assert read_trust(ROWS).of(statement, evidence) == pytest.approx(chance)


def test_the_counts_that_are_shipped_rise_with_the_source():
    trust = read_trust(read_seeds("annotation")["speaker_confidence"])
    assert list(trust.by_source) == sorted(trust.by_source)
    assert trust.edges[0] == 0
    assert {"name", "pronoun", "post", "other"} <= set(trust.by_evidence)
