"""People named right behind the organization that they lead, and the branches that they lead."""

from __future__ import annotations

import pytest

from tests.transforms.read_texts import parse
from transforms.names.holders import part_holders

# a text, the span taken for one name as first and last word with its label, and what it is parted into
CASES = [
    (
        "The chairman of the Harland Committee Olev Tamm left.",
        ("Harland", "Tamm", "ORG"),
        [("Harland Committee", "ORG"), ("Olev Tamm", "PERSON")],
    ),
    (
        "The friend of the Harland Committee Olev Tamm left.",
        ("Harland", "Tamm", "ORG"),
        [("Harland Committee Olev Tamm", "ORG")],
    ),
    (
        "The head of the Harland Bank Dairy Kenya left.",
        ("Harland", "Kenya", "ORG"),
        [("Harland Bank Dairy Kenya", "ORG")],
    ),
    (
        "The president of the Harland Movement Clear Water, Dana Poole, left.",
        ("Harland", "Water", "ORG"),
        [("Harland Movement Clear Water", "ORG")],
    ),
]


@pytest.fixture(scope="module")
def parted(annotator, lexicon):
    readings = parse(annotator, [text for text, _, _ in CASES])

    def part(number):
        reading, (first, last, label) = readings[number], CASES[number][1]
        span = (reading.words.index(first), reading.words.index(last) + 1, label)
        return [(" ".join(reading.words[a:b]), kind) for a, b, kind in part_holders(reading, lexicon, [span])]

    return part


@pytest.mark.parametrize("number", range(len(CASES)), ids=[text for text, _, _ in CASES])
def test_a_holder_is_parted_from_the_organization(parted, number):
    assert parted(number) == CASES[number][2]


def test_a_branch_is_one_name_where_it_has_a_head(annotator, lexicon):
    (reading,) = parse(annotator, ["The head of Yunhai China, Lihua Xie, left."])
    at = reading.words.index("Yunhai")
    spans = [(at, at + 1, "NORP"), (at + 1, at + 2, "GPE")]
    assert list(part_holders(reading, lexicon, spans)) == [(at, at + 2, "ORG")]
