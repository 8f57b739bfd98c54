"""Linear models over hashed features: one weight a bucket, one sum a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

Template = tuple[str, ...]
Buckets = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float32]
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
MIX = np.uint64(0xBF58476D1CE4E5B9)
SHIFT = np.uint64(31)


def hash_features(columns: Mapping[str, npt.NDArray[np.int64]], templates: Sequence[Template], size: int) -> Buckets:
    """The bucket of each template for each row: an array of rows by templates, values below `size` (a power of two).

    A template's feature is the combination of its columns' values; equal values always share a bucket.
    """
    rows = len(next(iter(columns.values())))
    out = np.empty((rows, len(templates)), dtype=np.int64)
    mixed = {name: _mix(columns[name]) for template in templates for name in template}
    for number, template in enumerate(templates):
        value = np.full(rows, np.uint64(number + 1), dtype=np.uint64)
        for name in template:
            value = (value ^ mixed[name]) * MULTIPLIER
            value ^= value >> SHIFT
        out[:, number] = (value & np.uint64(size - 1)).astype(np.int64)
    return out


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
