"""Reads the small facts of `seeds/`: CSV tables a person may edit, and the weight files of trained models."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import numpy as np

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
SeedTable = list[dict[str, str]]
Weights = dict[str, np.ndarray]


class Seeds(Mapping[str, SeedTable]):
    """Every CSV of a folder as a list of rows, by file name without its ending; each is read when first asked for."""

    def __init__(self, folder: Path) -> None:
        self.paths = {path.stem: path for path in sorted(folder.glob("*.csv"))}
        self.tables: dict[str, SeedTable] = {}

    def __getitem__(self, name: str) -> SeedTable:
        if name not in self.tables:
            self.tables[name] = _read_table(self.paths[name])
        return self.tables[name]

    def release(self, name: str) -> None:
        """Lets the rows of a large table go once they are of no more use; asked for again, they are read anew."""
        self.tables.pop(name, None)

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)


@cache
def read_seeds(folder: Path = SEEDS) -> Seeds:
    """The tables of the folder, read once by a process.

    Reading one raises ValueError, naming file and line, where a row has more cells than the header.
    """
    return Seeds(folder)


def _read_table(path: Path) -> SeedTable:
    """The rows; csv.DictReader would take three times as long, and every start waits for this."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        header = next(lines, [])
        fit = (line for line in lines if _fits(path, lines.line_num, line, header))
        rows = [dict(zip(header, line, strict=False)) for line in fit]
    for row in rows:
        if len(row) < len(header):
            row |= dict.fromkeys(header[len(row) :], "")
    return rows


def _fits(path: Path, number: int, line: list[str], header: list[str]) -> bool:
    """Whether the line is a row; empty lines are none."""
    if len(line) > len(header):
        raise ValueError(f"{path.name}, line {number}: more cells than the header has")
    return bool(line)


def read_weights(name: str, folder: Path = SEEDS) -> Weights:
    """The arrays of `seeds/models/NAME.npz`; nothing pickled is accepted."""
    with np.load(folder / "models" / f"{name}.npz", allow_pickle=False) as arrays:
        return {key: arrays[key] for key in arrays.files}
