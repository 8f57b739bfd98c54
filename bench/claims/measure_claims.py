"""How many claims of the annotated excerpts are read right, whole and by field.

    python -m bench.claims.measure_claims [--errors] [--rules] [FILE ...]

Reads `excerpts.txt` beside this file unless others of its form are given. `--errors` prints each field that is wrong,
`--rules` the rows of `claim_confidence.csv` that claims can tell: those of subjects, modality and claimants.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

from bench.claims.annotated import EXCERPTS, FIELDS, Excerpt, Judged, Row, judge_all, read_excerpts
from flows.settings import DEFAULT_MODEL
from flows.stages.transform import load_annotator
from transforms.annotate import Annotator, Article
from transforms.records import ArticleHints


def read_claims(excerpts: list[Excerpt], annotator: Annotator) -> list[list[Row]]:
    """The claims of each excerpt in text order."""
    articles = [
        Article(f"{number:04d}", excerpt.text, ArticleHints(published_on=excerpt.published))
        for number, excerpt in enumerate(excerpts)
    ]
    claims: dict[str, list[Row]] = {article.article_id: [] for article in articles}
    for row in annotator.annotate(articles, "bench")["money_claims"]:
        claims[row["article_id"]].append(row)
    return [sorted(claims[article.article_id], key=lambda row: row["start"]) for article in articles]


def share(right: list[bool]) -> float:
    """The share of what is right."""
    return sum(right) / len(right)


def shares(judged: list[Judged]) -> dict[str, float]:
    """The share of right claims by field, of whole claims, and of those with something marked or with a deadline."""
    found = {name: share([one.right.get(name, False) for one in judged]) for name in FIELDS}
    found["whole"] = share([one.is_whole for one in judged])
    found["whole, marked"] = share([one.is_whole for one in judged if one.wanted.is_marked])
    dated = [one for one in judged if one.wanted.fields["deadline"] != ["-"]]
    found["deadline, told"] = share([one.right.get("deadline", False) for one in dated])
    return found


def count_rules(judged: list[Judged]) -> dict[str, tuple[float, int]]:
    """For each rule of a part of a claim how often it was right, one added to both sides, and how often it was seen."""
    marks: dict[str, list[bool]] = defaultdict(list)
    for one in judged:
        if one.claim is not None:
            right, voice = one.right, "quote" if one.claim["quote_id"] else "agent"
            marks[str(one.claim["rule"]).partition("+")[2]].append(right["subject"] and right["direction"])
            marks[f"modality.{one.claim['modality']}"].append(right["modality"])
            marks[f"claimant.{voice if one.claim['claimant_text'] else 'none'}"].append(right["claimant_text"])
    return {rule: ((sum(right) + 1) / (len(right) + 2), len(right)) for rule, right in sorted(marks.items())}


def main() -> None:
    """Print the shares."""
    paths = [Path(name) for name in sys.argv[1:] if not name.startswith("--")]
    excerpts = [excerpt for path in paths or [EXCERPTS] for excerpt in read_excerpts(path)]
    judged = judge_all(excerpts, read_claims(excerpts, load_annotator(DEFAULT_MODEL)))
    if "--errors" in sys.argv:
        for one in judged:
            wrong = {name: (one.claim or {}).get(name) for name in FIELDS if not one.right.get(name)}
            if wrong:
                print(f"{one.wanted.words}: {wrong}, right is { ({name: one.wanted.fields[name] for name in wrong}) }")
    for rule, (value, seen) in count_rules(judged).items() if "--rules" in sys.argv else ():
        print(f"{rule},{value:.3f},{seen}")
    print(f"{len(judged)} claims of {len(excerpts)} excerpts")
    for name, value in shares(judged).items():
        print(f"{name:14} {value:6.1%}")


if __name__ == "__main__":
    main()
