"""What a pass over the corpus changed in the link tables, so that a load of it need not compare them whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

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
    place = pc.index_in(after[key].combine_chunks(), before[key].combine_chunks())
    is_same = place.is_valid()
    for name in after.column_names:
        if name != key:
            old, new = _comparable(before[name]).take(place), _comparable(after[name])
            both_null = pc.and_(pc.is_null(old), pc.is_null(new))
            is_same = pc.and_(is_same, pc.or_(pc.fill_null(pc.equal(old, new), False), both_null))
    moved = after.filter(pc.invert(is_same))
    is_kept = np.zeros(before.num_rows, dtype=bool)
    is_kept[place.drop_null().to_numpy()] = True
    gone = before[key].combine_chunks().filter(pa.array(~is_kept))
    lost = pa.table({f.name: gone.cast(f.type) if f.name == key else pa.nulls(len(gone), f.type) for f in after.schema})
    schema = pa.schema([pa.field(field.name, field.type) for field in after.schema])
    whole = pa.concat_tables([pa.table(part.columns, schema=schema) for part in (moved, lost)])
    flags = np.arange(whole.num_rows) >= moved.num_rows
    return whole.append_column(GONE, pa.array(flags))


def _comparable(column: pa.ChunkedArray) -> pa.Array:
    """The column as values that can be compared: a list of words as one text."""
    values = column.combine_chunks()
    if not pa.types.is_list(values.type):
        return values
    # with the number of words, as a word may hold the mark between them
    lengths = pc.list_value_length(values).cast(pa.string())
    return pc.binary_join_element_wise(lengths, pc.binary_join(values, "\x1e"), "\x1f")
