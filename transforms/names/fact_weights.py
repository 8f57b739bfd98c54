"""Trained weights of facts about names, as arrays that a file of weights keeps and as the table that is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

FactWeights = dict[str, tuple[float, ...]]  # fact to a weight for each class
Arrays = Mapping[str, np.ndarray]


def pack_weights(weights: Mapping[str, Sequence[float]], parts: int) -> dict[str, np.ndarray]:
    """The weights in whole parts of 1 (100: two decimals), facts in order; read again, they are as a table would say.

    >>> unpack_weights(pack_weights({"before=said": [0.254, -1.0]}, 100))
    {'before=said': (0.25, -1.0)}
    """
    facts = sorted(weights)
    return {
        "facts": np.frombuffer("\n".join(facts).encode(), dtype=np.uint8),
        "parts": np.array(parts),
        "weights": np.rint(np.array([weights[fact] for fact in facts]) * parts).astype(np.int16),
    }


def unpack_weights(arrays: Arrays) -> FactWeights:
    """The weights of each fact, one for each class; equal weights are one object, as there are many and few differ."""
    facts = arrays["facts"].tobytes().decode().split("\n")
    parts, cells = int(arrays["parts"]), arrays["weights"]
    weights = {cell: cell / parts for cell in np.unique(cells).tolist()}
    columns = [list(map(weights.__getitem__, column)) for column in cells.T.tolist()]
    return dict(zip(facts, zip(*columns, strict=True), strict=True))
