"""What is said to have a seat as only organizations have."""

from __future__ import annotations

import pytest

from tests.transforms.read_texts import parse
from transforms.names.seated import SEATED
from transforms.names.words import Name


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Vialo, which is registered in Norway, owns the ship.", True),
        ("Vialo, whose headquarters are in Norway, owns the ship.", True),
        ("Vialo is based in Norway and owns the ship.", True),
        ("Vialo, Norway's second-largest grocer, cut prices.", True),
        ("Vialo is one of the largest grocers in Norway.", True),
        ("Founded in Norway in 1990, Vialo makes pianos.", True),
        ("Vialo, Norway's best skier, won.", False),
        ("Vialo went to Norway.", False),
    ],
)
def test_a_seat_tells_an_organization(annotator, lexicon, text, told):
    (reading,) = parse(annotator, [text])
    first = reading.words.index("Vialo")
    assert any(test(reading, Name(first, first + 1, "", first), lexicon) for test in SEATED) == told
