"""What a pass over the corpus changed in the link tables, so that a load of it need not compare them whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from warehouse.arrow import find_gone, find_same
from warehouse.lake.commits import Batch

KEYS = {
    "entity_links": "article_entity_id",
    "entities": "entity_id",
    "claim_links": "claim_id",
    "demand_links": "demand_id",
}
GONE = "is_gone"


@dataclass(frozen=True, slots=True)
class Moves:
    """The rows of link tables that are new or other than they were, and the keys of those that are gone.

    before and after: the states of the lake's link tables between which that is so, as `state_of` names them.
    tables: by name the rows of `after`, with those that are gone as null but for their key; `is_gone` tells them.
    """

    before: str
    after: str
    tables: Mapping[str, pa.Table]


def state_of(batches: Sequence[Batch]) -> str:
    """A name of what the link tables hold: their files, each of which is written once."""
    links = [files for batch in batches if batch.kind == "links" for files in batch.files.values()]
    paths = sorted(file.path for files in links for file in files)
    return blake2b("\0".join(paths).encode(), digest_size=16).hexdigest()


def find_moves(before: pa.Table, after: pa.Table, key: str) -> pa.Table:
    """The rows of a table that are not in it as it was before, then a row for each key that is gone.

    >>> old, new = pa.table({"id": ["a", "b"], "value": [1, 2]}), pa.table({"id": ["b", "c"], "value": [2, 3]})
    >>> find_moves(old, new, "id").to_pylist()
    [{'id': 'c', 'value': 3, 'is_gone': False}, {'id': 'a', 'value': None, 'is_gone': True}]
    """
    place, is_same = find_same(before, after, key)
    moved = after.filter(pc.invert(is_same))
    gone = before[key].combine_chunks().filter(find_gone(place, before.num_rows))
    lost = pa.table({f.name: gone.cast(f.type) if f.name == key else pa.nulls(len(gone), f.type) for f in after.schema})
    schema = pa.schema([pa.field(field.name, field.type) for field in after.schema])
    whole = pa.concat_tables([pa.table(part.columns, schema=schema) for part in (moved, lost)])
    flags = np.arange(whole.num_rows) >= moved.num_rows
    return whole.append_column(GONE, pa.array(flags))

