"""Linear models over hashed features: one weight a bucket, one sum a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Template = tuple[str, ...]
Buckets = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Weights = npt.NDArray[np.float32]
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
MIX = np.uint64(0xBF58476D1CE4E5B9)
SHIFT = np.uint64(31)
PIECE = 4096  # rows that are hashed and weighed at once: with more, the tables between leave the processor's cache


class Plan(NamedTuple):
    """How the features of some templates are made: all templates together, one column of each at a time."""

    names: list[str]  # of the columns
    seeds: npt.NDArray[np.uint64]  # a number for each template, the longest templates first
    parts: list[npt.NDArray[np.int64]]  # of each template that is so long, its first, second, ... column
    order: npt.NDArray[np.int64]  # the place of each template in that order


@lru_cache(maxsize=16)  # there are some five lists of templates
def plan_features(templates: tuple[Template, ...]) -> Plan:
    """The plan for a list of templates."""
    names = sorted({name for template in templates for name in template})
    place = {name: number for number, name in enumerate(names)}
    longest = sorted(range(len(templates)), key=lambda number: -len(templates[number]))
    parts = [
        np.array([place[templates[number][part]] for number in longest if len(templates[number]) > part])
        for part in range(len(templates[longest[0]]))
    ]
    seeds = (np.array(longest, dtype=np.uint64) + np.uint64(1))[:, None]
    return Plan(names, seeds, parts, np.argsort(longest))


def hash_features(columns: Mapping[str, npt.NDArray[np.int64]], templates: tuple[Template, ...], size: int) -> Buckets:
    """The bucket of each template for each row: an array of rows by templates, values below `size` (a power of two).

    A template's feature is the combination of its columns' values; equal values always share a bucket.
    """
    pieces = list(_hash_pieces(columns, templates, size))
    return np.concatenate(pieces, axis=1).T if pieces else np.empty((0, len(templates)), dtype=np.int64)


def weigh(
    columns: Mapping[str, npt.NDArray[np.int64]], templates: tuple[Template, ...], weights: Weights
) -> npt.NDArray[np.float64]:
    """What `score_rows` gives for the buckets of `hash_features`; they are never there all at once, which for a long
    text would be a hundred megabytes.
    """
    scores = [_score(piece, weights) for piece in _hash_pieces(columns, templates, len(weights))]
    return np.concatenate(scores) if scores else np.empty(0, dtype=np.float64)


def _hash_pieces(
    columns: Mapping[str, npt.NDArray[np.int64]], templates: tuple[Template, ...], size: int
) -> Iterator[Buckets]:
    """The buckets of some thousand rows after another, templates by rows."""
    plan = plan_features(templates)
    for first in range(0, len(columns[plan.names[0]]), PIECE):
        mixed = _mix(np.stack([columns[name][first : first + PIECE] for name in plan.names]))
        yield _hash_piece(plan, mixed).view(np.int64)[plan.order] & (size - 1)


def _hash_piece(plan: Plan, mixed: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """The hashes of some rows, whose columns are mixed: templates by rows, in the plan's order."""
    value = np.repeat(plan.seeds, mixed.shape[1], axis=1)
    for part in plan.parts:
        own = value[: len(part)]
        own ^= mixed[part]
        own *= MULTIPLIER
        own ^= own >> SHIFT
    return value


def _mix(values: npt.NDArray[np.int64]) -> npt.NDArray[np.uint64]:
    mixed = (values.astype(np.uint64) + np.uint64(1)) * MIX
    return mixed ^ (mixed >> SHIFT)


def score_rows(buckets: Buckets, weights: Weights) -> npt.NDArray[np.float64]:
    """The sum of each row's weights, added template by template, as the buckets lie in memory."""
    found = np.empty(len(buckets), dtype=np.float64)
    for first in range(0, len(buckets), PIECE):
        found[first : first + PIECE] = _score(buckets[first : first + PIECE].T, weights)
    return found


def _score(piece: Buckets, weights: Weights) -> npt.NDArray[np.float64]:
    """The sums of some rows, whose buckets are given template by template."""
    # "clip" asks nothing of each bucket, and none lies beyond the end
    found: npt.NDArray[np.float64] = weights.take(piece, mode="clip").sum(axis=0, dtype=np.float64)
    return found


def logistic(scores: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Probabilities of log odds, safe for large values."""
    return 1.0 / (1.0 + np.exp(-np.clip(scores, -50.0, 50.0)))
