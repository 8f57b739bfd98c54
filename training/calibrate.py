"""Turns the judge's probability into one that holds: a logistic curve fitted to which rows are right."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from training.fit import Floats

KNOTS = 16  # the curve is kept as so many points, equal numbers of rows apart
FEWEST = 50  # rows; with fewer the judge's own figure stands
EDGE = 1e-4  # probabilities nearer to 0 or 1 count as this


def fit_calibration(chances: Floats, right: Floats, chosen: npt.NDArray[np.bool_]) -> Floats:
    """Two rows for the chosen statements: probabilities, and the shares of right ones there, both rising.

    Log odds of being right are a line over the judge's log odds (Platt scaling). Two numbers are learnt from thousands
    of rows, so that the sparse low end does not follow chance as a curve of free steps does there.
    """
    chances, right = chances[chosen], right[chosen]
    straight = np.stack([np.linspace(0, 1, KNOTS)] * 2)
    if len(chances) < FEWEST:
        return straight
    odds = _log_odds(chances)

    def loss(line: Floats) -> tuple[float, Floats]:
        scores = line[0] + line[1] * odds
        gaps = 1 / (1 + np.exp(-scores)) - right
        slope = np.array([gaps.sum(), gaps @ odds])
        return float((np.logaddexp(0, scores) - right * scores).sum()), slope

    start, rise = minimize(loss, np.array([0.0, 1.0]), jac=True, method="L-BFGS-B").x
    if rise <= 0:
        return straight
    knots = np.quantile(chances, np.linspace(0, 1, KNOTS))
    return np.stack([knots, 1 / (1 + np.exp(-start - rise * _log_odds(knots)))])


def _log_odds(chances: Floats) -> Floats:
    clipped = np.clip(chances, EDGE, 1 - EDGE)
    found: Floats = np.log(clipped / (1 - clipped))
    return found
