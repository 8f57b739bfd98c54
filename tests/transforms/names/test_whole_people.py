"""Names that run over a stroke or brackets, and strokes and brackets that bind nothing."""

from __future__ import annotations

from tests.transforms.read_texts import parse
from transforms.names.whole_people import find_whole_people

WHOLE = {
    "They met Kannan s/o Arumugam and Devika Kaur D/O Mohan Lal.": ["Kannan s/o Arumugam", "Devika Kaur D/O Mohan Lal"],
    "They asked Thomas (Tom) Orten to stay.": ["Thomas (Tom) Orten"],
    "They asked Tom Orten Thomas (Tom) Orten to stay.": [],
    "They asked Thomas (Tom) OrtenHere to stay.": [],
    "They met Dana (Oregon) Poole and Tom (Labour) Orten.": [],
    "Acme and/or Nedora had a form for s/o and d/o.": [],
    "They asked Thomas (Tom": [],
    "They asked Thomas (Tom)": [],
    "They read a letter of Kannan s/o": [],
    "s/o Kannan": [],
}


def test_names_over_marks_are_whole(annotator, lexicon):
    readings = parse(annotator, list(WHOLE))
    found = {r.text: [r.text[slice(*n.span(r))] for n in find_whole_people(r, lexicon)] for r in readings}
    assert found == WHOLE
