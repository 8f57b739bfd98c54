"""Spoiled copies of the sample articles go through the whole job: every one is taken in, and every law holds."""

import json
import random
from pathlib import Path

import pytest

SAMPLES = sorted((Path(__file__).resolve().parents[3] / "seeds" / "articles").glob("*.txt"))
PAIRED = "“”‘’\"'()"


def drop_marks(text, pick):
    return "".join(c for c in text if c not in PAIRED or pick.random() > 0.3)


def double_marks(text, pick):
    return "".join(c * 2 if c in PAIRED and pick.random() < 0.3 else c for c in text)


def double_paragraphs(text, pick):
    return "\n\n".join(part for part in text.split("\n\n") for _ in range(pick.choice((1, 1, 2))))


def shuffle_paragraphs(text, pick):
    parts = text.split("\n\n")
    pick.shuffle(parts)
    return "\r\n\r\n".join(parts)


def run_together(text, pick):
    return " ".join(text.split())


def cut_short(text, pick):
    return text[: pick.randrange(40, len(text))]


def spoil_letters(text, pick):
    return "".join(c if pick.random() > 0.01 else pick.choice("\u00a0\u200b\u202e\x00§$€“,.;—\t1") for c in text)


def shout(text, pick):
    return text.upper()


SPOILERS = (
    drop_marks,
    double_marks,
    double_paragraphs,
    shuffle_paragraphs,
    run_together,
    cut_short,
    spoil_letters,
    shout,
)


@pytest.mark.parametrize("step", [3, pytest.param(1, marks=pytest.mark.slow)])
def test_spoiled_articles_break_no_law(run, tmp_path, step):
    """Every article is spoiled by every third of the ways, in turn; in the long form, by all of them."""
    pick = random.Random(1)
    rows = []
    for number, path in enumerate(SAMPLES):
        for spoil in SPOILERS[number % step :: step]:
            text = spoil(path.read_text(encoding="utf-8"), pick)
            rows.append({"id": f"{path.stem}-{spoil.__name__}", "text": text, "published_at": "2024-05-01"})
    source = tmp_path / "spoiled.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    result = run(source)  # the load raises when a law is broken
    assert (result.counts.new, result.counts.rejected) == (len(rows), 0)
    assert (result.rows["articles"], result.rows["rejects"], result.unannotated) == (len(rows), 0, 0)
