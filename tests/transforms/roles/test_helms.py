"""Who leads an organization, by nouns for its lead."""

from __future__ import annotations

import pytest

from tests.transforms.read_texts import read_texts
from tests.transforms.roles.finding import roles_of_subject
from transforms.roles.helms import find_helms

# a text about Marta Quint, and the words of the roles it tells, with the organization
CASES = {
    "Marta Quint, at the helm of the Orten Trust, left.": [("helm", "Orten Trust")],
    "Marta Quint took the helm of the Orten Trust.": [("helm", "Orten Trust")],
    "At the head of the Orten Trust is Marta Quint.": [("head", "Orten Trust")],
    "The Orten Trust, with Marta Quint at the helm, grew.": [("helm", "Orten Trust")],
    "Marta Quint never took the helm of a ship.": [],
    "Marta Quint did not take the helm of the Orten Trust.": [],
    "Marta Quint joined Lee Ortiz at the helm of the Orten Trust.": [],
    "Marta Quint, at the helm": [],
    "Marta Quint, at the": [],
    "With Marta Quint at the helm,": [],
    "At whose helm is Marta Quint,": [],
}


@pytest.fixture(scope="module")
def read(annotator):
    return read_texts(annotator, {text: text for text in CASES})


@pytest.mark.parametrize("text", CASES)
def test_who_is_at_the_helm(read, lexicon, text):
    one = read[text]
    roles = roles_of_subject(one, lexicon, find_helms)
    assert [(one.words((role.start, role.end)), one.name_of(role.organization)) for role in roles] == CASES[text]
