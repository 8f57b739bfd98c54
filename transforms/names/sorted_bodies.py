"""Organizations by the sort at the end of their names, whatever a reader saw: "Kessan General Hospital".

A reader cuts such names where a word before the sort is a title, "General", or belongs to many, "Kessan Women's
Shelter", and takes "University of Kessan" for a place. The first word is none of English, so that it is a name's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transforms.grammar import HYPHENS
from transforms.lexicon import Lexicon
from transforms.names.splits import POSSESSIVES, Span3
from transforms.reading.reading import Reading

ADJECTIVES = frozenset(("international", "electric"))
LONGEST = 6  # words of a name
SMALL = frozenset(("of", "and", "&", "the", "for"))


def find_sorted(reading: Reading, lexicon: Lexicon, spans: Sequence[Span3]) -> Iterator[tuple[int, int]]:
    """The tokens, half open, of each such name that no span holds whole."""
    words = reading.words
    for last in [t + 1 for t, word in enumerate(words) if t and word[0].isupper() and ends_sort(word, lexicon)]:
        if _goes_on(reading, lexicon, last):
            continue
        first = _first_of(reading, lexicon, last - 1)
        is_bound = first > 0 and words[first - 1] in HYPHENS and reading.ends[first - 1] == reading.starts[first]
        if first < last - 1 and not is_bound and not _is_within(first, last, spans):
            yield first, last


def ends_sort(word: str, lexicon: Lexicon) -> bool:
    """Whether a word tells an organization at the end of a name; "the Kessan International" is a tournament."""
    plain = word.lower()
    return plain in lexicon.organization_ends and plain not in ADJECTIVES


def _goes_on(reading: Reading, lexicon: Lexicon, token: int) -> bool:
    """Whether a name goes on at a token: behind a hyphen, with "of", or with a word that is no title's."""
    words = reading.words
    if token >= len(words) or reading.token_sentence[token] != reading.token_sentence[token - 1]:
        return False
    word = words[token]
    is_name = word[0].isupper() and not lexicon.is_title(word) and reading.tags[token] in ("NNP", "NNPS")
    behind = words[token + 1] if token + 1 < len(words) else ""
    is_of = word in ("of", "for") and behind[:1].isupper()
    is_of = is_of or (word in ("and", "&") and behind[:1].isupper() and token + 1 not in reading.strange)
    return is_name or is_of or (word == "-" and reading.starts[token] == reading.ends[token - 1])


def _first_of(reading: Reading, lexicon: Lexicon, last: int) -> int:
    """Where the capitalised words and possessives begin that end at a token."""
    words, first = reading.words, last
    floor = max(reading.sentences[reading.token_sentence[last]][0], last - LONGEST)
    while first > floor and _is_own(reading, lexicon, first - 1):
        first -= 1
    opens = first == reading.sentences[reading.token_sentence[last]][0]
    while first < last and (opens or lexicon.is_title(words[first])) and first not in reading.strange:
        first += 1
    strange = any(token in reading.strange for token in range(first, last))
    return first if strange and words[first] not in POSSESSIVES else last


def _is_own(reading: Reading, lexicon: Lexicon, token: int) -> bool:
    """Whether a token is a word of a name, or the possessive of whom it is for, "Women | 's", and of nobody."""
    words = reading.words
    if words[token] not in POSSESSIVES:
        return words[token][0].isupper() and words[token] not in lexicon.days and words[token] not in lexicon.months
    return token > 1 and reading.lowered[token - 1] in lexicon.words["owner_of_many"]


def _is_within(first: int, last: int, spans: Sequence[Span3]) -> bool:
    """Whether a span holds all of the tokens, or reaches beyond them."""
    inside = [span for span in spans if span[1] > first and span[0] < last]
    return any((a <= first and last <= b) or a < first or b > last for a, b, _ in inside)


def is_lettered_sort(reading: Reading, lexicon: Lexicon, first: int, last: int) -> bool:
    """Whether what a name is called by begins it in capitals: "the NGO | Orvexa"."""
    words = reading.words[first:last]
    is_sort = len(words) > 1 and words[0].isupper() and len(words[0]) > 2 and lexicon.tells_body(words[0].lower())
    return is_sort and words[1].istitle() and first > 0 and reading.words[first - 1].islower()
