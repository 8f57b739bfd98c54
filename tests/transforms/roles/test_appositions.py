"""What stands beside a name and tells what somebody is."""

from __future__ import annotations

import pytest

from tests.transforms.read_texts import read_texts
from tests.transforms.roles.finding import roles_of_subject
from transforms.roles.appositions import find_appositions

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
    roles = roles_of_subject(one, lexicon, lambda words, mention, _, last: find_appositions(words, mention, last))
    assert [one.words((role.start, role.end)) for role in roles] == CASES[text]
