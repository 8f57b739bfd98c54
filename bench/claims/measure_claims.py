"""How many claims of the annotated excerpts are read right, whole and by field.

    python -m bench.claims.measure_claims [--errors] [FILE]

Reads `excerpts.txt` beside this file unless another of its form is given. `--errors` prints each field that is wrong.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from bench.claims.annotated import EXCERPTS, FIELDS, Excerpt, Row, find_claim, judge, read_excerpts
from flows.settings import DEFAULT_MODEL
from flows.stages.transform import load_annotator
from transforms.annotate import Article
from transforms.records import ArticleHints


def read_claims(excerpts: list[Excerpt]) -> list[list[Row]]:
    """The claims of each excerpt in text order, with the model that a run uses."""
    articles = [
        Article(f"{number:04d}", excerpt.text, ArticleHints(published_on=excerpt.published))
        for number, excerpt in enumerate(excerpts)
    ]
    claims: dict[str, list[Row]] = {article.article_id: [] for article in articles}
    for row in load_annotator(DEFAULT_MODEL).annotate(articles, "bench")["money_claims"]:
        claims[row["article_id"]].append(row)
    return [sorted(claims[article.article_id], key=lambda row: row["start"]) for article in articles]


def main() -> None:
    """Print the shares."""
    paths = [Path(name) for name in sys.argv[1:] if not name.startswith("--")]
    excerpts = read_excerpts(paths[0] if paths else EXCERPTS)
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for excerpt, claims in zip(excerpts, read_claims(excerpts), strict=True):
        for wanted in excerpt.wanted:
            claim = find_claim(wanted, claims)
            judged = judge(wanted, claim) if claim is not None else dict.fromkeys(FIELDS, False)
            marks = {"found": claim is not None, **judged, "whole": all(judged.values())}
            right.update(name for name, is_right in marks.items() if is_right)
            seen["all"] += 1
            seen["marked"] += wanted.is_marked
            right["marked"] += wanted.is_marked and marks["whole"]
            seen["deadline"] += wanted.fields["deadline"] != ["-"]
            right["told deadline"] += wanted.fields["deadline"] != ["-"] and marks["deadline"]
            if "--errors" in sys.argv and not marks["whole"]:
                wrong = {name: (claim or {}).get(name) for name in FIELDS if not judged[name]}
                print(f"{wanted.words}: {wrong} wanted { ({name: wanted.fields[name] for name in wrong}) }")
    print(f"{seen['all']} claims of {len(excerpts)} excerpts")
    for name in ("found", *FIELDS, "whole"):
        print(f"{name:14} {right[name] / seen['all']:6.1%}")
    print(f"{'whole, marked':14} {right['marked'] / seen['marked']:6.1%} of {seen['marked']}")
    print(f"{'deadline, told':14} {right['told deadline'] / seen['deadline']:6.1%} of {seen['deadline']}")


if __name__ == "__main__":
    main()
