"""Keeps Arrow from importing pandas, which nothing here needs: where it is installed, that takes 0.2 CPU seconds."""

from __future__ import annotations

import sys
from typing import NoReturn


class _Hidden:
    """A finder of modules for which there is no pandas."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> None:
        """None, so that other finders are asked; raises ModuleNotFoundError for pandas."""
        if name == "pandas":
            _refuse(name)


def _refuse(name: str) -> NoReturn:
    raise ModuleNotFoundError(f"{name} is left out here", name=name)


def spare_pandas() -> None:
    """Lets Arrow look for pandas once, which it does at its first array, and find none. For processes of our own.

    pandas can be imported afterwards all the same, and `Table.to_pandas` then finds it.
    """
    import pyarrow as pa

    if "pandas" not in sys.modules:
        sys.meta_path.insert(0, _Hidden)
        try:
            pa.array([None])
        finally:
            sys.meta_path.remove(_Hidden)
