"""What linking decides of each article-level entity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from transforms.linking.corpus import Corpus
from warehouse.arrow import find_rows, unify

ALONE = 0.5  # confidence of what is not joined to anything
BETWEEN = "\x1e"  # kind and key of a thing as one text; no kind contains it
DECIDED = pa.schema(
    [("number", pa.int64()), *((name, pa.string()) for name in ("kind", "key", "rule")), ("confidence", pa.float64())]
)
Thing = tuple[str, str]  # kind and key, which together are one real-world thing


class Decision(NamedTuple):
    """The real-world thing (kind and key), the rule that found it and how sure it is, 0 to 1."""

    kind: str
    key: str
    rule: str
    confidence: float

    @property
    def thing(self) -> Thing:
        """What it is decided to be."""
        return self.kind, self.key


class Things(Sequence[Thing]):
    """Real-world things by their place."""

    def __init__(self, texts: pa.Array) -> None:
        self.texts = texts  # each as one text

    def __len__(self) -> int:
        return len(self.texts)

    def __getitem__(self, place: int) -> Thing:  # type: ignore[override]  # nobody asks for a slice
        return _take_apart(self.texts[int(place)].as_py())

    def at(self, places: np.ndarray) -> list[Thing]:
        """Those at some places, in far less time than one by one."""
        return [_take_apart(text) for text in self.texts.take(pa.array(places)).to_pylist()]

    def places(self, wanted: Iterable[Thing]) -> np.ndarray:
        """The places of some things, -1 for those that are none of these."""
        texts = pa.array([BETWEEN.join(thing) for thing in wanted], pa.string())
        found: np.ndarray = find_rows(self.texts, texts).fill_null(-1).to_numpy()
        return found


def _take_apart(text: str) -> Thing:
    kind, _, key = text.partition(BETWEEN)
    return kind, key


class Decisions:
    """The decision for each row of the corpus: that of its reading, unless the row has one of its own.

    What has no name is never decided: nobody outside its article can be told to be "a spokesman".
    """

    def __init__(self, corpus: Corpus, decided: pa.Table) -> None:
        """decided: the number of a reading and the decision for it, as `list_decisions` makes them."""
        self._decided = decided.combine_chunks()
        self._own: list[Decision] = []  # of rows; they are numbered after those of readings
        self._numbers: dict[Decision, int] = {}
        of_reading = np.full(len(corpus.readings), -1, dtype=np.int32)
        of_reading[decided["number"].to_numpy()] = np.arange(decided.num_rows)
        self.codes = np.where(corpus.is_named, of_reading[corpus.reading_of], np.int32(-1))
        columns = [self._decided[name].combine_chunks() for name in ("kind", "key")]
        self._things = pc.binary_join_element_wise(*columns, BETWEEN).dictionary_encode()

    def decide(self, row: int, decision: Decision) -> None:
        """Decides for one row."""
        self.decide_all([row], decision)

    def decide_all(self, rows: Sequence[int], decision: Decision) -> None:
        """Decides alike for some rows."""
        if not rows:
            return
        number = self._numbers.get(decision)
        if number is None:
            number = self._numbers[decision] = self._decided.num_rows + len(self._own)
            self._own.append(decision)
        self.codes[rows] = number

    def of(self, row: int) -> Decision | None:
        """The decision for a row, None while it is open."""
        code = int(self.codes[row])
        return None if code < 0 else self.numbered(code)

    def numbered(self, code: int) -> Decision:
        """The decision of a code; several codes may have equal ones."""
        own = code - int(self._decided.num_rows)
        if own >= 0:
            return self._own[own]
        kind, key, rule, confidence = (self._decided[name][code].as_py() for name in Decision._fields)
        return Decision(kind, key, rule, confidence)

    def codes_of(self, things: Iterable[Thing]) -> np.ndarray:
        """The codes of all decisions for some things."""
        wanted = pa.array([BETWEEN.join(thing) for thing in things], pa.string())
        numbers = pc.index_in(wanted, self._things.dictionary).drop_null()
        base = np.flatnonzero(np.isin(self._things.indices.to_numpy(), numbers.to_numpy()))
        own = [number for number, one in enumerate(self._own) if one.thing in set(things)]
        return np.concatenate([base, np.array(own, dtype=np.int64) + self._decided.num_rows])

    def column(self, name: str) -> pa.Array:
        """By code, one of the columns of the decisions."""
        own = pa.array([getattr(decision, name) for decision in self._own], self._decided.schema.field(name).type)
        return pa.concat_arrays([self._decided[name].combine_chunks(), own])

    def things(self) -> tuple[Things, np.ndarray]:
        """The distinct things, and for each row the place of its thing among them, -1 while it is open."""
        own = pa.array([BETWEEN.join(decision.thing) for decision in self._own], pa.string())
        texts = unify(pa.chunked_array([self._things, own.dictionary_encode()]))
        thing_of = texts.indices.to_numpy()
        used = np.zeros(len(texts.dictionary), dtype=bool)
        used[thing_of[np.flatnonzero(np.bincount(self.codes[self.codes >= 0]))]] = True
        places = np.where(used, np.cumsum(used) - 1, -1).astype(np.int32)
        of_code = np.append(places[thing_of], np.int32(-1))  # the last stands for what is open
        return Things(texts.dictionary.filter(pa.array(used))), of_code[self.codes]


def list_decisions(by_reading: Mapping[int, Decision]) -> pa.Table:
    """The decisions for readings as a table."""
    rows = list(zip(*by_reading.values(), strict=True)) or [()] * len(Decision._fields)
    columns = [pa.array(list(by_reading), pa.int64()), *rows]
    return pa.table([pa.array(c, f.type) for c, f in zip(columns, DECIDED, strict=True)], schema=DECIDED)
