"""What is read of a text with markup, and that everything found there is cut from the text as it was given."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.page.view import View, make_view
from transforms.records import Segment

READ = [
    ("<p>Crews in Oslo met.</p><p>They <b>left</b>.<br>At noon.</p>", "Crews in Oslo met.|They left.|At noon."),
    ("Bell &amp; Sons paid &pound;3m, &#8220;at last&#8221;.", "Bell & Sons paid £3m, “at last”."),
    ("Smith &amp;amp; Rowe", "Smith & Rowe"),
    ("&lt;p&gt;Rates rose.&lt;/p&gt;&lt;p&gt;Then fell.&lt;/p&gt;", "Rates rose.|Then fell."),
    ("Fees < fares and AT&T; R&D > sales", "Fees < fares and AT&T; R&D > sales"),
    (
        "# Crews win\n\n**By Ana Melo**\n\n> “We won,” said *Jo Brandt*.",
        "Crews win|By Ana Melo|“We won,” said Jo Brandt.",
    ),
    ("The [council](https://council.example/a) met.", "The council met."),
    ("He called it a f***ing mess; 5*4*3; snake_case_name", "He called it a f***ing mess; 5*4*3; snake_case_name"),
    ("Jus\xadtice min\u200bister", "Justice minister"),
    ("The Brightwa-\nter board sat.", "The Brightwater board sat."),
    ("It wasn’t a co-\nop", "It wasn’t a coop"),
    ("We wonâ€™t pay Â£3 million.", "We won’t pay £3 million."),
    ("â€œNo,â€ she said.", "“No,” she said."),
    ("Crème brûlée at the Ãltere café", "Crème brûlée at the Ãltere café"),
    ("<script>var a = '<p>';</script>Rates<!-- no --> rose.", "Rates rose."),
    ("「We will rebuild」, the mayor said.", "“We will rebuild”, the mayor said."),
    (
        "″We sail at six,″ said Bo. The mast is 40″ tall, not 39″.",
        "“We sail at six,” said Bo. The mast is 40″ tall, not 39″.",
    ),
    ("´No earlier,´ he added.", "“No earlier,” he added."),
    ("<p>open <!-- comment", "open <!-- comment"),
]


@pytest.mark.parametrize(("text", "read"), READ)
def test_words_are_read_without_markup(text, read):
    words = [line.strip() for line in make_view(text).text.splitlines() if line.strip()]
    assert words == read.split("|")


def test_a_span_of_the_view_is_cut_from_the_text():
    text = "<p>Harland &amp; Sons paid <b>&pound;3m</b>.</p>"
    view = make_view(text)
    for words, cut in (
        ("Harland & Sons", "Harland &amp; Sons"),
        ("£3m", "&pound;3m"),
        ("paid £3m.", "paid <b>&pound;3m</b>."),
    ):
        place = view.text.index(words)
        assert text[view.start(place) : view.end(place + len(words))] == cut


def test_a_text_without_words_is_read_as_it_is():
    assert make_view("\u202e").text == "\u202e"


def test_a_plain_text_is_its_own_view():
    text = "Rates rose to 4% on Friday."
    assert make_view(text) == View(text)
    assert (View(text).start(3), View(text).end(9)) == (3, 9)


PIECES = st.sampled_from(
    ["<p>", "</p>", "&amp;", "**", "a", "B. ", "\n", "> ", "\xad", "Ã©", "[x](/y)", "<b", "-\n", "_"]
)


@settings(deadline=None)  # the first broken letter loads ftfy
@given(st.lists(PIECES, max_size=40).map("".join))
def test_places_grow_and_stay_inside_the_text(text):
    view = make_view(text)
    starts = [view.start(place) for place in range(len(view.text))]
    ends = [view.end(place + 1) for place in range(len(view.text))]
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    assert all(0 <= start <= end <= len(text) for start, end in zip(starts, ends, strict=True))


@settings(deadline=None)  # the first broken letter loads ftfy
@given(st.lists(PIECES, max_size=40).map("".join))
def test_placed_segments_cover_every_character(text):
    view = make_view(text)
    whole = [Segment("body", 0, len(view.text))] if view.text.strip() else []
    half = len(view.text) // 2
    halves = [Segment("body", 0, half), Segment("body", half, len(view.text))] if view.text[:half].strip() else whole
    placed = list(view.place_segments(halves, text))
    assert len(placed) == len(halves)
    covered = {place for _, start, end in placed for place in range(start, end)}
    assert not placed or all(place in covered for place, char in enumerate(text) if not char.isspace())


@pytest.mark.parametrize(
    "unit", ["<p", "**a", "[a](", "&#8220;", "<b>x</b>", "<!-- ", "<script>", "> ", "a-\n", "Ã©", "***a* "]
)
def test_time_grows_with_the_text_alone(unit):
    assert make_view(unit * (200_000 // len(unit))).text
