"""Rows of a table in the text: what cannot name a sum, however it stands in its row."""

from __future__ import annotations

from transforms.money.cells import LONGEST_LABEL, MOST_AROUND, Rows


def label_of(text: str, sum_: str = "$5m") -> str | None:
    start = text.index(sum_)
    label = Rows(text).label_of(start, start + len(sum_))
    return text[label.start : label.end] if label else None


def test_a_cell_longer_than_any_label_names_nothing() -> None:
    assert label_of("b" * LONGEST_LABEL + " | $5m") == "b" * LONGEST_LABEL
    assert label_of("b" * LONGEST_LABEL + "b | $5m") is None
    assert label_of("Quay | " + "b" * LONGEST_LABEL + "b\n12 | $5m") is None


def test_a_sum_with_more_than_brackets_around_is_not_alone() -> None:
    assert label_of("Quay | ($5m)") == "Quay"
    assert label_of("Quay | " + "(" * MOST_AROUND + "($5m") is None
    assert label_of("Quay | $5m and more") is None


def test_a_loss_fills_a_cell_behind_the_first() -> None:
    text = "(9) | Quay | (5)"
    assert Rows(text).is_lost(13, 16)
    assert not Rows(text).is_lost(0, 3)
    assert not Rows("Quay (5)").is_lost(5, 8)
