"""People whose names a reader took for an organization's: "Dana Poole & Lee Ortiz", "Lawyers Dana Poole" and more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transforms.lexicon import Lexicon
from transforms.names.splits import PERSON_WORDS, Span3, may_be_person
from transforms.reading.reading import Reading


def part_people(reading: Reading, lexicon: Lexicon, spans: Sequence[Span3]) -> Iterator[Span3]:
    """The spans with such people apart, as people."""
    people = {first for first, _, label in spans if label == "PERSON"}
    for first, last, label in spans:
        if label != "ORG":
            yield first, last, label
        elif middle := _find_sign(reading, lexicon, first, last):
            yield first, middle, "PERSON"
            yield middle + 1, last, "PERSON"
        elif _is_member(reading, lexicon, first, last):
            yield first, first + PERSON_WORDS, "PERSON"
            yield first + PERSON_WORDS + 1, last, "ORG"
        elif _is_first_of_many(reading, lexicon, first, last, people):
            yield first + 1, last, "PERSON"
        else:
            yield first, last, label


def _is_member(reading: Reading, lexicon: Lexicon, first: int, last: int) -> bool:
    """Whether a span is somebody in full and, behind "of", whose member it is: "Dana Poole of | Orvane"."""
    words, middle = reading.words, first + PERSON_WORDS
    if last - first != PERSON_WORDS + 2 or words[middle] != "of":
        return False
    if not lexicon.is_given_name(words[first]) and first not in reading.strange:
        return False
    is_known = words[middle - 1].lower() in lexicon.surnames or middle - 1 in reading.strange
    is_body = lexicon.is_body_word(words[middle - 1].lower())
    return is_known and not is_body and may_be_person(reading, lexicon, first, middle)


def _find_sign(reading: Reading, lexicon: Lexicon, first: int, last: int) -> int | None:
    """The "&" between two people in full, behind whom no word calls them a firm."""
    words, middle = reading.words, first + PERSON_WORDS
    if last - first != 2 * PERSON_WORDS + 1 or words[middle] != "&" or words[last : last + 1] == ["&"]:
        return None
    sides = ((first, middle), (middle + 1, last))
    are_full = all(may_be_person(reading, lexicon, *side) and lexicon.is_given_name(words[side[0]]) for side in sides)
    return middle if are_full else None


def _is_first_of_many(reading: Reading, lexicon: Lexicon, first: int, last: int, people: set[int]) -> bool:
    """Whether a title of several people stands before the first of them: "Lawyers | Dana Poole" and Lee Ortiz."""
    words = reading.words
    if not lexicon.is_plural_title(words[first]) or words[last : last + 1] not in ([","], ["and"]):
        return False
    is_named = last + 1 in people or lexicon.is_given_name(words[first + 1])
    return is_named and may_be_person(reading, lexicon, first + 1, last)
