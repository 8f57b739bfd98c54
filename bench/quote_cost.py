"""What finding quotes costs beside spaCy: `python -m bench.quote_cost ARTICLES.jsonl`.

Prints words per CPU second of spaCy's own pipeline, of the program's quicker reading by the same model and of the
quotes, and the share of the quotes in both times. One thread; every figure is the best of three rounds, since other
work on the machine only adds time. Exit code 1 above 25 % of spaCy's own time.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import spacy

from transforms.entities.mentions import find_mentions, find_names
from transforms.lexicon import read_lexicon
from transforms.page.segments import segment_text
from transforms.quotes import QuoteModel, extract_quotes
from transforms.reading.model import DEFAULT_MODEL, Reader
from transforms.records import ArticleHints
from warehouse.seeds import read_seeds

ROUNDS = 3
MOST_SHARE = 0.25


def best_of(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def main() -> int:
    if len(sys.argv) != 2:
        sys.exit("usage: python -m bench.quote_cost ARTICLES.jsonl")
    texts = [json.loads(line)["text"] for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines() if line]
    seeds, reader = read_seeds("annotation"), Reader()
    model, lexicon = (
        QuoteModel.from_seeds(read_seeds("annotation").read_weights("quotes"), seeds),
        read_lexicon(seeds, seeds.read_weights),
    )
    pairs = [(text, segment_text(text, ArticleHints())) for text in texts]
    readings = list(reader.read(pairs))
    entities = [find_mentions(reading, find_names(reading, lexicon), lexicon)[0] for reading in readings]
    whole = spacy.load(DEFAULT_MODEL)
    spacy_time = best_of(lambda: list(whole.pipe(texts)))
    reading_time = best_of(lambda: list(reader.read(pairs)))

    def find() -> list[object]:
        for reading in readings:  # what a reading keeps once computed is computed anew in each round
            for name in ("children", "edges", "lines", "passages"):
                reading.__dict__.pop(name, None)
        return [extract_quotes(r, e, model) for r, e in zip(readings, entities, strict=True)]

    quotes_time = best_of(find)
    words = sum(len(text.split()) for text in texts)
    share = quotes_time / spacy_time
    print(f"{len(texts)} articles, {words} words")
    print(f"spaCy   {words / spacy_time:8.0f} words/s CPU")
    print(f"reading {words / reading_time:8.0f} words/s CPU")
    print(f"quotes  {words / quotes_time:8.0f} words/s CPU, {share:.1%} of spaCy's time (at most {MOST_SHARE:.0%})")
    print(f"        {quotes_time / reading_time:.1%} of the reading's time")
    return int(share > MOST_SHARE)


if __name__ == "__main__":
    sys.exit(main())
