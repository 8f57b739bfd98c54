"""Organizations whose parts a reader saw apart, put together before anything else is decided."""

from __future__ import annotations

import pytest

from tests.transforms.read_texts import parse
from transforms.names.wholes import join_wholes

# a text, the words of the spans that a reader saw with their labels, and what they become
CASES = [
    ("The Alyansa ng mga Pastol left.", {"Alyansa": "PERSON"}, ["Alyansa ng mga Pastol"]),
    ("The Parti Suara Orten (PSO) left.", {"Suara": "PERSON"}, ["Parti Suara Orten"]),
    ("Members of Orten Growers' Council left.", {"Orten": "GPE"}, ["Orten Growers ' Council"]),
    ("The Koperasi Ladang Bhd paid.", {"Koperasi": "ORG", "Ladang Bhd": "ORG"}, ["Koperasi Ladang Bhd"]),
    ("A District Chief Executive (DCE) left.", {"District Chief Executive": "ORG"}, ["District Chief Executive"]),
    ("It is in the wider North Orten Area (NOA).", {"Orten Area": "LOC"}, ["Orten Area"]),
]


@pytest.mark.parametrize(("text", "seen", "wanted"), CASES)
def test_parts_become_one_name(annotator, lexicon, text, seen, wanted):
    (reading,) = parse(annotator, [text])
    spans = []
    for words, label in seen.items():
        first = reading.words.index(words.split()[0])
        spans.append((first, first + len(words.split()), label))
    found = join_wholes(reading, lexicon, spans)
    assert [" ".join(reading.words[first:last]) for first, last, _ in found] == wanted
