"""Scores demands on the annotated articles: `python -m bench.annotations [--half development|unseen|all] [--list]`.

The rows stand in demands.jsonl beside this file, the texts in the shared folder of gold sets. They are joined, run
through `onrecord run` as a user would, and scored by the gold's own scorer. Exit code 1 when a measure is missed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from bench.accuracy import ROOT, score_demands
from bench.annotations.joining import read_articles

LEAST = {"f1": 0.72, "precision": 0.80, "all_right_of_gold": 0.55}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("development", "unseen", "further", "all"), default="unseen")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder of gold/ and eval/")
    parser.add_argument("--list", action="store_true", help="print what is not right")
    options = parser.parse_args()
    articles = list(read_articles(options.half, options.shared))
    with tempfile.TemporaryDirectory() as folder:
        _, table, found = score_demands(articles, options.shared, Path(folder), *["--list-errors"] * options.list)
    print(table)
    missed = [f"{name} {found[name]}, not {least}" for name, least in LEAST.items() if found[name] < least]
    print("\n".join(missed))
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
