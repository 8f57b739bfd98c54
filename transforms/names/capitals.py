"""Headlines in capitals, in which letters do not tell names from other words: the rest of the article does."""

from __future__ import annotations

from collections.abc import Collection

from transforms.names.words import Name, name_key
from transforms.reading.reading import Reading

LEAST = 3  # words in capitals that make a sentence a headline
LONG = 5  # letters of a word that is no initials
MANY_LETTERS = 14  # of a row of words
US = frozenset(("U.S.", "American", "Americans", "Washington"))  # by which a text that means the country names it, too
ALWAYS = 2  # words of a name that is kept though the article has it nowhere else


def find_shouted(reading: Reading) -> set[int]:
    """The sentences in capitals throughout, where the article has others too."""
    shouted = {number for number, bounds in enumerate(reading.sentences) if _is_shouted(reading, *bounds)}
    return shouted if len(shouted) < len(reading.sentences) else set()


def _is_shouted(reading: Reading, first: int, last: int) -> bool:
    if any(map(str.islower, reading.words[first:last])):
        return False  # as nearly all sentences are
    words = [word for word in reading.words[first:last] if any(c.isalpha() for c in word)]
    return len(words) >= LEAST and all(word.isupper() for word in words)


def find_shouted_runs(reading: Reading, shouted: Collection[int]) -> set[int]:
    """The tokens of rows of words in capitals within other sentences: "and NOBODY WARNED US, he said"."""
    found: set[int] = set()
    for number, (first, last) in enumerate(reading.sentences):
        if number in shouted or sum(map(str.isupper, reading.words[first:last])) < LEAST:
            continue
        run: list[int] = []
        for token in range(first, last + 1):
            if token < last and reading.words[token].isupper() and reading.words[token].isalpha():
                run.append(token)
                continue
            found.update(run if _is_loud(reading, run) else ())
            run = []
    return found


def _is_loud(reading: Reading, run: list[int]) -> bool:
    """Whether words in capitals in a row are shouted: three at least, with more letters than initials have."""
    sizes = [len(reading.words[token]) for token in run]
    return len(sizes) >= LEAST and max(sizes) >= LONG and sum(sizes) >= MANY_LETTERS


def drop_shouted(
    reading: Reading, names: list[Name], shouted: Collection[int], runs: Collection[int] = frozenset()
) -> list[Name]:
    """The names without those of words in capitals that the article has nowhere else.

    Of a whole sentence only the longer ones go, as a headline may be all that names somebody; of a row of words within
    a sentence all, "US" among them, which may be a pronoun.
    """
    loud = [(name, reading.token_sentence[name.first] in shouted, name.first in runs) for name in names]
    known = {name_key(name.words(reading)) for name, whole, part in loud if not (whole or part)}
    heads = {reading.sentences[number][0] for number in shouted}
    spelt = {word for word in reading.words if not word.isupper()}
    kept = []
    for name, whole, part in loud:
        words = name.words(reading)
        is_pronoun = words == ["US"] and not spelt & US and name.first not in heads
        is_short = whole and len(words) <= ALWAYS
        if not (whole or part) or (is_short and not is_pronoun) or name_key(words) in known:
            kept.append(name)
    return kept
