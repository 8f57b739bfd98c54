"""Campaigns that are called by who is for or against what: "Voices for Orten", "Mothers Against Dirty Water".

A reader sees the cause alone, or nothing. Where the link has a capital, or the plural has one within a sentence, the
words are a name; where the plural begins a sentence, what one body does must stand behind it: "Voices for Orten has".
"""

from __future__ import annotations

from collections.abc import Iterator

from transforms.lexicon import Lexicon
from transforms.reading.reading import Reading

LONGEST = 6  # words of a cause
OPENING = frozenset(("a", "an", "the", "our"))
SINGLE = frozenset(("has", "is", "was"))
PLURALS = frozenset(("NNS", "NNPS", "NNP"))
TELLING = frozenset("NVJR")  # the first letters of the tags of words that are small outside headlines


def find_causes(reading: Reading, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """The tokens of each such name, half open."""
    links = lexicon.words["cause_link"]
    for link in [token for token, word in enumerate(reading.words) if word.lower() in links]:
        last = _end_cause(reading, link)
        if link and last > link + 1 and _are_people(reading, link - 1, lexicon) and _is_name(reading, link, last):
            yield link - 1, last


def _end_cause(reading: Reading, link: int) -> int:
    """Where the capitalised words behind a link end."""
    words, limit = reading.words, reading.sentences[reading.token_sentence[link]][1]
    last = link + 1 + (words[link + 1 : link + 2] != [] and words[link + 1] in OPENING)
    begin, limit = last, min(limit, last + LONGEST)
    while last < limit:
        is_bound = words[last] == "and" and last + 1 < limit and words[last + 1][0].isupper() and last > begin
        if not (words[last][0].isupper() or is_bound):
            break
        last += 1
    return last if last > begin else link


def _are_people(reading: Reading, token: int, lexicon: Lexicon) -> bool:
    """Whether a capitalised plural stands at the token that is no office: "Ministers for Health"."""
    word = reading.words[token]
    is_plural = reading.tags[token] in PLURALS and word.istitle() and word.endswith(("s", "men", "women", "People"))
    title = lexicon.title_of((word.lower().removesuffix("s"),)) if is_plural else None
    return is_plural and (title is None or title.sort == "job")


def _is_name(reading: Reading, link: int, last: int) -> bool:
    """Whether capitals that are no headline's, or what a single body does, tell that the words are one name."""
    first, limit = reading.sentences[reading.token_sentence[link]]
    words, tags, begin = reading.words, reading.tags, link - 1
    is_text = any(words[t].islower() and tags[t][0] in TELLING for t in range(first, limit))
    before = words[begin - 1] if begin > first else ""
    if not is_text or before[:1].isupper():
        return False
    if words[link].istitle() or (before and before.isalpha()):
        return True
    behind = last < limit and (tags[last] == "VBZ" or words[last] in SINGLE)
    return not before and behind
