"""Whether `quotes.confidence` holds: `python -m bench.calibration GOLD.jsonl`.

GOLD has the form that training reads (`text`, `attributions`); give articles that training has not seen. A row is
right when its content shares half of its words (Dice) with a gold content and its source is the gold's. Prints, for
each tenth of confidence, the rows, their mean confidence, the share of right ones and the gap. Exit code 1 for a gap
above 7 points.
"""

from __future__ import annotations

import sys
from pathlib import Path

from training.examples import Example, right_statements
from training.gold import lay_over
from training.quotes import read_gold
from transforms.quotes import QuoteModel
from transforms.quotes.extract import kept_statements, tabulate
from transforms.reading.model import Reader
from warehouse.seeds import read_seeds

BINS = 10
LARGEST_GAP = 7.0  # points


def judge_rows(path: Path) -> list[tuple[float, float]]:
    """The confidence of each row of the gold's articles, and 1 where it is right."""
    model = QuoteModel.from_seeds(read_seeds("annotation").read_weights("quotes"), read_seeds("annotation"))
    rows: list[tuple[float, float]] = []
    for reading, attributions in read_gold(Reader(), path):
        table = tabulate(reading, model.groups)
        statements = kept_statements(table, model)
        right = right_statements(Example(table, lay_over(reading, attributions)), statements)
        rows += [(s.confidence, float(mark)) for s, mark in zip(statements, right, strict=True)]
    return rows


def main() -> int:
    if len(sys.argv) != 2:
        sys.exit("usage: python -m bench.calibration GOLD.jsonl")
    rows = judge_rows(Path(sys.argv[1]))
    worst = 0.0
    print("confidence   rows   mean  right    gap")
    for number in range(BINS):
        chosen = [row for row in rows if min(int(row[0] * BINS), BINS - 1) == number]
        if chosen:
            mean, right = (100 * sum(values) / len(chosen) for values in zip(*chosen, strict=True))
            worst = max(worst, abs(mean - right))
            low, high = number / BINS, (number + 1) / BINS
            print(f"{low:.1f} to {high:.1f} {len(chosen):6} {mean:6.1f} {right:6.1f} {mean - right:+6.1f}")
    return int(worst > LARGEST_GAP)


if __name__ == "__main__":
    sys.exit(main())
