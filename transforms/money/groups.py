"""Which claims repeat one another, within an article and across articles: a pure function over the whole corpus."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from transforms.ids import make_id

Row = dict[str, Any]

WORD = re.compile(r"[^\W\d_]{3,}")
EMPTY = frozenset(
    {"the", "and", "for", "its", "his", "her", "their", "our", "with", "from", "than", "more", "less", "new"}
)
FAR_APART = 183  # days: the same figure half a year later is a claim made anew
SMALL = 1000  # whole units: sums below are common enough to meet by chance
ENOUGH = 2
WIDEST = 400  # claims of one value compared with the groups before them; bounds the work on "$1 million"


def group_claims(claims: Sequence[Row]) -> list[Row]:
    """Rows of `claim_links`: claim_id and claim_group_id, sorted by claim_id.

    Each claim is a row of `money_claims` with `claimant_id` as the corpus's entity id, and `published_at` of its
    article. A sum and what says it again in another currency are of one group. The outcome depends on the claims
    alone, not on their order; a group is named after its first claim.
    """
    blocks: dict[tuple[object, ...], list[Row]] = {}
    for claim in claims:
        blocks.setdefault(block_of(claim), []).append(claim)
    links = [link for block in blocks.values() for link in _group_block(block)]
    group_of = {str(link["claim_id"]): str(link["claim_group_id"]) for link in links}
    joined = _join_restated(claims, group_of)
    return [
        {"claim_id": claim, "claim_group_id": joined.get(group, group)} for claim, group in sorted(group_of.items())
    ]


def block_of(claim: Row) -> tuple[object, ...]:
    """The value of a claim: no other value's claims have a say in its group, unless one restates the other."""
    return claim["currency"], claim["amount_low"], claim["amount_high"], claim.get("period")


def _join_restated(claims: Sequence[Row], group_of: dict[str, str]) -> dict[str, str]:
    """The group that each group is joined to by claims that say a sum again in another currency."""
    pairs = {
        tuple(sorted((group_of[str(claim["claim_id"])], group_of[str(claim["restates_id"])])))
        for claim in claims
        if claim.get("restates_id") in group_of
    }
    heads: dict[str, str] = {}

    def head(group: str) -> str:
        while group in heads:
            group = heads[group]
        return group

    for one, other in sorted(pairs):
        low, high = sorted((head(one), head(other)))
        if low != high:
            heads[high] = low
    return {group: head(group) for group in heads}


def _group_block(claims: list[Row]) -> Iterable[Row]:
    """Groups claims of one value: each joins the group it agrees with most, else opens one."""
    if len(claims) == 1:
        claim_id = claims[0]["claim_id"]
        yield {"claim_id": claim_id, "claim_group_id": make_id("claimgroup", claim_id)}
        return
    groups: list[list[tuple[Row, frozenset[str]]]] = []
    for claim in sorted(claims, key=_order):
        seen = (claim, _stems(claim.get("subject")))
        scored = [(_agreement(seen, group[0]), -n) for n, group in enumerate(groups[-WIDEST:])]
        best = max(scored, default=(0, 0))
        if best[0] >= ENOUGH:
            groups[-WIDEST:][-best[1]].append(seen)
        else:
            groups.append([seen])
    for group in groups:
        group_id = make_id("claimgroup", group[0][0]["claim_id"])
        yield from ({"claim_id": claim["claim_id"], "claim_group_id": group_id} for claim, _ in group)


def _order(claim: Row) -> tuple[str, str]:
    """By date, undated ones last, then by id."""
    day = _day(claim)
    return (day.isoformat() if day else "9999", str(claim["claim_id"]))


def _agreement(one: tuple[Row, frozenset[str]], other: tuple[Row, frozenset[str]]) -> int:
    """Points for what two claims of one value share; a contradiction leaves none.

    They must name the same subject; deadline, claimant and direction then speak for or against.
    """
    (a, subject_a), (b, subject_b) = one, other
    shared = len(subject_a & subject_b)
    if not shared:  # as most do: asked first
        return 0
    if {a["direction"], b["direction"]} == {"increase", "decrease"} or not _same_years(a, b) or _far_apart(a, b):
        return 0
    if (a["modality"] == "denied") != (b["modality"] == "denied"):
        return 0
    points: int = 1 + min(shared, 2)
    points += a["direction"] == b["direction"] != "level"
    points += bool(a.get("deadline")) and bool(b.get("deadline"))
    if a.get("claimant_id") and b.get("claimant_id"):
        points += 1 if a["claimant_id"] == b["claimant_id"] else -1
    if a["article_id"] != b["article_id"] and max(a["amount_low"] or 0, a["amount_high"] or 0) < SMALL:
        points -= 1
    return points


def _same_years(a: Row, b: Row) -> bool:
    """Whether the deadlines may be one: "2020" and "2020-12-31" are, and none contradicts any."""
    one, other = a.get("deadline"), b.get("deadline")
    return not one or not other or str(one)[:4] == str(other)[:4]


def _far_apart(a: Row, b: Row) -> bool:
    one, other = _day(a), _day(b)
    return one is not None and other is not None and abs((one - other).days) > FAR_APART


def _day(claim: Row) -> date | None:
    value = claim.get("published_at")
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def _stems(subject: str | None) -> frozenset[str]:
    """The words of a subject that name something, plural endings dropped."""
    words = (w.lower() for w in WORD.findall(subject or ""))
    return frozenset(w.rstrip("s") or w for w in words if w not in EMPTY)
