"""Which demands repeat one another, within an article and across articles: a pure function over the whole corpus."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from transforms.ids import make_id

Row = dict[str, Any]
Stems = frozenset[str]

WORD = re.compile(r"[^\W_]+")
ALIKE = 0.5  # shared stems of all stems, from which two actions of one demander are one in other words
COMMON = 50  # groups a stem may stand in before it tells nothing
FAR_APART = 183  # days: the same demand half a year later is made anew
STEM = 5  # letters that words of one stem share: "impose", "imposing", "imposition"


def group_demands(demands: Iterable[Row], fillers: Stems = frozenset()) -> list[Row]:
    """Rows of `demand_links`: demand_id and demand_group_id, sorted by demand_id.

    Each demand is a row of `demands` with demander and addressee as the corpus's entity ids, and `published_at` of its
    article; fillers are words that say nothing of an action. The outcome depends on the demands alone, not on their
    order; a group is named after its first demand.
    """
    blocks: dict[tuple[object, ...], list[Row]] = {}
    for demand in demands:
        blocks.setdefault(block_of(demand), []).append(demand)
    links = [link for block in blocks.values() for link in _group_block(block, fillers)]
    return sorted(links, key=lambda link: str(link["demand_id"]))


def block_of(demand: Row) -> tuple[object, ...]:
    """Whose demand it is, or where nobody is named the words: no other demands have a say in its group."""
    who = demand["demander_id"]
    return (who,) if who else (None, _plain(demand))


def _group_block(demands: list[Row], fillers: Stems) -> Iterable[Row]:
    """Groups one demander's demands in order of time: each joins the group most like it, else opens one."""
    if len(demands) == 1:
        demand_id = demands[0]["demand_id"]
        yield {"demand_id": demand_id, "demand_group_id": make_id("demandgroup", demand_id)}
        return
    groups: list[list[Row]] = []
    stems: list[Stems] = []
    index: dict[str, list[int]] = {}
    for demand in sorted(demands, key=_order):
        mine = _stems(demand, fillers)
        place = _find_group(demand, mine, groups, stems, index)
        if place is not None:
            groups[place].append(demand)
            continue
        for stem in mine:
            index.setdefault(stem, []).append(len(groups))
        groups.append([demand])
        stems.append(mine)
    for group in groups:
        group_id = make_id("demandgroup", group[0]["demand_id"])
        yield from ({"demand_id": demand["demand_id"], "demand_group_id": group_id} for demand in group)


def _find_group(
    demand: Row, mine: Stems, groups: Sequence[list[Row]], stems: Sequence[Stems], index: dict[str, list[int]]
) -> int | None:
    shared = Counter(place for stem in sorted(mine) for place in index.get(stem, ())[-COMMON:])
    best = None
    for place, count in shared.items():
        share = count / len(mine | stems[place])
        if share >= ALIKE and _may_repeat(demand, groups[place]) and (best is None or (-share, place) < best):
            best = (-share, place)
    return None if best is None else best[1]


def _may_repeat(demand: Row, group: Sequence[Row]) -> bool:
    """Whether nothing speaks against it: another addressee, or half a year since it was last made."""
    asked = {row["addressee_id"] for row in group if row["addressee_id"]}
    if demand["addressee_id"] and asked and demand["addressee_id"] not in asked:
        return False
    one, other = _day(demand), _day(group[-1])
    return one is None or other is None or abs((one - other).days) <= FAR_APART


def _plain(demand: Row) -> str:
    return " ".join(WORD.findall(demand["action_text"].casefold()))


def _stems(demand: Row, fillers: Stems) -> Stems:
    words = WORD.findall(demand["action_text"].casefold())
    return frozenset(word[:STEM] for word in words if word not in fillers) or frozenset(words)


def _order(demand: Row) -> tuple[str, str]:
    """By date, undated ones last, then by id."""
    day = _day(demand)
    return (day.isoformat() if day else "9999", str(demand["demand_id"]))


def _day(demand: Row) -> date | None:
    value = demand.get("published_at")
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None
