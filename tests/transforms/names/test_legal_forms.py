"""Names with the legal forms behind them, on made-up spans."""

from __future__ import annotations

import re

import pytest

from transforms.names.legal_forms import is_form, with_forms
from transforms.reading.reading import Reading


def reading_of(text: str) -> Reading:
    reading = Reading(text, [])
    for found in re.finditer(r"\S+", text):
        reading.words.append(found[0])
        reading.starts.append(found.start())
        reading.ends.append(found.end())
    return reading


@pytest.mark.parametrize(
    ("text", "spans", "wanted"),
    [
        ("Melano Jaya Sdn Bhd paid", [(0, 2, "PERSON"), (2, 4, "ORG")], [(0, 4, "ORG")]),
        ("Toko Lama Tbk paid", [(0, 3, "PERSON")], [(0, 3, "ORG")]),
        ("Kaveri Pvt. Ltd. paid", [(0, 1, "ORG")], [(0, 3, "ORG")]),
        ("Fenwick Spa is a town", [(0, 2, "GPE")], [(0, 2, "GPE")]),
        ("Harland company paid", [(0, 1, "ORG")], [(0, 1, "ORG")]),
        ("Harland\nCompany news", [(0, 1, "ORG")], [(0, 1, "ORG")]),
        ("Dana Poole paid", [(0, 2, "PERSON")], [(0, 2, "PERSON")]),
    ],
)
def test_a_form_belongs_to_the_name_before_it(lexicon, text, spans, wanted):
    assert with_forms(reading_of(text), lexicon, spans) == wanted


def test_a_form_has_a_capital(lexicon):
    reading = reading_of("the limited Limited")
    assert [is_form(reading, lexicon, token) for token in range(3)] == [False, False, True]
