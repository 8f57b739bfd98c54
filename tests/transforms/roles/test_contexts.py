"""The body at which a title is held where the words beside the title do not name it."""

from __future__ import annotations

import pytest

from tests.transforms.read_texts import read_texts
from transforms.roles.contexts import body_of_context
from transforms.roles.phrases import Words

# a text about Marta Quint, her title, and the body at which it tells that she holds it
CASES = {
    "The Orten Council met. The council spokeswoman, Marta Quint, spoke.": ("spokeswoman", "Orten Council"),
    "The Orten Council met the Tern Council. The council spokeswoman, Marta Quint, spoke.": ("spokeswoman", None),
    "Tern Shipping will hire people. Chief executive Marta Quint spoke.": ("executive", "Tern Shipping"),
    "Tern Shipping sued Orten Mills. Chief executive Marta Quint spoke.": ("executive", None),
    "Tern Shipping will hire people. Governor Marta Quint spoke.": ("Governor", None),
}


@pytest.fixture(scope="module")
def read(annotator):
    return read_texts(annotator, {text: text for text in CASES})


@pytest.mark.parametrize("text", CASES)
def test_a_title_is_held_at_the_body_spoken_of(read, lexicon, text):
    one = read[text]
    words = Words(one.reading, one.entities, lexicon)
    head, wanted = CASES[text]
    token = one.reading.words.index(head)
    phrase = words.title_before(token + 1, words.sentence_start(token))
    body = body_of_context(words, words.widen(phrase, words.sentence_start(token)))
    assert (None if body is None else one.entities.entities[body].name) == wanted
