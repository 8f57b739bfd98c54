"""Reads the file of a pipeline's word rows, `vocab/key2row`, without making the dictionary that it holds.

The file is one MessagePack map from each word's number to its row. As a dictionary, half a million words take an eighth
of a second and 54 MB of every process that starts; numpy finds the entries in a third of that.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int64]
Columns = tuple[npt.NDArray[np.uint64], npt.NDArray[np.int32]]

# Marks of https://github.com/msgpack/msgpack/blob/master/spec.md: a map with a length of 4 bytes, and whole numbers of
# 1, 2, 4 and 8 bytes; a number below 128 is its own mark
MAP, LONG = 0xDF, 0xCF
SIZES = np.zeros(256, np.int64)  # bytes of a number with its mark; 0 for what is none
SIZES[:128] = 1
SIZES[[0xCC, 0xCD, 0xCE, LONG]] = 2, 3, 5, 9
HEAD = 5  # bytes of a map's mark and length
LONGEST = 18  # bytes of an entry


def find_columns(data: Bytes) -> Columns | None:
    """The columns of a map of whole numbers, most of whose words have long ones; None for anything else.

    >>> written = [0xDF, 0, 0, 0, 2, 0x40, 7, 0xCF, 1, 0, 0, 0, 0, 0, 0, 0, 0xCC, 200]
    >>> words, rows = find_columns(np.array(written, np.uint8))
    >>> sorted(zip(words.tolist(), rows.tolist()))
    [(64, 7), (72057594037927936, 200)]
    """
    if len(data) < HEAD or data[0] != MAP:
        return None
    padded = np.append(data, np.zeros(LONGEST, np.uint8))  # so that no entry is looked for beyond the end
    starts = _find_entries(padded, len(data))
    if starts is None or len(starts) != int.from_bytes(data[1:HEAD].tobytes(), "big"):
        return None
    rows = _read_numbers(padded, starts + SIZES[padded[starts]])
    if rows.max(initial=0) > np.iinfo(np.int32).max:
        return None
    return _read_numbers(padded, starts), rows.astype(np.int32)


def _find_entries(data: Bytes, end: int) -> Places | None:
    """Where entries begin: nearly all do with the mark of a long number, which may stand within one as well."""
    marks = np.flatnonzero(data[:end] == LONG)
    after = marks + SIZES[LONG] + SIZES[data[marks + SIZES[LONG]]]  # where the next begins, if one begins here
    breaks = np.flatnonzero(after != np.append(marks[1:], end + 1))  # where that is not at the next mark
    places = np.insert(after[breaks], 0, HEAD)
    resumed = np.searchsorted(marks, places)
    is_entry = np.ones(len(marks), bool)
    short: list[int] = []
    found, place = -1, HEAD
    for last, begin, mark in zip([-1, *breaks.tolist()], places.tolist(), resumed.tolist(), strict=True):
        if last < found:  # within an entry
            continue
        found, place = mark, begin
        while place < end and not (found < len(marks) and marks[found] == place):
            short.append(place)
            place = _skip_entry(data, place)
            while found < len(marks) and marks[found] < place:
                found += 1
        is_entry[last + 1 : found] = False
    kept = marks[is_entry]
    return np.insert(kept, np.searchsorted(kept, short), short) if place == end else None


def _skip_entry(data: Bytes, place: int) -> int:
    """Where the entry behind this one begins; beyond the end where this is none."""
    first = int(SIZES[data[place]])
    second = int(SIZES[data[place + first]])
    return place + first + second if first and second else len(data)


def _read_numbers(data: Bytes, places: Places) -> npt.NDArray[np.uint64]:
    """The whole numbers that stand at places."""
    marks = data[places]
    numbers = sliding_window_view(data, 8)[places + 1].view(">u8")[:, 0].astype(np.uint64)
    numbers >>= (64 - 8 * (SIZES[marks] - 1)).clip(0, 63).astype(np.uint64)
    return np.where(marks < 128, marks, numbers)
