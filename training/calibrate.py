"""Turns the judge's probability into one that holds: a monotone curve through the observed shares of right rows."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from training.fit import Floats

KNOTS = 12


def fit_calibration(chances: Floats, right: Floats, chosen: npt.NDArray[np.bool_]) -> Floats:
    """Two rows for the chosen statements: probabilities, and the shares of right ones there, both rising.

    The shares are means over bins of equal numbers of rows, made monotone by pooling neighbours that fall.
    """
    chances, right = chances[chosen], right[chosen]
    if len(chances) < KNOTS:  # too few to say anything: the judge's own figure stands
        return np.stack([np.linspace(0, 1, KNOTS)] * 2)
    order = np.argsort(chances, kind="stable")
    bins = np.array_split(order, KNOTS)
    shares = [[float(right[b].mean()), len(b)] for b in bins]
    centers = [float(chances[b].mean()) for b in bins]
    pooled: list[list[float]] = []
    for share, weight in shares:
        pooled.append([share, weight, 1])
        while len(pooled) > 1 and pooled[-2][0] > pooled[-1][0]:
            one, other = pooled[-2], pooled.pop()
            total = one[1] + other[1]
            pooled[-1] = [(one[0] * one[1] + other[0] * other[1]) / total, total, one[2] + other[2]]
    values = [share for share, _, count in pooled for _ in range(int(count))]
    return np.array([centers, values])
