"""What some processors do slowly, and how a command spares it."""

from __future__ import annotations

import os
import re
import sys
import warnings
from contextlib import suppress
from pathlib import Path

ABOUT = Path("/proc/cpuinfo")  # of Linux; elsewhere nothing is known and nothing spared
FIRST = 4_096  # characters of it that hold what it says of the first core
VARIABLE = "NPY_DISABLE_CPU_FEATURES"  # numpy reads it when it is imported
WIDE = "X86_V4 AVX512_SKX"  # the vectors of 512 bits, as numpy calls them from 2.4 on, and before


def sort_by_narrow_vectors() -> None:
    """Imports numpy so that it sorts by vectors of 256 bits where those of 512 take four times as long.

    To be called before anything else imports numpy. Processes that are started later choose for themselves: workers
    multiply more than they sort. Nothing is changed where the user has said what numpy may use.
    """
    if "numpy" in sys.modules or VARIABLE in os.environ or not sorts_wide_slowly(_read_about()):
        return
    os.environ[VARIABLE] = WIDE
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ImportWarning)  # of the name that this version does not know
            import numpy  # noqa: F401
    finally:
        del os.environ[VARIABLE]


def sorts_wide_slowly(about: str) -> bool:
    """Whether /proc/cpuinfo tells of AMD's fourth Zen: it has vectors of 512 bits, but packing one into memory, which
    numpy's sort does at every step, takes it some hundred cycles (https://github.com/numpy/x86-simd-sort/issues/6).

    >>> sorts_wide_slowly("vendor_id : AuthenticAMD\\ncpu family : 25\\nflags : avx2 avx512f")
    True
    """
    facts = dict(re.findall(r"^([\w ]+?)\s*:\s*(.*)$", about, re.MULTILINE))
    is_family = facts.get("vendor_id") == "AuthenticAMD" and facts.get("cpu family") == "25"
    return is_family and "avx512f" in facts.get("flags", "").split()


def _read_about() -> str:
    with suppress(OSError, UnicodeDecodeError), ABOUT.open(encoding="utf-8") as file:
        return file.read(FIRST)
    return ""
