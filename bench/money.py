"""How many sentences a second the amount grammar reads on one core.

    python bench/money.py [FILE ...]

Reads the sample articles of `seeds/articles` unless files are given (text, or JSON lines with `text`). Sentences are
cut at full stops: what is timed is the grammar alone, without spaCy. Prints all sentences, and those with money alone.
"""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from transforms.money.amounts import find_amounts
from transforms.money.vocabulary import MoneyLexicon
from warehouse.seeds import SEEDS, read_seeds

SENTENCE_END = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])|\n+")
ROUNDS = 5


def read_sentences(paths: list[Path]) -> list[str]:
    """The sentences of text files and of JSON lines."""
    texts = []
    for path in paths:
        content = path.read_text(encoding="utf-8")
        lines = content.splitlines() if path.suffix == ".jsonl" else []
        texts += [json.loads(line)["text"] for line in lines if line.strip()] or [content]
    return [s for text in texts for s in SENTENCE_END.split(text) if s.strip()]


def time_sentences(sentences: list[str], lexicon: MoneyLexicon) -> float:
    """Sentences per second of processor time, the best of several rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.process_time()
        for sentence in sentences:
            find_amounts(sentence, 0, len(sentence), lexicon)
        best = min(best, time.process_time() - begun)
    return len(sentences) / best


def main() -> None:
    """Time the grammar and print a line for each set."""
    given = [Path(name) for name in sys.argv[1:]]
    paths = given or sorted(p for p in (SEEDS / "articles").rglob("*") if p.suffix in (".txt", ".jsonl", ".json"))
    lexicon = MoneyLexicon.from_seeds(read_seeds("annotation"))
    sentences = read_sentences(paths)
    with_money = [s for s in sentences if find_amounts(s, 0, len(s), lexicon)]
    for name, chosen in (("all", sentences), ("with money", with_money)):
        if chosen:
            print(f"{name:11} {len(chosen):7,} sentences  {time_sentences(chosen, lexicon):10,.0f} a second")


if __name__ == "__main__":
    main()
