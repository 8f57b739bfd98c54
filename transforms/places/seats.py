"""In which country an organization is at home, by what the text says: "China's Commerce Ministry", "Dutch brewer".

A word of its name alone says nothing: Southwest is no region of Burkina Faso where an airline is called so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from transforms.grammar import LINKING
from transforms.places.bases import ends_in_noun, is_owners, is_set_in, singular_of
from transforms.records import ArticleEntities, Mention

SEATED = r"(?:based|headquartered|registered|incorporated|domiciled|listed)"
OWNED = re.compile(r"['’]s?\s+(?P<words>(?:[a-z-]+\s+){0,2})")  # "Fenwick's central | Bank"
BASED = re.compile(rf"-{SEATED}\s+(?P<words>(?:[a-z-]+\s+){{0,3}})")
IN = re.compile(r",?\s+(?:in|near|outside)\s+")
OF = re.compile(r"\s+of\s+(?:the\s+)?")
WITHIN = re.compile(rf",?\s+(?:(?:which\s+)?(?:is|was)\s+)?{SEATED}\s+in\s+(?:the\s+)?")
APPOSED_WITHIN = re.compile(
    r",\s+(?:an?|the|one\s+of\s+the)\s+(?:[a-z][a-z-]*\s+){1,5}(?:which\s+is\s+|that\s+is\s+)?"
    rf"{SEATED}\s+in\s+(?:the\s+)?"
)
APPOSED = re.compile(
    r"(?:,\s+|,?\s+which\s+is\s+|\s+is\s+)(?:an?|the|one\s+of\s+the)\s+(?P<words>(?:[a-z-]+\s+){0,2})"
)
BARELY_APPOSED = re.compile(r",\s+")
WHOLE = re.compile(r"\s+(?P<words>(?:[a-z][a-z-]*\s+){0,5}[a-z][a-z-]*)[,.;]")  # an aside up to its end
MANY_APPOSED = re.compile(
    r"(?:,\s+(?:both|all|two|three|four|five|six|\d+)|\s+are(?:\s+(?:both|all|two|three|the|\d+))?)\s+"
    r"(?:of\s+(?:the\s+)?)?(?P<words>(?:[a-z-]+\s+){0,2})"
)
WORDS = re.compile(r"\s+(?P<words>(?:[a-z][a-z-]*\s+){0,4})")
MANY = re.compile(r"\s+(?P<words>(?:[a-z][a-z-]*\s+){0,3}?[a-z-]+s)(?:,?\s+(?:such\s+as|including|like))?\s+")
BEHIND = re.compile(r"(?:-based)?\s+(?P<words>(?:[a-z][a-z-]*[\s,.]+){1,4})")
LED = re.compile(r"\b(?:Founded|Based|Headquartered|Established|Incorporated|Registered)\s+in\s+(?:the\s+)?$")
AFTER_LEAD = re.compile(r"(?:,\s+[A-Z]\w+)?(?:\s+in\s+\d{4})?,\s+(?:the\s+)?")  # "Based in Fenwick, Acme"
BRACKET = re.compile(r"\s+\(")
WHERE = re.compile(r"\b(?:in|at|from|to|near|of|on|for)\s+$", re.IGNORECASE)  # before a town that is no part of what follows it
ABOUT = re.compile(r",\s+the\s+")  # "In Fenwick, the Supreme Court"
JOINED = re.compile(r",\s+(?:and\s+)?|\s+(?:and|&)\s+")  # between the names of a series
DAUGHTER = re.compile(r"\b(?:subsidiary|unit|arm|division|affiliate|branch|company)\b")
HELD = LINKING - {"and"}  # between somebody and whose he is: "the Dutch economist at research firm Acme"
LANGUAGE = "language"  # behind a people's adjective: "the French language school" may stand anywhere
FAR = 80  # characters between two names that are looked at
BEFORE = 6  # characters before a place that are looked at
BEFORE_LEAD = 24  # the same for "Headquartered in"


class SeatWords(NamedTuple):
    """Common nouns for organizations, what states have one of ("court"), words of what several have, and unions."""

    nouns: Set[str] = frozenset()
    state_bodies: Set[str] = frozenset()
    shared: Set[str] = frozenset()
    unions: Set[str] = frozenset()  # of states: "the NATO forces of Fenwick"


NO_SEATS = SeatWords()


def find_seats(entities: ArticleEntities, text: str, words: SeatWords) -> dict[int, str]:
    """The country of each organization of which the text says one, by its number: the one said most often.

    A nationality before another noun than those for organizations tells nothing of the next name ("the Dutch lawyer of
    Acme"). What is said of several in a series holds for each: "Dutch brewers Acme and Orvan".
    """
    votes: dict[int, Counter[str]] = {}
    branches: dict[int, str] = {}
    named = [mention for mention in entities.mentions if mention.form == "name"]
    for place, (left, right) in enumerate(pairwise(named)):
        for organization, seat in _pairs(left, right):
            code, is_behind = entities.entities[seat.entity].country_code, organization is left
            if code and is_behind and _is_bracketed(text, left, right):
                branches.setdefault(organization.entity, code)
            if not code or not text[seat.start].isupper() or _is_of_part(entities, text, left, right) or text[organization.start : organization.end].lower() in words.unions:
                continue
            row = [organization]
            if _says_of_many(text, left, right, is_behind, words.nouns):
                row += _series(named, place if is_behind else place + 1, -1 if is_behind else 1, text)
            elif not (
                _says(text, left, right, is_behind, words) or _is_of_state(entities, text, (left, right), words)
            ):
                continue
            for found in row:
                votes.setdefault(found.entity, Counter())[code] += 1
    said = {number: min(counts, key=lambda code: (-counts[code], code)) for number, counts in votes.items()}
    return branches | said


def _is_of_part(entities: ArticleEntities, text: str, place: Mention, organization: Mention) -> bool:
    """Whether what is said is said of a daughter that the article takes for her parent: "its Dutch unit, Acme Pharma"."""
    if organization.kind != "organization" or DAUGHTER.search(text[place.end : organization.start]) is None:
        return False
    name = text[organization.start : organization.end]
    return any(name.startswith(f"{other} ") for other in entities.entities[organization.entity].names)


def _is_bracketed(text: str, organization: Mention, place: Mention) -> bool:
    """Whether a place stands in brackets behind an organization, as where a branch is does: "Acme (Fenwick)"."""
    is_opened = BRACKET.fullmatch(text[organization.end : place.start]) is not None
    return is_opened and place.kind == "place" and text[place.end : place.end + 1] == ")"


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


def _series(named: Sequence[Mention], place: int, step: int, text: str) -> Iterator[Mention]:
    """The organizations that stand in a series with one, on the side where it goes on."""
    while 0 <= place + step < len(named) and named[place + step].kind == "organization":
        first, last = sorted((named[place], named[place + step]), key=lambda mention: mention.start)
        if JOINED.fullmatch(text[first.end : last.start]) is None:
            return
        place += step
        yield named[place]


def _says_of_many(text: str, left: Mention, right: Mention, is_behind: bool, nouns: Set[str]) -> bool:
    """Whether a plural says where several are from: "Dutch brewers such as Acme", "Acme and Orvan, two Dutch brewers"."""
    between = text[left.end : right.start]
    if len(between) > FAR:
        return False
    if is_behind:
        behind = BEHIND.match(text, right.end)
        found = behind["words"].replace(",", " ,").replace(".", " .").split() if behind else []
        plurals = [word for word in found if word not in nouns and singular_of(word) in nouns]
        return MANY_APPOSED.fullmatch(between) is not None and bool(plurals)
    many = MANY.fullmatch(between)
    is_plural = many is not None and ends_in_noun(many["words"], nouns) and many["words"].split()[-1] not in nouns
    return is_plural and _may_qualify(text, left)


def _says(text: str, left: Mention, right: Mention, is_behind: bool, words: SeatWords) -> bool:
    between, nouns = text[left.end : right.start], words.nouns
    if len(between) > FAR:
        return False
    if is_behind:
        return _says_behind(text, between, left, right, words)
    if text[right.end : right.end + 1] == "/":  # half a name: "Fenwick's Acme/FSX 200"
        return False
    if left.kind == "place" and (is_owners(between, nouns) or _is_lead(text, left, between)):
        return True
    if left.kind == "place":
        owned = OWNED.fullmatch(between) or BASED.fullmatch(between)
        if owned is not None:
            return LINKING.isdisjoint(owned["words"].split())
    is_apart = between.endswith(", ")  # "the Dutch broadcaster, Acme,"
    qualified = WORDS.fullmatch(between.removesuffix(", ") + " " * is_apart)
    if qualified is None or not _ends_in_noun(qualified["words"], nouns):
        return False
    is_bare = not qualified["words"]
    return not is_bare and _may_qualify(text, left) if is_apart or left.kind == "place" else True


def _is_lead(text: str, place: Mention, between: str) -> bool:
    """Whether a sentence begins with the seat of what it is about: "Based in Fenwick, Acme has"."""
    before = LED.search(text, max(0, place.start - BEFORE_LEAD), place.start)
    return before is not None and AFTER_LEAD.fullmatch(between) is not None


def _may_qualify(text: str, place: Mention) -> bool:
    """Whether a place may say of the next noun where it is from: "the Orten brewer Acme", not "in Orten brewer Acme"."""
    return place.kind == "group" or WHERE.search(text, max(0, place.start - BEFORE), place.start) is None


def _says_behind(text: str, between: str, organization: Mention, place: Mention, words: SeatWords) -> bool:
    """Whether what stands between an organization and a place or people behind it says that it is from there."""
    if place.kind == "place":
        is_seat = any(pattern.fullmatch(between) for pattern in (OF, WITHIN, APPOSED_WITHIN))
        if is_seat or is_set_in(text, between, place.end, words.nouns):
            return True
        name = text[organization.start : organization.end]
        if IN.fullmatch(between) is not None and is_state_body(name, words):
            return True
    whole = WHOLE.match(text, place.end) if BARELY_APPOSED.fullmatch(between) else None
    if whole is not None:  # "Acme, Dutch maker of tractors,"
        return any(word in words.nouns for word in whole["words"].split())
    apposed = APPOSED.fullmatch(between)
    if apposed is None or not LINKING.isdisjoint(apposed["words"].split()):
        return False
    behind = BEHIND.match(text, place.end)
    found = behind["words"] if behind else ""
    is_named = behind is not None and text[behind.end() : behind.end() + 1].isupper()
    if is_named and not set(found) & set(",.") and found.split()[-1] in words.nouns:
        return False  # "Acme, the Dutch bank Orvan and others"
    return any(word.strip(",.") in words.nouns for word in found.split())


def _is_of_state(entities: ArticleEntities, text: str, pair: tuple[Mention, Mention], words: SeatWords) -> bool:
    """Whether a country is what a sentence begins with, and behind it is one of its bodies: "In Fenwick, the Senate"."""
    left, right = pair
    land = entities.entities[left.entity]
    is_land = left.kind == "place" and land.external_id == land.country_code
    is_led = text[max(0, left.start - 3) : left.start] == "In " and ABOUT.fullmatch(text[left.end : right.start])
    return is_land and bool(is_led) and is_state_body(text[right.start : right.end], words)


def is_state_body(name: str, words: SeatWords) -> bool:
    """Whether a name is what each state calls a body of its own: "Supreme Court", but not "World Court"."""
    parts = name.lower().split()
    heads = {parts[-1], parts[parts.index("of") - 1] if "of" in parts[1:] else parts[0]}
    return not words.state_bodies.isdisjoint(heads) and words.shared.isdisjoint(parts)


def _ends_in_noun(words: str, nouns: Set[str]) -> bool:
    """Whether the last of the words is a noun for organizations, or there is none: "Dutch | Acme", "Dutch brewer"."""
    found = words.split()
    return not found or (found[-1] in nouns and found[0] != LANGUAGE and HELD.isdisjoint(found))
