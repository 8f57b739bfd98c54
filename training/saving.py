"""Writes trained weights as `seeds/models/NAME.npz`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt


def save(arrays: Mapping[str, npt.NDArray[Any]], path: Path) -> None:
    """Writes the arrays in a fixed order.

    NumPy stamps every member with one fixed date, so equal arrays give equal files.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **{name: arrays[name] for name in sorted(arrays)})
