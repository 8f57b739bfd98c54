"""Compares the rows of made articles with the demands that their templates hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from bench.asks.filling import Made, Wanted
from bench.mouths.judging import is_same, read_tables
from transforms.annotate import Annotator

WORD = re.compile(r"\w+")
WHOLE = 0.8  # F1 of the words from which an action counts as found whole


class Verdict(NamedTuple):
    """right | missing (no row, or a party is nobody) | wrong (another party) | status | extra (a row of no demand)."""

    what: str
    why: str


def judge(articles: Iterable[Made], annotator: Annotator) -> Iterator[tuple[Made, list[Verdict]]]:
    """Each article with a verdict on each of its demands and on each row that is none of them."""
    for article in articles:
        tables = read_tables(annotator, article.text)
        names = {e["article_entity_id"]: e["name"] for e in tables["article_entities"]}
        rows = [_row(row, names) for row in tables["demands"]]
        verdicts = [_judge_one(rows, wanted) for wanted in article.wanted]
        taken = [_match(rows, wanted) for wanted in article.wanted]
        verdicts += [Verdict("extra", str(row)) for row in rows if row not in taken]
        yield article, verdicts


class Found(NamedTuple):
    """A row with the names of its parties."""

    action: str
    demander: str | None
    addressee: str | None
    status: str


def _row(row: dict[str, Any], names: dict[str, str]) -> Found:
    return Found(row["action_text"], names.get(row["demander_id"]), names.get(row["addressee_id"]), row["status"])


def _alike(one: str, other: str) -> float:
    """F1 of the words of two actions."""
    first, second = WORD.findall(one.lower()), WORD.findall(other.lower())
    shared = sum(min(first.count(word), second.count(word)) for word in set(first))
    return 2 * shared / (len(first) + len(second))


def _match(rows: list[Found], wanted: Wanted) -> Found | None:
    best = max(rows, key=lambda row: _alike(row.action, wanted.action), default=None)
    return best if best is not None and _alike(best.action, wanted.action) >= WHOLE else None


def _judge_one(rows: list[Found], wanted: Wanted) -> Verdict:
    row = _match(rows, wanted)
    if row is None:
        return Verdict("missing", f"{wanted.action!r}: {rows or 'no row'}")
    parties = ((row.demander, wanted.demander), (row.addressee, wanted.addressee))
    right = [any(is_same(found, name) for name in names) for found, names in parties]
    if not all(right):
        is_wrong = any(found is not None and not ok for (found, _), ok in zip(parties, right, strict=True))
        return Verdict("wrong" if is_wrong else "missing", f"{row}, not {wanted.demander} of {wanted.addressee}")
    return Verdict("right", "") if row.status == wanted.status else Verdict("status", f"{row}, not {wanted.status}")
