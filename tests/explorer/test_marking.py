"""Marks may overlap in any way: the text stays what it was, and every row keeps all its words."""

from hypothesis import given
from hypothesis import strategies as st

from explorer.marking import Mark, mark_text

TEXTS = st.text(alphabet="ab ’“é🚢\r\n\t", max_size=60)
SPANS = st.lists(st.tuples(st.integers(-3, 70), st.integers(-3, 70), st.sampled_from(["quote", "claim", "mention"])))


@given(TEXTS, SPANS)
def test_pieces_are_the_text_and_rows_keep_their_words(text, spans):
    marks = [Mark(start, end, layer, f"r{i}") for i, (start, end, layer) in enumerate(spans)]
    pieces = [piece for paragraph in mark_text(text, [], marks) for piece in paragraph.pieces]
    kept = [line for line in text.split("\n") if line.strip()]
    assert "".join(piece.words for piece in pieces) == "".join(kept)
    for mark in marks:
        if mark.layer == "mention":
            continue
        words = "".join(piece.words for piece in pieces if mark.row_id in piece.rows)
        lines = text[max(0, mark.start) : max(0, mark.end)].split("\n") if mark.start < mark.end else []
        assert "".join(words.split()) == "".join("".join(lines).split()) or not words.strip()


def test_overlapping_rows_share_their_pieces():
    text = "cut dues by €40 million by 2033, he said"
    marks = [Mark(0, 31, "quote", "q"), Mark(12, 23, "claim", "c"), Mark(20, 40, "quote", "other")]
    (paragraph,) = mark_text(text, [], marks)
    assert [(p.words, p.rows) for p in paragraph.pieces] == [
        ("cut dues by ", ("q",)),
        ("€40 mill", ("q", "c")),
        ("ion", ("q", "c", "other")),
        (" by 2033", ("q", "other")),
        (", he said", ("other",)),
    ]
    assert [p.anchors for p in paragraph.pieces] == [("q",), ("c",), ("other",), (), ()]


def test_segments_grey_only_what_they_cover():
    text = "Head\n\nRead more: x\nBody"
    segments = [Mark(0, 4, "headline", ""), Mark(6, 18, "related_link", ""), Mark(19, 23, "body", "")]
    assert [p.segment for p in mark_text(text, segments, [])] == ["headline", "related_link", "body"]


def test_a_long_text_of_many_marks_takes_no_longer_than_its_length():
    text = "ab " * 300_000
    marks = [Mark(i * 90, i * 90 + 60, "quote", f"q{i}") for i in range(10_000)]
    assert len(mark_text(text, [], marks)[0].pieces) > 19_000
