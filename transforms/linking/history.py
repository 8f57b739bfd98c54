"""What became of the entities of the pass before: merged, split, renamed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from transforms.linking.entities import Before
from transforms.linking.link_blocks import Cut, Links
from warehouse.arrow import GONE

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Previous:
    """What the pass before decided: the tables `entity_links`, which is large and not always asked for, and `entities`;
    how it cut the links into blocks; and, where it had the same seeds and rules, what it found of readings and from
    what it described these entities.
    """

    links: Callable[[], pa.Table]
    entities: pa.Table
    blocks: pa.Table | None = None
    memory: pa.Table | None = None
    digests: pa.Table | None = None

    def described(self, known: pa.Array) -> Before | None:
        """What the pass before described of things, whose rows in the digests are given; None where it had others."""
        if self.memory is None or self.digests is None:
            return None
        rows = pc.index_in(self.digests["entity_id"].combine_chunks(), self.entities["entity_id"].combine_chunks())
        return Before(self.entities, rows.take(known), self.digests["digest"].combine_chunks().take(known))


def find_changes(
    previous: Previous, moved: Mapping[str, pa.Table], now: tuple[Links, Cut], entities: pa.Table
) -> list[Row]:
    """Rows of `entity_changes` without id and run: what happened to ids the pass before gave out.

    moved: what moved in `entity_links` and `entities` (`warehouse.arrow.find_moves`). now: the links, and their blocks.
    merged: what `other_id` meant is now `entity_id`, which means something else too.
    split: part of what `entity_id` (or, when that is gone, the largest part) meant is now `other_id`.
    renamed: the thing has another name, or (`other_id` differs from `entity_id`) another id because its name changed.
    """
    links, cut = now
    moves = _moves(previous.links(), moved["entity_links"], links.table) if cut.has_others else {}
    touched = pa.array(sorted({*moves, *(new for parts in moves.values() for new in parts)}), pa.string())
    names, before = _names(entities, touched), _names(previous.entities, touched)
    homes = {old: old if old in parts else _most(parts) for old, parts in moves.items()}
    heirs: dict[str, Counter[str]] = defaultdict(Counter)  # ids that are new, by the ids of before they carry on
    for old, home in homes.items():
        if home not in before:
            heirs[home][old] += moves[old][home]
    changes = []
    for old, parts in sorted(moves.items()):
        home = homes[old]
        if home != old:
            what = "renamed" if home in heirs and _most(heirs[home]) == old else "merged"
            changes.append(_change(home, what, old, before.get(old), names[home]))
        for new in sorted(parts):
            if new != home:
                changes.append(_change(home, "split", new, before.get(old), names[new]))
    return changes + _renamed(previous.entities, moved["entities"])


def _most(counts: Counter[str]) -> str:
    return min(counts, key=lambda key: (-counts[key], key))


def _change(entity_id: str, change: str, other_id: str, before: str | None, after: str) -> Row:
    return {"entity_id": entity_id, "change": change, "other_id": other_id, "before": before, "after": after}


def _names(entities: pa.Table, ids: pa.Array) -> dict[str, str]:
    some = entities.filter(pc.is_in(entities["entity_id"], ids))
    return dict(zip(some["entity_id"].to_pylist(), some["name"].to_pylist(), strict=True))


def _renamed(before: pa.Table, moved: pa.Table) -> list[Row]:
    """The ids that are still there under another name."""
    after = moved.filter(pc.invert(moved[GONE]))
    old = _names(before, after["entity_id"].combine_chunks())
    rows = zip(after["entity_id"].to_pylist(), after["name"].to_pylist(), strict=True)
    found = ((one, old[one], name) for one, name in rows if one in old and old[one] != name)
    return [_change(entity_id, "renamed", entity_id, one, other) for entity_id, one, other in sorted(found)]


def _moves(before: pa.Table, moved: pa.Table, after: pa.Table) -> dict[str, Counter[str]]:
    """For each id of before whose article entities changed theirs: how many now have which id."""
    key = "article_entity_id"
    here = moved.filter(pc.invert(moved[GONE]))
    some = before.filter(pc.is_in(before[key], here[key].combine_chunks()))
    new = here["entity_id"].combine_chunks().take(pc.index_in(some[key].combine_chunks(), here[key].combine_chunks()))
    ids = pc.unique(some["entity_id"].combine_chunks().filter(pc.not_equal(some["entity_id"].combine_chunks(), new)))
    if not len(ids):
        return {}
    touched = before.filter(pc.is_in(before["entity_id"], ids))
    now = after.filter(pc.is_in(after[key], touched[key].combine_chunks()))
    old = (
        touched["entity_id"]
        .combine_chunks()
        .take(pc.index_in(now[key].combine_chunks(), touched[key].combine_chunks()))
    )
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for one, other in zip(old.to_pylist(), now["entity_id"].to_pylist(), strict=True):
        found[one][other] += 1
    return found
