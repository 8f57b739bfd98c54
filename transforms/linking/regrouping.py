"""Groups what repeats over the corpus, claims or demands, anew only where something changed since the pass before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from transforms.linking.link_blocks import Links
from warehouse.arrow import find_same, look_up
from warehouse.tables import TABLES, arrow_schema

Row = dict[str, Any]
PARTIES = ("claimant_id", "demander_id", "addressee_id")  # columns with ids of entities
BLOCK, GROUP = "block", "group"  # columns that the rows of a pass have beside their own


@dataclass(frozen=True, slots=True)
class Repeating:
    """How rows of one kind are grouped.

    block_of: rows of different blocks have no say in one another's groups, but where `tie`, if any, names the key of
    another row. group: the groups of rows, as rows with the key and `group_key`.
    """

    key: str
    group_key: str
    block_of: Callable[[Row], tuple[object, ...]]
    group: Callable[[Sequence[Row]], list[Row]]
    tie: str | None = None


def resolve_rows(rows: Mapping[str, pa.Table], articles: pa.Table, links: Links) -> dict[str, pa.Table]:
    """Claims and demands with their parties as entities of the corpus, and the moment their article was published.

    The parties are given as article-level entities, as for `Corpus.find`.
    """
    return {name: _resolve(table, articles, links) for name, table in rows.items()}


def _resolve(rows: pa.Table, articles: pa.Table, links: Links) -> pa.Table:
    for name in PARTIES:
        if name in rows.column_names:
            rows = rows.set_column(rows.column_names.index(name), name, links.meant_by(rows[name]))
    return rows.append_column(
        "published_at", look_up(rows["article_id"], articles["article_id"], articles["published_at"])
    )


def regroup(rows: pa.Table, before: pa.Table | None, how: Repeating) -> pa.Table:
    """The rows with their blocks and groups, from those of the pass before where there was one: the result is the same.

    Only blocks with rows that are new, changed or gone, and those tied to them, are grouped anew.
    """
    known = before if before is not None and _is_of_kind(before, rows) else _nothing(rows)
    place, is_same = find_same(known, rows, how.key)
    blocks = pc.if_else(is_same, known[BLOCK].combine_chunks().take(place), pa.scalar(None, pa.string()))
    fresh = rows.filter(pc.invert(is_same)).to_pylist()
    blocks = pc.replace_with_mask(
        blocks, pc.invert(is_same), pa.array([repr(how.block_of(row)) for row in fresh], pa.string())
    )
    whole = rows.append_column(BLOCK, blocks)
    is_stale = _find_stale(whole, known, place, is_same, how)
    stale = fresh if len(fresh) == rows.num_rows else rows.filter(is_stale).to_pylist()
    groups = {row[how.key]: row[how.group_key] for row in how.group(stale)}
    made = pa.array([groups[key] for key in rows[how.key].filter(is_stale).to_pylist()], pa.string())
    kept = known[GROUP].combine_chunks().take(place)
    return whole.append_column(GROUP, pc.replace_with_mask(kept, is_stale, made))


def list_groups(name: str, rows: pa.Table) -> pa.Table:
    """The link table of that name from rows that are grouped."""
    schema = arrow_schema(TABLES[name])
    key, group = schema.names
    columns = [rows[key].combine_chunks(), rows[GROUP].combine_chunks()]
    return pa.table(columns, names=[key, group]).sort_by(key).cast(schema)


def _is_of_kind(before: pa.Table, rows: pa.Table) -> bool:
    return bool(before.column_names == [*rows.column_names, BLOCK, GROUP])


def _nothing(rows: pa.Table) -> pa.Table:
    empty = rows.slice(0, 0)
    for name in (BLOCK, GROUP):
        empty = empty.append_column(name, pa.array([], pa.string()))
    return empty


def _find_stale(whole: pa.Table, known: pa.Table, place: pa.Array, is_same: pa.Array, how: Repeating) -> pa.Array:
    """Which rows are in a block that changed, or that is or was tied to one."""
    is_kept = np.zeros(known.num_rows, dtype=bool)
    is_kept[place.filter(is_same).to_numpy()] = True
    coded = pa.concat_arrays([whole[BLOCK].combine_chunks(), known[BLOCK].combine_chunks()]).dictionary_encode()
    codes = coded.indices.to_numpy()
    now, then = codes[: whole.num_rows], codes[whole.num_rows :]
    touched = np.zeros(len(coded.dictionary), dtype=bool)
    touched[now[~_flags(is_same)]] = True
    touched[then[~is_kept]] = True
    ties = [*_tied(whole, now, how), *_tied(known, then, how)]
    while ties:
        before = touched.copy()
        for ones, others in ties:
            np.logical_or.at(touched, others, touched[ones])
            np.logical_or.at(touched, ones, touched[others])
        if (before == touched).all():
            break
    return pa.array(touched[now])


def _tied(rows: pa.Table, codes: np.ndarray, how: Repeating) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """The blocks of rows that name another, and those of the others."""
    if how.tie is not None:
        place = pc.index_in(rows[how.tie].combine_chunks(), rows[how.key].combine_chunks(), skip_nulls=True)
        is_tied = _flags(place.is_valid())
        yield codes[is_tied], codes[place.drop_null().to_numpy()]


def _flags(column: pa.Array) -> np.ndarray:
    flags: np.ndarray = column.to_numpy(zero_copy_only=False)
    return flags
