"""Trains the quote model: `python -m training.quotes GOLD.jsonl --out seeds/models/quotes.npz`.

Every stage is fitted on what the stages before it give on articles that they were not fitted on (folds of whole
articles), so that the judge, the links and the calibration see errors as they will be.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from training.calibrate import fit_calibration
from training.examples import (
    Example,
    Rows,
    content_examples,
    cue_examples,
    link_examples,
    right_drafts,
    right_statements,
    source_examples,
)
from training.fit import fit_logistic, fit_ranking, sparse_rows
from training.gold import lay_over, read_articles
from training.saving import save
from training.word_clusters import cluster_words
from transforms.nouns import read_nouns
from transforms.quotes.cues import CUE_SIZE
from transforms.quotes.decide import LINK_SIZE, assemble, link_passages
from transforms.quotes.extract import tabulate, with_layout
from transforms.quotes.features import CONTENT_SIZE, SOURCE_SIZE
from transforms.quotes.forms import GROUPS, group_of
from transforms.quotes.statements import JUDGE_SIZE, Draft, draft_statements, judge, judge_buckets
from transforms.quotes.table import WordGroups
from transforms.quotes.vetoes import read_doings
from transforms.reading.model import Reader
from transforms.reading.reading import Reading
from transforms.records import Segment
from warehouse.seeds import read_seeds

LINE = re.compile(r"\S[^\n]*")
FOLDS = 4
PENALTIES = {"cue": 14.0, "source": 6.0, "content": 12.0, "judge": 90.0, "link": 1.0}
SMALLEST = 0.004  # weights nearer to zero are dropped: they change no decision and cost space
Weights = dict[str, np.ndarray]
Seeds = Mapping[str, Sequence[Mapping[str, str]]]


def read_gold(reader: Reader, path: Path) -> list[tuple[Reading, list[dict[str, Any]]]]:
    """The readings of the gold's texts, every line a paragraph, with their attributions."""
    rows = read_articles(path)
    readings = reader.read((row["text"], _lines(row["text"])) for row in rows)
    return [(reading, row["attributions"]) for reading, row in zip(readings, rows, strict=True)]


def _lines(text: str) -> list[Segment]:
    return [Segment("body", m.start(), m.start() + len(m.group().rstrip())) for m in LINE.finditer(text)]


def train(gold: Sequence[tuple[Reading, list[dict[str, Any]]]], words: Weights, seeds: Seeds) -> Weights:
    """The weights of every model, given the groups of words and the words of the product's rules."""
    groups = WordGroups(words)
    examples = []
    for reading, attributions in gold:
        table = tabulate(reading, groups)
        examples.append(Example(table, lay_over(reading, attributions)))
    stages: dict[str, list[Rows]] = {
        "cue": [cue_examples(e) for e in examples],
        "source": [source_examples(e) for e in examples],
        "content": [content_examples(e) for e in examples],
    }
    drafts = draft_by_folds(examples, stages)
    weights = fit_stages(stages, range(len(examples)))
    weights |= fit_last_stages(examples, drafts, seeds)
    packed = {name: pack(array) if array.dtype == np.float32 else array for name, array in weights.items()}
    return {**packed, **words}


def fit_stages(stages: dict[str, list[Rows]], chosen: Sequence[int]) -> Weights:
    """The models of cue, source and content from the chosen articles."""
    return {
        "cue": _fit(stages["cue"], chosen, CUE_SIZE, "cue"),
        "source": _fit(stages["source"], chosen, SOURCE_SIZE, "source"),
        "content": _fit(stages["content"], chosen, CONTENT_SIZE, "content"),
    }


def _fit(rows: list[Rows], chosen: Sequence[int], size: int, name: str) -> np.ndarray:
    picked = [rows[n] for n in chosen if len(rows[n].targets)]
    if not picked:  # a small gold may have no passage to link: nothing is learnt
        return np.zeros(size, dtype=np.float32)
    matrix = sparse_rows(np.concatenate([r.buckets for r in picked]), size)
    targets = np.concatenate([r.targets for r in picked])
    lengths = [length for r in picked for length in r.lengths]
    if lengths:
        return fit_ranking(matrix, np.concatenate(([0], np.cumsum(lengths))), targets, PENALTIES[name])
    return fit_logistic(matrix, targets, PENALTIES[name])


def draft_by_folds(examples: list[Example], stages: dict[str, list[Rows]]) -> list[Draft]:
    """The drafts of each article by models that were fitted without it."""
    drafts: dict[int, Draft] = {}
    for fold in range(FOLDS):
        weights = fit_stages(stages, [n for n in range(len(examples)) if n % FOLDS != fold])
        for number in range(fold, len(examples), FOLDS):
            drafts[number] = draft_statements(examples[number].table, weights)
    return [drafts[number] for number in range(len(examples))]


def fit_last_stages(examples: list[Example], drafts: list[Draft], seeds: Seeds) -> Weights:
    """The judge, the links between passages and statements, and the calibration of the judge's odds.

    Links and calibration are fitted on the statements that the product puts together, rules of words and layout
    included, so that a passage left over there is one that is left over in use.
    """
    rows = [
        Rows(judge_buckets(e.table, d) if d.contents else np.zeros((0, 1), dtype=np.int64), right_drafts(e, d), [])
        for e, d in zip(examples, drafts, strict=True)
    ]
    everything = range(len(examples))
    judged = dict(_by_folds(rows, everything, lambda w, n: judge(examples[n].table, drafts[n], w)))
    doings, press = read_doings(seeds["non_statements"]), read_nouns(seeds).press
    tables = [example.table for example in examples]
    plain = [assemble(table, with_layout(table, judged[n], doings, press)) for n, table in enumerate(tables)]
    links = [link_examples(e, s) for e, s in zip(examples, plain, strict=True)]
    weights = {
        "judge": _fit(rows, everything, JUDGE_SIZE, "judge"),
        "link": _fit(links, everything, LINK_SIZE, "link"),
    }
    chances, right, groups = [], [], []
    for number in everything:
        link_passages(examples[number].table, plain[number], weights["link"])
        chances += [s.confidence for s in plain[number]]
        groups += [group_of(examples[number].table, s) for s in plain[number]]
        right += right_statements(examples[number], plain[number]).tolist()
    weights["calibration"] = np.stack(
        [fit_calibration(np.array(chances), np.array(right), np.array(groups) == n) for n in range(len(GROUPS))]
    )
    return weights


def _by_folds(rows: list[Rows], everything: Sequence[int], use: Callable[[np.ndarray, int], Any]) -> list[Any]:
    """What the judge says of each article when it was fitted without it."""
    found = []
    for fold in range(FOLDS):
        weights = _fit(rows, [n for n in everything if n % FOLDS != fold], JUDGE_SIZE, "judge")
        found += [(n, use(weights, n)) for n in everything if n % FOLDS == fold]
    return found


def pack(weights: np.ndarray) -> np.ndarray:
    """Half precision, with tiny weights set to zero."""
    return np.where(np.abs(weights) < SMALLEST, 0, weights).astype(np.float16)


def training_words(readings: Sequence[Reading], verbs: Iterable[str]) -> list[str]:
    """The lemmas that are worth a group: those of the training texts and all verbs of the pipeline's own tables."""
    seen = set(verbs) | {
        lemma
        for reading in readings
        for lemma, tag in zip(reading.lemmas, reading.tags, strict=True)
        if not tag.startswith("NNP")
    }
    return sorted(seen)


def main() -> None:
    """Reads the gold with the product's own pipeline, trains, and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, help="JSONL: id, text, attributions of source, cue and content spans")
    parser.add_argument("--out", type=Path, default=Path("seeds/models/quotes.npz"))
    arguments = parser.parse_args()
    reader = Reader()
    gold = read_gold(reader, arguments.gold)
    words = cluster_words(reader.nlp, training_words([reading for reading, _ in gold], reader.known_lemmas("verb")))
    save(train(gold, words, read_seeds("annotation")), arguments.out)


if __name__ == "__main__":
    main()
