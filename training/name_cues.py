"""Fits seeds/models/name_cues.npz: what a name means that no list knows, by what an article says of it.

    python -m training.name_cues --plain ARTICLES.jsonl [...] --gold GOLD.jsonl [...]

In the texts, names whose kind is known are replaced by made ones: in GOLD by its `entities`, in ARTICLES where the
program's own reading leaves no doubt (a listed organization or town, a listed given name with a listed surname). To
these come the sentences of training/cue_sentences.txt. Relations between a name and a lemma ("own:profit") have weights
for the lemma and for its word vector, so that a lemma that was seen seldom counts like those that are used like it;
both are written as one weight a lemma, for the lemmas beside any name of the texts. Prints how many names of documents
left out, and of sentences left out, have the right kind.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack

from flows.stages.transform import load_annotator
from training.gold import read_articles
from training.made_texts import Known, Made, NameMaker, fill_sentences, read_sentences, replace_names
from training.saving import save
from transforms.annotate import Annotator, Article
from transforms.lexicon import Lexicon
from transforms.names.candidates import find_candidates
from transforms.names.clues import find_cues
from transforms.names.evidence import describe_names, group_names
from transforms.names.fact_weights import pack_weights
from transforms.names.kind_rules import RULES
from transforms.names.kinds import weigh_names
from transforms.names.survey import Facts, Key, survey_names
from transforms.names.unknown_names import CLASSES, as_weighed, gather_facts, is_unknown
from transforms.page.segments import segment_text
from transforms.reading.model import DEFAULT_MODEL, load_pipeline
from transforms.reading.reading import Reading
from transforms.records import ArticleHints
from warehouse.seeds import SEEDS

Floats = npt.NDArray[np.float64]
PENALTY = 4.0
VECTOR_PENALTY = 1.0
SIZE = 50  # numbers of a word's vector that are kept
RARE = 3  # facts of fewer names have no weight of their own
RARE_RELATION = 20  # relations of fewer names do not look at vectors
LEAST = 0.7  # weights that differ by less between the classes are left out
FOLDS = 5
BATCH = 100  # texts read at once
CHANGES = 3  # how often an article's names are replaced
LONGEST = 8000  # letters of an article that are read
SURELY = 0.7  # the chance from which a kind is counted as told, about that of unknown_names.SURE
OTHERS = ("work", "product", "event", "law")
LISTED = ("given", "surname", "known=", "tail=", "head=", "particle", "title", "first_word", "last_word", "inner_word")
UNTOLD = (*LISTED, "also_lower", "capitals")  # facts that lists and letters tell, which say nothing of a made name
BARE = re.compile(r"dep=[a-z]+$|modifies=noun|amod$|relcl$|conj=[a-z]+$|before=$|after=,$")  # of nearly all names
OWN_WORD = "dep=ROOT:"  # a name that hangs on nothing has its own word there
BEGUN = ("appos:", "amod:", "relcl:")  # relations of evidence.py that have no "="


@dataclass
class Sample:
    """A made name in one text: the facts, the class, what it was weighed as."""

    group: str
    facts: Facts
    kind: int
    weighed: str
    is_unseen: bool


def main() -> None:
    """Makes the texts, fits on folds, reports, fits on all, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plain", type=Path, nargs="+", required=True, help="JSONL of articles")
    parser.add_argument("--gold", type=Path, nargs="*", default=[], help="JSONL of documents with entities")
    parser.add_argument("--out", type=Path, default=SEEDS / "models" / "name_cues.npz")
    arguments = parser.parse_args()
    annotator = load_annotator(DEFAULT_MODEL)
    samples, seen = collect(make_texts(arguments.plain, arguments.gold, annotator), annotator)
    vectors = read_vectors(samples, seen)
    report(samples, vectors)
    write_weights(fold_vectors(fit(samples, vectors), samples, vectors, seen), arguments.out)


def make_texts(plain: Sequence[Path], gold: Sequence[Path], annotator: Annotator) -> Iterator[Made]:
    """The texts with made names, articles and sentences."""
    sentences = read_sentences()
    maker = NameMaker(annotator.lexicon, sentences.words["noun"], seed=7)
    rows = [(row, read_gold(row)) for path in gold for row in read_articles(path)]
    for path in plain:
        rows += [(row, read_sure(row, annotator)) for row in read_articles(path)]
    for _ in range(CHANGES):
        yield from (replace_names(row["id"], row["text"][:LONGEST], things, maker) for row, things in rows)
    yield from fill_sentences(maker, sentences)


def read_gold(row: dict[str, Any]) -> list[Known]:
    """The things of an annotated document that have names."""
    found = []
    for entity in row["entities"]:
        kind = "other" if entity["kind"] in OTHERS else entity["kind"]
        spans = [(m["start"], m["end"]) for m in entity["mentions"] if m["form"] == "name" and not m.get("nested")]
        spans = [span for span in spans if span[1] <= LONGEST]
        if spans and kind in CLASSES:
            found.append(Known(kind, spans))
    return found


def read_sure(row: dict[str, Any], annotator: Annotator) -> list[Known]:
    """The things of an article whose kind is beyond doubt, by the program's own reading."""
    text = row["text"][:LONGEST]
    things: dict[str, list[dict[str, Any]]] = {}
    for mention in annotator.annotate([Article(row["id"], text)], "training").get("mentions", ()):
        if mention["form"] == "name":
            things.setdefault(mention["entity_id"], []).append(mention)
    found = []
    for names in things.values():
        kind = "other" if names[0]["kind"] in OTHERS else names[0]["kind"]
        full = max((name["text"] for name in names), key=len).lower().replace(".", "")
        if kind in CLASSES and len({name["kind"] for name in names}) == 1 and is_sure(kind, full, annotator.lexicon):
            found.append(Known(kind, [(name["start"], name["end"]) for name in names]))
    return found


def is_sure(kind: str, name: str, lexicon: Lexicon) -> bool:
    """Whether lists confirm what a name means."""
    first, last = name.split()[0], name.split()[-1]
    if kind == "person":
        return first != last and lexicon.is_given_name(first) and last in lexicon.surnames
    if kind == "organization":
        return name in lexicon.organization_names or lexicon.is_body_word(last)
    return kind == "other" or lexicon.place_names.get(name, "nationality") != "nationality"


def collect(texts: Iterable[Made], annotator: Annotator) -> tuple[list[Sample], set[str]]:
    """The made names of texts that no rule decides, and the relations with their lemmas of all names."""
    samples: list[Sample] = []
    seen: set[str] = set()
    for part in batched(texts, BATCH):
        read = [(made.text, segment_text(made.text, ArticleHints(), annotator.layout)) for made in part]
        for made, reading in zip(part, annotator.reader.read(read), strict=True):
            samples += samples_of(reading, made, annotator.lexicon)
            seen |= relations_of(reading, annotator.lexicon)
    return samples, seen


def batched(texts: Iterable[Made], size: int) -> Iterator[list[Made]]:
    """The texts in rows of a size."""
    rest = iter(texts)
    while row := list(islice(rest, size)):
        yield row


def samples_of(reading: Reading, made: Made, lexicon: Lexicon) -> Iterator[Sample]:
    """The made names of one text."""
    groups = group_names(reading, find_candidates(reading, lexicon))
    described = describe_names(reading, groups, lexicon)
    classes = weigh_names(described, lexicon)
    named = survey_names(reading, groups, described, classes, lexicon)
    kinds = {(start, end): kind for kind, start, end in made.spans}
    for key, names in groups.items():
        found = Counter(kinds.get(reading.span(name.first, name.last)) for name in names).most_common(1)[0][0]
        if found is None or not is_unknown(key, named) or _is_ruled(key, classes[key], named):
            continue
        gathered = gather_facts(key, classes[key], named).items()
        facts = {f: value for f, value in gathered if not (f.startswith((*UNTOLD, OWN_WORD)) or BARE.match(f))}
        yield Sample(made.group, facts, CLASSES.index(found), classes[key], made.is_unseen)


def relations_of(reading: Reading, lexicon: Lexicon) -> set[str]:
    """The relations with their lemmas of all names of a text, known ones too."""
    groups = group_names(reading, find_candidates(reading, lexicon))
    facts = (fact for found in describe_names(reading, groups, lexicon).values() for fact in found)
    cues = (cue for names in groups.values() for name in names for cue in find_cues(reading, name))
    return {fact for fact in chain(facts, cues) if part(fact) is not None}


def _is_ruled(key: Key, weighed: str, named: Any) -> bool:
    return any(rule(key, weighed, named) is not None for rule in RULES if rule is not as_weighed)


def part(fact: str) -> tuple[str, str] | None:
    """The relation and the lemma of a fact that has both."""
    relation, _, lemma = fact.rpartition(":")
    is_relation = "=" in relation or fact.startswith(BEGUN) or (relation and "label" not in relation)
    return (relation, lemma) if is_relation and lemma.isalpha() and not fact.startswith("label") else None


@dataclass
class Vectors:
    """A short vector for each lemma, and the relations that look at them."""

    rows: dict[str, Floats]
    relations: list[str]


def read_vectors(samples: Sequence[Sample], seen: Set[str] = frozenset()) -> Vectors:
    """The vectors of the lemmas in the facts: what spaCy's model has, in its SIZE main directions, each of length 1."""
    parts = [found for sample in samples for fact in sample.facts if (found := part(fact)) is not None]
    vocab = load_pipeline(DEFAULT_MODEL).vocab
    others = (found for fact in seen if (found := part(fact)) is not None)
    lemmas = sorted({lemma for _, lemma in chain(parts, others) if vocab[lemma].has_vector})
    table = np.array([vocab[lemma].vector for lemma in lemmas], dtype=float)
    table /= np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9)
    table -= table.mean(axis=0)
    directions = np.linalg.svd(table, full_matrices=False)[2][:SIZE]
    short = table @ directions.T
    short /= np.maximum(np.linalg.norm(short, axis=1, keepdims=True), 1e-9)
    counts = Counter(relation for relation, _ in parts)
    relations = sorted(relation for relation, count in counts.items() if count >= RARE_RELATION)
    return Vectors(dict(zip(lemmas, short, strict=True)), relations)


@dataclass
class Fitted:
    """Weights of facts, one row each, and of the vectors of each relation's lemmas."""

    facts: dict[str, Floats]
    relations: dict[str, Floats]


def fit(samples: Sequence[Sample], vectors: Vectors) -> Fitted:
    """Weights of a multinomial logistic regression with an L2 penalty."""
    counts = Counter(fact for sample in samples for fact in sample.facts)
    facts = sorted(fact for fact, count in counts.items() if count >= RARE)
    matrix = design(samples, facts, vectors)
    penalties = np.full(matrix.shape[1], VECTOR_PENALTY)
    penalties[: len(facts)] = PENALTY
    target = np.eye(len(CLASSES))[[sample.kind for sample in samples]]

    def loss(flat: Floats) -> tuple[float, Floats]:
        theta = flat.reshape(-1, len(CLASSES))
        scores = matrix @ theta
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        value = -(target * logs).sum() + (penalties[:, None] / 2 * theta**2).sum()
        return value, (matrix.T @ (np.exp(logs) - target) + penalties[:, None] * theta).ravel()

    start = np.zeros(matrix.shape[1] * len(CLASSES))
    theta = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 150}).x.reshape(-1, len(CLASSES))
    rest = theta[len(facts) :].reshape(len(vectors.relations), SIZE, len(CLASSES))
    return Fitted(dict(zip(facts, theta, strict=False)), dict(zip(vectors.relations, rest, strict=True)))


def design(samples: Sequence[Sample], facts: Sequence[str], vectors: Vectors) -> csr_matrix:
    """A row a sample: the facts, then for each relation the vectors of its lemmas."""
    place = {fact: number for number, fact in enumerate(facts)}
    relation_place = {relation: number * SIZE for number, relation in enumerate(vectors.relations)}
    cells = [(value, row, place[fact]) for row, sample in enumerate(samples) for fact, value in _values(sample, place)]
    values, rows, columns = np.array(cells).T
    plain = csr_matrix((values, (rows.astype(int), columns.astype(int))), shape=(len(samples), len(facts)))
    dense = np.zeros((len(samples), len(relation_place) * SIZE))
    for row, sample in enumerate(samples):
        for fact in sample.facts:
            found = part(fact)
            if found is not None and found[0] in relation_place and found[1] in vectors.rows:
                start = relation_place[found[0]]
                dense[row, start : start + SIZE] += vectors.rows[found[1]]
    return csr_matrix(hstack([plain, csr_matrix(dense)]))


def _values(sample: Sample, place: dict[str, int]) -> Iterator[tuple[str, float]]:
    return ((fact, value) for fact, value in sample.facts.items() if fact in place)


def fold_vectors(
    fitted: Fitted, samples: Sequence[Sample], vectors: Vectors, seen: Set[str] = frozenset()
) -> dict[str, Floats]:
    """One weight a fact: its own and that of its lemma's vector in its relation."""
    facts = set(fitted.facts) | seen | {fact for sample in samples for fact in sample.facts}
    folded = {}
    for fact in facts:
        weight = fitted.facts.get(fact, np.zeros(len(CLASSES)))
        found = part(fact)
        if found is not None and found[0] in fitted.relations and found[1] in vectors.rows:
            weight = weight + vectors.rows[found[1]] @ fitted.relations[found[0]]
        folded[fact] = weight
    return folded


def chances(samples: Sequence[Sample], weights: dict[str, Floats]) -> Floats:
    """The chance of each class for each sample."""
    zero = np.zeros(len(CLASSES))
    totals = np.array(
        [sum((value * weights.get(fact, zero) for fact, value in s.facts.items()), zero) for s in samples]
    )
    raised = np.exp(totals - totals.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def report(samples: Sequence[Sample], vectors: Vectors) -> None:
    """Prints what documents and sentences left out have right."""
    groups = sorted({sample.group for sample in samples if not sample.is_unseen})
    fold_of = {group: number % FOLDS for number, group in enumerate(groups)}
    left_out: list[tuple[Sample, Floats]] = []
    for fold in range(FOLDS):
        inside = [s for s in samples if not s.is_unseen and fold_of[s.group] != fold]
        outside = [s for s in samples if not s.is_unseen and fold_of[s.group] == fold]
        outside += [s for s in samples if s.is_unseen] if fold == 0 else []
        weights = fold_vectors(fit(inside, vectors), outside, vectors)
        left_out += zip(outside, chances(outside, weights), strict=True)
    for is_unseen, title in ((False, "documents left out"), (True, "sentences left out")):
        _print_part(title, [pair for pair in left_out if pair[0].is_unseen == is_unseen])


def _print_part(title: str, pairs: Sequence[tuple[Sample, Floats]]) -> None:
    before = np.mean([sample.weighed == CLASSES[sample.kind] for sample, _ in pairs])
    right = np.mean([chance.argmax() == sample.kind for sample, chance in pairs])
    print(f"{title}: {len(pairs)} names, {before:.3f} right as weighed, {right:.3f} by cues")
    for number, kind in enumerate(CLASSES):
        told = [s.kind == number for s, chance in pairs if chance[number] > SURELY and s.weighed != kind]
        print(f"    {kind}: {len(told)} changed where the chance is above {SURELY}, {np.mean(told or [0]):.3f} rightly")


def write_weights(weights: dict[str, Floats], path: Path) -> None:
    """The facts that tell classes apart; each row less its mean, which changes nothing."""
    rows = {fact: row - row.mean() for fact, row in weights.items() if np.ptp(row) >= LEAST}
    save(pack_weights(rows, 100), path)


if __name__ == "__main__":
    main()
