"""Laws of segments on any text; the cases, whole texts of many manners, are tests/cases/segments."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.case_areas import read_kinds
from tests.case_files import read_area
from transforms.page.layout import Layout
from transforms.page.segments import segment_text
from transforms.records import ArticleHints
from warehouse.seeds import read_seeds
from warehouse.tables import SEGMENT_KINDS

CASES = read_area("segments")
LAYOUT = Layout.from_seeds(read_seeds("sources"))
NO_HINTS = ArticleHints()


def label(text, hints=NO_HINTS):
    kinds = [None] * len(text)
    for segment in segment_text(text, hints, LAYOUT):
        kinds[segment.start : segment.end] = [segment.kind] * (segment.end - segment.start)
    return kinds


def test_every_kind_has_cases():
    seen = Counter(kind for case in CASES for kind in set(read_kinds(case)[1]))
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
