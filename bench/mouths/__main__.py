"""Words in wrong mouths: `python -m bench.mouths [--words first|second] [--templates seen|unseen|all] [--list]`.

Articles are made of templates and drawn words, so that it is plain who says what, and each statement is known by a
nonsense word of its own. It is right when the row that holds the word has the speaker that the template names (or none
where it names nobody), wrong when it has another, missing when no row holds it or a name is lost. Exit code 1 when
more than 2 in 100 are wrong or fewer than 92 right.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter

from bench.mouths.judging import judge
from bench.mouths.making import make_articles, read_templates
from bench.mouths.words import SETS
from flows.settings import DEFAULT_MODEL
from flows.stages.transform import load_annotator

MOST_WRONG, LEAST_RIGHT = 2.0, 92.0  # of 100


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", choices=sorted(SETS), default="first")
    parser.add_argument("--templates", choices=("seen", "unseen", "all"), default="all")
    parser.add_argument("--rounds", type=int, default=3, help="how often each template is filled")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", default="", help="templates of this kind alone")
    parser.add_argument("--list", action="store_true", help="print what is not right")
    options = parser.parse_args()
    chosen = [
        t
        for t in read_templates()
        if options.templates in ("all", "unseen" if t.is_unseen else "seen") and options.kind in ("", t.kind)
    ]
    articles = list(make_articles(chosen, SETS[options.words], options.rounds, options.seed))
    counts: Counter[tuple[str, str]] = Counter()
    for article, verdicts in judge(articles, load_annotator(DEFAULT_MODEL)):
        for verdict in verdicts:
            counts[article.kind, verdict.what] += 1
            if options.list and verdict.what != "right":
                print(f"{verdict.what:8} {article.kind}: {verdict.why}\n    {article.text!r}")
    return report(counts)


def report(counts: Counter[tuple[str, str]]) -> int:
    """Prints the shares of each kind and of all; 1 when the measures are missed."""
    columns = ("right", "missing", "wrong", "side")
    print(f"{'':12}{'all':>6}" + "".join(f"{name:>9}" for name in columns))
    totals: Counter[str] = Counter()
    for kind in dict.fromkeys(kind for kind, _ in sorted(counts)):
        row = {name: counts[kind, name] for name in columns}
        totals.update(row)
        print(f"{kind:12}{sum(row.values()):6}" + "".join(f"{value:9}" for value in row.values()))
    size = sum(totals.values())
    shares = {name: 100 * totals[name] / size for name in columns}
    print(f"{'all':12}{size:6}" + "".join(f"{shares[name]:8.1f}%" for name in columns))
    return int(shares["wrong"] > MOST_WRONG or shares["right"] < LEAST_RIGHT)


if __name__ == "__main__":
    sys.exit(main())
