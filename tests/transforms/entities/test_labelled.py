"""People whom only the label of a turn names."""

from __future__ import annotations

import pytest

from transforms.entities.labelled import add_label_names
from transforms.records import Segment


@pytest.mark.parametrize(
    ("lines", "people"),
    [
        (["HARRIET WRAY: It holds.", "HOST: Does it?", "WRAY: It does."], ["HARRIET WRAY", "WRAY"]),
        (["Mayor Harriet Wray: “It holds.”"], ["Harriet Wray"]),
        (["HOST: Does it hold?", "QUINT: It does."], []),
        (["Nobody came."], []),
    ],
)
def test_labels_name_people(annotator, lines, people):
    text, segments = "\n".join(lines), []
    for line in lines:
        start = text.index(line)
        segments.append(Segment("body", start, start + len(line)))
    reading = next(iter(annotator.reader.read([(text, segments)])))
    found = add_label_names(reading, [], annotator.lexicon)
    assert [text[slice(*name.span(reading))] for name in found] == people
