"""Common words of English with which sentences begin are no names."""

from __future__ import annotations

import pytest

from tests.transforms.read_texts import read_texts
from transforms.names.plain_words import as_plain_word

TEXTS = {
    "Grass": 'Machines were green. "Grass was first," Othman said.',
    "Migrants": 'Fees were cut. "Migrants will save a week\'s pay," said Lee Ortiz.',
    "Stone": "Fees were cut. Stone said so.",
    "Target": "Fees were cut. Target said its profit rose.",
}


@pytest.fixture(scope="module")
def named(annotator):
    read = read_texts(annotator, TEXTS)
    return {word: {entity.name for entity in found.entities.entities} for word, found in read.items()}


@pytest.mark.parametrize(
    ("word", "is_named"), [("Grass", False), ("Migrants", False), ("Stone", True), ("Target", True)]
)
def test_words_that_only_begin_sentences(word, is_named, named):
    assert (word in named[word]) == is_named


def test_a_name_of_two_words_is_left_alone():
    assert as_plain_word(("orten", "grass"), "person", None) is None
