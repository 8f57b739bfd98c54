"""Made demands: `python -m bench.asks [--words first|second] [--templates seen|unseen|all] [--list]`.

Articles are made of templates and drawn words, so that it is plain who asks what of whom. A demand is right when a row
holds its whole action with both parties, wrong when a party is another, missing when there is no such row or a party
is lost. Sentences that only look like demands must make no row. Exit code 1 when more than 2 in 100 are wrong, fewer
than 92 right, or more than 3 rows in 100 lookalikes.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter

from bench.asks.filling import LOOKALIKE, make_articles, read_lookalikes, read_templates
from bench.asks.matching import judge
from bench.mouths.words import SETS
from flows.settings import DEFAULT_MODEL
from flows.stages.transform import load_annotator

MOST_WRONG, LEAST_RIGHT, MOST_LOOKALIKES = 2.0, 92.0, 3.0  # of 100
COLUMNS = ("right", "missing", "wrong", "status", "extra")

Counts = Counter[tuple[str, str]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", choices=sorted(SETS), default="first")
    parser.add_argument("--templates", choices=("seen", "unseen", "all"), default="all")
    parser.add_argument("--rounds", type=int, default=2, help="how often each template is filled")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--list", action="store_true", help="print what is not right")
    options = parser.parse_args()
    templates = read_templates()
    if options.templates != "all":
        templates = [t for t in templates if t.is_unseen == (options.templates == "unseen")]
    articles = list(make_articles(templates, options.words, options.rounds, options.seed))
    articles += make_articles(read_lookalikes(), options.words, 1, options.seed)
    counts: Counts = Counter()
    for article, verdicts in judge(articles, load_annotator(DEFAULT_MODEL)):
        counts[article.kind, "texts"] += 1
        for verdict in verdicts:
            counts[article.kind, verdict.what] += 1
            if options.list and verdict.what != "right":
                print(f"{verdict.what:8} {article.kind}: {verdict.why}\n    {article.text!r}")
    return report(counts)


def report(counts: Counts) -> int:
    """Prints the counts of each kind and the shares of all; 1 when the measures are missed."""
    print(f"{'':12}{'texts':>6}" + "".join(f"{name:>9}" for name in COLUMNS))
    totals: Counter[str] = Counter()
    for kind in sorted({kind for kind, _ in counts}):
        row = {name: counts[kind, name] for name in COLUMNS}
        print(f"{kind:12}{counts[kind, 'texts']:6}" + "".join(f"{value:9}" for value in row.values()))
        totals.update(row if kind != LOOKALIKE else {})
    size = sum(totals[name] for name in COLUMNS[:-1])
    shares = {name: 100 * totals[name] / size for name in COLUMNS}
    lookalikes = 100 * counts[LOOKALIKE, "extra"] / counts[LOOKALIKE, "texts"]
    print(f"{'all':12}{size:6}" + "".join(f"{shares[name]:8.1f}%" for name in COLUMNS))
    print(f"rows in 100 sentences that only look like demands: {lookalikes:.1f}")
    is_missed = shares["wrong"] > MOST_WRONG or shares["right"] < LEAST_RIGHT or lookalikes > MOST_LOOKALIKES
    return int(is_missed)


if __name__ == "__main__":
    sys.exit(main())
