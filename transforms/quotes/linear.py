"""Linear models over hashed features: one weight a bucket, one sum a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

Template = tuple[str, ...]
Buckets = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Weights = npt.NDArray[np.float32]
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
MIX = np.uint64(0xBF58476D1CE4E5B9)
SHIFT = np.uint64(31)
PIECE = 4096  # rows that are hashed at once: with more, the tables between leave the processor's cache


def hash_features(columns: Mapping[str, npt.NDArray[np.int64]], templates: Sequence[Template], size: int) -> Buckets:
    """The bucket of each template for each row: an array of rows by templates, values below `size` (a power of two).

    A template's feature is the combination of its columns' values; equal values always share a bucket.
    """
    names = sorted({name for template in templates for name in template})
    rows = len(columns[names[0]])
    out = np.empty((rows, len(templates)), dtype=np.int64)
    for first in range(0, rows, PIECE):
        piece = np.stack([columns[name][first : first + PIECE] for name in names])
        _hash_piece(_mix(piece), names, templates, out[first : first + PIECE])
    out &= size - 1
    return out


def _hash_piece(
    mixed: npt.NDArray[np.uint64], names: Sequence[str], templates: Sequence[Template], out: Buckets
) -> None:
    """Writes the hashes of some rows, of which each column is mixed, into their place."""
    place = {name: number for number, name in enumerate(names)}
    for width in sorted({len(template) for template in templates}):  # all templates of one width at once
        chosen = [number for number, template in enumerate(templates) if len(template) == width]
        parts = np.array([[place[name] for name in templates[number]] for number in chosen])
        value = np.repeat((np.array(chosen, dtype=np.uint64) + np.uint64(1))[:, None], mixed.shape[1], axis=1)
        for part in range(width):
            value ^= mixed[parts[:, part]]
            value *= MULTIPLIER
            value ^= value >> SHIFT
        out[:, chosen] = value.view(np.int64).T


def _mix(values: npt.NDArray[np.int64]) -> npt.NDArray[np.uint64]:
    mixed = (values.astype(np.uint64) + np.uint64(1)) * MIX
    return mixed ^ (mixed >> SHIFT)


def score_rows(buckets: Buckets, weights: Weights) -> npt.NDArray[np.float64]:
    """The sum of each row's weights."""
    found: npt.NDArray[np.float64] = weights[buckets].sum(axis=1, dtype=np.float64)
    return found


def logistic(scores: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Probabilities of log odds, safe for large values."""
    return 1.0 / (1.0 + np.exp(-np.clip(scores, -50.0, 50.0)))
