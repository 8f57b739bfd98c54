"""In which country an organization is at home, by what the text says: "China's Commerce Ministry", "Dutch brewer".

A word of its name alone says nothing: Southwest is no region of Burkina Faso where an airline is called so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Set
from itertools import pairwise

from transforms.grammar import LINKING
from transforms.places.bases import is_owners, is_set_in
from transforms.records import ArticleEntities, Mention

OWNED = re.compile(r"['’]s?\s+(?P<words>(?:[a-z-]+\s+){0,2})")  # "Fenwick's central | Bank"
BASED = re.compile(r"-based\s+(?P<words>(?:[a-z-]+\s+){0,3})")
IN = re.compile(r",?\s+(?:in|near|outside)\s+")
OF = re.compile(r"\s+of\s+(?:the\s+)?")
WITHIN = re.compile(
    r",?\s+(?:which\s+is\s+|is\s+)?(?:based|headquartered|registered|incorporated|listed)\s+in\s+(?:the\s+)?"
)
APPOSED_WITHIN = re.compile(
    r",\s+(?:an?|the|one\s+of\s+the)\s+(?:[a-z][a-z-]*\s+){1,5}(?:which\s+is\s+|that\s+is\s+)?"
    r"(?:based|headquartered|registered|incorporated|listed)\s+in\s+(?:the\s+)?"
)
APPOSED = re.compile(r",\s+(?:an?|the|one\s+of\s+the)\s+(?:[a-z-]+\s+){0,2}")
WORDS = re.compile(r"\s+(?P<words>(?:[a-z][a-z-]*\s+){0,4})")
BEHIND = re.compile(r"(?:-based)?\s+(?P<words>(?:[a-z][a-z-]*[\s,.]+){1,4})")
LANGUAGE = "language"  # behind a people's adjective: "the French language school" may stand anywhere
FAR = 80  # characters between two names that are looked at


def find_seats(entities: ArticleEntities, text: str, nouns: Set[str]) -> dict[int, str]:
    """The country of each organization of which the text says one, by its number: the one said most often.

    `nouns` are common nouns for organizations ("brewer"): a nationality before another noun tells nothing of the next
    name ("the Dutch lawyer of Acme").
    """
    votes: dict[int, Counter[str]] = {}
    named = [mention for mention in entities.mentions if mention.form == "name"]
    for left, right in pairwise(named):
        for organization, place in _pairs(left, right):
            code = entities.entities[place.entity].country_code
            if code and _says(text, left, right, organization is right, nouns):
                votes.setdefault(organization.entity, Counter())[code] += 1
    return {number: min(counts, key=lambda code: (-counts[code], code)) for number, counts in votes.items()}


def find_sites(entities: ArticleEntities, text: str) -> dict[int, str]:
    """The country in which a place lies, or an organization that is a building as well: "Orten Hospital in Fenwick"."""
    found: dict[int, str] = {}
    named = [mention for mention in entities.mentions if mention.form == "name"]
    for left, right in pairwise(named):
        code = entities.entities[right.entity].country_code
        is_site = left.kind in ("organization", "place") and right.kind == "place"
        if code and is_site and IN.fullmatch(text[left.end : right.start]):
            found.setdefault(left.entity, code)
    return found


def _pairs(left: Mention, right: Mention) -> Iterator[tuple[Mention, Mention]]:
    """The organization and the place or people of two neighbours, where they are that."""
    for organization, place in ((left, right), (right, left)):
        if organization.kind == "organization" and place.kind in ("place", "group"):
            yield organization, place


def _says(text: str, left: Mention, right: Mention, is_place_first: bool, nouns: Set[str]) -> bool:
    between = text[left.end : right.start]
    if len(between) > FAR:
        return False
    if not is_place_first:
        return is_set_in(text, between, right.end, nouns) or _says_behind(text, between, right, nouns)
    if text[right.end : right.end + 1] == "/":  # half a name: "Fenwick's Acme/FSX 200"
        return False
    if left.kind == "place" and is_owners(between, nouns):
        return True
    if left.kind == "place":
        owned = OWNED.fullmatch(between) or BASED.fullmatch(between)
        return owned is not None and LINKING.isdisjoint(owned["words"].split())
    words = WORDS.fullmatch(between)
    return words is not None and _ends_in_noun(words["words"], nouns)


def _says_behind(text: str, between: str, place: Mention, nouns: Set[str]) -> bool:
    """Whether what stands between an organization and a place or people behind it says that it is from there."""
    if place.kind == "place" and any(pattern.fullmatch(between) for pattern in (OF, WITHIN, APPOSED_WITHIN)):
        return True
    if APPOSED.fullmatch(between) is None:
        return False
    behind = BEHIND.match(text, place.end)
    return behind is not None and any(word.strip(",.") in nouns for word in behind["words"].split())


def _ends_in_noun(words: str, nouns: Set[str]) -> bool:
    """Whether the last of the words is a noun for organizations, or there is none: "Dutch | Acme", "Dutch brewer"."""
    found = words.split()
    return not found or (found[-1] in nouns and found[0] != LANGUAGE)
