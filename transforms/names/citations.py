"""Authors that a learned text cites: "Poole et al.", "Poole and Orten (2004)", "(Poole, 2004; Orten, 2005)".

Readers of news take them for places and organizations, and "et al." for a part of the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from transforms.lexicon import Lexicon
from transforms.names.splits import Span3
from transforms.names.survey import Key, Named
from transforms.names.words import Name
from transforms.reading.reading import Reading

YEAR = re.compile(r"(?:1[89]|20)\d\d[a-z]?$")
ET_AL = re.compile(r"[^\W\d_],? et al\b")
IN_BRACKETS = re.compile(r"\([A-Z][\w’'-]+(?: (?:and|&) [A-Z][\w’'-]+)?,? (?:1[89]|20)\d\d[a-z]?[);,]")
LEAST_CITED = 3  # names with years in brackets, of a text that cites
AND = frozenset(("and", "&"))
OPENING = frozenset(("(", ";", "["))
LONGEST = 3  # words of an author's name


def part_authors(reading: Reading, spans: list[Span3]) -> list[Span3]:
    """The spans with cited authors as people, each alone: "Poole | et al.", "Poole | and | Orten | (2004)"."""
    cited = sorted(_cited_tokens(reading))
    if not cited:
        return spans
    words, parted, covered = reading.words, [], set()
    for first, last, label in spans:
        inside = [token for token in cited if first <= token < last]
        covered.update(inside)
        if not inside:
            parted.append((first, last, label))
        elif any(word in AND or word == "et" for word in words[first:last]):
            parted += [(token, token + 1, "PERSON") for token in inside]
        else:
            parted.append((first, inside[-1] + 1, "PERSON"))
    parted += [(token, token + 1, "PERSON") for token in cited if token not in covered]
    return sorted(parted)


def _cited_tokens(reading: Reading) -> Iterator[int]:
    """The tokens with which cited authors' names end."""
    if not is_learned(reading):
        return
    for token, word in enumerate(reading.words):
        if word[0].isupper() and word[-1].isalpha() and not word.isupper() and is_cited(reading, token, token + 1):
            yield token


def is_cited(reading: Reading, first: int, last: int) -> bool:
    """Whether a name is that of an author cited: "et al." behind it, or a year behind it or it and another."""
    words = reading.words
    if _is_et_al(words, last):
        return True
    before = words[first - 1] if first else ""
    if last + 1 < len(words) and words[last] in AND and words[last + 1][0].isupper():
        return _has_year(words, last + 2) and _is_trusted(reading, before)
    if not _has_year(words, last):
        return False
    if before in AND:
        return first > 1 and words[first - 2][0].isupper() and _is_trusted(reading, words[first - 3])
    return before in OPENING and _is_trusted(reading, before)


def _is_et_al(words: list[str], place: int) -> bool:
    place += words[place : place + 1] == [","]
    return words[place : place + 1] == ["et"] and words[place + 1 : place + 2] in (["al"], ["al."])


def _has_year(words: list[str], place: int) -> bool:
    """Whether a year stands at the place, behind a comma or a bracket."""
    place += words[place : place + 1] in ([","], ["("])
    return place < len(words) and YEAR.match(words[place]) is not None


def _is_trusted(reading: Reading, before: str) -> bool:
    """Whether "by" stands before the authors, or the text cites others: films and books have years, too."""
    return before == "by" or is_learned(reading)


def is_learned(reading: Reading) -> bool:
    """Whether a text says "et al." or has several names with their years in brackets."""
    if "et" in reading.words and any(ET_AL.finditer(reading.text)):
        return True
    return sum(1 for _ in islice(IN_BRACKETS.finditer(reading.text), LEAST_CITED)) == LEAST_CITED


def as_cited(key: Key, weighed: str, named: Named) -> str | None:
    """An author whom the text cites: "Poole et al."."""
    if weighed == "person" or len(key) > LONGEST:
        return None
    return "person" if named.holds_mostly(_is_author, key) else None


def _is_author(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    return not reading.words[name.last - 1].isupper() and is_cited(reading, name.first, name.last)  # "(CLEF, 2001)"
