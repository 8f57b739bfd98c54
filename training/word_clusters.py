"""Groups words of like meaning, so that a cue never seen in training is judged by its neighbours."""

from __future__ import annotations

from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

SEED = 20161108
COARSE, FINE = 60, 400
ROUNDS = 15


def cluster_words(nlp: Any, words: list[str]) -> dict[str, npt.NDArray[Any]]:
    """The coarse and the fine group of every word that has a vector, as sorted CRC-32 keys and two columns.

    Raises ValueError when hardly any word has a vector: the groups would mean nothing.
    """
    known = sorted({w for w in words if w.isalpha() and w.islower() and nlp.vocab.has_vector(w)})
    if len(known) < 10 * FINE:
        raise ValueError(f"only {len(known)} words have vectors; a pipeline with word vectors is needed")
    vectors = np.stack([nlp.vocab.get_vector(w) for w in known]).astype(np.float32)
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors /= np.maximum(norms, 1e-9)
    coarse, fine = group_vectors(vectors, COARSE), group_vectors(vectors, FINE)
    keys = np.array([crc32(w.encode()) for w in known], dtype=np.uint32)
    order = np.argsort(keys, kind="stable")
    return {
        "word_keys": keys[order],
        "word_coarse": (coarse[order] + 1).astype(np.uint16),
        "word_fine": (fine[order] + 1).astype(np.uint16),
    }


def group_vectors(vectors: npt.NDArray[np.float32], groups: int) -> npt.NDArray[np.int64]:
    """The group of each unit vector, by spherical k-means from a fixed seed."""
    centers = vectors[np.sort(np.random.default_rng(SEED).choice(len(vectors), groups, replace=False))]
    nearest = np.zeros(len(vectors), dtype=np.int64)
    for _ in range(ROUNDS):
        nearest = np.argmax(vectors @ centers.T, axis=1)
        sums = np.zeros_like(centers)
        np.add.at(sums, nearest, vectors)
        norms = np.linalg.norm(sums, axis=1, keepdims=True)
        centers = np.where(norms > 0, sums / np.maximum(norms, 1e-9), centers)
    return nearest
