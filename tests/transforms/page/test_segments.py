"""Whole texts of many manners, each line of a case beginning with the kind that it should get."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.page.layout import Layout
from transforms.page.segments import segment_text
from transforms.records import ArticleHints
from warehouse.seeds import read_seeds
from warehouse.tables import SEGMENT_KINDS

CASES = sorted((Path(__file__).parents[2] / "cases" / "segments").glob("*.txt"))
LAYOUT = Layout.from_seeds(read_seeds("sources"))
NO_HINTS = ArticleHints()


def read_case(path):
    """The text of a case and the kind of each character; + goes on in the same line, | alone is a blank line."""
    text, kinds = "", []
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, _, words = line.partition("|")
        if line.startswith("#"):
            continue
        assert kind.lstrip("+") in (*SEGMENT_KINDS, ""), line
        lead = " " if kind.startswith("+") else "\n" * bool(text)
        text += lead + words.strip()
        kinds += [None] * len(lead) + [kind.lstrip("+")] * len(words.strip())
    return text, kinds


def label(text, hints=NO_HINTS):
    kinds = [None] * len(text)
    for segment in segment_text(text, hints, LAYOUT):
        kinds[segment.start : segment.end] = [segment.kind] * (segment.end - segment.start)
    return kinds


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path):
    text, expected = read_case(path)
    if path.stem.startswith("crlf"):
        expected = [kind for char, kind in zip(text, expected, strict=True) for _ in range(1 + (char == "\n"))]
        text = text.replace("\n", "\r\n")
    got = label(text)
    wrong = Counter()
    for place, char in enumerate(text):
        if not char.isspace() and got[place] != expected[place]:
            line = text[text.rfind("\n", 0, place) + 1 :].partition("\n")[0]
            wrong[f"{expected[place]} read as {got[place]}: {line[:70]}"] += 1
    assert not wrong


def test_every_kind_has_cases():
    seen = Counter(kind for path in CASES for kind in set(read_case(path)[1]))
    assert all(seen[kind] >= 5 for kind in SEGMENT_KINDS)
    assert len(CASES) >= 30


def test_hints_of_the_source_are_used():
    text = "Fog.\n\nA. Melo\n\nThe fog that closed the airport on Friday has lifted, the tower said."
    kinds = label(text, ArticleHints(headline="Fog", byline="A. Melo"))
    assert kinds[0] == "headline"
    assert kinds[text.index("A. Melo")] == "byline"


@given(st.text(st.sampled_from("aB.—\n\r\t “”\"'(:/)|0\u2028\ud800_©-"), max_size=300))
def test_segments_are_disjoint_in_order_and_cover_every_word(text):
    end, covered = 0, set()
    for segment in segment_text(text, NO_HINTS, LAYOUT):
        assert end <= segment.start < segment.end
        end = segment.end
        covered.update(range(segment.start, segment.end))
    assert all(place in covered for place, char in enumerate(text) if not char.isspace())


@pytest.mark.parametrize(
    "unit", ["A ", "(", "By A ", "A\n", "A.\n\n", "Photo: ", "A/", "— ", "a-", "A, and ", "AB: c\n"]
)
def test_time_grows_with_the_text_alone(unit):
    assert segment_text(unit * (100_000 // len(unit)), NO_HINTS, LAYOUT)
