"""Posts of which a clause beside a name tells: before it, of a term, or at the body behind it."""

from __future__ import annotations

import pytest

from tests.transforms.read_texts import read_texts
from tests.transforms.roles.finding import roles_of_subject
from transforms.roles.tenures import find_tenures

# a text about Marta Quint, and the words of the roles that the clause tells, with whether they are over
CASES = {
    "Elected head of the Orten Trust in May, Marta Quint thanked its members.": [("head", False)],
    "Sacked as treasurer of the Orten Trust in March, Marta Quint sued.": [("treasurer", True)],
    "Sacked by the board in March, Marta Quint sued.": [],
    "Elected in March, Marta Quint thanked the members.": [],
    "Marta Quint, whose term as head of the Orten Trust ends in May, agreed.": [("head", False)],
    "Marta Quint, whose term as head of the Orten Trust ended in May, agreed.": [("head", True)],
    "Marta Quint of the Orten Trust, its head of safety, agreed.": [("head of safety", False)],
    "Marta Quint of the Orten Trust, its rival, agreed.": [],
    "Marta Quint, whose term as": [],
    "Marta Quint of the Orten Trust, its": [],
}


@pytest.fixture(scope="module")
def read(annotator):
    return read_texts(annotator, {text: text for text in CASES})


@pytest.mark.parametrize("text", CASES)
def test_what_a_clause_beside_a_name_tells(read, lexicon, text):
    one = read[text]
    roles = roles_of_subject(one, lexicon, find_tenures)
    assert [(one.words((role.start, role.end)), role.is_former) for role in roles] == CASES[text]
