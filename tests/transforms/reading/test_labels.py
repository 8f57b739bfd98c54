"""The labels of turns and the layout of interviews."""

from __future__ import annotations

import pytest

from transforms.reading.labels import (
    find_interview,
    find_labels,
    find_transcript,
    is_answer,
    is_question,
)
from transforms.records import Segment


def read(annotator, text: str):
    segments, start = [], 0
    for line in text.split("\n"):
        if line:
            segments.append(Segment("body", start, start + len(line)))
        start += len(line) + 1
    return next(iter(annotator.reader.read([(text, segments)])))


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("QUINT: It will hold.", "QUINT"),
        ("Marta Quint (Chair): It will hold.", "Marta Quint"),
        ("[09:31] MARTA QUINT: It will hold.", "MARTA QUINT"),
        ("The Minister for Transport (Marta Quint): It will hold.", "Marta Quint"),
        ("Marta Quint, engineer: “It will hold.”", "Marta Quint"),
        ("- Marta Quint: “It will hold.”", "Marta Quint"),
        ("“QUINT: It will hold.", "QUINT"),
        ("She said this much: it will hold.", None),
        ("It will hold.", None),
        ("“Marta Quint: a life” came out in May.", None),
    ],
)
def test_a_label_is_a_name_and_a_colon(annotator, line, name):
    reading = read(annotator, line)
    found = [reading.text[slice(*reading.span(label.first, label.last))] for label in find_labels(reading)]
    assert found == ([] if name is None else [name])


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        ("QUINT: It will hold.\nHOST: Are you sure?\nQUINT: We tested it.", 3),
        ("WHEN: Monday\nWHERE: Town Hall\nCOST: Five pounds", 0),
        ("DATE: May 3\nVENUE: Town Hall\nDATE: May 4\nVENUE: Arena", 0),
        ("QUINT: It will hold.\nHOST: Are you sure?", 0),
    ],
)
def test_a_transcript_has_turns_of_one_speaker_and_verbs(annotator, text, turns):
    reading = read(annotator, text)
    assert len(find_transcript(reading, find_labels(reading))) == turns


def test_questions_and_answers_are_told_apart(annotator):
    reading = read(annotator, "Q: Will it hold?\nA: It will.\nQuestion: Who says so?")
    labels = find_labels(reading)
    assert [is_question(reading, label) for label in labels] == [True, False, True]
    assert [is_answer(reading, label) for label in labels] == [False, True, False]


def test_an_interview_alternates_questions_and_answers(annotator):
    lines = ["Will it hold?", "I tested it.", "Who paid?", "The town did.", "Is it late?", "Not at all."]
    reading = read(annotator, "\n\n".join(lines))
    assert list(find_interview(reading)) == [(0, 1), (2, 3), (4, 5)]
    assert not list(find_interview(read(annotator, "\n\n".join(lines[:4]))))
    assert len(reading.lines) == 6
