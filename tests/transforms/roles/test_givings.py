"""Whom a decision, an appointment or a successor's name gives an office."""

from __future__ import annotations

import pytest

from tests.transforms.read_texts import read_texts
from tests.transforms.roles.finding import roles_of_subject
from transforms.roles.givings import find_givings

# a text about Marta Quint, and the words of the role that she is given
CASES = {
    "Members voted to elect Marta Quint as treasurer.": ["treasurer"],
    "Members refused to elect Marta Quint as treasurer.": [],
    "The appointment of Marta Quint as treasurer came late.": ["treasurer"],
    "Marta Quint will replace Dana Poole as treasurer.": ["treasurer"],
    "Tern Shipping, with Marta Quint as treasurer, did well.": ["treasurer"],
    "Tern Shipping, whose treasurer is Marta Quint, did well.": ["treasurer"],
    "Marta Quint met the treasurer.": [],
}


@pytest.fixture(scope="module")
def read(annotator):
    return read_texts(annotator, {text: text for text in CASES})


@pytest.mark.parametrize("text", CASES)
def test_an_office_is_given(read, lexicon, text):
    one = read[text]
    roles = roles_of_subject(one, lexicon, find_givings)
    assert [one.words((role.start, role.end)) for role in roles] == CASES[text]
