"""People whose names run over marks that end other names: "Kannan s/o Murugesan", "Thomas (Tom) Orten"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms.lexicon import Lexicon
from transforms.names.called_after import NOUNS
from transforms.names.survey import Key, Named
from transforms.names.words import Name, read_title
from transforms.reading.reading import Reading

CLOSING = {"(": ")", '"': '"', "“": "”"}  # around a nickname
OPENING = tuple(CLOSING)
LONGEST_SIDE = 3  # words of a name on one side of the marks
GLUED = re.compile(r"[a-z]{3}[A-Z]")  # "OrtenHere", where a page left out what stood between


def find_whole_people(reading: Reading, lexicon: Lexicon) -> list[Name]:
    """The people whose names hold a patronymic with a stroke or a nickname in brackets, in text order."""
    names: list[Name] = []
    for first, last in sorted([*_find_descended(reading, lexicon), *_find_nicknamed(reading, lexicon)]):
        if not names or names[-1].last <= first:
            names.append(Name(first, last, "PERSON", *read_title(reading, lexicon, first)))
    return names


def as_whole_person(key: Key, weighed: str, named: Named) -> str | None:
    """Somebody whose name holds the marks of find_whole_people."""
    name = named.groups[key][0]
    reading, first, last = named.reading, name.first, name.last
    for token in range(first + 1, last - 1) if name.outside is None and last - first > LONGEST_SIDE else ():
        if _is_descent(reading, token, named.lexicon) or _is_nickname(reading, token, named.lexicon):
            return "person"
    return None


def _find_descended(reading: Reading, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    for stroke in _places(reading, "/"):
        if stroke > 1 and _is_descent(reading, stroke, lexicon):
            first, last = _begin(reading, lexicon, stroke - 1), _end(reading, lexicon, stroke + 2)
            if first < stroke - 1 and last > stroke + 2:
                yield first, last


def _find_nicknamed(reading: Reading, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    for bracket in [token for mark in OPENING for token in _places(reading, mark)]:
        if _is_nickname(reading, bracket, lexicon):
            first, last = _begin(reading, lexicon, bracket), _end(reading, lexicon, bracket + 3)
            is_glued = any(GLUED.search(word) for word in reading.words[bracket + 3 : last])
            if bracket - first == 1 and last > bracket + 3 and not is_glued:
                yield first, last


def _places(reading: Reading, mark: str) -> list[int]:
    """The tokens that are the mark."""
    return [token for token, word in enumerate(reading.words) if word == mark] if mark in reading.words else []


def _is_descent(reading: Reading, stroke: int, lexicon: Lexicon) -> bool:
    """Whether the words around a stroke say whose child somebody is: "s/o", "A/P"."""
    words = reading.words[max(0, stroke - 1) : stroke + 2]
    return len(words) == 3 and words[1] == "/" and "".join(words).lower() in lexicon.words["descent"]


def _is_nickname(reading: Reading, bracket: int, lexicon: Lexicon) -> bool:
    """Whether a given name in brackets stands behind another, "Thomas (Tom)", not "Paris (Texas)".

    Or any word in quotation marks between two names: "Benigno "Boy" Poole".
    """
    words = reading.words[max(0, bracket - 1) : bracket + 3]
    if len(words) < 4 or words[3] != CLOSING.get(words[1]) or not (words[0].istitle() and words[2].istitle()):
        return False
    given, nickname = words[0].lower(), words[2].lower()
    if words[1] != "(":
        is_name = lexicon.is_given_name(given) or bracket - 1 in reading.strange
        return is_name and given not in lexicon.place_names and reading.tags[bracket - 1] == "NNP"
    if given in lexicon.formal_names.get(nickname, ()):
        return True
    is_other = any(word in lexicon.place_names or lexicon.is_title(word) for word in (given, nickname))
    return not is_other and lexicon.is_given_name(given) and lexicon.is_given_name(nickname)


def _begin(reading: Reading, lexicon: Lexicon, last: int) -> int:
    """Where the words of a person's name begin that end before token `last`."""
    first, floor = last - reading.words[last - 1].istitle(), reading.sentences[reading.token_sentence[last - 1]][0]
    while first > max(floor, last - LONGEST_SIDE) and _is_part(reading, lexicon, first - 1):
        first -= 1
    return first


def _end(reading: Reading, lexicon: Lexicon, first: int) -> int:
    """Where the words of a person's name end that begin at token `first`."""
    last = first + (first < len(reading) and reading.words[first].istitle())
    while last < min(len(reading), first + LONGEST_SIDE) and _is_part(reading, lexicon, last):
        last += 1
    return last


def _is_part(reading: Reading, lexicon: Lexicon, token: int) -> bool:
    """Whether a capitalised proper noun that is no title stands at the token."""
    word = reading.words[token]
    return word[0].isupper() and reading.tags[token] in NOUNS and not lexicon.is_title(word)
