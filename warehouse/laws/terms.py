"""Conditions on the columns of a row, each as SQL and for Arrow at once; null means what it means in SQL."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from warehouse.laws.rows_of_articles import Frame
from warehouse.tables import quote_literal


@dataclass(frozen=True, slots=True)
class Term:
    """A value or condition of a row: its SQL, and what gives it for all rows of a frame."""

    sql: str
    of: Callable[[Frame], Any]


def column(name: str, through: str | None = None) -> Term:
    """A column of the row, or of the row that its column `through` names."""
    if through is None:
        return Term(f'r."{name}"', lambda frame: frame[name])
    return Term(f'{through}_row."{name}"', lambda frame: frame.beside(through, name))


def literal(value: str | float) -> Term:
    """The same for every row."""
    return Term(quote_literal(value) if isinstance(value, str) else str(value), lambda frame: pa.scalar(value))


def above(one: Term, other: Term) -> Term:
    """Whether one is greater."""
    return Term(f"{one.sql} > {other.sql}", lambda frame: pc.greater(one.of(frame), other.of(frame)))


def at_least(one: Term, other: Term) -> Term:
    """Whether one is greater, or both are the same."""
    return Term(f"{one.sql} >= {other.sql}", lambda frame: pc.greater_equal(one.of(frame), other.of(frame)))


def equal(one: Term, other: Term) -> Term:
    """Whether both are the same; null where either is."""
    return Term(f"{one.sql} = {other.sql}", lambda frame: pc.equal(one.of(frame), other.of(frame)))


def unequal(one: Term, other: Term) -> Term:
    """Whether they are not the same; null where either is."""
    return Term(f"{one.sql} <> {other.sql}", lambda frame: pc.not_equal(one.of(frame), other.of(frame)))


def missing(term: Term) -> Term:
    """Whether there is no value."""
    return Term(f"{term.sql} IS NULL", lambda frame: pc.is_null(term.of(frame)))


def present(term: Term) -> Term:
    """Whether there is a value."""
    return Term(f"{term.sql} IS NOT NULL", lambda frame: pc.is_valid(term.of(frame)))


def misfits(term: Term, pattern: str) -> Term:
    """Whether a value is there and not wholly of the pattern (RE2, which both engines have)."""
    return Term(
        f"NOT regexp_full_match({term.sql}, {quote_literal(pattern)})",
        lambda frame: pc.invert(pc.match_substring_regex(term.of(frame), f"^(?:{pattern})$")),
    )


def either(*terms: Term) -> Term:
    """Whether one of the conditions holds."""
    words = "\n    OR ".join(term.sql for term in terms)
    return Term(f"({words})", lambda frame: reduce(pc.or_kleene, (term.of(frame) for term in terms)))


def both(*terms: Term) -> Term:
    """Whether all of the conditions hold."""
    words = " AND ".join(term.sql for term in terms)
    return Term(f"({words})", lambda frame: reduce(pc.and_kleene, (term.of(frame) for term in terms)))


def outside(term: Term, low: float, high: float) -> Term:
    """Whether a value is below the low or above the high end."""
    return either(above(literal(low), term), above(term, literal(high)))


def apart(one: Term, other: Term) -> Term:
    """Whether just one of two columns has a value, or their values differ."""
    return either(unequal(one, other), both(missing(one), present(other)), both(present(one), missing(other)))
