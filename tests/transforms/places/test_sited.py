"""Organizations that stand in the town behind "in"."""

from __future__ import annotations

import pytest

from transforms.places.gazetteer import Gazetteer
from transforms.places.seats import SeatWords
from transforms.places.sited import is_sited

GAZETTEER = Gazetteer({"facility_words": [{"word": "school"}]})
WORDS = SeatWords(
    shared=frozenset({"international"}), institutes=frozenset({"institute"}), offices=frozenset({"bureau"})
)


@pytest.mark.parametrize(
    ("name", "is_common", "is_there"),
    [
        ("Quillan Institute of Tides", False, True),
        ("Quillan School of Law", False, True),
        ("Quillan Institute", False, True),
        ("International Institute of Tides", False, False),
        ("Institute", False, False),
        ("Bureau for Tides", True, True),
        ("Bureau for Tides", False, False),
        ("Quillan Bureau", True, False),
        ("Quillan Holdings", True, False),
    ],
)
def test_schools_and_offices_lie_where_they_are_said_to_be(name, is_common, is_there):
    assert is_sited(name, GAZETTEER, WORDS, is_common) == is_there
