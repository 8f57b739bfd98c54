"""When a hyphen binds two names: "Fenwick-Harland", "the Fenwick-EU summit"."""

from __future__ import annotations

import re

from transforms.grammar import HYPHENS
from transforms.lexicon import Lexicon

BINDER = re.compile(r"[-–/]")  # what binds two names within a word
DASHES = HYPHENS | {"–", "—"}
COUNTRIES = frozenset(("country", "nationality", "state", "city", "landmark"))
HALVES = {"place": "GPE", "group": "NORP", "organization": "ORG"}  # the reader's labels of what a hyphen binds


def are_two_names(words: list[str], lexicon: Lexicon) -> bool:
    """Whether a hyphen binds two large places or peoples, or a country and a body, that are no name together."""
    whole = place_word("".join(words))
    if len(words) != 3 or words[1] not in DASHES or whole in lexicon.place_names or whole in lexicon.organization_names:
        return False
    left, right = (kind_of_half(word, lexicon) for word in (words[0], words[2]))
    if "organization" not in (left, right):
        is_part = any(_is_part(word, lexicon) for word in (words[0], words[2]))
        return bool(left and right) and (left == right == "place" or not is_part)
    one, other = (place_word(word) for word in (words[0], words[2]))
    if left == "organization":  # "EU-Fenwick", not "UNICEF-Fenwick"
        return one in lexicon.words["union"] and (other in lexicon.words["union"] or other in lexicon.country_codes)
    return one in lexicon.country_codes


def _is_part(word: str, lexicon: Lexicon) -> bool:
    """Whether a half may be a part of the world: "Gulf"."""
    return lexicon.place_names.get(place_word(word)) == "landmark"


def kind_of_half(word: str, lexicon: Lexicon) -> str:
    """The kind of what a hyphen binds to another name: a large place, a people, a well-known body; else empty."""
    plain = place_word(word)
    sort = lexicon.place_names.get(plain, "")
    if sort in COUNTRIES and plain not in lexicon.words["compass"]:
        return "group" if sort == "nationality" else "place"
    is_body = plain in lexicon.organization_names or plain in lexicon.words["union"]
    return "organization" if is_body and word[:1].isupper() else ""


def place_word(word: str) -> str:
    """A word as places are looked up by it."""
    return word.lower().replace(".", "")
