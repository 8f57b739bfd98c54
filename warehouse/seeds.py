"""Reads the small facts of `seeds/`: CSV tables a person may edit, and the weight files of trained models."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
Seeds = dict[str, list[dict[str, str]]]
Weights = dict[str, np.ndarray]


def read_seeds(folder: Path = SEEDS) -> Seeds:
    """Every CSV in the folder as a list of rows, by file name without its ending.

    Raises ValueError, naming file and line, where a row has more cells than the header.
    """
    return {path.stem: _read_table(path) for path in sorted(folder.glob("*.csv"))}


def _read_table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = []
        for number, row in enumerate(csv.DictReader(file), start=2):
            if None in row:
                raise ValueError(f"{path.name}, line {number}: more cells than the header has")
            rows.append({key: value or "" for key, value in row.items()})
        return rows


def read_weights(name: str, folder: Path = SEEDS) -> Weights:
    """The arrays of `seeds/models/NAME.npz`; nothing pickled is accepted."""
    with np.load(folder / "models" / f"{name}.npz", allow_pickle=False) as arrays:
        return {key: arrays[key] for key in arrays.files}
