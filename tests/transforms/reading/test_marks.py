"""Passages in quotation marks: one odd mark costs at most its own paragraph; the cases are tests/cases/marks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from transforms.reading.marks import find_passages

PARAGRAPHS = st.lists(
    st.sampled_from(
        [
            "“It rained all week,” the farmer said. “We lost the hay.”",
            '"It rained all week," the farmer said.',
            "Nobody at the dairy would talk about it.",
            "The farmer's sons called it “a lost year” and left.",
            "''It rained,'' he wrote, ''and rained.''",
        ]
    ),
    min_size=2,
    max_size=6,
)


@given(PARAGRAPHS, st.data())
def test_one_odd_mark_changes_its_own_paragraph_alone(paragraphs, data):
    text = "\n\n".join(paragraphs)
    marks = [i for i, c in enumerate(text) if c in "“”\"'"]
    if not marks:
        return
    place = data.draw(st.sampled_from(marks))
    doubled = data.draw(st.booleans())
    changed = text[:place] + (text[place] * 2 if doubled else "") + text[place + 1 :]
    touched = text.count("\n\n", 0, place)
    first, second = by_paragraph(text), by_paragraph(changed)
    assert all(first[n] == second[n] for n in range(len(paragraphs)) if n != touched)


def by_paragraph(text: str) -> list[list[str]]:
    found: list[list[str]] = [[] for _ in text.split("\n\n")]
    for passage in find_passages(text):
        found[text.count("\n\n", 0, passage.start)].append(text[passage.start : passage.end])
    return found


@given(st.text(alphabet="ab ,.\n“”\"'‘’`«»", max_size=80))
def test_passages_lie_in_order_and_do_not_overlap(text):
    end = 0
    for passage in find_passages(text):
        assert end <= passage.start <= passage.inner_start < passage.inner_end <= passage.end <= len(text)
        assert "\n" not in text[passage.start : passage.end]
        end = passage.end


def test_a_megabyte_of_marks_takes_no_time():
    assert len(find_passages("“a” 'b' \"c\" '' " * 60_000)) > 60_000
