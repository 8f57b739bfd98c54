"""The user's own merges, splits and renames of entities, from seeds/overrides.csv."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np

from transforms.folding import fold_name
from transforms.linking.corpus import Corpus
from transforms.linking.decision import Decision, Decisions, Thing
from transforms.linking.keys import Seeds

Row = dict[str, Any]
ACTIONS = ("merge", "split", "rename")


def apply_overrides(corpus: Corpus, decisions: Decisions, seeds: Seeds) -> tuple[dict[Thing, str], list[Row]]:
    """Applies the overrides in the file's order; gives the new names and the overrides that met nothing.

    merge: what `other` means is `name` from now on. split: what `name` means in the article `source_id` (everywhere
    when that is empty) becomes a thing of its own called `other`. rename: `name` is shown as `other`.

    Raises ValueError on an action that is none of these.
    """
    names: dict[Thing, str] = {}
    unmatched = []
    for override in seeds.get("overrides", ()):
        if override["action"] not in ACTIONS:
            raise ValueError(f"overrides.csv: {override['action']!r} is none of {', '.join(ACTIONS)}")
        if not _apply(override, corpus, decisions, names):
            unmatched.append(dict(override))
    return names, unmatched


def _apply(override: Row, corpus: Corpus, decisions: Decisions, names: dict[Thing, str]) -> bool:
    rows = _rows_by_thing(override["name"], override["kind"], corpus, decisions)
    if not rows:
        return False
    thing = max(rows, key=lambda t: (len(rows[t]), t))
    if override["action"] == "rename":
        names[thing] = override["other"]
        return True
    if override["action"] == "merge":
        others = _rows_by_thing(override["other"], override["kind"], corpus, decisions)
        others.pop(thing, None)
        return _move(list(others), Decision(*thing, "override", 1.0), decisions)
    apart = Decision(thing[0], f"override:{fold_name(override['other'])}", "override", 1.0)
    found = [row for row in rows[thing] if override["source_id"] in ("", corpus.source_of(int(corpus.article_of[row])))]
    for row in found:
        decisions.decide(row, apart)
    if found:
        names[apart.thing] = override["other"]
    return bool(found)


def _move(things: list[Thing], decision: Decision, decisions: Decisions) -> bool:
    """Gives every row of the things to another."""
    rows = np.flatnonzero(np.isin(decisions.codes, decisions.codes_of(things))).tolist()
    for row in rows:
        decisions.decide(row, decision)
    return bool(rows)


def _rows_by_thing(name: str, kind: str, corpus: Corpus, decisions: Decisions) -> dict[Thing, list[int]]:
    """The rows whose article's name for the entity is this one, by the thing they mean."""
    key = fold_name(name)
    found: dict[Thing, list[int]] = defaultdict(list)
    for number, reading in enumerate(corpus.readings):
        if key in (fold_name(one) for one in reading.names if one[:1].casefold() == name[:1].casefold()):
            for row in corpus.rows_of(number).tolist():
                decision = decisions.of(row)
                if decision is not None and kind in ("", decision.kind):
                    found[decision.thing].append(row)
    return dict(found)
