"""Which of the names that articles give a person tells who it is, and whether that is but one part of a name."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from transforms.linking.corpus import take_apart
from transforms.linking.keys import NameParser, PersonName
from transforms.linking.name_facts import fullness, pair_up

USUAL = 3  # articles that must use a full name for it to overrule a reading's own odd one ("Ann Marsh Wins")


class Chosen(NamedTuple):
    """A name of a reading: its place among them, and what `name_facts.Facts` tells of it."""

    best: int
    pair: str
    has_middle: bool
    surname: str
    suffix: str


def choose_names(parser: NameParser, texts: pa.Array, counts: np.ndarray, facts: pa.Table) -> pa.Table:
    """The facts of readings of people, with a name that is usual in place of one that only its own article has.

    texts, counts: the readings themselves, and the articles that have each.
    """
    main, pairs = facts["main"].combine_chunks(), facts["pair"].combine_chunks()
    coded = pa.concat_arrays([main, pairs]).dictionary_encode()
    codes = coded.indices.to_numpy()
    usual = np.bincount(codes[: len(main)], weights=counts, minlength=len(coded.dictionary))
    is_odd = facts["several"].to_numpy() & (usual[codes[len(main) :]] <= 1)
    odd = np.flatnonzero(is_odd)
    parsed = [[parser.parse(n) for n in take_apart(text).names] for text in texts.take(pa.array(odd)).to_pylist()]
    known = {pair for names in parsed for name in names if name.is_full for pair in [pair_up(name)]}
    wanted = pa.array(sorted(known), pa.string())
    places = pc.index_in(wanted, coded.dictionary).fill_null(-1).to_numpy()
    used = dict(zip(wanted.to_pylist(), np.append(usual, 0)[places].tolist(), strict=True))
    chosen = [_choose(names, used) for names in parsed]
    return _replace(facts, {int(row): name for row, name in zip(odd, chosen, strict=True) if name})


def _choose(names: list[PersonName], used: dict[str, float]) -> Chosen | None:
    """The full name that most articles use, where enough do."""
    full = [place for place, name in enumerate(names) if name.is_full]
    best = max(full, key=lambda place: (used[pair_up(names[place])], fullness(names[place])))
    name = names[best]
    if used[pair_up(name)] < USUAL:
        return None
    return Chosen(best, pair_up(name), bool(name.middle), name.surname, name.suffix)


def _replace(facts: pa.Table, chosen: dict[int, Chosen]) -> pa.Table:
    if not chosen:
        return facts
    mask = np.zeros(facts.num_rows, dtype=bool)
    mask[list(chosen)] = True
    for name, values in zip(Chosen._fields, zip(*chosen.values(), strict=True), strict=True):
        place, field = facts.column_names.index(name), facts.schema.field(name)
        column = pc.replace_with_mask(facts[name].combine_chunks(), pa.array(mask), pa.array(values, field.type))
        facts = facts.set_column(place, field, column)
    return facts


def find_bare(facts: pa.Table) -> np.ndarray:
    """Which of the readings of people give but one part of a name; "López Obrador" does where there is a longer one."""
    doubles = pc.unique(facts["tails"].combine_chunks().flatten())
    is_double = pc.and_not(pc.is_in(facts["pair"], doubles), facts["has_middle"])
    found: np.ndarray = pc.or_(pc.invert(facts["is_full"]), is_double).to_numpy()
    return found
