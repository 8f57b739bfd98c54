"""Multiplies matrices as fast as OpenBLAS does, but rounds each row alike, whatever rows stand above and below it.

OpenBLAS rounds a row by the size of its matrix and, on some processors, by where it stands in it. Matrices of one size
leave the second alone, and there processors differ: so it is tried, and thinc's own way (BLIS, which rounds alike
everywhere and takes three times as long) is kept where rows are not rounded alike.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from thinc.api import NumpyOps

ROWS = 32  # of a block: fewer take longer, and an article brings some hundred new words
WIDTHS = (96, 288, 300, 480)  # of matrices that are tried: those of spaCy's networks are among them


class BlockOps(NumpyOps):  # type: ignore[misc]  # thinc says nothing of its types
    """Products by blocks of ROWS rows, the last of which is filled up with noughts."""

    def __init__(self) -> None:
        super().__init__(use_blis=False)

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """The product of two matrices, either of which may be given transposed."""
        if trans1:
            return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
        return multiply(x, y.T if trans2 else y, out)


def multiply(rows: Any, columns: Any, out: Any = None) -> Any:
    """The product, each row of which depends on that row of the first matrix alone."""
    if out is None:
        out = np.empty((len(rows), columns.shape[1]), np.float32)
    whole = len(rows) // ROWS * ROWS
    for start in range(0, whole, ROWS):
        np.matmul(rows[start : start + ROWS], columns, out=out[start : start + ROWS])
    if whole < len(rows):
        block = np.zeros((ROWS, rows.shape[1]), np.float32)
        block[: len(rows) - whole] = rows[whole:]
        out[whole:] = (block @ columns)[: len(rows) - whole]
    return out


def choose_ops() -> NumpyOps:
    """The faster of the ways that round each row alike on this processor."""
    return BlockOps() if rounds_alike() else NumpyOps()


@cache
def rounds_alike() -> bool:
    """Whether a row of a block comes out the same to its last digit wherever it stands.

    A row of numbers none of which is short in binary stands in every place of a block among others; a place that is
    rounded otherwise shows in one of so many sums.
    """
    return all(_rounds_alike(width, ROWS) for width in WIDTHS)


def _rounds_alike(width: int, rows: int) -> bool:
    row = np.sin(np.arange(width, dtype=np.float32))
    columns = np.cos(np.arange(width * WIDTHS[1], dtype=np.float32)).reshape(WIDTHS[1], width).T
    block = np.tile(row, (rows, 1))
    found = multiply(block, columns)
    alone = multiply(row[None], columns)
    return bool((found == alone).all())
