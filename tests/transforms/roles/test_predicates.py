"""What a clause says that somebody is."""

from __future__ import annotations

import pytest

from tests.transforms.read_texts import read_texts
from tests.transforms.roles.finding import roles_of_subject
from transforms.roles.predicates import find_predicates

# a text about Marta Quint, and the words of the role that its clause gives her
CASES = {
    "Marta Quint is the president of Tern Shipping.": ["president"],
    "Marta Quint, who heads Tern Shipping, spoke.": ["heads Tern Shipping"],
    "Tern Shipping hired Marta Quint as treasurer.": ["treasurer"],
    "Marta Quint may become the president of Tern Shipping.": [],
    "Marta Quint is running a campaign in Orten.": [],
}


@pytest.fixture(scope="module")
def read(annotator):
    return read_texts(annotator, {text: text for text in CASES})


@pytest.mark.parametrize("text", CASES)
def test_a_clause_gives_a_role(read, lexicon, text):
    one = read[text]
    roles = roles_of_subject(one, lexicon, find_predicates)
    assert [one.words((role.start, role.end)) for role in roles] == CASES[text]
