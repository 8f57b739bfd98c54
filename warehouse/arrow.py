"""Turns rows into Arrow tables by the declared schemas, and Arrow tables of older lakes into today's shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from warehouse.tables import ARROW_TYPES, MONEY, TABLES, Column, arrow_schema, lake_columns

Row = Mapping[str, Any]
GONE = "is_gone"  # column of what moved: whether the row is no longer there
MILLIONTH = Decimal("0.000001")


def to_table(name: str, rows: Sequence[Row]) -> pa.Table:
    """The rows as an Arrow table with the lake's columns of the named table; missing keys are null.

    Money is rounded to a millionth of its unit. Raises ValueError, naming table, column and value, on a value of the
    wrong type, on null where the declaration forbids it, and on a key that is no column.

    >>> to_table("claim_links", [{"claim_id": "claim_1", "claim_group_id": "claim_1"}]).num_rows
    1
    >>> to_table("claim_links", [{"claim_id": 7, "claim_group_id": "claim_1"}])
    Traceback (most recent call last):
        ...
    ValueError: claim_links.claim_id, row 0: 7 is not of kind text
    """
    table = TABLES[name]
    columns = lake_columns(table)
    _refuse_unknown_keys(name, rows, {column.name for column in table.columns})
    arrays = [_to_array(name, column, [row.get(column.name) for row in rows]) for column in columns]
    return pa.Table.from_arrays(arrays, schema=arrow_schema(table, columns))


def _refuse_unknown_keys(name: str, rows: Sequence[Row], known: set[str]) -> None:
    for number, row in enumerate(rows):
        if not row.keys() <= known:
            raise ValueError(f"{name}, row {number}: no such column {sorted(row.keys() - known)[0]!r}")


def _to_array(table: str, column: Column, values: list[Any]) -> pa.Array:
    if column.kind == MONEY:
        values = [_to_money(value) for value in values]
    try:
        array = pa.array(values, ARROW_TYPES[column.kind])
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError, UnicodeEncodeError) as error:
        raise _explain(table, column, values) from error
    if array.null_count and not column.nullable:
        raise ValueError(f"{table}.{column.name}, row {values.index(None)}: null is not allowed")
    return array


def _to_money(value: Any) -> Any:
    """A decimal with at most six places; other values are left for the type check to refuse."""
    if not isinstance(value, Decimal):
        return value
    try:
        return value.quantize(MILLIONTH, ROUND_HALF_EVEN)
    except InvalidOperation:  # beyond the context's 28 digits: Arrow says whether it fits into 38
        return value


def _explain(table: str, column: Column, values: list[Any]) -> ValueError:
    """Which value was at fault: found by trying one after the other, which only the error pays for."""
    for number, value in enumerate(values):
        try:
            pa.array([value], ARROW_TYPES[column.kind])
        except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError, UnicodeEncodeError):
            shown = ascii(value)[:80]
            return ValueError(f"{table}.{column.name}, row {number}: {shown} is not of kind {column.kind}")
    return ValueError(f"{table}.{column.name}: the values do not go together")


def conform(found: pa.Table, schema: pa.Schema) -> pa.Table:
    """The table in the schema's columns and order: columns it lacks become null, columns unknown to it are left out.

    >>> conform(pa.table({"old": [1]}), pa.schema([("new", pa.string())])).to_pydict()
    {'new': [None]}
    """
    arrays = [
        found[field.name].cast(field.type) if field.name in found.column_names else pa.nulls(found.num_rows, field.type)
        for field in schema
    ]
    # columns of older files may lack values that are compulsory today
    return pa.Table.from_arrays(arrays, schema=pa.schema([field.with_nullable(True) for field in schema]))


def release_memory() -> None:
    """Gives back what Arrow, and Python beneath it, keep of tables that are gone."""
    pa.default_memory_pool().release_unused()


def find_same(before: pa.Table, after: pa.Table, key: str) -> tuple[pa.Array, pa.Array]:
    """For each row of a table the place of its key in the table as it was before, null where it was not there; and
    whether all columns of the row are as they were.

    >>> old, new = pa.table({"id": ["a", "b"], "value": [1, 2]}), pa.table({"id": ["b", "a", "c"], "value": [2, 3, 4]})
    >>> [column.to_pylist() for column in find_same(old, new, "id")]
    [[1, 0, None], [True, False, False]]
    """
    place = find_places(before[key].combine_chunks(), after[key].combine_chunks())
    is_same = place.is_valid()
    for name in after.column_names:
        if name != key:
            old, new = _comparable(before[name]).take(place), _comparable(after[name])
            both_null = pc.and_(pc.is_null(old), pc.is_null(new))
            is_same = pc.and_(is_same, pc.or_(pc.fill_null(pc.equal(old, new), False), both_null))
    return place, is_same


def find_places(before: pa.Array, after: pa.Array) -> pa.Array:
    """Where each key, of which none stands twice, stood before; most stand where they stood, which is seen at once.

    >>> find_places(pa.array(["a", "b", "c"]), pa.array(["a", "c", "b", "d"])).to_pylist()
    [0, 2, 1, None]
    """
    import numpy as np

    shared = min(len(before), len(after))
    stays = pc.equal(before.slice(0, shared), after.slice(0, shared)).to_numpy(zero_copy_only=False)
    left = np.append(np.flatnonzero(~stays), np.arange(shared, len(before)))
    came = np.append(np.flatnonzero(~stays), np.arange(shared, len(after)))
    found = pc.index_in(after.take(pa.array(came)), before.take(pa.array(left)))
    moved = pa.array(left).take(found)
    places = np.arange(len(after))
    places[came] = moved.fill_null(-1).to_numpy()
    return pa.array(places, mask=places < 0)


def find_rows(keys: pa.Array, wanted: pa.Array) -> pa.Array:
    """The row of each wanted key, of which none stands twice; null where there is none. Where fewer are wanted than
    there are keys, these are looked up among the wanted, of which a table is made sooner.

    >>> find_rows(pa.array(["a", "b", "c"]), pa.array(["c", None, "d", "c"])).to_pylist()
    [2, None, None, 2]
    """
    import numpy as np

    if len(wanted) >= len(keys):
        return pc.index_in(wanted, keys, skip_nulls=True)
    coded = wanted.dictionary_encode()
    place = pc.index_in(keys, coded.dictionary)
    rows = np.full(len(coded.dictionary), -1, dtype=np.int32)
    rows[place.drop_null().to_numpy()] = np.flatnonzero(place.is_valid().to_numpy(zero_copy_only=False))
    return pa.array(rows, mask=rows < 0).take(coded.indices)


def unify(column: pa.ChunkedArray) -> pa.DictionaryArray:
    """A column of dictionaries as one array of one dictionary, with numbers in the order in which they first come.

    The first part is mostly what was kept of a corpus, and long: what came since is looked up in it.

    >>> parts = [pa.array(["b", "a"]).dictionary_encode(), pa.array(["c", "a"]).dictionary_encode()]
    >>> whole = unify(pa.chunked_array(parts))
    >>> whole.dictionary.to_pylist(), whole.indices.to_pylist()
    (['b', 'a', 'c'], [0, 1, 2, 1])
    """
    import numpy as np

    first, *others = column.chunks or [pa.array([], column.type)]
    if not others:
        return first
    more = pa.chunked_array(others, column.type).unify_dictionaries()
    place = find_rows(first.dictionary, more.chunk(0).dictionary)
    is_new = place.is_null().to_numpy(zero_copy_only=False)
    numbers = place.fill_null(0).to_numpy().copy()
    numbers[is_new] = len(first.dictionary) + np.arange(is_new.sum())
    indices = [first.indices.to_numpy(), *(numbers[chunk.indices.to_numpy()] for chunk in more.chunks)]
    whole = pa.concat_arrays([first.dictionary, more.chunk(0).dictionary.filter(pa.array(is_new))])
    return pa.DictionaryArray.from_arrays(pa.array(np.concatenate(indices)), whole)


def look_up(wanted: pa.ChunkedArray, keys: pa.ChunkedArray, values: pa.ChunkedArray) -> pa.Array:
    """The value beside each of the wanted keys; null where it is none of them."""
    return values.combine_chunks().take(find_rows(keys.combine_chunks(), wanted.combine_chunks()))


def find_moves(before: pa.Table, after: pa.Table, key: str) -> pa.Table:
    """The rows of a table that are not in it as it was before, then a row for each key that is gone.

    >>> old, new = pa.table({"id": ["a", "b"], "value": [1, 2]}), pa.table({"id": ["b", "c"], "value": [2, 3]})
    >>> find_moves(old, new, "id").to_pylist()
    [{'id': 'c', 'value': 3, 'is_gone': False}, {'id': 'a', 'value': None, 'is_gone': True}]
    """
    place, is_same = find_same(before, after, key)
    moved = after.filter(pc.invert(is_same))
    gone = before[key].combine_chunks().filter(find_gone(place, before.num_rows))
    lost = [gone.cast(f.type) if f.name == key else pa.nulls(len(gone), f.type) for f in after.schema]
    schema = pa.schema([pa.field(field.name, field.type) for field in after.schema])
    whole = pa.concat_tables([pa.table(columns, schema=schema) for columns in (moved.columns, lost)])
    flags = [False] * moved.num_rows + [True] * len(gone)
    return whole.append_column(GONE, pa.array(flags, pa.bool_()))


def find_gone(place: pa.Array, size: int) -> pa.Array:
    """Of a table of `size` rows, which are none of the places.

    >>> find_gone(pa.array([1, None], pa.int32()), 3).to_pylist()
    [True, False, True]
    """
    import numpy as np

    is_gone = np.ones(size, dtype=bool)
    is_gone[place.drop_null().to_numpy()] = False
    return pa.array(is_gone)


def _comparable(column: pa.ChunkedArray) -> pa.Array:
    """The column as values that can be compared: a list of words as one text, with their number, as a word may hold
    the mark between them.
    """
    values = column.combine_chunks()
    if not pa.types.is_list(values.type):
        return values
    lengths = pc.list_value_length(values).cast(pa.string())
    return pc.binary_join_element_wise(lengths, pc.binary_join(values, "\x1e"), "\x1f")
