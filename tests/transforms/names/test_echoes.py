"""Organizations beside hyphens, that the article names elsewhere."""

from transforms.names.echoes import part_echoes
from transforms.names.words import Name
from transforms.reading.reading import Reading


def make_reading(text):
    """A reading of a text whose words stand apart or are bound by a hyphen."""
    words = text.replace("-", " - ").split()
    starts, at = [], 0
    for word in words:
        at = text.index(word, at)
        starts.append(at)
        at += len(word)
    ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
    return Reading(text, [], words, starts, ends, token_sentence=[0] * len(words), sentences=[(0, len(words))])


def find_echoes(lexicon, text, *names):
    reading = make_reading(text)
    return [(reading.text[slice(*name.span(reading))], name.first) for name in part_echoes(reading, [*names], lexicon)]


def test_an_organization_told_elsewhere_stands_before_a_hyphen(lexicon):
    told = Name(0, 1, "", 0, kind="organization")
    assert find_echoes(lexicon, "Orvane bought an Orvane-owned depot", told) == [("Orvane", 0), ("Orvane", 3)]


def test_what_is_a_person_elsewhere_and_what_is_unknown_stay_as_they_are(lexicon):
    person = Name(0, 1, "", 0, kind="person")
    assert find_echoes(lexicon, "Orvane bought an Orvane-owned depot", person) == [("Orvane", 0)]
    assert find_echoes(lexicon, "They bought an Orvane-owned depot") == []


def test_a_longer_name_over_the_hyphen_stays_whole(lexicon):
    told = Name(0, 1, "", 0, kind="organization")
    longer = Name(3, 7, "", 3, kind="organization")
    found = find_echoes(lexicon, "Orvane and the Orvane-Nokia Fund", told, longer)
    assert found == [("Orvane", 0), ("Orvane-Nokia Fund", 3)]


def test_a_prefix_is_no_part_of_the_name(lexicon):
    told = Name(0, 1, "", 0, kind="organization")
    assert find_echoes(lexicon, "Orvane sued ex-Orvane staff", told) == [("Orvane", 0), ("Orvane", 4)]
