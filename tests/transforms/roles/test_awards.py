"""Offices that others give, where the text ends at the name."""

from __future__ import annotations

import pytest

from tests.transforms.read_texts import read_texts
from tests.transforms.roles.finding import roles_of_subject
from transforms.roles.awards import find_awards

# a text about Marta Quint, and the words of the roles that it tells
CASES = {
    "The Orten Trust grew under Marta Quint's leadership, the Orten Trust said.": ["leadership"],
    "The Orten Trust has re-elected Marta Quint as president.": ["president"],
    "The presidency of the Orten Trust is held by Marta Quint.": ["presidency"],
    "It grew under Marta Quint": [],
    "The Orten Trust has re-elected Marta Quint": [],
    "It is held by Marta Quint": [],
}


@pytest.fixture(scope="module")
def read(annotator):
    return read_texts(annotator, {text: text for text in CASES})


@pytest.mark.parametrize("text", CASES)
def test_what_others_give(read, lexicon, text):
    one = read[text]
    roles = roles_of_subject(one, lexicon, find_awards)
    assert [one.words((role.start, role.end)) for role in roles] == CASES[text]
