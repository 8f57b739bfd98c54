"""What stands beside a name and tells what somebody is."""

from __future__ import annotations

import pytest

from tests.transforms.read_texts import read_texts
from transforms.roles.appositions import find_appositions
from transforms.roles.phrases import Words

# a text about Marta Quint, and the words of the roles beside her name
CASES = {
    "Marta Quint, chief Norway economist at Acme Group, agreed.": ["economist"],
    "Marta Quint, the deputy chief forestry officer, agreed.": ["deputy chief forestry officer"],
    "Marta Quint (treasurer) agreed.": ["treasurer"],
    "Marta Quint, an adviser said, agreed.": [],
}


@pytest.fixture(scope="module")
def read(annotator):
    return read_texts(annotator, {text: text for text in CASES})


@pytest.mark.parametrize("text", CASES)
def test_what_stands_beside_a_name(read, lexicon, text):
    one = read[text]
    words = Words(one.reading, one.entities, lexicon)
    mention = next(m for m in one.entities.mentions if one.words((m.start, m.end)) == "Marta Quint")
    roles = find_appositions(words, mention, words.bounds[mention.start][1])
    assert [one.words((role.start, role.end)) for role in roles] == CASES[text]
