"""Dates by which something is to be, and the day they are read from; the cases are tests/cases/deadlines."""

from __future__ import annotations

import pytest

from transforms.money.deadlines import DeadlineReader
from transforms.money.vocabulary import MoneyLexicon
from transforms.records import Segment


@pytest.fixture(scope="module")
def read_deadlines(annotator, seeds):
    """The deadlines of a phrase as of a day of publication."""
    lexicon = MoneyLexicon.from_seeds(seeds)

    def find(words, published):
        text = f"The dam will cost $5 million {words}."
        (reading,) = annotator.reader.read([(text, (Segment("body", 0, len(text)),))])
        return [d.value for d in DeadlineReader.over(reading, lexicon, published).find(0, len(reading))]

    return find


def test_relative_dates_need_a_day_of_publication(read_deadlines):
    assert read_deadlines("by the end of next year", None) == []
    assert read_deadlines("by 2025", None) == ["2025"]
