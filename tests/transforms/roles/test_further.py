"""A second post that "and" joins to the first."""

from __future__ import annotations

import pytest

from tests.transforms.read_texts import read_texts
from transforms.roles.further import further_posts
from transforms.roles.phrases import Words

# a text about Marta Quint, and the words of her posts
CASES = {
    "Marta Quint is head of the Orten Trust and, since May, mayor of Fenwick.": ["head", "mayor of Fenwick"],
    "Marta Quint is head of the Orten Trust and now also mayor of Fenwick.": ["head", "mayor of Fenwick"],
    "Marta Quint is head of the Orten Trust and, since May,": ["head"],
    "Marta Quint is head of the Orten Trust and": ["head"],
    "Marta Quint is head of the Orten Trust, and its treasurer, Lee Ortiz, agreed.": ["head"],
}


@pytest.fixture(scope="module")
def read(annotator):
    return read_texts(annotator, {text: text for text in CASES})


@pytest.mark.parametrize("text", CASES)
def test_what_else_somebody_is(read, lexicon, text):
    one = read[text]
    words = Words(one.reading, one.entities, lexicon)
    name = next(m for m in one.entities.mentions if one.words((m.start, m.end)) == "Marta Quint")
    first = next(role for role in one.roles if one.name_of(role.person) == "Marta Quint")
    found = [first, *further_posts(words, name, words.bounds[name.start][1], first)]
    assert [one.words((role.start, role.end)) for role in found] == CASES[text]
