"""Fits seeds/pronoun_weights.csv: who he and she mean, from documents with coreference and from plain news.

    python -m training.pronouns GOLD.jsonl [GOLD.jsonl ...] [--texts TEXTS.jsonl]

A line of GOLD has `text` and `entities` with `mentions` (form name and pronoun). For each pronoun the candidates are
those the resolver would see, had it been right so far; the weights maximise the probability of the person meant.

A line of TEXTS has `text` alone. There gender is the teacher: where all people near a "she" have a known gender and one
is a woman, she is meant. Such pronouns are learnt as if nobody's gender were known, so that the weights learn from
thousands of them what news writers do where gender does not help.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from training.gold import read_articles
from transforms.entities.clusters import Cluster
from transforms.entities.coreference import Facts, Scene, best_candidate
from transforms.entities.descriptions import DescriptionFinder
from transforms.entities.mentions import find_names
from transforms.entities.nameless import Descriptions, find_nameless
from transforms.entities.nominals import definite_nouns, find_described_people
from transforms.lexicon import Lexicon, read_lexicon
from transforms.page.layout import Layout
from transforms.page.segments import segment_text
from transforms.reading.model import Reader
from transforms.reading.reading import Reading
from transforms.records import ArticleHints
from transforms.roles.roles import RoleFinder
from warehouse.seeds import SEEDS, read_seeds

PENALTY = 2.0
ROUNDS = 2  # over the plain texts: the weights resolve the pronouns between those that gender teaches
Sample = tuple[dict[int, Facts], int | None]


def set_scene(reading: Reading, lexicon: Lexicon) -> tuple[Scene, list[Cluster]]:
    """The people of a document as the resolver would see them."""
    cast = find_names(reading, lexicon)
    roles = RoleFinder(reading, cast.named, lexicon).find(cast.named.mentions)
    finder = DescriptionFinder(reading, cast.named, roles, lexicon.nouns)
    people = find_described_people(finder, definite_nouns(reading))
    descriptions = Descriptions(people, find_nameless(finder, lexicon))
    return Scene(reading, cast.clusters, cast.named.entities, lexicon, descriptions), cast.clusters


def collect(reading: Reading, gold: dict, lexicon: Lexicon) -> list[Sample]:
    """Each he or she of an annotated document: the candidates, and which is meant (None: none of them)."""
    scene, clusters = set_scene(reading, lexicon)
    owners = _owners(reading, clusters, gold)
    meant = {
        (m["start"], m["end"]): owners.get(e["id"])
        for e in gold["entities"]
        if e["kind"] == "person"
        for m in e["mentions"]
        if m["form"] == "pronoun"
    }
    samples = []
    for token, gender in scene.pronouns():
        span = (reading.starts[token], reading.ends[token])
        if span not in meant:
            continue
        right = meant[span]
        samples.append((_named_only(scene.candidates(token, gender)), right))
        if right is not None:
            scene.entities[right].gender = gender
            scene.add(token, right)
    return samples


def collect_by_gender(reading: Reading, lexicon: Lexicon, weights: Mapping[str, float]) -> list[Sample]:
    """The pronouns of a plain text whose person gender alone tells, with candidates of every gender."""
    scene, clusters = set_scene(reading, lexicon)
    genders = [cluster.gender for cluster in clusters]
    for entity in scene.entities:
        entity.gender = None  # so that nobody is left out
    samples = []
    for token, gender in scene.pronouns():
        candidates = _named_only(scene.candidates(token, gender))
        known = {e: {**facts, "gender": float(genders[e] == gender)} for e, facts in candidates.items()}
        fitting = [e for e in candidates if genders[e] == gender]
        if len(fitting) < 2 and all(genders[e] for e in candidates):
            samples.append(({e: {**f, "gender": 1.0} for e, f in candidates.items()}, fitting[0] if fitting else None))
        chosen = best_candidate({e: f for e, f in known.items() if genders[e] in (None, gender)}, weights)
        if chosen is not None:
            genders[chosen] = genders[chosen] or gender
            scene.add(token, chosen)
    return samples


def _named_only(candidates: dict[int, Facts]) -> dict[int, Facts]:
    """The candidates without people who have no name: of those the gold says nothing."""
    return {entity: facts for entity, facts in candidates.items() if entity >= 0}


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


def fit(samples: Sequence[Sample]) -> dict[str, float]:
    """Weights of a softmax over the candidates of a pronoun and the reading "none of them", whose score is 0."""
    samples = [sample for sample in samples if sample[0]]
    names = sorted({fact for candidates, _ in samples for row in candidates.values() for fact in row} | {"bias"})
    place = {fact: i for i, fact in enumerate(names)}
    rows, starts, targets = [], [], []
    for candidates, right in samples:
        starts.append(len(rows))
        rows += [{**facts, "bias": 1.0} for facts in candidates.values()]
        keys = list(candidates)
        targets.append(starts[-1] + keys.index(right) if right in keys else len(rows))
        rows.append({})
    entries = [(i, place[fact], value) for i, row in enumerate(rows) for fact, value in row.items()]
    at, columns, values = (np.array(part) for part in zip(*entries, strict=True))
    matrix = csr_matrix((values, (at, columns)), shape=(len(rows), len(names)))
    first, target = np.array(starts), np.array(targets)
    group = np.repeat(np.arange(len(first)), np.diff(np.append(first, len(rows))))

    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ theta
        peaks = np.maximum.reduceat(scores, first)
        raised = np.exp(scores - peaks[group])
        sums = np.add.reduceat(raised, first)
        chances = raised / sums[group]
        chances[target] -= 1
        value = float((np.log(sums) + peaks - scores[target]).sum())
        return value + PENALTY / 2 * float(theta @ theta), matrix.T @ chances + PENALTY * theta

    theta = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return dict(zip(names, theta.tolist(), strict=True))


def write_weights(weights: dict[str, float], path: Path) -> None:
    """One line a fact."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["fact", "weight"])
        writer.writerows([fact, f"{value:.3f}"] for fact, value in sorted(weights.items()))


def main() -> None:
    """Read, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+", help="JSONL: text, entities")
    parser.add_argument("--texts", type=Path, nargs="*", default=[], help="JSONL: text")
    arguments = parser.parse_args()
    seeds = read_seeds("annotation")
    lexicon, layout, reader = read_lexicon(seeds, seeds.read_weights), Layout.from_seeds(seeds), Reader()
    gold, texts = (
        [row for path in paths for row in read_articles(path)] for paths in (arguments.gold, arguments.texts)
    )
    lines = [(line["text"], segment_text(line["text"], ArticleHints(), layout)) for line in gold + texts]
    readings = list(reader.read(lines))
    taught = [s for r, d in zip(readings, gold, strict=False) for s in collect(r, d, lexicon)]
    weights = fit(taught)
    for _ in range(ROUNDS if texts else 0):
        plain = [s for r in readings[len(gold) :] for s in collect_by_gender(r, lexicon, weights)]
        weights = fit(taught + plain)
    write_weights(weights, SEEDS / "pronoun_weights.csv")


if __name__ == "__main__":
    main()
