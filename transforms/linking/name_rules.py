"""The lists of the seeds in the shape in which names are judged by them, made once a process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from transforms.linking.keys import BodyNames, NameParser, Seeds
from transforms.linking.known import KnownEntities
from transforms.linking.shared import SharedNames
from transforms.places.gazetteer import load_gazetteer

READINGS_AT_ONCE = 40_000  # of which one piece of work is made: some seconds, some hundred megabytes


class Rules:
    """What every piece of work looks names up in."""

    def __init__(self, seeds: Seeds) -> None:
        self.parser = NameParser(seeds)
        self.bodies = BodyNames.from_seeds(seeds)
        self.generic = {row["word"]: row["alone"] for row in seeds.get("generic_body_words", ())}
        self.known = KnownEntities(seeds, self.bodies, self.parser, self.generic)
        self.shared = SharedNames(self.known)
        self.gazetteer = load_gazetteer(seeds)


class Work(Protocol):
    """A function that finds something out of a piece, the rows of a table, without looking at any other piece."""

    def __call__(self, rules: Rules, piece: pa.Table, /) -> pa.Table:
        """A table of what it found."""


Carry = Callable[[Rules, Work, Sequence[pa.Table]], Iterator[pa.Table]]


def carry_out(rules: Rules, work: Work, pieces: Sequence[pa.Table]) -> Iterator[pa.Table]:
    """What the work finds of each piece, in their order, one after another in this process."""
    return (work(rules, piece) for piece in pieces)


@dataclass(frozen=True, slots=True)
class Spread:
    """How the judging of names is cut and carried out; the result is the same however that is.

    carry: gives what a work finds of each of many pieces, in their order. at_once: readings that a piece has. end: is
    called when all names are judged, before memory is needed for other things.
    """

    carry: Carry = carry_out
    at_once: int = READINGS_AT_ONCE
    end: Callable[[], None] = lambda: None


HERE = Spread()


def cut(rows: pa.Table, at_once: int) -> list[pa.Table]:
    """The rows in pieces of so many; at least one piece, so that what is found of them has its columns."""
    return [rows.slice(first, at_once) for first in range(0, max(1, rows.num_rows), at_once)]


def cut_groups(rows: pa.Table, groups: str, at_once: int) -> list[pa.Table]:
    """The rows, in the order of the named column, in pieces of about so many; rows of one group are in one piece."""
    coded = rows[groups].combine_chunks().dictionary_encode()
    ranks = np.empty(len(coded.dictionary), dtype=np.int64)
    ranks[pc.sort_indices(coded.dictionary).to_numpy()] = np.arange(len(coded.dictionary))
    of_row = ranks[coded.indices.to_numpy()]
    order = np.argsort(of_row, kind="stable")
    ordered = of_row[order]
    begins = np.flatnonzero(np.diff(ordered, prepend=-1))
    firsts = begins[np.flatnonzero(np.diff(begins // at_once, prepend=-1))].tolist()
    parts = zip(firsts or [0], [*firsts[1:], len(order)], strict=True)
    return [rows.take(pa.array(order[first:last])) for first, last in parts]
