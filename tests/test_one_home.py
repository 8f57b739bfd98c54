"""One home for every fact: no list of words stands twice, be it in code or in the seeds."""

from __future__ import annotations

import ast
import csv
from collections import defaultdict
from itertools import combinations
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FEWEST = 4  # words that make a list
SHARED = 0.9  # of all words of two lists: from there on they are one list that was written twice


def lists_in_code():
    """(place, words) of every set, tuple or list of strings, and of every string that is split into words."""
    for package in ("onrecord", "flows", "transforms", "warehouse", "explorer"):
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                words = frozenset(word.casefold() for word in words_of(node))
                if len(words) >= FEWEST:
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", words


def words_of(node):
    if isinstance(node, ast.Set | ast.Tuple | ast.List):
        values = [part.value for part in node.elts if isinstance(part, ast.Constant)]
        return [value for value in values if isinstance(value, str)]
    is_split = isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "split" and not node.args
    text = node.func.value if is_split else None
    return text.value.split() if isinstance(text, ast.Constant) and isinstance(text.value, str) else []


def lists_in_seeds():
    """(place, words) of the first column of every file, parted by what the words are used for."""
    for path in sorted((ROOT / "seeds").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            first, *others = reader.fieldnames
            sort = next((name for name in ("use", "kind", "sort") if name in others), None)
            groups = defaultdict(set)
            for row in reader:
                groups[row[sort] if sort else ""].add(row[first].casefold())
        for group, words in groups.items():
            if len(words) >= FEWEST:
                yield f"{path.relative_to(ROOT)} {group}".strip(), frozenset(words)


def is_one_list(words, others):
    if min(len(words), len(others)) < SHARED * max(len(words), len(others)):
        return False  # most pairs, so that their words need not be compared
    return len(words & others) >= SHARED * len(words | others)


def test_no_list_of_words_stands_twice():
    lists = [*lists_in_code(), *lists_in_seeds()]
    assert len(lists) > 100
    twice = [f"{a} and {b}" for (a, words), (b, others) in combinations(lists, 2) if is_one_list(words, others)]
    assert not twice
