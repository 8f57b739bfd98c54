"""Finds texts that share most of their shingles among many, from their MinHash signatures, without comparing all pairs.

A signature is cut into bands. Two texts that share a share s of their shingles agree in a band of r hashes with
probability s**r, so in at least one of b bands with 1 - (1 - s**r)**b: locality-sensitive hashing (Leskovec, Rajaraman
and Ullman, Mining of Massive Datasets, chapter 3). Only texts that agree in a band are compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

# Texts that share 0.45 of their shingles meet in one of these bands with probability 0.87, 0.11 of them with 0.03.
BANDS, ROWS = 21, 3
MIX = np.uint64(0x9E3779B97F4A7C15)
Matrix = np.ndarray[Any, np.dtype[np.uint32]]
Places = np.ndarray[Any, np.dtype[np.int64]]


def join_alike(signatures: Matrix, least: int, known: tuple[Places, Places, Places] | None = None) -> Places:
    """For every row of signatures the first row it is joined with, directly or through others: itself if it has none.

    Two rows are joined where they meet in a band and at least `least` of their hashes are equal.
    known: the first row of each as far as it is known, the rows that are to be compared with all, and the others, which
    were compared with one another before; rows that are in neither are left alone.
    """
    rows = np.arange(len(signatures))
    leaders, fresh, others = known or (rows.copy(), rows, rows[:0])
    for met in _meetings(signatures, fresh, others):
        firsts = _settle(leaders, met)
        if (firsts != firsts[0]).any():
            _join(leaders, met, signatures, least)
    return _settle(leaders, rows)


def _meetings(signatures: Matrix, fresh: Places, others: Places) -> Iterator[Places]:
    """The rows, two or more and in their order, that have the same hashes in a band, one of the fresh among them."""
    for band in range(BANDS):
        near = _find_near(signatures, band, fresh, others) if len(others) else others
        rows = np.sort(np.append(fresh, near))
        keys = _key_band(signatures, band, rows)
        by_key = np.argsort(keys, kind="stable")
        order, keys = rows[by_key], keys[by_key]
        begins = np.flatnonzero(np.diff(keys, prepend=keys[:1] ^ np.uint64(1)))
        ends = np.append(begins[1:], len(order))
        several = ends - begins > 1
        for begin, end in zip(begins[several].tolist(), ends[several].tolist(), strict=True):
            yield order[begin:end]


def _find_near(signatures: Matrix, band: int, fresh: Places, others: Places) -> Places:
    """Those of the others that have the hashes of one of the fresh in a band; most have not even the first of them."""
    firsts = signatures[:, band * ROWS]
    near = others[np.isin(firsts[others], firsts[fresh], kind="sort")]
    # by sorting: the table that numpy 2.0 may choose instead does not hold numbers of 64 bits
    same = np.isin(_key_band(signatures, band, near), _key_band(signatures, band, fresh), kind="sort")
    found: Places = near[same]
    return found


def _key_band(signatures: Matrix, band: int, rows: Places) -> np.ndarray[Any, np.dtype[np.uint64]]:
    """A number for each of the rows that is the same where its hashes of a band are."""
    keys = np.zeros(len(rows), np.uint64)
    for place in range(band * ROWS, (band + 1) * ROWS):
        keys = (keys ^ signatures[rows, place]) * MIX
        keys ^= keys >> np.uint64(29)
    return keys


def _settle(leaders: Places, rows: Places) -> Places:
    """The first row that each of the rows is joined with so far; the ways there are made short."""
    firsts = leaders[rows]
    while ((further := leaders[firsts]) != firsts).any():
        firsts = further
    leaders[rows] = firsts
    return firsts


def _join(leaders: Places, met: Places, signatures: Matrix, least: int) -> None:
    """Joins those of the rows that are alike; each is compared with those that nothing has reached yet."""
    left = met
    while len(left):
        reached, left = left[:1], left[1:]
        while len(reached) and len(left):
            alike = (signatures[left] == signatures[reached[0]]).sum(axis=1) >= least
            found, left = left[alike], left[~alike]
            _lead(leaders, np.append(found, reached[0]))
            reached = np.append(reached[1:], found)


def _lead(leaders: Places, rows: Places) -> None:
    firsts = _settle(leaders, rows)
    leaders[firsts] = firsts.min()
