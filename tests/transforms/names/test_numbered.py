"""Organizations with a number or a sum in their names, where an office is held."""

from __future__ import annotations

import pytest

from tests.transforms.read_texts import parse
from transforms.names.numbered import find_numbered

# a text and the names that are found in it
CASES = {
    "Dana Poole, an organizer with Raise to $18, agreed.": ["Raise to $18"],
    "Dana Poole, director of the Campaign for a $20 Wage, agreed.": ["Campaign for a $20 Wage"],
    "Dana Poole, president of the 1199 Workers Union, agreed.": ["1199 Workers Union"],
    "Dana Poole, chair of the 30% Club, agreed.": ["30% Club"],
    "Dana Poole, head of the 26 July Movement, agreed.": ["26 July Movement"],
    "Dana Poole, director of the 27 European Union states, agreed.": [],
    "Dana Poole, head of the 2019 Labour Party campaign, agreed.": [],
    "Dana Poole won a Prize of $20 and agreed to raise it to $18.": [],
    "Dana Poole, captain of Flight 370, agreed.": [],
    "Raise to $18 national organizer Dana Poole agreed. Raise to $18 won.": ["Raise to $18", "Raise to $18"],
    "Petrol rose to $18 and Bread to $20, analyst Dana Poole said.": [],
    "$20": [],
    "head of the 30%": [],
}


@pytest.mark.parametrize("text", CASES)
def test_a_number_in_a_name(annotator, text):
    reading = parse(annotator, [text])[0]
    names = find_numbered(reading, annotator.lexicon)
    assert [text[slice(*reading.span(name.first, name.last))] for name in names] == CASES[text]
