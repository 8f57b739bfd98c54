"""What the reader took for a person and is none, by how the words are written and what lists know of them.

Each test gives the kind of a group of names, or None where it cannot tell. Nothing is asked where a title, a given
name, a surname or "he" and "she" tell that somebody is meant.
"""

from __future__ import annotations

from collections.abc import Callable

from transforms.names.survey import LANDS, Key, Named
from transforms.names.words import has_inner_capital

LONGEST = 4  # words of a full name without particles
SHORTEST_SURNAME = 3  # letters of what is somebody's rather than a town's: "Ho"
FEWEST_LETTERS = 3  # of initials that are no person's: "TJ Poole" is one
PROPER = frozenset(("NNP", "NNPS"))


def as_nobody(key: Key, weighed: str, named: Named) -> str | None:
    """What only looks like a person's name: "NHS Orten", "PAGASA", "iPhone XR", "Briton", "Focus now turns to"."""
    if weighed != "person" or _is_somebody(key, named):
        return None
    found = (test(key, named) for test in TESTS)
    return next((kind for kind in found if kind is not None), None)


def _is_somebody(key: Key, named: Named) -> bool:
    is_part = len(key) == 1 and (key[0] in named.lasts or key[0] in named.firsts)
    return is_part or key[-1] in named.lexicon.surnames or named.is_somebody(key)


def _by_letters(key: Key, named: Named) -> str | None:
    """An organization by initials, alone or before its field or country, where not all words have capitals."""
    names, words = named.groups[key], named.groups[key][0].words(named.reading)
    is_initials = words[0].isupper() and words[0].isalpha() and len(words[0]) >= FEWEST_LETTERS
    if not is_initials or named.facts[key].get("title_line", 0.0) > 0 or all(map(str.isupper, words[1:] or ["a"])):
        return None
    return "organization" if len(words) > 1 or any(name.label == "ORG" for name in names) else "none"


def _by_brand(key: Key, named: Named) -> str | None:
    """A product by a first word that begins in small letters: "iPhone XR"."""
    word = named.groups[key][0].words(named.reading)[0]
    return "none" if word[0].islower() and has_inner_capital(word) else None


def _by_nation(key: Key, named: Named) -> str | None:
    """One of a people, "Briton", and what is called after a people, "Welsh Labour"."""
    if named.lexicon.place_names.get(key[0]) != "nationality":
        return None
    if len(key) == 1:
        return "group"
    return "organization" if any(name.label == "ORG" for name in named.groups[key]) else "none"


def _by_place(key: Key, named: Named) -> str | None:
    """A large place, and a town of more than one word: "Moscow said"."""
    sort = named.lexicon.place_names.get(" ".join(key)) if len(key[0]) > SHORTEST_SURNAME else None
    return "place" if sort in LANDS or (sort is not None and len(key) > 1) else None


def _by_tag(key: Key, named: Named) -> str | None:
    """A common word of English with which sentences begin, and what many are called: "Bodyboarders"."""
    if len(key) > 1 or named.facts[key].get("starts", 0.0) < 1:
        return None
    tags, strange = named.reading.tags, named.reading.strange
    tokens = [name.first for name in named.groups[key]]
    is_name = any(tags[token] in PROPER or (token in strange and tags[token] != "NNS") for token in tokens)
    return None if is_name else "none"


def _by_length(key: Key, named: Named) -> str | None:
    """More words than a person has."""
    is_long = len(key) > LONGEST and not any(named.lexicon.is_particle(word) for word in key)
    return "none" if is_long else None


TESTS: tuple[Callable[[Key, Named], str | None], ...] = (
    _by_letters,
    _by_brand,
    _by_nation,
    _by_place,
    _by_tag,
    _by_length,
)
