"""Names in the labels of turns ("JANE ROE:"), which the recognizer misses: there is no sentence round them."""

from __future__ import annotations

from transforms.lexicon import Lexicon
from transforms.names.words import Name
from transforms.reading.labels import find_labels
from transforms.reading.reading import Reading


def add_label_names(reading: Reading, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """The names with those of labels put right: a given name and more is a person, and so is a surname told before."""
    labels = find_labels(reading)
    if not labels:
        return names
    starts = [_person_start(reading, lexicon, label.first, label.last) for label in labels]
    people = [(first, label.last) for first, label in zip(starts, labels, strict=True) if first is not None]
    surnames = {reading.words[last - 1].lower() for _, last in people}
    surnames |= {reading.words[n.last - 1].lower() for n in names if n.kind == "person" and n.last - n.first > 1}
    people += [
        (label.last - 1, label.last)
        for label in labels
        if label.last - label.first == 1 and label.sign(reading) in surnames
    ]
    kept = [n for n in names if not any(n.first < last and first < n.last for first, last in people)]
    added = [Name(first, last, "PERSON", first, None, "person") for first, last in people]
    return sorted(kept + added, key=lambda n: n.first)


def _person_start(reading: Reading, lexicon: Lexicon, first: int, last: int) -> int | None:
    """Where in a label a person's full name begins, behind any title; None where it is none, and for a lone word."""
    for token in range(first, last - 1):
        if lexicon.is_given_name(reading.words[token]) and not lexicon.is_title(reading.words[token]):
            return (
                token if last - token <= 4 and lexicon.name_words.get(reading.words[last - 1].lower()) is None else None
            )
    return None
