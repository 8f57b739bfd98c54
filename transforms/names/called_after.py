"""Organizations that are called after a king or a doctor: "King Osman Relief Centre", where the reader saw a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transforms.names.repairs import Ground
from transforms.names.splits import Span3

NOUNS = frozenset(("NNP", "NNPS"))
LONGEST = 10  # words of such a name
SHORTEST = 4
BEFORE_AND = 3  # words that make a name before "and" may go on in it


def join_called_after(ground: Ground, spans: Sequence[Span3]) -> list[Span3]:
    """The spans with one for each such organization in place of those within it; a longer span stays."""
    wholes = dict(_find_wholes(ground))
    if not wholes:
        return list(spans)
    bodies = [(first, last, label) for first, last, label in spans if label in ("ORG", "FAC")]
    held = {first for first, last in wholes.items() if any(a <= first and last <= b for a, b, _ in bodies)}
    wholes = {first: last for first, last in wholes.items() if first not in held}
    inside = {token for first, last in wholes.items() for token in range(first, last)}
    for first, last in wholes.items():
        ground.take(first, last)
    kept = [span for span in spans if inside.isdisjoint(range(span[0], span[1]))]
    return sorted(kept + [(first, last, "ORG") for first, last in wholes.items()])


def _find_wholes(ground: Ground) -> Iterator[tuple[int, int]]:
    """Where such names stand: a title of kings or doctors, names, and at the end what organizations end in."""
    words, lexicon = ground.reading.words, ground.lexicon
    for token, word in enumerate(words):
        if not word[0].isupper():
            continue
        is_royal = word.lower() in lexicon.words["royal"]
        if is_royal or (word.endswith(".") and lexicon.is_honorific(word)):
            last = _last_word(ground, token, is_royal)
            if last - token >= SHORTEST:
                yield token, last


def _last_word(ground: Ground, first: int, is_royal: bool) -> int:
    """One past the last word with which an organization's name may end; `first` where there is none."""
    reading, lexicon = ground.reading, ground.lexicon
    limit = min(ground.bounds(first)[1], first + LONGEST)
    end = first
    for token in range(first + 1, limit):
        word = reading.words[token]
        if word == "and" and token - first > BEFORE_AND:
            continue
        if word == "of" and is_royal and token == first + 1:
            continue
        if reading.tags[token] not in NOUNS or not word[0].isupper() or lexicon.is_title(word):
            break
        if lexicon.name_words.get(word.lower()) == "organization":
            end = token + 1
    return end
