"""Headlines in capitals, in which letters do not tell names from other words: the rest of the article does."""

from __future__ import annotations

from transforms.names.words import Name, name_key
from transforms.reading.reading import Reading

LEAST = 3  # words in capitals that make a sentence a headline
ALWAYS = 2  # words of a name that is kept though the article has it nowhere else


def find_shouted(reading: Reading) -> set[int]:
    """The sentences in capitals throughout, where the article has others too."""
    shouted = {number for number, bounds in enumerate(reading.sentences) if _is_shouted(reading, *bounds)}
    return shouted if len(shouted) < len(reading.sentences) else set()


def _is_shouted(reading: Reading, first: int, last: int) -> bool:
    words = [word for word in reading.words[first:last] if any(c.isalpha() for c in word)]
    return len(words) >= LEAST and all(word.isupper() for word in words)


def drop_shouted(reading: Reading, names: list[Name], shouted: set[int]) -> list[Name]:
    """The names without the longer ones of a headline in capitals that the article has nowhere else."""
    apart = [(name, reading.token_sentence[name.first] in shouted) for name in names]
    known = {name_key(name.words(reading)) for name, in_capitals in apart if not in_capitals}
    return [
        name
        for name, in_capitals in apart
        if not in_capitals or name.last - name.first <= ALWAYS or name_key(name.words(reading)) in known
    ]
