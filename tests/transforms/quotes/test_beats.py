"""Quotations behind a sentence that shows who acts."""

from __future__ import annotations

import pytest

from transforms.quotes.beats import find_beats
from transforms.quotes.extract import tabulate
from transforms.records import Segment


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Marta Quint put down her pen. “I am done with this.”", ["Quint"]),
        ("Marta Quint shrugged. “We shall see.” Jonas Brandt laughed. “You will not.”", ["Quint", "Brandt"]),
        ("The dam broke at noon. “We shall see it mended.”", []),
        ("Marta Quint wrote the play “Dam”.", []),
    ],
)
def test_a_beat_is_a_person_in_the_sentence_before(annotator, text, actors):
    reading = next(iter(annotator.reader.read([(text, [Segment("body", 0, len(text))])])))
    table = tabulate(reading, annotator.quote_model.groups)
    assert [reading.words[beat.subject] for beat in find_beats(table, (), ())] == actors


def test_what_a_cue_touches_and_what_reports_are_no_beats(annotator):
    text = "Marta Quint put down her pen. “I am done with this.”"
    reading = next(iter(annotator.reader.read([(text, [Segment("body", 0, len(text))])])))
    table = tabulate(reading, annotator.quote_model.groups)
    assert not find_beats(table, {0}, ())
    assert not find_beats(table, (), {reading.words.index("put")})
