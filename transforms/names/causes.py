"""Campaigns that are called by who is for or against what: "Voices for Orten", "Mothers Against Dirty Water".

A reader sees the cause alone, or nothing. Where the link has a capital, or the plural has one within a sentence, the
words are a name; where the plural begins a sentence, what one body does must stand behind it: "Voices for Orten has".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transforms.lexicon import Lexicon
from transforms.names.splits import Span3
from transforms.reading.reading import Reading

LONGEST = 6  # words of a cause
OPENING = frozenset(("a", "an", "the", "our"))
SINGLE = frozenset(("has", "is", "was"))
ARTICLES = frozenset(("a", "an", "the", "these", "those"))
PLURALS = frozenset(("NNS", "NNPS"))
TELLING = frozenset("NVJR")  # the first letters of the tags of words that are small outside headlines


def find_causes(reading: Reading, lexicon: Lexicon, spans: Sequence[Span3]) -> Iterator[tuple[int, int]]:
    """The tokens of each such name that no longer one of the spans holds, half open."""
    links = lexicon.words["cause_link"]
    for link in [token for token, word in enumerate(reading.words) if word.lower() in links]:
        last = _end_cause(reading, link)
        is_led = link > 0 and last > link + 1 and _are_people(reading, link - 1, lexicon)
        is_held = is_led and any(a < link and last <= b and label == "ORG" for a, b, label in spans)
        if is_led and not is_held and _is_name(reading, link, last):
            yield _begin(reading, link - 1), last


def _begin(reading: Reading, plural: int) -> int:
    """Where a name begins with whose plural it is: "Orten | Residents Against Noise"."""
    first, floor = plural, reading.sentences[reading.token_sentence[plural]][0]
    while first > floor and reading.tags[first - 1] == "NNP" and reading.words[first - 1].istitle():
        first -= 1
    return first


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
    is_set = token > reading.sentences[reading.token_sentence[token]][0] and reading.words[token - 1] in ARTICLES
    is_plural = reading.tags[token] in PLURALS or (reading.tags[token] == "NNP" and reading.words[token + 1].istitle())
    is_plural = is_plural and word.istitle() and word.endswith(("s", "men", "women", "People")) and not is_set
    title = lexicon.title_of((word.lower().removesuffix("s"),)) if is_plural else None
    is_somebody = lexicon.is_given_name(word) or word.lower() in lexicon.surnames
    is_plural = is_plural and lexicon.words["event"].isdisjoint((word.lower(), word.lower().removesuffix("s")))
    return is_plural and not is_somebody and (title is None or title.sort == "job")


def _is_name(reading: Reading, link: int, last: int) -> bool:
    """Whether capitals that are no headline's, or what a single body does, tell that the words are one name."""
    first, limit = reading.sentences[reading.token_sentence[link]]
    words, tags, begin = reading.words, reading.tags, link - 1
    if words[link].istitle():
        begin = _begin(reading, begin)
    is_text = any(words[t].islower() and tags[t][0] in TELLING for t in range(first, limit))
    before = words[begin - 1] if begin > first else ""
    if not is_text or before[:1].isupper():
        return False
    if words[link].istitle() or (before and before.isalpha()):
        return True
    behind = last < limit and (tags[last] == "VBZ" or words[last] in SINGLE)
    return not before and behind
