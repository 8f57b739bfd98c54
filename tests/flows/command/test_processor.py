"""Numpy sorts by narrow vectors where wide ones are slow, and nowhere else."""

import os
import subprocess
import sys

import pytest

from flows.command.processor import VARIABLE, sorts_wide_slowly

ZEN_4 = "processor\t: 0\nvendor_id\t: AuthenticAMD\ncpu family\t: 25\nmodel\t\t: 17\nflags\t\t: avx avx2 avx512f\n"
# numpy's own account of the vectors it uses, in a process whose processor tells of itself what the file says
ASK = """
import os, sys, warnings
from pathlib import Path
from flows.command import processor
warnings.simplefilter("error")
processor.ABOUT = Path(sys.argv[1])
processor.sort_by_narrow_vectors()
warnings.simplefilter("ignore")
import numpy as np
found = getattr(np, "_core").__dict__["_multiarray_umath"].__cpu_features__
wide = [name for name in processor.WIDE.split() if found.get(name)]
numbers = np.arange(9_000, 0, -1, dtype=np.uint32)
numbers.sort()
print(len(wide), bool((numbers == np.arange(1, 9_001)).all()), os.environ.get(processor.VARIABLE))
"""


@pytest.mark.parametrize(
    ("about", "is_slow"),
    [
        (ZEN_4, True),
        (ZEN_4 + ZEN_4.replace("AuthenticAMD", "GenuineIntel"), False),
        (ZEN_4.replace(": 25", ": 26"), False),
        (ZEN_4.replace(" avx512f", ""), False),
        ("flags : avx512f", False),
        ("", False),
    ],
)
def test_a_processor_is_known_by_what_it_tells_of_itself(about, is_slow):
    assert sorts_wide_slowly(about) is is_slow


def ask(about, **variables):
    env = {name: value for name, value in os.environ.items() if name != VARIABLE} | variables
    done = subprocess.run([sys.executable, "-c", ASK, about], env=env, capture_output=True, text=True, check=True)
    wide, is_sorted, left = done.stdout.split()
    assert is_sorted == "True"
    return int(wide), left


def test_numpy_is_told_once_and_later_processes_are_not(tmp_path):
    about = tmp_path / "cpuinfo"
    about.write_text(ZEN_4, encoding="utf-8")
    assert ask(str(about)) == (0, "None")


def test_what_the_user_said_stands_and_where_nothing_is_known_nothing_is_changed(tmp_path):
    about = tmp_path / "cpuinfo"
    about.write_text(ZEN_4, encoding="utf-8")
    usual = ask(str(tmp_path / "none"))
    assert usual[1] == "None"
    assert ask(str(about), **{VARIABLE: "AVX512_SPR"}) == (usual[0], "AVX512_SPR")
