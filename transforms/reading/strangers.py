"""Which words with a capital are no words of English: "Nexora", "Kudu", not "Analysts" or "Nevertheless".

What is counted are the words that the model's vectors were made of, some half a million by how often they were met:
a name is met with a capital, a word of English mostly without. Where a sentence begins, this alone tells them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from spacy.strings import hash_string  # type: ignore[attr-defined]

from transforms.reading.word_rows import STEP, WordRows

CLEARLY = 3  # times as rare with a capital: a word of English that no name is
SHORTEST = 4  # letters: fewer may be a short form, "Dlr"
SHORTEST_PART = 3  # letters of a part of a compound
COMMON = 20_000 // STEP  # the rank of words that any reader knows
FORMED = re.compile(r"(ed|ing|ly|ness|ions?|ments?|ism|ists?|able|ible|ful|less|ships?|wards?|wise)$")


def find_strangers(words: Sequence[str], rows: object) -> Iterator[int]:
    """The places of words that begin with a capital and are no words of English; none without a count of words."""
    if isinstance(rows, WordRows):
        for place, word in enumerate(words):
            if word.istitle() and (_is_strange(word, rows) or (_is_within(words, place) and _is_made(word, rows))):
                yield place


def _is_within(words: Sequence[str], place: int) -> bool:
    """Whether a word stands between small ones, or a sign, where a capital is a name's: "Orvane and Stonebeam will"."""
    behind = words[place + 1 : place + 2]
    return place > 0 and words[place - 1].islower() and bool(behind) and not behind[0][:1].isupper()


def _is_made(word: str, rows: WordRows) -> bool:
    """Whether a word was never counted, with a capital or without, but is made of two of English: "Stonebeam"."""
    if len(word) < SHORTEST or not word.isalpha() or FORMED.search(word) is not None:
        return False
    return rows.rank(hash_string(word.lower())) is None and rows.rank(hash_string(word)) is None


def find_plain(words: Sequence[str], rows: object, places: Iterable[int]) -> Iterator[int]:
    """Of some places those of words that are met without a capital much more often: "Migrants", but not "Brown"."""
    if isinstance(rows, WordRows):
        yield from (place for place in places if words[place].istitle() and _is_plain(words[place], rows))


def _is_plain(word: str, rows: WordRows) -> bool:
    """Whether a word is a common one of English, and rarely written with a capital."""
    if len(word) < SHORTEST or not word.isalpha():
        return False
    common, own = rows.rank(hash_string(word.lower())), rows.rank(hash_string(word))
    return common is not None and common < COMMON and (own is None or own >= CLEARLY * common)


def without_known(places: Iterable[int], words: Sequence[str]) -> set[int]:
    """The places whose words the text has nowhere in small letters."""
    found = list(places)
    seen = set(words) if found else set()
    return {place for place in found if words[place].lower() not in seen}


def _is_strange(word: str, rows: WordRows) -> bool:
    """Whether no word of English is written so, or only a rare one that is met with a capital more often."""
    if len(word) < SHORTEST or not word.isalpha():
        return False
    lower = word.lower()
    common, own = rows.rank(hash_string(lower)), rows.rank(hash_string(word))
    if common is None:
        return own is not None or not _is_formed(lower, rows)
    is_adverb = lower.endswith("ly")  # which begins sentences: "Fortunately"
    return common >= COMMON and own is not None and own < common and not is_adverb


def _is_formed(word: str, rows: WordRows) -> bool:
    """Whether a word that was never counted is formed as those of English are: "millfeed", "determinated"."""
    parts = ((word[:end], word[end:]) for end in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1))
    return FORMED.search(word) is not None or any(_is_common(one, rows) and _is_common(two, rows) for one, two in parts)


def _is_common(word: str, rows: WordRows) -> bool:
    rank = rows.rank(hash_string(word))
    return rank is not None and rank < COMMON
