"""The table `entity_links` as blocks of rows: a pass makes and compares only those in which something moved.

Its rows stand in the order of the corpus, to which a run adds: so most stand where they stood in the pass before. That
pass leaves a number for each row that changes with what the row says, and one for each block that changes with whose
rows they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from transforms.linking.corpus import Corpus, hash_ids, hashed, mix
from transforms.linking.decision import ALONE, Decisions
from warehouse.arrow import GONE

ROWS = 65_536  # of a block
UNNAMED = "unnamed"
BLOCKS = pa.schema([("ids", pa.binary(16)), ("entities", pa.list_(pa.uint32())), ("digests", pa.list_(pa.uint64()))])


class Links:
    """What each row of a corpus means: an entity by a rule, with a confidence. What has no name means itself alone."""

    def __init__(self, corpus: Corpus, decisions: Decisions, entity_ids: pa.Array, thing_of: np.ndarray) -> None:
        """entity_ids: of the things; thing_of: the thing of each row, -1 for what is open."""
        self._corpus = corpus
        self._codes = decisions.codes
        self._rules = decisions.column("rule")
        self._confidences = decisions.column("confidence")
        self._entity_ids = entity_ids
        self._thing_of = thing_of

    def __len__(self) -> int:
        return len(self._thing_of)

    @cached_property
    def table(self) -> pa.Table:
        """All rows of `entity_links`."""
        return self.rows(np.arange(len(self)))

    def rows(self, numbers: np.ndarray) -> pa.Table:
        """Some rows of `entity_links`."""
        codes = pa.array(self._codes[numbers], mask=self._thing_of[numbers] < 0)
        columns = {
            "article_entity_id": self._corpus.ids.take(pa.array(numbers)),
            "entity_id": self._list_entities(numbers),
            "rule": self._rules.take(codes).fill_null(UNNAMED),
            "confidence": self._confidences.take(codes).fill_null(ALONE),
        }
        return pa.table(columns)

    def _list_entities(self, numbers: np.ndarray) -> pa.Array:
        """The ids of what some rows mean."""
        things = self._thing_of[numbers]
        is_open = things < 0
        linked = self._entity_ids.take(pa.array(things, mask=is_open))
        return pc.replace_with_mask(linked, pa.array(is_open), self._corpus.own_ids(numbers[is_open]))

    def meant_by(self, named: pa.ChunkedArray) -> pa.Array:
        """The ids of what article-level entities mean, which are given as for `Corpus.find`; null for none of them."""
        rows = self._corpus.find(named)
        entities = self._list_entities(rows.drop_null().to_numpy())
        return pc.replace_with_mask(pa.nulls(len(rows), pa.string()), rows.is_valid(), entities)

    def block(self, number: int) -> pa.Table:
        """The rows of a block."""
        return self.rows(np.arange(number * ROWS, min((number + 1) * ROWS, len(self))))

    def of(self, wanted: pa.Array) -> pa.Table:
        """The rows of those article-level entities."""
        found = pc.is_in(self._corpus.ids, wanted).to_numpy(zero_copy_only=False)
        return self.rows(np.flatnonzero(found))

    def number(self) -> tuple[np.ndarray, np.ndarray]:
        """For each row a number of 32 bits that changes with its entity, and one that changes with entity, rule or
        confidence.
        """
        rules = self._rules.dictionary_encode()
        said = hashed(rules.dictionary.to_pylist())[rules.indices.to_numpy()] if len(rules) else np.zeros(0, np.uint64)
        sure = self._confidences.to_numpy(zero_copy_only=False).astype(np.float64).view(np.uint64)
        of_code = np.append(mix(said ^ mix(sure)), np.uint64(0))  # the last stands for what is open
        of_thing = np.append(hash_ids(self._entity_ids), np.uint64(0))
        entities, whole = np.empty(len(self), np.uint32), np.empty(len(self), np.uint64)
        for first in range(0, len(self), ROWS):  # or what is reckoned with would be as long as all rows
            rows = slice(first, first + ROWS)
            meant = of_thing[self._thing_of[rows]]
            entities[rows] = meant >> np.uint64(32)
            whole[rows] = mix(of_code[self._codes[rows]] ^ mix(meant))
        return entities, whole


@dataclass(frozen=True, slots=True)
class Cut:
    """The blocks of a table, and which of its rows moved since the pass before.

    blocks: the table BLOCKS for the next pass. changed: the blocks that are new or have a row that moved. moved: the
    rows, in their order, of which none is gone; None where the pass before left no blocks that these carry on.
    has_others: whether a row that was there means another entity now, or that is not known.
    """

    blocks: pa.Table
    changed: list[int]
    moved: np.ndarray | None
    has_others: bool


def cut_links(ids: pa.Array, links: Links, before: pa.Table | None) -> Cut:
    """Cuts the rows with these ids into blocks; before is the table BLOCKS of the pass before."""
    spans = [(first, min(first + ROWS, len(ids))) for first in range(0, len(ids), ROWS)]
    bounds = np.array([0, *(last for _, last in spans)], np.int32)
    known = before if before is not None and _begins_with(ids, before) else None
    same = known["ids"].to_pylist()[:-1] if known is not None else []  # the last may be longer now
    sums = pa.array([*same, *(sum_up(ids.slice(a, b - a)) for a, b in spans[len(same) :])], pa.binary(16))
    meant, whole = links.number()
    lists = [pa.ListArray.from_arrays(bounds, numbers) for numbers in (meant, whole)]
    blocks = pa.table([sums, *lists], schema=BLOCKS)
    if known is None:
        return Cut(blocks, list(range(len(spans))), None, has_others=True)
    entities, digests = (known[name].combine_chunks().flatten().to_numpy() for name in ("entities", "digests"))
    differ = np.flatnonzero(digests != whole[: len(digests)])
    moved = np.append(differ, np.arange(len(digests), len(ids)))
    has_others = bool((entities[differ] != meant[differ]).any())
    return Cut(blocks, np.unique(moved // ROWS).tolist(), moved, has_others)


def _begins_with(ids: pa.Array, before: pa.Table) -> bool:
    """Whether the rows of the pass before are the first of these, in their order."""
    first = 0
    for size, known in zip(pc.list_value_length(before["digests"]).to_pylist(), before["ids"].to_pylist(), strict=True):
        if size + first > len(ids) or sum_up(ids.slice(first, size)) != known:
            return False
        first += size
    return True


def sum_up(ids: pa.Array) -> bytes:
    """A digest of some ids and of their order."""
    _, offsets, data = ids.buffers()
    bounds = np.frombuffer(offsets, np.int32)[ids.offset : ids.offset + len(ids) + 1]
    digest = blake2b(np.diff(bounds).tobytes(), digest_size=16)
    digest.update(memoryview(data or b"")[bounds[0] : bounds[-1]])
    return digest.digest()


def mark_moved(rows: pa.Table) -> pa.Table:
    """The rows as `warehouse.arrow.find_moves` gives them; none is gone."""
    return rows.append_column(GONE, pa.repeat(False, rows.num_rows))
