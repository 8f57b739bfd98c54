"""Names nobody tuned on: `python -m bench.naming [--templates seen|unseen|all] [--kind KIND] [--seed N] [--list]`.

Articles are made of templates and of names from thirty countries, so that it is known who is a person, what is an
organization, where it is at home, what is a dateline and who holds which office. An article is right when all that its
template asks for is found. Prints the share that is right by kind, and apart for templates that were not looked at
while the rules were written. `--list` prints what is wrong with the templates that may be seen.
"""

from __future__ import annotations

import argparse
from collections import Counter

from bench.naming.name_templates import make_articles, read_templates
from bench.naming.name_verdicts import judge
from flows.settings import DEFAULT_MODEL
from flows.stages.transform import load_annotator


def main() -> None:
    """Judges the articles and prints the shares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--templates", choices=("seen", "unseen", "all"), default="all")
    parser.add_argument("--kind", default="", help="templates of this kind alone")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--list", action="store_true", help="print what is wrong")
    options = parser.parse_args()
    chosen = [
        t
        for t in read_templates()
        if options.templates in ("all", "unseen" if t.is_unseen else "seen") and options.kind in ("", t.kind)
    ]
    annotator = load_annotator(DEFAULT_MODEL)
    counts: Counter[tuple[str, bool, bool]] = Counter()
    for made in make_articles(chosen, options.seed):
        wrong = judge(made, annotator)
        counts[made.kind, made.is_unseen, not wrong] += 1
        if wrong and options.list and not made.is_unseen:
            print(f"{made.kind}: {made.text}\n    " + "\n    ".join(wrong))
    print_shares(counts)


def print_shares(counts: Counter[tuple[str, bool, bool]]) -> None:
    """Prints how many articles of each kind are right, of templates that were seen and of those that were not."""
    kinds = [*dict.fromkeys(kind for kind, _, _ in counts), "all"]
    for kind in kinds:
        cells = []
        for unseen in (False, True):
            right, wrong = (
                sum(n for (k, u, r), n in counts.items() if kind in (k, "all") and u == unseen and r == is_right)
                for is_right in (True, False)
            )
            cells.append(f"{right:4} of {right + wrong:4} {100 * right / max(1, right + wrong):6.1f}")
        print(f"{kind:16} seen {cells[0]}   unseen {cells[1]}")


if __name__ == "__main__":
    main()
