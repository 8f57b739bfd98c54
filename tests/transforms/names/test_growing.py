"""Names of bodies put together by what stands round them."""

from __future__ import annotations

import pytest

from tests.transforms.read_texts import parse
from transforms.entities.mentions import find_names
from transforms.names.growing import LONGEST_LIST


@pytest.mark.parametrize(
    ("text", "paper", "wanted"),
    [
        ("An aide told Dawn that it was over.", "Dawn", [("Dawn", "organization")]),
        ("An aide told The Norwegian that it was over.", "The Norwegian", [("The Norwegian", "organization")]),
        ("The Norwegian government resigned.", "The Norwegian", [("Norwegian", "group")]),
        ("Dawn Orten told the court that it was over.", "Dawn", [("Dawn Orten", "person")]),
        ("An aide told the court that it was over.", "<b>x</b> 12", []),
    ],
)
def test_the_articles_own_paper(annotator, lexicon, text, paper, wanted):
    (reading,) = parse(annotator, [text])
    named = find_names(reading, lexicon, paper).named
    assert [(text[m.start : m.end], m.kind) for m in named.mentions] == wanted


def test_a_body_of_ever_so_many_fields_is_not_looked_for_without_end(annotator, lexicon):
    fields = ", ".join(["Fishing"] * (2 * LONGEST_LIST))
    (reading,) = parse(annotator, [f"The {fields} and Dock Workers Union met."])
    longest = max(m.end - m.start for m in find_names(reading, lexicon).named.mentions)
    assert longest < len(", Fishing") * LONGEST_LIST
