"""Layouts of datelines at the head of a story's first paragraph."""

from __future__ import annotations

import pytest

from transforms.page.datelines import find_dateline, is_dateline_alone

PLACES = frozenset({"suva", "haifa"})


@pytest.mark.parametrize(
    "dateline",
    [
        "SUVA, Monday:",
        "SUVA, Mon. –",
        "SUVA, Monday, March 4 —",
        "SUVA | March 4:",
        "SUVA, 04/03/2024 –",
        "SUVA, 4th March, 2024 (ORN)",
        "SUVA, (Orion):",
        "SUVA (dpa) -",
        "SUVA :-",
        "SUVA and HAIFA —",
        "SUVA/HAIFA:",
        "Suva, March 4:",
        "(Suva, 4 March)",
        "[SUVA]",
        "SUVA.",
        "Orion, SUVA, 4 March –",
        "(Orion) SUVA —",
        "ORN/SUVA –",
        "(Orion) Suva -",
        "Orion – Suva –",
        "Orion: Suva, March 4 -",
        "Orion | Suva —",
        "Suva | ORN —",
        "4 March, Suva –",
        "Monday, Suva:",
        "[Suva]",
        "(Suva) –",
        "Suva (4 March 2024) –",
        "Suva (dpa/ORN) -",
        "SUVA – (Orion) –",
        "SUVA (Orion).",
        "Suva, March 4, 2024 /Orionwire/ --",
    ],
)
def test_layouts_of_datelines(dateline):
    line = f"{dateline} The port will be closed."
    assert find_dateline(line, PLACES, is_label=False) == len(dateline)


@pytest.mark.parametrize(
    "line",
    [
        "On March 4: The port was closed.",
        "UPDATE March 4: The port was closed.",
        "Nobody said so. The port was closed.",
        "(Updated March 4) The port was closed.",
    ],
)
def test_what_is_no_dateline(line):
    assert find_dateline(line, PLACES, is_label=False) == 0


def test_a_weekday_alone_is_a_date():
    assert is_dateline_alone("Suva, Monday", PLACES)
