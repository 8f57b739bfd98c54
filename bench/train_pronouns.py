"""Fits seeds/pronoun_weights.csv: who he and she mean, from documents with coreference.

    python -m bench.train_pronouns GOLD.jsonl [GOLD.jsonl ...]

A line of GOLD has `text` and `entities` with `mentions` (form name and pronoun). For each pronoun the candidates are
those the resolver would see, had it been right so far; the weights maximise the probability of the person meant.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from transforms.clusters import Cluster
from transforms.coreference import GENDERS, Facts, Scene
from transforms.layout import Layout
from transforms.lexicon import Lexicon, read_lexicon
from transforms.mentions import cluster_article
from transforms.model import Reader
from transforms.reading import Reading
from transforms.records import ArticleHints, Entity
from transforms.segments import segment_text
from warehouse.seeds import SEEDS, read_seeds

PENALTY = 1.0


def collect(reading: Reading, gold: dict, lexicon: Lexicon) -> list[tuple[dict[int, Facts], int | None]]:
    """Each he or she of an annotated document: the candidates, and which is meant (None: none of them)."""
    clusters = cluster_article(reading, lexicon)
    owners = _owners(reading, clusters, gold)
    entities = [Entity(c.kind, "", gender=c.gender) for c in clusters]
    scene = Scene(reading, clusters, entities)
    meant = {
        (m["start"], m["end"]): owners.get(e["id"])
        for e in gold["entities"]
        if e["kind"] == "person"
        for m in e["mentions"]
        if m["form"] == "pronoun"
    }
    samples = []
    for token, word in enumerate(reading.words):
        gender = GENDERS.get(word.lower())
        span = (reading.starts[token], reading.ends[token])
        if gender is None or span not in meant:
            continue
        scene.advance(token)
        right = meant[span]
        samples.append((scene.candidates(token, gender), right))
        if right is not None:
            entities[right].gender = gender
            scene.add(token, right, True)
    return samples


def _owners(reading: Reading, clusters: list[Cluster], gold: dict) -> dict[str, int]:
    """The cluster that holds most of each gold person's names."""
    owners = {}
    spans = [(n.span(reading), number) for number, c in enumerate(clusters) if c.kind == "person" for n in c.names]
    for entity in gold["entities"]:
        votes: Counter[int] = Counter()
        for m in entity["mentions"]:
            if m["form"] == "name" and entity["kind"] == "person":
                votes.update(number for (start, end), number in spans if start < m["end"] and m["start"] < end)
        if votes:
            owners[entity["id"]] = votes.most_common(1)[0][0]
    return owners


def fit(samples: Sequence[tuple[dict[int, Facts], int | None]]) -> dict[str, float]:
    """Weights of a softmax over the candidates of a pronoun and the reading "none of them", whose score is 0."""
    facts = sorted({fact for candidates, _ in samples for row in candidates.values() for fact in row} | {"bias"})
    place = {fact: i for i, fact in enumerate(facts)}
    problems = []
    for candidates, right in samples:
        if not candidates:
            continue
        rows = np.zeros((len(candidates), len(facts)))
        for i, row in enumerate(candidates.values()):
            rows[i, place["bias"]] = 1
            for fact, value in row.items():
                rows[i, place[fact]] = value
        keys = list(candidates)
        problems.append((rows, keys.index(right) if right in keys else -1))

    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        value, slope = PENALTY / 2 * float(theta @ theta), PENALTY * theta
        for rows, target in problems:
            scores = np.append(rows @ theta, 0.0)
            peak = scores.max()
            total = peak + np.log(np.exp(scores - peak).sum())
            chances = np.exp(scores - total)
            value += total - scores[target]
            slope = slope + rows.T @ chances[:-1]
            if target >= 0:
                slope = slope - rows[target]
        return value, slope

    theta = minimize(loss, np.zeros(len(facts)), jac=True, method="L-BFGS-B").x
    return dict(zip(facts, theta.tolist(), strict=True))


def write_weights(weights: dict[str, float], path: Path) -> None:
    """One line a fact."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["fact", "weight"])
        writer.writerows([fact, f"{value:.3f}"] for fact, value in sorted(weights.items()))


def main(paths: Sequence[str]) -> None:
    """Read, fit, write."""
    seeds = read_seeds()
    lexicon = read_lexicon(seeds)
    layout = Layout.from_seeds(seeds)
    gold = [json.loads(line) for path in paths for line in Path(path).read_text(encoding="utf-8").splitlines()]
    pairs = [(g["text"], segment_text(g["text"], ArticleHints(), layout)) for g in gold]
    samples = []
    for reading, document in zip(Reader().read(pairs), gold, strict=True):
        samples += collect(reading, document, lexicon)
    write_weights(fit(samples), SEEDS / "pronoun_weights.csv")


if __name__ == "__main__":
    main(sys.argv[1:])
