"""Fits seeds/models/name_kinds.npz: what kind of thing a name means, from annotated documents.

    python -m training.name_kinds --plain ARTICLES.jsonl [--columns FILE ...] GOLD.jsonl [GOLD.jsonl ...]

A line of GOLD has `text` and `entities`, each with `kind` and `mentions` of form name. Where a file annotates people
and organizations only, names that it passes over say nothing. FILEs are annotated sentences in columns
(`training/columns.py`); they count for half. Prints the accuracy on documents of GOLD left out, then writes the
weights. From ARTICLES, which are not annotated, a first model learns to tell spaCy's label from everything else that
is known of a name; the weights are held near half of its weights.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from training.columns import read_columns
from training.gold import read_articles
from training.saving import save
from transforms.lexicon import Lexicon, read_lexicon
from transforms.names.candidates import find_candidates
from transforms.names.evidence import describe_names, group_names
from transforms.names.fact_weights import pack_weights
from transforms.names.kinds import CLASSES, best_class
from transforms.names.words import KINDS
from transforms.page.layout import Layout
from transforms.page.segments import segment_text
from transforms.reading.model import Reader
from transforms.reading.reading import Reading
from transforms.records import ArticleHints, Segment
from warehouse.seeds import SEEDS, read_seeds

PENALTY = 6.0
LINE = re.compile(r"[^\n]+")
LABEL_CLASSES = {label: kind if kind in CLASSES else "other" for label, kind in KINDS.items()}
RARE_IN_PLAIN = 12
RARE = 5  # facts of fewer names are left out
OTHER_CORPORA = 0.5  # what a sentence in columns counts for: its annotators had other rules in mind
TOGETHER = 12  # sentences in columns that are read as one document
FOLDS = 8


@dataclass
class Sample:
    """A name of one document: the facts, the class, and how many places it stands for."""

    document: int
    facts: dict[str, float]
    kind: int
    weight: float


def collect(number: int, reading: Reading, gold: dict, lexicon: Lexicon) -> list[Sample]:
    """The names of one annotated document."""
    complete = any(e["kind"] == "place" for e in gold["entities"])
    spans = [
        (m["start"], m["end"], e["kind"])
        for e in gold["entities"]
        for m in e["mentions"]
        if m["form"] == "name" and not m.get("nested")
    ]
    groups = group_names(reading, find_candidates(reading, lexicon))
    samples = []
    for key, facts in describe_names(reading, groups, lexicon).items():
        votes: Counter[str] = Counter()
        for name in groups[key]:
            votes[_gold_kind(reading.span(name.first, name.last), spans)] += 1
        kind = votes.most_common(1)[0][0]
        unmarked = sum(name.label == "NORP" for name in groups[key]) * 2 > len(groups[key])
        if kind == "none" and (unmarked or not complete):
            continue  # nationalities are not annotated
        kind = kind if kind in CLASSES else "other"
        samples.append(Sample(number, facts, CLASSES.index(kind), len(groups[key]) ** 0.5))
    return samples


def collect_plain(readings: Iterable[Reading], lexicon: Lexicon) -> list[Sample]:
    """The names of articles without annotation, with spaCy's label as the class and nothing that tells the label."""
    samples, keys = [], []
    for reading in readings:
        groups = group_names(reading, find_candidates(reading, lexicon))
        for key, facts in describe_names(reading, groups, lexicon).items():
            label, count = Counter(name.label for name in groups[key]).most_common(1)[0]
            if label and count * 5 >= 4 * len(groups[key]):
                shown = {f: v for f, v in facts.items() if "label=" not in f and not f.startswith("only=")}
                samples.append(Sample(0, shown, CLASSES.index(LABEL_CLASSES[label]), 1.0))
                keys.append(key)
    seen = Counter(keys)
    for sample, key in zip(samples, keys, strict=True):
        sample.weight = min(1.0, 3 * seen[key] ** -0.5)  # the few people in every article are not all there is
    return samples


def _gold_kind(span: tuple[int, int], spans: Iterable[tuple[int, int, str]]) -> str:
    best, size = "none", 0
    for start, end, kind in spans:
        shared = min(end, span[1]) - max(start, span[0])
        if shared > size:
            best, size = kind, shared
    return best


def fit(
    samples: Sequence[Sample], prior: dict[str, list[float]] | None = None, rare: int = RARE
) -> dict[str, list[float]]:
    """Weights of a multinomial logistic regression with an L2 penalty on their distance from the prior."""
    prior = prior or {}
    counts = Counter(fact for s in samples for fact in s.facts)
    facts = sorted({fact for fact, count in counts.items() if count >= rare} | set(prior))
    place = {fact: i for i, fact in enumerate(facts)}
    cells = [(value, row, place[f]) for row, s in enumerate(samples) for f, value in s.facts.items() if f in place]
    values, rows, columns = np.array(cells).T
    design = csr_matrix((values, (rows.astype(int), columns.astype(int))), shape=(len(samples), len(facts)))
    target = np.eye(len(CLASSES))[[s.kind for s in samples]]
    weight = np.array([s.weight for s in samples])[:, None]

    centre = np.array([prior.get(fact, [0.0] * len(CLASSES)) for fact in facts])

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        theta = flat.reshape(len(facts), len(CLASSES))
        scores = design @ theta
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        value = -(weight * target * logs).sum() + PENALTY / 2 * ((theta - centre) ** 2).sum()
        slope = design.T @ (weight * (np.exp(logs) - target)) + PENALTY * (theta - centre)
        return value, slope.ravel()

    start = centre.ravel()
    theta = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return {fact: row.tolist() for fact, row in zip(facts, theta.reshape(len(facts), -1), strict=True)}


def accuracy(samples: Sequence[Sample], weights: dict[str, list[float]]) -> float:
    """Share of names (by places) whose class is right."""
    right = total = 0.0
    for s in samples:
        right += s.weight * (best_class(s.facts, weights) == s.kind)
        total += s.weight
    return right / total


def gather_sentences(path: Path) -> Iterator[dict[str, Any]]:
    """Annotated sentences in columns as documents of GOLD's form, each sentence a line."""
    sentences = list(read_columns(path))
    for start in range(0, len(sentences), TOGETHER):
        text, entities = "", []
        for sentence in sentences[start : start + TOGETHER]:
            for first, last, kind in sentence.names:
                span = {"start": len(text) + first, "end": len(text) + last, "form": "name"}
                entities.append({"kind": kind, "mentions": [span]})
            text += sentence.text + "\n"
        yield {"text": text, "entities": entities}


def read_samples(reader: Reader, documents: Sequence[dict[str, Any]], lexicon: Lexicon, layout: Layout) -> list[Sample]:
    """The names of annotated documents, which are numbered from 0."""
    pairs = ((d["text"], segment_text(d["text"], ArticleHints(), layout)) for d in documents)
    readings = reader.read(pairs)
    return [s for n, (r, d) in enumerate(zip(readings, documents, strict=True)) for s in collect(n, r, d, lexicon)]


def read_lines(sentences: Sequence[dict[str, Any]], reader: Reader, lexicon: Lexicon) -> list[Sample]:
    """The names of sentences in columns, every line a paragraph, at their lower weight."""
    samples = []
    for document in sentences:
        lines = [Segment("body", m.start(), m.end()) for m in LINE.finditer(document["text"])]
        reading = next(reader.read([(document["text"], lines)]))
        samples += collect(0, reading, document, lexicon)
    for sample in samples:
        sample.weight *= OTHER_CORPORA
    return samples


def main() -> None:
    """Read, fit on folds, report, fit on all, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+", help="JSONL of annotated documents")
    parser.add_argument("--plain", type=Path, required=True, help="JSONL with the text of articles, not annotated")
    parser.add_argument("--columns", type=Path, nargs="*", default=[], help="annotated sentences in columns")
    parser.add_argument("--out", type=Path, default=SEEDS / "models" / "name_kinds.npz")
    arguments = parser.parse_args()
    seeds = read_seeds("annotation")
    lexicon, layout, reader = read_lexicon(seeds, seeds.read_weights), Layout.from_seeds(seeds), Reader()
    plain = [row["text"] for row in read_articles(arguments.plain)]
    readings = reader.read((text, segment_text(text, ArticleHints(), layout)) for text in plain)
    first = fit(collect_plain(readings, lexicon), rare=RARE_IN_PLAIN)
    prior = {fact: [weight / 2 for weight in row[:-1]] + [0.0] for fact, row in first.items()}
    samples = read_samples(reader, [row for path in arguments.gold for row in read_articles(path)], lexicon, layout)
    sentences = [document for path in arguments.columns for document in gather_sentences(path)]
    others = read_lines(sentences, reader, lexicon)
    scores = []
    for fold in range(FOLDS):
        weights = fit([s for s in samples if s.document % FOLDS != fold] + others, prior)
        scores.append(accuracy([s for s in samples if s.document % FOLDS == fold], weights))
    print(f"{len(samples)} names and {len(others)} in columns, accuracy on documents left out {np.mean(scores):.3f}")
    save(pack_weights(fit(samples + others, prior), 1000), arguments.out)


if __name__ == "__main__":
    main()
