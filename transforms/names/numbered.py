"""Organizations with a number or a sum in their names: "director of the Push for $20", "head of the 30% Club".

Sums and numbers stand beside capitals all over the news, so that such a name is taken only where an office is held.
"""

from __future__ import annotations

from transforms.grammar import OFFICE_LINKS
from transforms.lexicon import Lexicon
from transforms.names.survey import Key, Named
from transforms.names.words import Name
from transforms.reading.reading import Reading

SIGNS = frozenset("$£€")
LINKS = frozenset(("for", "to", "a", "an", "at"))  # before a sum: "Campaign for a $20 Wage"
MOST_LINKS = 2
LONGEST = 6  # words of a name on either side of its number
YEARS = range(1900, 2100)


def find_numbered(reading: Reading, lexicon: Lexicon) -> list[Name]:
    """Such names, in text order, and the same words elsewhere in the article."""
    numbers = [token for token in reading.figures if reading.tags[token] == "CD"]
    spans = [(token, *_around(reading, token)) for token in numbers]
    called = {tuple(reading.words[first:last]) for token, first, last in spans if _is_name(reading, lexicon, token)}
    found: list[Name] = []
    for _, first, last in spans if called else ():
        is_apart = not found or found[-1].last <= first
        if is_apart and tuple(reading.words[first:last]) in called:
            found.append(Name(first, last, "ORG", first, kind="organization"))
    return found


def as_numbered(key: Key, weighed: str, named: Named) -> str | None:
    """An organization whose name holds a sum or a number, as find_numbered knows it."""
    reading = named.reading
    for name in named.groups[key]:
        tokens = range(name.first, name.last) if name.outside is None and name.label == "ORG" else ()
        numbers = (token for token in tokens if reading.tags[token] == "CD")
        if any(_is_name(reading, named.lexicon, token) for token in numbers):
            return "organization"
    return None


def _around(reading: Reading, token: int) -> tuple[int, int]:
    """The words around a number that may be one name with it, half open."""
    first, last = _whole(reading, token)
    return _begin(reading, first), _end(reading, last)


def _is_name(reading: Reading, lexicon: Lexicon, token: int) -> bool:
    """Whether a number stands in an organization's name, as its words and an office beside it show."""
    (first, last), (begin, end) = _whole(reading, token), _around(reading, token)
    is_called = reading.words[first] in SIGNS and begin < first
    is_body = end > last and lexicon.name_words.get(reading.lowered[end - 1]) == "organization"
    is_open = is_body and (last - token > 1 or not _is_year(reading.words[token]) or begin < first)
    if is_called and _is_before_officer(reading, lexicon, end):
        return True
    return (is_called or (is_open and not _goes_on(reading, end))) and _is_held(reading, lexicon, begin)


def _whole(reading: Reading, token: int) -> tuple[int, int]:
    """A number with the sign before or behind it: "$20", "30%"."""
    first = token - 1 if token and reading.words[token - 1] in SIGNS else token
    last = token + 2 if reading.words[token + 1 : token + 2] == ["%"] else token + 1
    return first, last


def _begin(reading: Reading, number: int) -> int:
    """Where the capitalised words begin before a number and its small words: "Raise | to | $18"; else the number."""
    place = number - 1
    while number - place <= MOST_LINKS and place > 0 and reading.words[place] in LINKS:
        place -= 1
    first = place
    while first >= 0 and place - first < LONGEST and reading.words[first].istitle():
        first -= 1
    return first + 1 if first < place else number


def _end(reading: Reading, last: int) -> int:
    """Where the capitalised words end behind a number."""
    end = last
    while end < len(reading) and end - last < LONGEST and reading.words[end].istitle():
        end += 1
    return end


def _is_year(word: str) -> bool:
    return word.isdigit() and int(word) in YEARS


def _goes_on(reading: Reading, end: int) -> bool:
    """Whether a noun goes on behind a name: "the 27 European Union | states"."""
    return reading.tags[end : end + 1] in (["NN"], ["NNS"])


def _is_held(reading: Reading, lexicon: Lexicon, first: int) -> bool:
    """Whether an office and a word that links it to where it is held stand before a token: "director of the | ..."."""
    link = first - 1 - (first > 0 and reading.lowered[first - 1] == "the")
    is_linked = link > 0 and reading.words[link] in OFFICE_LINKS
    return is_linked and lexicon.is_title_end(reading.words[link - 1])


def _is_before_officer(reading: Reading, lexicon: Lexicon, end: int) -> bool:
    """Whether a post in small letters and somebody's name stand behind a token: "| national organizer Dana Poole"."""
    token = end
    while token < len(reading) and token - end < LONGEST and reading.words[token].islower():
        token += 1
    is_post = end < token < len(reading) and lexicon.is_title_end(reading.words[token - 1])
    return is_post and reading.words[token][0].isupper()
