"""When a name means a place by what stands beside it, and when it only looks like one.

Each rule gives the kind of a group of names, or None where it cannot tell; kind_rules.py asks them in turn.
"""

from __future__ import annotations

import re

from transforms.lexicon import Lexicon
from transforms.names.body_rules import OPEN_TO_BODIES
from transforms.names.survey import Key, Named
from transforms.names.words import Name
from transforms.reading.reading import Reading

NEAR = frozenset(("near", "outside", "off"))
LOCATED = frozenset(("person", "none", "other"))  # what an unknown place may be weighed as
ENDS = frozenset((".", ",", ")", ";"))  # behind the state or country that a place is in
LETTERED = re.compile(r"([A-Z]{3,})-([A-Z]\w+)$")  # "KIT-Nagpur"
OFTEN = 0.4  # share of a name's places where "he", "she" or "who" goes on about it
FULL = (2, 3)  # words of a full name
LONGEST_COUNTRY = 3  # words of a country's name behind a company's


def as_located(key: Key, weighed: str, named: Named) -> str | None:
    """An unknown place by where things are or who lives there: "near Orten", "a resident of Orten", "Orten district".

    A company may have a plant and a club a ground, so these nouns tell nothing; a district has but a place's name.
    """
    is_open = weighed in LOCATED or weighed == "organization"
    if not is_open or named.is_known(key) or named.is_somebody(key) or _is_body(key, named):
        return None
    test = is_dwelt_in if weighed == "organization" else is_located
    return "place" if named.holds_mostly(test, key) else None


def is_dwelt_in(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether people live there, or things lie in a direction from it: "a resident of Orten", "south of Orten"."""
    words, first = reading.words, name.first
    of = first > 1 and words[first - 1] == "of"
    return of and any(words[first - 2].lower() in lexicon.words[use] for use in ("place_dweller", "compass"))


def is_located(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether the words before a name or behind it say that it is a place."""
    words, first, last = reading.words, name.first, name.last
    before = words[first - 1].lower() if first else ""
    if before == "of" and first > 1:
        return _tells_place(words[first - 2], lexicon)
    is_behind = reading.heads[last - 1] == last and reading.deps[last - 1] == "compound"
    is_within = words[last : last + 1] == [","] and _is_container(reading, last + 1, lexicon)
    is_back = before == "to" and words[first - 2].lower() == "back" and not lexicon.is_given_name(words[first])
    return before in NEAR or is_back or is_within or (is_behind and words[last] in lexicon.words["place_noun"])


def _is_container(reading: Reading, token: int, lexicon: Lexicon) -> bool:
    """Whether a state or a country stands at the token and nothing more behind it: "Orten, Oregon"."""
    words = reading.words
    is_land = token < len(words) and lexicon.place_names.get(words[token].lower()) in ("state", "country")
    return is_land and (token + 1 == len(words) or words[token + 1] in ENDS)


def _tells_place(noun: str, lexicon: Lexicon) -> bool:
    return any(noun in lexicon.words[use] for use in ("place_noun", "place_dweller", "compass"))


def as_branch(key: Key, weighed: str, named: Named) -> str | None:
    """A company's branch by its name and the country's: "Acme Namibia", not "Northern Namibia" nor "Dana Jordan"."""
    lexicon = named.lexicon
    size = next((size for size in range(LONGEST_COUNTRY, 0, -1) if " ".join(key[-size:]) in lexicon.country_codes), 0)
    rest = key[: len(key) - size]
    is_titled = any(name.title is not None for name in named.groups[key])
    if not size or not rest or weighed not in OPEN_TO_BODIES or named.is_known(key) or is_titled:
        return None
    words = named.groups[key][0].words(named.reading)
    is_plain = all(word[0].isupper() and word.isalnum() for word in words)
    is_place = " ".join(rest) in lexicon.place_names or " ".join(key) in lexicon.place_names
    is_part = any(
        word in lexicon.words[use] for word in rest for use in ("compass", "state_adjective", "land_adjective")
    )
    is_other = rest[-1] in lexicon.titles or (len(key) == FULL[0] and lexicon.is_given_name(rest[0]))
    return None if not is_plain or is_place or is_part or is_other else "organization"


def as_lettered(key: Key, weighed: str, named: Named) -> str | None:
    """A school or an institute by its letters and its town: "KIT-Nagpur", not "NATO-Ukraine"."""
    found = LETTERED.match("".join(named.groups[key][0].words(named.reading)))
    if found is None or weighed == "organization":
        return None
    letters, town = found[1].lower(), found[2].lower()
    lexicon = named.lexicon
    is_known = letters in lexicon.organization_names or letters in lexicon.place_names
    is_land = lexicon.place_names.get(town) in ("country", "state", "nationality", "landmark")
    return None if is_known or is_land or weighed not in ("place", "person") else "organization"


def as_full_name(key: Key, weighed: str, named: Named) -> str | None:
    """Somebody with a given name whom the reader saw as a person, where places stand: "drove in Dana Poole"."""
    lexicon, names = named.lexicon, named.groups[key]
    if weighed != "place" or len(key) not in FULL or any(name.label != "PERSON" for name in names):
        return None
    is_place = " ".join(key) in lexicon.place_names or key[-1] in lexicon.name_words or key[-1] in lexicon.facilities
    is_named = lexicon.is_given_name(key[0]) or key[-1] in lexicon.surnames
    return "person" if is_named and not is_place and not named.holds_mostly(is_located, key) else None


def as_first_name(key: Key, weighed: str, named: Named) -> str | None:
    """A child by the first name of a full one, where a town is called so too: "Phoenix, who was five"."""
    if len(key) > 1 or key[0] not in named.firsts or weighed != "place":
        return None
    facts = named.facts[key]
    return "person" if facts.get("pronoun=he", 0.0) + facts.get("relative=who", 0.0) >= OFTEN else None


def as_direction(key: Key, weighed: str, named: Named) -> str | None:
    """Nothing that a list of places can hold: "the North"; where North Korea is named, that is one."""
    if len(key) > 1 or weighed != "place" or key[0] not in named.lexicon.words["compass"]:
        return None
    is_land = any(other[:1] == key and " ".join(other) in named.lexicon.country_codes for other in named.groups)
    return None if is_land else "none"


def as_member(key: Key, weighed: str, named: Named) -> str | None:
    """A player or his club in a row of both: "Dana Poole (Olimpira), Lee Ortiz (Real Quillan), ..."."""
    if key in named.players:
        return "person" if len(key) in FULL and not named.is_known(key) else None
    if key not in named.clubs:
        return None
    return "organization" if weighed != "organization" else None


def _is_body(key: Key, named: Named) -> bool:
    """Whether the last word is one that organizations share, or the name is the short form of one."""
    return named.lexicon.name_words.get(key[-1]) == "organization" or (len(key) == 1 and key[0] in named.fronts)
