"""What the program asks of the rows of places.csv, as tables that are ready when a command starts.

Reading forty thousand rows takes a tenth of a second, and sorting out by what their names are looked up two, for which
every command would wait. So the tables are made at the release of the program's own file (`seeds/models/places.npz`),
and anew where the rows are others: where one was changed, or a user has places of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from transforms.folding import fold_name

Row = Mapping[str, str]
Arrays = dict[str, np.ndarray]
COLUMNS = ("geoname_id", "name", "other_names", "kind", "country_code", "division", "population")
BETWEEN, NEXT = "\x1f", "\x1e"  # cells of a row, and rows, kept as one string
STATE_CODE = re.compile(r"[A-Z]{2}$")
SHORT = {"saint": "st", "mount": "mt", "fort": "ft", "sainte": "ste"}
CITY = 100_000  # inhabitants; below, a town, whose name is often a surname too
HUGE = 1_000_000  # inhabitants of a city that goes by its other names, too: "Bombay", "Chittagong"
SHORTEST_OTHER = 5  # letters of such a name
SORTS = ("town", "city", "state")


class PlaceTable(NamedTuple):
    """The places by what they are asked for."""

    rows: dict[str, str]  # by the key of a name, packed
    coded: list[str]  # packed rows of states with a postal code
    states: list[str]  # their names
    sorts: dict[str, str]  # what sort of place a name in small letters may mean
    large: list[str]  # names of towns of CITY inhabitants, and other names of HUGE ones


def place_key(name: str) -> str:
    """A place's name as it is looked up.

    >>> place_key("the Saint Louis"), place_key("U.S.")
    ('st louis', 'us')
    """
    if name.isalpha() and name.isascii():
        return name.casefold()
    words = fold_name(name).replace("-", " ").split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    if len(words) > 1 and words[0] in SHORT:
        words[0] = SHORT[words[0]]
    return " ".join(words)


def split_names(cell: str) -> list[str]:
    """The names of a cell that holds several."""
    return [part for part in cell.split("|") if part]


def keys_of(row: Row, states: frozenset[str]) -> tuple[str, ...]:
    """What a row of places.csv is looked up by; states are the keys of all states."""
    key = place_key(row["name"])
    if not row["other_names"] and not key.endswith(" city"):
        return (key,)
    keys = {key: None} | {place_key(name): None for name in split_names(row["other_names"]) if not is_code(name)}
    if row["kind"] == "city" and key.endswith(" city") and key.removesuffix(" city") in states:
        keys[key.removesuffix(" city")] = None
    return tuple(keys)


def is_code(name: str) -> bool:
    """Whether a state's other name is its postal code."""
    return STATE_CODE.match(name) is not None


def make_table(rows: Sequence[Row]) -> PlaceTable:
    """The tables of these rows."""
    states = [row["name"] for row in rows if row["kind"] == "state"]
    coded = [row for row in rows if row["kind"] == "state" and any(map(is_code, split_names(row["other_names"])))]
    keys = frozenset(map(place_key, states))
    return PlaceTable(_index_rows(rows, keys), [pack_row(row) for row in coded], states, _sort(rows), _find_large(rows))


def _index_rows(rows: Iterable[Row], states: frozenset[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows:
        packed = pack_row(row)
        for key in keys_of(row, states):
            known = found.get(key)
            found[key] = packed if known is None else f"{known}{NEXT}{packed}"
    return found


def _sort(rows: Iterable[Row]) -> dict[str, str]:
    """The sort of place each name may mean; the larger sort wins."""
    sorts: dict[str, str] = {}
    for row in rows:
        name, kind = row["name"].lower(), row["kind"]
        known = sorts.get(name)
        if known is None or known == "town":
            is_small = kind not in ("state", "county") and int(row["population"] or 0) < CITY
            sorts[name.replace(".", "")] = kind if kind == "state" else "town" if is_small else "city"
    return sorts


def _find_large(rows: Iterable[Row]) -> list[str]:
    sizes = [(int(row["population"] or 0), row) for row in rows if row["kind"] == "city"]
    names = {row["name"] for size, row in sizes if size >= CITY}
    others = (name for size, row in sizes if size >= HUGE for name in row["other_names"].split("|"))
    return sorted(names | {name for name in others if len(name) >= SHORTEST_OTHER})


_take_cells = itemgetter(*COLUMNS)


def pack_row(row: Row) -> str:
    """A row as one string."""
    return BETWEEN.join(_take_cells(row))


def unpack_rows(packed: str) -> list[dict[str, str]]:
    """The rows that were made one string."""
    rows = packed.split(NEXT) if packed else []
    return [dict(zip(COLUMNS, row.split(BETWEEN), strict=True)) for row in rows]


def pack_table(table: PlaceTable) -> Arrays:
    """The tables as arrays that a file of the program keeps."""
    lines = {
        "keys": list(table.rows),
        "rows": list(table.rows.values()),
        "coded": table.coded,
        "states": table.states,
        "names": list(table.sorts),
        "large": table.large,
    }
    arrays = {name: np.frombuffer("\n".join(cells).encode(), dtype=np.uint8) for name, cells in lines.items()}
    return arrays | {"sorts": np.array([SORTS.index(sort) for sort in table.sorts.values()], np.uint8)}


def unpack_table(arrays: Mapping[str, np.ndarray]) -> PlaceTable:
    """The tables that were packed, in the same order."""
    keys, rows, coded, states, names, large = (
        arrays[name].tobytes().decode().split("\n") for name in ("keys", "rows", "coded", "states", "names", "large")
    )
    sorts = map(SORTS.__getitem__, arrays["sorts"].tolist())
    return PlaceTable(dict(zip(keys, rows, strict=True)), coded, states, dict(zip(names, sorts, strict=True)), large)


def read_table(seeds: Mapping[str, Sequence[Row]]) -> PlaceTable:
    """The tables of seeds: those made at the release where they are of the same rows, else made now."""
    read_made = getattr(seeds, "read_made", None)
    arrays = read_made("places") if read_made else None
    return make_table(seeds.get("places", ())) if arrays is None else unpack_table(arrays)
