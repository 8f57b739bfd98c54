"""What the names of a series do together says what they are."""

from __future__ import annotations

import pytest

from tests.transforms.read_texts import parse
from transforms.names.joint_deeds import are_several, tell_deeds
from transforms.names.words import Name


def read(annotator, text):
    """The reading of a text, and "Vialo ... Nembra" in it as if it were one name."""
    (reading,) = parse(annotator, [text])
    first, last = reading.words.index("Vialo"), reading.words.index("Nembra") + 1
    return reading, Name(first, last, "", first)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Vialo and Nembra said they would merge.", "organization"),
        ("A joint venture of Vialo and Nembra will build it.", "organization"),
        ("The contract was split between Vialo and Nembra.", "organization"),
        ("It is owned by Vialo (51 percent) and Nembra.", "organization"),
        ("Goals by Vialo and Nembra won the match.", "person"),
        ("The road links Vialo and Nembra.", "place"),
        ("Buses run from Oslo to Vialo and Nembra.", "place"),
        ("Vialo and Nembra have left.", ""),
    ],
)
def test_deeds_tell_the_kind_of_several_names(annotator, lexicon, text, kind):
    assert tell_deeds(*read(annotator, text), False, lexicon) == kind


@pytest.mark.parametrize(
    ("text", "told"), [("Vialo and Nembra both left.", True), ("Vialo and Nembra were called.", False)]
)
def test_a_plural_behind_two_names_tells_that_they_are_two(annotator, lexicon, text, told):
    assert are_several(*read(annotator, text), lexicon) == told
