"""Dates by which, on tests/cases/money/deadlines.txt, and which amount of a sentence they belong to."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from transforms.money.deadlines import DeadlineReader
from transforms.money.vocabulary import MoneyLexicon
from transforms.records import Segment

CASES = Path(__file__).parents[2] / "cases" / "money" / "deadlines.txt"


def read_cases():
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            words, value = (part.strip() for part in line.split("|"))
            yield pytest.param(words, None if value == "-" else value, id=words)


@pytest.fixture(scope="module")
def read_deadlines(annotator, seeds):
    """The deadlines of each case, read in one batch."""
    lexicon = MoneyLexicon.from_seeds(seeds)
    texts = [f"The dam will cost $5 million {case.values[0]}." for case in read_cases()]
    readings = annotator.reader.read((t, (Segment("body", 0, len(t)),)) for t in texts)

    def find(words, published):
        text = f"The dam will cost $5 million {words}."
        reading = by_text[text]
        return [d.value for d in DeadlineReader.over(reading, lexicon, published).find(0, len(reading))]

    by_text = {reading.text: reading for reading in readings}
    return find


@pytest.mark.parametrize("words, value", list(read_cases()))
def test_deadlines_are_read_as_the_cases_say(words, value, read_deadlines):
    assert read_deadlines(words, date(2019, 3, 6)) == ([] if value is None else [value])


def test_relative_dates_need_a_day_of_publication(read_deadlines):
    assert read_deadlines("by the end of next year", None) == []
    assert read_deadlines("by 2025", None) == ["2025"]
