"""Societies that are called by who is of what: "Mothers of Kessan", "Action for Kessan".

A reader sees the place alone, or nothing. The head has a capital within a sentence; where it begins one, what a single
body does must stand behind the name, or the next name of a list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transforms.lexicon import Lexicon
from transforms.names.splits import Span3
from transforms.reading.reading import Reading

LONGEST = 3  # words behind the link
OPENING = frozenset(("-", "–", "•", "*", '"', "“"))
ARTICLES = frozenset(("the", "a", "an"))
SINGLE = frozenset(("has", "is", "was"))
GOING_ON = frozenset((",", "and"))
HEADS = {"of": "society_head", "for": "aim_head"}


def find_societies(reading: Reading, lexicon: Lexicon, spans: Sequence[Span3]) -> Iterator[tuple[int, int]]:
    """The tokens of each such name, half open."""
    words = reading.words
    for link in [token for token, word in enumerate(words) if word in HEADS and token]:
        head = words[link - 1]
        is_head = head.istitle() and head.lower() in lexicon.words[HEADS[words[link]]]
        last = _end_of(reading, lexicon, link + 1) if is_head else link
        if last > link + 1 and _is_name(reading, link - 1, last, spans):
            yield link - 1, last


def _end_of(reading: Reading, lexicon: Lexicon, first: int) -> int:
    """Where the capitalised words behind a link end; the first is none of English, or a place."""
    words, limit = reading.words, reading.sentences[reading.token_sentence[first - 1]][1]
    last = first
    while last < min(limit, first + LONGEST) and words[last][0].isupper() and not lexicon.is_title(words[last]):
        last += 1
    is_own = first in reading.strange or " ".join(words[first:last]).lower() in lexicon.place_names
    return last if is_own else first


def _is_name(reading: Reading, first: int, last: int, spans: Sequence[Span3]) -> bool:
    """Whether a capital within a sentence, one body's deed or a list tells that the words are a name."""
    words, (floor, limit) = reading.words, reading.sentences[reading.token_sentence[first]]
    before = words[first - 1] if first > floor else ""
    if before and before not in OPENING:
        return not before[0].isupper() or before.lower() in ARTICLES
    if last < limit and (reading.tags[last] == "VBZ" or words[last] in SINGLE):
        return True
    begin = last + 1
    is_list = last < limit and words[last] in GOING_ON
    return is_list and any(span[0] == begin and span[2] == "ORG" for span in spans)
