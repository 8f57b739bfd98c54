"""Credits of pictures at the ends of lines."""

from __future__ import annotations

import pytest

from transforms.page.layout import Layout
from transforms.page.pictures import PictureCredits
from warehouse.seeds import read_seeds

CREDITS = Layout.from_seeds(read_seeds("sources")).credits


@pytest.mark.parametrize(
    ("tail", "credit"),
    [
        ("Ships wait off the port. (Ana Melo/AFP)", "(Ana Melo/AFP)"),
        ("Ships wait off the port. Photograph: Jo Brandt", "Photograph: Jo Brandt"),
        ("Ships wait off the port. REUTERS/Jo Brandt", "REUTERS/Jo Brandt"),
        ("Getty", "Getty"),
        ("Harbour Images", "Harbour Images"),
        ("The bill was sponsored by Rep. Ana Melo (D-N.M.)", None),
        ("The ferry sails again.", None),
    ],
)
def test_credits_are_found_where_they_begin(tail, credit):
    start = CREDITS.find(tail)
    assert (None if start is None else tail[start:]) == credit


def test_without_words_no_label_is_known():
    assert PictureCredits().find("Ships wait off the port. Photograph: Jo Brandt") is None
