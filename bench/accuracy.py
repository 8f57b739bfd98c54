"""Runs onrecord on the gold sets, scores the result, and writes docs/accuracy.md: `make gold`.

The gold sets and scorers stand beside the repository (by default ../shared) and are not part of it. The program is fed
texts alone. Each set is its own data directory, so that no set's entities help another's.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.annotations.joining import Row
from bench.annotations.joining import read_articles as read_annotated
from transforms.names.words import KINDS
from transforms.reading.model import DEFAULT_MODEL, load_pipeline

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ("-m", "flows.command.cli")  # what is run; bench/left_out.py runs another
FED = ("id", "text", "publisher", "published_at")  # what an article's source may say, nothing of its gold


@dataclass(frozen=True)
class GoldSet:
    """A gold set, its scorer, and the scorer's arguments; {gold} and {data} are filled in.

    `compared` are the arguments that score what spaCy's model alone calls a name, which fills {names}.
    """

    title: str
    files: tuple[str, ...]
    score: tuple[str, ...]
    compared: tuple[str, ...] = ()


SETS = (
    GoldSet(
        "Quotes: political news of 2016", ("polnear/dev.jsonl",), ("score_quotes.py", "{gold}", "--data", "{data}")
    ),
    GoldSet("Amounts", ("money/dev.jsonl",), ("score_money.py", "{gold}", "--data", "{data}")),
    GoldSet(
        "Whole articles: quotes with speakers, roles, entities, claims",
        (
            "articles/dev.jsonl",
            "articles/other_dev.jsonl",
            "articles/money_dev.jsonl",
            "articles/business_money_dev.jsonl",
        ),
        ("score_articles.py", "--gold", "{gold}", "--data", "{data}"),
    ),
    GoldSet(
        "One trade story, with segments",
        ("seed/gold.json",),
        ("score_articles.py", "--gold", "{gold}", "--data", "{data}"),
    ),
    GoldSet("Demands", ("demands/dev.jsonl",), ("score_demands.py", "--gold", "{gold}", "--data", "{data}")),
    GoldSet(
        "Demands of one trade story",
        ("seed/demands.json",),
        ("score_demands.py", "--gold", "{gold}", "--data", "{data}"),
    ),
    GoldSet(
        "Entities in four genres",
        ("entities/dev.jsonl",),
        ("score_entities.py", "--gold", "{gold}", "--data", "{data}"),
    ),
    GoldSet(
        "English of the whole world: whole articles",
        ("worldwide/articles_dev.jsonl",),
        ("score_articles.py", "--gold", "{gold}", "--data", "{data}"),
    ),
    GoldSet(
        "English of the whole world: names by region",
        ("worldwide/names_dev.jsonl",),
        ("score_names.py", "--gold", "{gold}", "--data", "{data}"),
        compared=("score_names.py", "--gold", "{gold}", "--pred", "{names}"),
    ),
)
ANNOTATED = "Demands of articles annotated for this repository"
PAIRS = "entities/pairs_dev.jsonl"
PAIRS_TITLE = "Pairs of names across articles"
PAIR_TEXTS = "polnear/train.jsonl"


def read_articles(path: Path) -> list[dict[str, str]]:
    """The articles of a gold file without their gold."""
    source = path.with_name("article.jsonl") if path.suffix == ".json" else path
    rows = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [{key: row[key] for key in FED if row.get(key)} for row in rows]


def score_annotated(shared: Path) -> str:
    """The section for the articles whose demands stand in bench/annotations."""
    articles = list(read_annotated("all", shared))
    with tempfile.TemporaryDirectory() as folder:
        counts, table, _ = score_demands(articles, shared, Path(folder))
    return _section(ANNOTATED, counts, table)


def score_demands(
    articles: list[Row], shared: Path, data: Path, *options: str
) -> tuple[dict[str, object], str, dict[str, float]]:
    """Runs the main job on articles that carry their gold and scores their demands: the counts of the run, the
    scorer's table and its figures by name.
    """
    counts = run_onrecord([{key: row[key] for key in FED if key in row} for row in articles], data)
    gold, scores = data / "gold.jsonl", data / "scores.json"
    gold.write_text("".join(json.dumps(row) + "\n" for row in articles), encoding="utf-8")
    table = run_scorer(
        shared, ["score_demands.py", "--gold", str(gold), "--data", str(data), "--json", str(scores), *options]
    )
    return counts, table, json.loads(scores.read_text(encoding="utf-8"))


def run_onrecord(articles: list[dict[str, str]], data: Path) -> dict[str, object]:
    """Runs the main job on the articles; gives its closing counts."""
    source = data / "input.jsonl"
    source.write_text("".join(json.dumps(a, ensure_ascii=False) + "\n" for a in articles), encoding="utf-8")
    command = [sys.executable, *PROGRAM, "run", str(source), "--data", str(data), "--json", "--quiet"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])


def run_scorer(shared: Path, arguments: list[str]) -> str:
    """What a scorer prints, without the line of JSON some end with."""
    command = [sys.executable, str(shared / "eval" / arguments[0]), *arguments[1:]]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{arguments[0]} failed:\n{done.stderr}")
    return "\n".join(line.rstrip() for line in done.stdout.splitlines() if not line.startswith("{")).strip()


def score_set(shared: Path, gold: GoldSet) -> str:
    """The section of the page for one gold set."""
    files = [shared / "gold" / name for name in gold.files]
    articles = [a for f in files for a in read_articles(f)]
    with tempfile.TemporaryDirectory() as folder:
        counts = run_onrecord(articles, Path(folder))
        table = run_scorer(shared, fill_in(gold.score, files, data=folder))
        if gold.compared:
            names = Path(folder) / "names.jsonl"
            write_model_names(articles, names)
            table += "\n\nspaCy alone:\n" + run_scorer(shared, fill_in(gold.compared, files, names=str(names)))
    return _section(gold.title, counts, table)


def fill_in(arguments: tuple[str, ...], gold: list[Path], **values: str) -> list[str]:
    """A scorer's arguments with their blanks filled in; every further gold file gets its own --gold."""
    filled: list[str] = []
    for word in arguments:
        if word == "{gold}":
            filled += [str(gold[0])] + [part for f in gold[1:] for part in ("--gold", str(f))]
        else:
            filled.append(word.format(**values))
    return filled


def write_model_names(articles: list[dict[str, str]], path: Path) -> None:
    """Writes what spaCy's model calls a name in each article, for a comparison, as lines of JSON."""
    model = load_pipeline(DEFAULT_MODEL)
    docs = model.pipe((article["text"] for article in articles), batch_size=8)
    with path.open("w", encoding="utf-8") as file:
        for article, doc in zip(articles, docs, strict=True):
            mentions = [
                {"start": entity.start_char, "end": entity.end_char, "kind": KINDS[entity.label_]}
                for entity in doc.ents
                if entity.label_ in KINDS
            ]
            file.write(json.dumps({"id": article["id"], "text": article["text"], "mentions": mentions}) + "\n")


def score_pairs(shared: Path) -> str:
    """The section for pairs of names across articles: is it the same person, body or place?"""
    pairs = [json.loads(line) for line in (shared / "gold" / PAIRS).read_text(encoding="utf-8").splitlines()]
    wanted = {pair[side] for pair in pairs for side in ("article_a", "article_b")}
    articles = [a for a in read_articles(shared / "gold" / PAIR_TEXTS) if a["id"] in wanted]
    with tempfile.TemporaryDirectory() as folder:
        counts = run_onrecord(articles, Path(folder))
        table = run_scorer(shared, ["score_entities.py", "--pairs", str(shared / "gold" / PAIRS), "--data", folder])
    return _section(PAIRS_TITLE, counts, table)


def _section(title: str, counts: dict[str, object], table: str) -> str:
    account = ", ".join(f"{counts[name]} {name}" for name in ("inputs", "new", "unchanged", "rejected"))
    return f"## {title}\n\n{account}; {counts['words']:,} words.\n\n```\n{table}\n```\n"


HEAD = """# Accuracy

Made by `make gold` on the development half of each gold set; a disjoint half is held out. Each set is run through
`onrecord run` as a user would and scored by the gold's own scorers, whose `--help` states every rule. What the figures
mean and where they fall short is said in [quotes](quotes-model.md), [money](money.md), [entities](entities.md) and
[linking](linking.md); the articles annotated for this repository are described in bench/annotations/README.md.

"""


def scores() -> dict[str, Callable[[Path], str]]:
    """What makes each section of the page from the shared folder, by title, in the page's order."""
    sets = {gold.title: partial(score_set, gold=gold) for gold in SETS}
    return {**sets, ANNOTATED: score_annotated, PAIRS_TITLE: score_pairs}


def read_sections(page: Path) -> dict[str, str]:
    """The sections of a page that was written before, by title."""
    parts = page.read_text(encoding="utf-8").split("\n## ")[1:] if page.exists() else []
    return {part.splitlines()[0]: f"## {part.strip()}\n" for part in parts}


def main() -> None:
    """Writes the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder of gold/ and eval/")
    parser.add_argument("--only", default="", help="score the sets whose title begins so, keep the page's others")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "accuracy.md")
    options = parser.parse_args()
    if not (options.shared / "gold").is_dir():
        raise SystemExit(f"no gold sets in {options.shared}")
    kept = read_sections(options.out) if options.only else {}
    wanted = {title: score for title, score in scores().items() if title.startswith(options.only)}
    made = {title: score(options.shared) for title, score in wanted.items()}
    found = kept | made
    options.out.write_text(HEAD + "\n".join(found[title] for title in scores() if title in found), encoding="utf-8")
    print(f"wrote {options.out}")


if __name__ == "__main__":
    main()
