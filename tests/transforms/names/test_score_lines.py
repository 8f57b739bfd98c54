"""Lines that give results, tables and fixtures."""

import pytest

from transforms.names.score_lines import find_sides


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Orten 2 Kess 1", [("Orten", "Kess")]),
        ("ORTEN 10 Kess Vale 3 (in 12)", [("ORTEN", "Kess Vale")]),
        ("Orten (Fenwickia) 2 Kess (Harland) 1", [("Orten", "Kess")]),
        ("Orten v Kess", [("Orten", "Kess")]),
        ("ORTEN AT KESS", [("ORTEN",)]),
        ("W L PCT\nORTEN 72 53 .576 -", [("ORTEN",)]),
        ("ORTEN 72 53 .576 -", []),
        ("Orten has 2 mills and Kess 1", []),
    ],
)
def test_the_sides_of_a_line(text, sides):
    assert [tuple(text[slice(*span)] for span in line) for line in find_sides(text)] == sides
