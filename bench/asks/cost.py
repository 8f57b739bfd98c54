"""What finding demands costs: `python -m bench.asks.cost ARTICLES.jsonl`.

Prints the share of finding demands in the CPU time of annotating the articles, in one process. Exit code 1 above 3 %.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from flows.settings import DEFAULT_MODEL
from flows.stages.transform import load_annotator
from transforms import annotate
from transforms.demands import DemandLexicon, Known, extract_demands
from transforms.quotes.speakers import SpeakerFinder
from transforms.records import Demand

MOST_SHARE = 0.03
BATCH = 16


def main() -> int:
    if len(sys.argv) != 2:
        sys.exit("usage: python -m bench.asks.cost ARTICLES.jsonl")
    texts = [json.loads(line)["text"] for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines() if line]
    annotator = load_annotator(DEFAULT_MODEL)
    spent = 0.0

    def timed(finder: SpeakerFinder, known: Known, lexicon: DemandLexicon) -> list[Demand]:
        nonlocal spent
        began = time.process_time()
        found = extract_demands(finder, known, lexicon)
        spent += time.process_time() - began
        return found

    annotate.extract_demands = timed  # type: ignore[attr-defined]
    articles = [annotate.Article(str(number), text) for number, text in enumerate(texts)]
    annotator.annotate(articles[:1], "warm")
    spent, began = 0.0, time.process_time()
    for first in range(0, len(articles), BATCH):
        annotator.annotate(articles[first : first + BATCH], "bench")
    share = spent / (time.process_time() - began)
    print(f"{len(articles)} articles: demands take {share:.1%} of annotation (at most {MOST_SHARE:.0%})")
    return int(share > MOST_SHARE)


if __name__ == "__main__":
    sys.exit(main())
