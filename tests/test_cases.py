"""Runs every case of tests/cases; CONTRIBUTING.md says how one is written. A known failure that holds fails, too."""

from __future__ import annotations

from functools import cache
from itertools import zip_longest

import pytest

from tests.case_areas import AREAS
from tests.case_files import FOLDER, read_area

CASES = [
    pytest.param(
        area,
        number,
        id=f"{area}/{case.name}",
        marks=[pytest.mark.xfail(reason=case.settings["known failure"], strict=True)]
        if "known failure" in case.settings
        else [],
    )
    for area in AREAS
    for number, case in enumerate(read_area(area))
]


@pytest.fixture(scope="session")
def found(annotator):
    """What an area finds in all its cases, at once."""
    return cache(lambda area: AREAS[area](annotator, read_area(area)))


@pytest.mark.parametrize(("area", "number"), CASES)
def test_case(area, number, found):
    expected, lines = read_area(area)[number].rows, found(area)[number]
    assert fit(lines, expected) == expected


def fit(lines: list[str], expected: list[str]) -> list[str]:
    """The lines found, of as many fields as expected and with "*" where the case takes anything."""
    return [fit_line(line, wanted) for line, wanted in zip_longest(lines, expected[: len(lines)])]


def fit_line(line: str, wanted: str | None) -> str:
    if wanted is None:
        return line
    pairs = zip(line.split(" | "), wanted.split(" | "), strict=False)
    return " | ".join("*" if other == "*" else value for value, other in pairs)


def test_every_folder_is_an_area_and_every_case_expects_something():
    assert {path.name for path in FOLDER.iterdir()} == set(AREAS)
    for area in set(AREAS) - {"segments"}:
        assert [case.name for case in read_area(area) if not case.expected] == []
