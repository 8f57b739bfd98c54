"""Authors that a learned text cites, and years that cite nobody."""

from __future__ import annotations

import pytest

from tests.transforms.read_texts import parse
from transforms.names.citations import is_cited, is_learned, part_authors

TEXTS = {
    "et al.": "Poole et al. (1999) agree, and so does Orvane (1990).",
    "brackets": "It holds (Poole, 2004; Orvane and Kessan, 2005a), as said (Tulver 1998) and shown (Quint, 1990).",
    "by": "The book by Orvane and Kessan (2004) is long.",
    "film": "They liked Orvane and Kessan (2004) and The Mill (1999).",
}
CITED = {
    "et al.": {"Poole"},
    "brackets": {"Poole", "Orvane", "Kessan", "Tulver", "Quint"},
    "by": {"Orvane", "Kessan"},
    "film": set(),
}


@pytest.fixture(scope="module")
def read(annotator):
    return dict(zip(TEXTS, parse(annotator, list(TEXTS.values())), strict=True))


@pytest.mark.parametrize("about", list(TEXTS))
def test_a_year_or_et_al_behind_a_name_cites_it(read, about):
    words = read[about].words
    found = {w for t, w in enumerate(words) if w[0].isupper() and w.isalpha() and is_cited(read[about], t, t + 1)}
    assert found == CITED[about]


def test_a_text_is_learned_by_what_it_cites(read):
    assert {about for about, reading in read.items() if is_learned(reading)} == {"et al.", "brackets"}


def test_cited_authors_are_people_each_alone(read):
    reading = read["et al."]
    whole = (0, 3, "ORG")
    assert part_authors(reading, [whole]) == [(0, 1, "PERSON")]
    assert part_authors(read["film"], [whole]) == [whole], "no learned text"
