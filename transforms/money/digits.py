"""The value of digits with separators, and of the characters that are fractions."""

from __future__ import annotations

import unicodedata
from decimal import Decimal


def parse_digits(written: str) -> tuple[Decimal, bool] | None:
    """The value of digits with separators, and whether a point with three digits leaves it open what they mean.

    >>> parse_digits("1,250.50"), parse_digits("12,34,567"), parse_digits("1.250,5")
    ((Decimal('1250.50'), False), (Decimal('1234567'), False), (Decimal('1250.5'), False))
    >>> parse_digits("1.250"), parse_digits("5.10.2015")
    ((Decimal('1.250'), True), None)
    """
    if written.isdecimal():
        return Decimal(written), False
    marks = [c for c in written if not c.isdecimal()]
    return _parse_one_mark(written, marks) if len(set(marks)) == 1 else _parse_two_marks(written, marks)


def _parse_one_mark(written: str, marks: list[str]) -> tuple[Decimal, bool] | None:
    """Digits with one kind of mark: it parts thousands, or the fraction where it stands once."""
    parts = written.split(marks[0])
    if marks == ["."]:
        return Decimal(written), len(parts[1]) == 3 and len(parts[0]) <= 3 and parts[0] != "0"
    if _are_groups(parts) and not (len(parts) == 2 and parts[0] == "0"):
        return Decimal("".join(parts)), False
    if marks == [","] and (len(parts[1]) < 3 or parts[0] == "0"):
        return Decimal(f"{parts[0]}.{parts[1]}"), False
    return None


def _parse_two_marks(written: str, marks: list[str]) -> tuple[Decimal, bool] | None:
    """Digits with two kinds of mark: the last one parts the fraction, those before it thousands."""
    last = marks[-1]
    whole, _, fraction = written.rpartition(last)
    groups = whole.replace("'", ",").replace(".", ",").split(",")
    if marks.count(last) > 1 or len(set(marks[:-1])) > 1 or not _are_groups(groups):
        return None
    return Decimal("".join(groups) + "." + fraction), False


def _are_groups(parts: list[str]) -> bool:
    """Whether the parts are thousands (1,234,567) or lakhs and crores (12,34,567)."""
    if not 1 <= len(parts[0]) <= 3 or len(parts[-1]) != 3:
        return False
    return all(len(p) == 3 for p in parts[1:]) or (len(parts[0]) <= 2 and all(len(p) == 2 for p in parts[1:-1]))


def fraction_of(word: str) -> Decimal | None:
    """The value of a one-character fraction such as ½."""
    if len(word) != 1 or word.isascii() or not word.isnumeric() or word.isdecimal():
        return None
    value = unicodedata.numeric(word)
    return Decimal(str(value)) if 0 < value < 1 else None
