"""The closed classes that several rooms ask for: small letters, and no word of one in another that excludes it."""

from transforms import grammar
from transforms.names.words import has_suffix


def test_words_are_in_small_letters():
    for words in (grammar.FIRST_PERSON, grammar.BELONGING, grammar.SUFFIXES, grammar.ACTORS):
        assert all(word == word.lower() for word in words)
    assert not grammar.FIRST_PERSON & grammar.BELONGING


def test_suffixes_part_father_and_son():
    assert has_suffix(["Jonas", "Brandt", "Jr."])
    assert not has_suffix(["Jonas", "Brandt"])
