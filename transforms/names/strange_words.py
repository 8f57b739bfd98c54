"""Words that may be names though the reader took them for none: of no language, or letters that begin a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.grammar import HYPHENS, SUBJECTS
from transforms.lexicon import Lexicon
from transforms.names.words import Name
from transforms.reading.reading import Reading

FEWEST_LETTERS = 3
NARROWING = frozenset(("amod", "compound"))


def find_strange(reading: Reading, lexicon: Lexicon, names: list[Name]) -> set[int]:
    """Words that are none of English and narrow no common noun: "Kudu is big", not "an Israeli delegation".

    Not where the text names the same elsewhere, by which it is told then.
    """
    words = reading.words
    named = {words[token] for name in names for token in range(name.first, name.last)} if reading.strange else set()
    return {
        token
        for token in {*reading.strange, *_lettered_subjects(reading, lexicon)}
        if words[token] not in named and _is_alone(reading, token)
    }


def _lettered_subjects(reading: Reading, lexicon: Lexicon) -> Iterator[int]:
    """The words in capitals that begin a sentence in small letters as its subject: "OTWA cut its fares"."""
    for first, last in reading.sentences:
        word = reading.words[first]
        if len(word) < FEWEST_LETTERS or not (word.isupper() and word.isalpha()) or first + 1 >= last:
            continue
        is_text = reading.words[first + 1].islower() and reading.deps[first] in SUBJECTS
        if is_text and reading.tags[first] != "NNP" and not lexicon.is_title(word):
            yield first


def _is_alone(reading: Reading, token: int) -> bool:
    """Whether a word stands behind no hyphen and before no common noun that it narrows."""
    if token and reading.words[token - 1] in HYPHENS:
        return False
    return reading.deps[token] not in NARROWING or "".join(reading.words[token + 1 : token + 2]).istitle()
