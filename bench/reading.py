"""Compares how we have texts read with spaCy's own pipeline, changed in nothing: every word, head, tag, bound and name.

    python -m bench.reading ARTICLES.jsonl [HOW_MANY]

Prints the words compared, what differs by column, and words per CPU second of both ways. To be run on 200,000 words
before a version of spaCy is added to `COMPARED` in transforms/reading/passes.py. Ends with code 1 where any differs.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
import warnings
from collections import Counter
from dataclasses import fields
from pathlib import Path

from spacy import about
from spacy.language import Language

from transforms.reading import passes
from transforms.reading.model import DEFAULT_MODEL, ZONE, Reader
from transforms.reading.passes import OneByOne, Piece

Texts = list[list[str]]


def main() -> None:
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()[: int((sys.argv[2:] or ["0"])[0]) or None]
    articles = [[part for part in json.loads(line)["text"].split("\n") if part.strip()] for line in lines]
    passes.COMPARED |= {about.__version__}  # type: ignore[misc]
    ours, plain = Reader(), load_plain()
    differing: Counter[str] = Counter()
    words, spent = 0, [0.0, 0.0]
    for first in range(0, len(articles), ZONE):
        chunk = articles[first : first + ZONE]
        began = time.process_time()
        found = read_ours(ours, chunk)
        middle = time.process_time()
        expected = read_plain(plain, chunk)
        spent = [spent[0] + middle - began, spent[1] + time.process_time() - middle]
        for ours_said, spacy_said in zip(found, expected, strict=True):
            for one, other in zip(ours_said, spacy_said, strict=True):
                words += len(other.starts)
                differing.update(count_differing(one, other))
    print(f"spaCy {about.__version__}, {type(ours._pass).__name__}: {words:,} words compared")
    print(f"differing: {dict(differing) or 'none'}")
    print(f"words per CPU second: ours {words / spent[0]:,.0f}, spaCy's own {words / spent[1]:,.0f}")
    raise SystemExit(1 if differing else 0)


def load_plain() -> Language:
    """The package's own pipeline, but for what our tables do."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nlp: Language = importlib.import_module(DEFAULT_MODEL).load(exclude=["attribute_ruler", "lemmatizer", "senter"])
    return nlp


def read_ours(reader: Reader, articles: Texts) -> list[list[Piece]]:
    """As `Reader.read` has texts read."""
    reader._cutter.meet(articles)
    with reader.nlp.memory_zone():
        return reader._pass.read(articles)


def read_plain(nlp: Language, articles: Texts) -> list[list[Piece]]:
    """What spaCy says of them, in words of ours."""
    way = object.__new__(OneByOne)  # whose beginning would quicken the networks
    way.nlp = nlp
    with nlp.memory_zone():
        return way.read(articles)


def count_differing(one: Piece, other: Piece) -> Counter[str]:
    """How many values of each column differ; all of them where there are more or fewer."""
    counts: Counter[str] = Counter()
    for field in fields(Piece):
        ours, theirs = getattr(one, field.name), getattr(other, field.name)
        if ours != theirs:
            same = sum(a == b for a, b in zip(ours, theirs, strict=False))
            counts[field.name] += max(len(ours), len(theirs)) - same
    return counts


if __name__ == "__main__":
    main()
