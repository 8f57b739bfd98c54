"""Demands with their parties: cases as data, and the laws every demand keeps."""

from __future__ import annotations

from pathlib import Path

import pytest

from transforms.annotate import Article

CASES = Path(__file__).parents[2] / "cases" / "demands"


def read_cases():
    cases = []
    for path in sorted(CASES.glob("*.txt")):
        for block in path.read_text(encoding="utf-8").split("\n\n"):
            comments = [line for line in block.splitlines() if line.startswith("#")]
            lines = [line for line in block.splitlines() if line and not line.startswith("#")]
            if lines:
                rows = [tuple(part.strip() for part in line.removeprefix("=>").split("|")) for line in lines[1:]]
                is_known = any(comment.startswith("# known failure") for comment in comments)
                marks = [pytest.mark.xfail(strict=True)] if is_known else []
                text = lines[0].replace("\\n", "\n")
                cases.append(pytest.param(text, rows, marks=marks, id=text[:50]))
    return cases


def rows_of(annotator, text):
    tables = annotator.annotate([Article("a", text)], "run")
    assert not tables.get("failures")
    names = {row["article_entity_id"]: row["name"] for row in tables["article_entities"]}
    return [
        (
            row["action_text"].replace("\n", "\\n"),
            row["demander_text"] or "-",
            names.get(row["demander_id"], "-"),
            row["addressee_text"] or "-",
            names.get(row["addressee_id"], "-"),
            row["status"],
        )
        for row in tables["demands"]
    ]


@pytest.mark.parametrize(("text", "rows"), read_cases())
def test_cases(annotator, text, rows):
    assert rows_of(annotator, text) == rows
