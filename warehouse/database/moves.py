"""What a pass over the corpus changed in the link tables, so that a load of it need not compare them whole."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import pyarrow as pa

from warehouse.lake.commits import Batch

KEYS = {
    "entity_links": "article_entity_id",
    "entities": "entity_id",
    "claim_links": "claim_id",
    "demand_links": "demand_id",
}


@dataclass(frozen=True, slots=True)
class Moves:
    """The rows of link tables that are new or other than they were, and the keys of those that are gone.

    before and after: the states of the lake's link tables between which that is so, as `state_of` names them.
    tables: by name the rows of `after`, with those that are gone as null but for their key; `is_gone` tells them.
    relinked: whether a row of `entity_links` that was there may name another entity now.
    """

    before: str
    after: str
    tables: Mapping[str, pa.Table]
    relinked: bool = True


def state_of(batches: Sequence[Batch], kinds: Collection[str] = ("links",)) -> str:
    """A name of what the tables of some kinds of batches hold: their files, each of which is written once."""
    some = [files for batch in batches if batch.kind in kinds for files in batch.files.values()]
    paths = sorted(file.path for files in some for file in files)
    return blake2b("\0".join(paths).encode(), digest_size=16).hexdigest()
