"""Counts for `seeds/speaker_confidence.csv`: `python -m training.speakers GOLD.jsonl`.

GOLD has the form that training reads; give articles that the training of the quote model has not seen. Prints, for
each least probability of a source, how many statements of known content there are and how many have the right source.
The rows about evidence, and those about weak sources, are counted by reading: take articles that no rule was written
with, draw rows by `quotes.rule` and confidence, and count those whose speaker is right.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from training.examples import Example, is_source_right, pair_statements
from training.gold import lay_over
from training.quotes import read_gold
from transforms.quotes import QuoteModel
from transforms.quotes.extract import kept_statements, tabulate
from transforms.reading.model import Reader
from warehouse.seeds import read_seeds

EDGES = (0.0, 0.6, 0.8, 0.97)


def judge_sources(path: Path) -> Iterator[tuple[float, bool]]:
    """The probability of the source of each statement whose content is the gold's, and whether it is right."""
    model = QuoteModel.from_seeds(read_seeds("annotation").read_weights("quotes"), read_seeds("annotation"))
    for reading, attributions in read_gold(Reader(), path):
        table = tabulate(reading, model.groups)
        statements = [s for s in kept_statements(table, model) if s.source >= 0]
        example = Example(table, lay_over(reading, attributions))
        for place, gold in pair_statements(example, statements).items():
            statement = statements[place]
            yield statement.source_share, is_source_right(table, statement.source, statement.cue, gold)


def main() -> None:
    """Prints the rows about sources."""
    if len(sys.argv) != 2:
        sys.exit("usage: python -m training.speakers GOLD.jsonl")
    rows: Counter[float] = Counter()
    right: Counter[float] = Counter()
    for share, is_right in judge_sources(Path(sys.argv[1])):
        edge = EDGES[bisect_right(EDGES, share) - 1]
        rows[edge] += 1
        right[edge] += is_right
    for edge in EDGES:
        print(f"source,{edge},{right[edge]},{rows[edge]}")


if __name__ == "__main__":
    main()
