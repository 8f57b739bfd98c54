"""Which words with a capital are no words of English."""

import numpy as np
import pytest

from tests.transforms.read_texts import parse
from transforms.reading.strangers import find_plain, find_strangers, without_known
from transforms.reading.word_rows import WordRows

NAMES = ("Kestrelle", "Orvaka", "Kudu", "Microsoft", "Yamaguchi", "Umoja")
WORDS = ("Analysts", "Nevertheless", "Shares", "Sombre", "Refineries", "Unseeded", "Hovercrafts", "Barter", "Cholera")
FORMED = ("Millfeed", "Determinated")
NO_NAMES = ("ORVAKA", "orvaka", "Dlr", "B2B", "", "O'Orvaka")


@pytest.fixture(scope="module")
def rows(annotator):
    return annotator.reader.nlp.vocab.vectors.key2row


@pytest.mark.parametrize("word", NAMES)
def test_names_are_no_words_of_english(word, rows):
    assert list(find_strangers(["Then", word], rows)) == [1]


@pytest.mark.parametrize("word", [*WORDS, *FORMED, *NO_NAMES])
def test_words_of_english_are_no_strangers_wherever_they_stand(word, rows):
    assert not list(find_strangers([word], rows))


def test_a_word_that_the_text_has_in_small_letters_is_none():
    assert without_known([0, 2], ["Orvaka", "grew", "Kestrelle", "beside", "an", "orvaka"]) == {2}
    assert without_known([], ["Orvaka"]) == set()


def test_nothing_is_strange_without_a_count_of_words():
    assert not list(find_strangers(["Orvaka"], {}))
    assert list(find_strangers(["Orvaka"], WordRows(np.array([], np.uint64), np.array([], np.int32)))) == [0]


def test_a_reading_knows_its_strangers(annotator):
    (reading,) = parse(annotator, ["Orvaka grew. Analysts liked Kestrelle."])
    assert [reading.words[token] for token in sorted(reading.strange)] == ["Orvaka", "Kestrelle"]


@pytest.mark.parametrize(
    ("word", "is_plain"), [("Migrants", True), ("Grass", True), ("Brown", False), ("Orvaka", False)]
)
def test_common_words_are_rarely_met_with_a_capital(word, is_plain, rows):
    assert bool(list(find_plain([word], rows, [0]))) == is_plain
