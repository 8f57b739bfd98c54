"""How many claims of the annotated passages are read right, whole and by field.

    python -m bench.claims.measure_passages [PART ...] [--errors] [--rules]

Reads the parts of `passages.jsonl` that are named: development (as where none is), second, third. `--errors` prints
each field that is wrong, `--rules` the rows of `claim_confidence.csv` that claims can tell.
"""

from __future__ import annotations

import sys

from bench.claims.annotated import FIELDS, Judged
from bench.claims.measure_claims import count_rules, share, shares
from bench.claims.passages import judge_passage, read_passages
from flows.settings import DEFAULT_MODEL
from flows.stages.transform import load_annotator

SUM = ("amount", "period")


def judge_part(part: str) -> list[Judged]:
    """Every claim of a part, judged."""
    passages = read_passages(part)
    rows = load_annotator(DEFAULT_MODEL).annotate([passage.article for passage in passages], "bench")["money_claims"]
    found = [[row for row in rows if row["article_id"] == passage.article.article_id] for passage in passages]
    return [one for passage, claims in zip(passages, found, strict=True) for one in judge_passage(passage, claims)]


def main() -> None:
    """Print the shares."""
    parts = [name for name in sys.argv[1:] if not name.startswith("--")] or ["development"]
    judged = [one for part in parts for one in judge_part(part)]
    for one in judged if "--errors" in sys.argv else ():
        wrong = [name for name in (*FIELDS, *SUM) if not one.right.get(name)]
        if wrong:
            row = one.claim or {}
            print(f"{one.wanted.words}: { {name: row.get(name) for name in wrong} }")
            print(f"    right: { {name: one.wanted.fields.get(name) for name in wrong} }")
    print(f"{len(judged)} claims")
    for rule, (value, seen) in count_rules(judged).items() if "--rules" in sys.argv else ():
        print(f"{rule},{value:.3f},{seen}")
    for name, value in shares(judged).items():
        print(f"{name:14} {value:6.1%}")
    for name in SUM:
        print(f"{name:14} {share([one.right.get(name, False) for one in judged]):6.1%}")


if __name__ == "__main__":
    main()
