"""Fits linear models over hashed features: logistic regression and the ranking of candidates in groups."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def sparse_rows(buckets: Ints, size: int) -> csr_matrix:
    """Rows of bucket numbers as a sparse matrix of ones."""
    rows, width = buckets.shape
    pointers = np.arange(0, rows * width + 1, width, dtype=np.int64)
    ones = np.ones(rows * width, dtype=np.float32)
    return csr_matrix((ones, buckets.ravel().astype(np.int32), pointers), shape=(rows, size))


def fit_logistic(matrix: csr_matrix, targets: Floats, penalty: float, steps: int = 60) -> npt.NDArray[np.float32]:
    """Weights of a logistic regression with an L2 penalty; targets are probabilities in [0, 1]."""

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = matrix @ weights.astype(np.float32)
        scores = scores.astype(np.float64)
        value = float(np.logaddexp(0.0, scores).sum() - targets @ scores)
        probabilities = 1.0 / (1.0 + np.exp(-scores))
        slope = matrix.T @ (probabilities - targets).astype(np.float32)
        return value, slope.astype(np.float64)

    return _descend(loss, matrix.shape[1], penalty, steps)


def fit_ranking(
    matrix: csr_matrix, groups: Ints, targets: Floats, penalty: float, steps: int = 60
) -> npt.NDArray[np.float32]:
    """Weights of a softmax over the rows of each group.

    `groups` holds the first row of each group, ending with the number of rows; `targets` sum to 1 in each group.
    """
    starts = groups[:-1]
    lengths = np.diff(groups)

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = (matrix @ weights.astype(np.float32)).astype(np.float64)
        highest = np.repeat(np.maximum.reduceat(scores, starts), lengths)
        raised = np.exp(scores - highest)
        sums = np.repeat(np.add.reduceat(raised, starts), lengths)
        value = float((targets * (np.log(sums) + highest - scores)).sum())
        slope = matrix.T @ (raised / sums - targets).astype(np.float32)
        return value, slope.astype(np.float64)

    return _descend(loss, matrix.shape[1], penalty, steps)


def _descend(
    loss: Callable[[Floats], tuple[float, Floats]], size: int, penalty: float, steps: int
) -> npt.NDArray[np.float32]:
    def penalized(weights: Floats) -> tuple[float, Floats]:
        value, slope = loss(weights)
        return value + 0.5 * penalty * float(weights @ weights), slope + penalty * weights

    found = minimize(penalized, np.zeros(size), jac=True, method="L-BFGS-B", options={"maxiter": steps, "maxcor": 8})
    return np.asarray(found.x, dtype=np.float32)
