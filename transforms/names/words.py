"""Names as words: what is compared of them, what is cut from their ends, the titles before them."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from transforms.grammar import HYPHENS, SUFFIXES
from transforms.lexicon import LONGEST_TITLE, Lexicon, Title, surname_start
from transforms.names.splits import INITIALLED
from transforms.reading.reading import Reading

KINDS = {"PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group"}
KINDS |= {"EVENT": "event", "WORK_OF_ART": "work", "LAW": "law", "PRODUCT": "product"}
LANDS = frozenset(("country", "state", "nationality", "landmark"))  # what no organization is called by alone
LED_BY_CAPITALS = re.compile(r"[A-Z]{2,}[a-z]{3,}$")
QUOTES = frozenset('"“”‘')  # around a nickname
MARKS = QUOTES | {"(", ")"}


@dataclass(slots=True)
class Name:
    """Words that may be a name: tokens first to last (half open), and the title words right before them.

    `label` is spaCy's, empty where it saw no entity; `kind` is empty until it is decided.
    """

    first: int
    last: int
    label: str
    title_first: int  # equals `first` where no title stands before the name
    title: Title | None = None
    kind: str = ""
    outside: tuple[int, int] | None = None  # where it stands, for a name in a segment that has no tokens

    def words(self, reading: Reading) -> list[str]:
        """The words of the name."""
        if self.outside is not None:
            return reading.text[slice(*self.outside)].split()
        return reading.words[self.first : self.last]

    def span(self, reading: Reading) -> tuple[int, int]:
        """Where the name stands in the text."""
        return self.outside or reading.span(self.first, self.last)


def name_key(words: Sequence[str]) -> tuple[str, ...]:
    """The words of a name without case, full stops, commas and suffixes; what a hyphen or a possessive binds is one.

    >>> name_key(["J.", "Trevor", "Hood", ",", "Jr."])
    ('j', 'trevor', 'hood')
    >>> name_key(["People", "'s", "Bank", "of", "Asia", "-", "Pacific"])
    ("people's", 'bank', 'of', 'asia-pacific')
    >>> name_key(["S.Poole"])
    ('s', 'poole')
    >>> name_key(["..."]), name_key(['"'])
    (('.',), ('.',))
    """
    return _make_key(tuple(words))


@lru_cache(maxsize=1 << 10)  # every step of an article asks for the keys of the same names
def _make_key(words: tuple[str, ...]) -> tuple[str, ...]:
    plain: list[str] = []
    bound = False
    is_marked = words.count("'") > 1  # around a nickname
    for word in words:
        if word in MARKS or (is_marked and word == "'"):
            continue
        if INITIALLED.match(word):  # the initial is a word of its own
            initials, _, word = word.rpartition(".")
            plain.append(initials.replace(".", "").lower())
        word = word.replace(".", "").replace("’", "'").lower()
        if plain and (bound or word == "'s" or word in HYPHENS):
            plain[-1] += word
        else:
            plain.append(word)
        bound = word in HYPHENS
    kept = [word for word in plain if word and word not in SUFFIXES and word != ","]
    return tuple(kept or [word or "." for word in plain] or ["."])  # no key is empty, and no part of one


def surname_of(words: Sequence[str], lexicon: Lexicon) -> tuple[str, ...]:
    """The last word of a full name, with what is hyphenated to it and the particles before it ("van der Poole")."""
    return tuple(words[surname_start(words, lexicon.particles) :])


def family_names(key: Sequence[str]) -> tuple[str, ...]:
    """What somebody of that full name may be called alone: the last word, and the one before a name of two syllables.

    >>> family_names(("dana", "poole")), family_names(("henry", "chow", "wing-fai"))
    (('poole',), ('wing-fai', 'chow'))
    """
    return (key[-1], key[-2]) if len(key) > 2 and "-" in key[-1] else (key[-1],)


def find_spelt(words: Sequence[str], letters: str, small: Container[str]) -> int | None:
    """Where the last words begin that have these letters first, small words between them; None where they do not.

    >>> find_spelt(["the", "Parti", "Suara", "di", "Orten"], "PSO", {"di"})
    1
    """
    missing = letters
    for place in range(len(words) - 1, -1, -1):
        if words[place][0] == missing[-1]:
            missing = missing[:-1]
        elif words[place] not in small:
            return None
        if not missing:
            return place
    return None


def has_suffix(words: list[str]) -> bool:
    """Whether a name ends in Jr., Sr. or a number.

    >>> has_suffix(["Trevor", "Hood", "Jr."])
    True
    """
    return bool(words) and words[-1].replace(".", "").lower() in SUFFIXES


def read_title(reading: Reading, lexicon: Lexicon, first: int) -> tuple[int, Title | None]:
    """The first token of the titles that end right before token `first`, and the title nearest to it."""
    nearest, place = None, first
    floor = reading.sentences[reading.token_sentence[first]][0]
    while place > floor:
        found = _title_before(reading, lexicon, place, floor)
        if found is None or (nearest is not None and lexicon.is_plural_title(reading.words[place - 1])):
            break  # "Council of Governors | vice chair" Dana Poole
        place, title = found
        nearest = nearest or title
    return place, nearest


def _title_before(reading: Reading, lexicon: Lexicon, place: int, floor: int) -> tuple[int, Title] | None:
    end = lexicon.before_suffix(reading.words, place)
    end -= end > floor + 1 and reading.words[end - 1] == "."  # "Rev. Sr | ."
    if end <= floor or not lexicon.is_title_end(reading.words[end - 1]):
        return None
    for first in range(max(floor, end - LONGEST_TITLE), end):
        title = lexicon.title_of(reading.words[first:end])
        if title is not None:
            return first, title
    return None


def ends_title(reading: Reading, lexicon: Lexicon, name: Name) -> bool:
    """Whether the name is but the end of a title: "State" in "secretary of State"."""
    floor = reading.sentences[reading.token_sentence[name.first]][0]
    title = _title_before(reading, lexicon, name.last, floor) if name.label == "ORG" else None
    return title is not None and title[0] < name.first


def has_inner_capital(word: str) -> bool:
    """Whether a word has a capital behind a small letter, as brands have, or small letters behind several capitals.

    "MedNova" and "GATFund", but not "McPoole" nor "MPs".
    """
    if word[1:].islower():
        return False
    inside = any(a.islower() and b.isupper() for a, b in pairwise(word)) or LED_BY_CAPITALS.match(word) is not None
    return inside and not word.startswith(("Mc", "Mac", "De", "La", "Le", "Di", "Fitz", "O'", "O’"))
