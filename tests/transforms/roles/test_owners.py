"""Whom "its" means, on readings made by hand."""

from __future__ import annotations

import pytest

from transforms.reading.reading import Reading
from transforms.records import Segment
from transforms.roles.owners import Topics, owner_of_its

BODIES = {"Acme": 1, "Orten": 2}


def read(*sentences: str) -> Reading:
    """Sentences of words parted by spaces; the second word is the verb, the first its subject."""
    text = " ".join(sentences)
    reading = Reading(text, [Segment("body", 0, len(text))])
    place = 0
    for number, sentence in enumerate(sentences):
        words, first = sentence.split(), len(reading.words)
        reading.sentences.append((first, first + len(words)))
        for word in words:
            start = text.index(word, place)
            place = start + len(word)
            reading.words.append(word)
            reading.lemmas.append(word.lower())
            reading.starts.append(start)
            reading.ends.append(place)
            reading.heads.append(first + 1)
            reading.deps.append("dobj")
            reading.token_sentence.append(number)
            reading.token_segment.append(0)
        reading.deps[first], reading.deps[first + 1] = "nsubj", "ROOT"
    return reading


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (["Acme left .", "Its head left ."], 1),
        (["Acme sued Orten .", "Its head left ."], 1),
        (["They sued Orten .", "Its head left ."], 2),
        (["They sued Orten and Acme .", "Its head left ."], None),
        (["Acme left .", "It sued Orten .", "Its head left ."], 1),
        (["Acme left .", "“ Orten won ! ”", "Its head left ."], 1),
        (["Acme and Orten met its head ."], None),
        (["Acme left .", "They left .", "Its head left ."], None),
        (["They left Acme " + "far " * 90 + ".", "Its head left ."], None),
    ],
)
def test_its_means_the_subject_before(sentences, expected):
    reading = read(*sentences)
    token = max(t for t, lemma in enumerate(reading.lemmas) if lemma == "its")
    assert owner_of_its(Topics(reading), token, lambda t: BODIES.get(reading.words[t])) == expected
