"""A small run of the fuzzer of bench/: damaged sources end in items and rejects."""

import importlib.util
from pathlib import Path

BENCH = Path(__file__).resolve().parents[3] / "bench" / "fuzz_sources.py"


def load_fuzzer():
    spec = importlib.util.spec_from_file_location("fuzz_sources", BENCH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_damaged_sources_end_in_items_and_rejects(tmp_path):
    found = list(load_fuzzer().fuzz(60, tmp_path, seed=11))
    assert len(found) == 60
    assert sum(items for _, items, _ in found) > 20
    assert sum(rejects for _, _, rejects in found) > 10
