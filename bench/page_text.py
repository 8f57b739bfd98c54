"""Measures the text taken from web pages against a set of pages with known article text.

python bench/page_text.py FOLDER: FOLDER holds `ground-truth.json` (page id: {"articleBody": text}) and
`html/ID.html.gz`,
as github.com/scrapinghub/article-extraction-benchmark does (181 news pages). Prints precision, recall and F1 of the
words, averaged over pages: of all that was taken but the headline, and of what is annotated of it.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path
from statistics import mean

from flows.sources import Item, read_sources
from transforms.page.layout import Layout
from transforms.page.segments import segment_text
from transforms.records import ArticleHints
from warehouse.seeds import read_seeds

WORD = re.compile(r"\w+")
Scores = tuple[float, float, float]


def compare(found: str, gold: str) -> Scores:
    """Precision, recall and F1 of the words, each counted as often as it stands there."""
    mine, theirs = Counter(WORD.findall(found.lower())), Counter(WORD.findall(gold.lower()))
    both = (mine & theirs).total()
    precision = both / mine.total() if mine else 0.0
    recall = both / theirs.total() if theirs else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if both else 0.0


def read_page(path: Path, layout: Layout) -> tuple[str, str]:
    """What a page gave but its headline, and what of that is annotated."""
    found = next(iter(read_sources([str(path)])))  # of a page with several stories, the first
    if not isinstance(found, Item):
        return "", ""
    text, headline = found.fields["text"], found.fields.get("headline")
    segments = segment_text(text, ArticleHints(headline=headline, publisher=found.fields.get("publisher")), layout)
    title = headline if headline and text.startswith(headline) else ""
    annotated = "\n".join(text[s.start : s.end] for s in segments if s.kind in ("body", "caption", "dateline"))
    return text[len(title) :], annotated


def main() -> None:
    """Reads every page and prints the averages."""
    folder = Path(sys.argv[1])
    gold = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    layout = Layout.from_seeds(read_seeds("annotation"))
    taken: list[Scores] = []
    annotated: list[Scores] = []
    for page, truth in sorted(gold.items()):
        whole, body = read_page(folder / "html" / f"{page}.html.gz", layout)
        taken.append(compare(whole, truth.get("articleBody", "")))
        annotated.append(compare(body, truth.get("articleBody", "")))
    for name, scores in (("text taken", taken), ("annotated", annotated)):
        precision, recall, f1 = (mean(score[i] for score in scores) for i in range(3))
        print(f"{name:12} pages {len(scores)}  precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")


if __name__ == "__main__":
    main()
