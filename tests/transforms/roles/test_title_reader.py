"""Where titles stand in an article."""

from __future__ import annotations

import pytest

from tests.transforms.read_texts import read_texts
from transforms.roles.title_reader import TitleReader

# a text, the word before which a title ends, the title with what narrows it, and whether it is past
CASES = {
    "The former harbour policy adviser Marta Quint spoke.": ("Marta", "harbour policy adviser", True),
    "The Norvish foreign minister, Marta Quint, spoke.": (",", "foreign minister", False),
    "An old friend, Marta Quint, spoke.": ("spoke", None, False),
}


@pytest.fixture(scope="module")
def read(annotator):
    return read_texts(annotator, {text: text for text in CASES})


@pytest.mark.parametrize("text", CASES)
def test_titles_stand_before_a_token(read, lexicon, text):
    one = read[text]
    titles = TitleReader(one.reading, one.entities, lexicon)
    before, wanted, is_former = CASES[text]
    phrase = titles.title_before(one.reading.words.index(before), 0)
    wide = None if phrase is None else titles.widen(phrase, 0)
    assert (None if wide is None else one.words(one.reading.span(wide.first, wide.last))) == wanted
    assert wide is None or titles.is_former(wide) == is_former
