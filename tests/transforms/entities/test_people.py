"""Which names of people are one person, where the whole reading would hide it."""

from __future__ import annotations

import pytest

from transforms.entities.people import cluster_people
from transforms.names.words import Name, has_suffix, name_key


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Joan Pell", "Pell"], [["Joan Pell", "Pell"]]),
        (["Joan Pell", "Mark Pell", "Joan"], [["Joan Pell", "Joan"], ["Mark Pell"]]),
        (["Henry Chow Wing-fai", "Chow"], [["Henry Chow Wing-fai", "Chow"]]),
        (["Jan van der Brugge", "van der Brugge"], [["Jan van der Brugge", "van der Brugge"]]),
        (["Lee Orten Jr.", "Lee Orten", "Lee Orten"], [["Lee Orten Jr."], ["Lee Orten", "Lee Orten"]]),
    ],
)
def test_short_names_mean_whom_the_article_names_in_full(names, expected, lexicon):
    people = [(Name(n, n + 1, "PERSON", n, kind="person"), name_key(name.split())) for n, name in enumerate(names)]
    clusters = cluster_people(people, lexicon, [has_suffix(name.split()) for name in names])
    found = [[names[name.first] for name in sorted(cluster.names, key=lambda name: name.first)] for cluster in clusters]
    assert sorted(found) == sorted(expected)
