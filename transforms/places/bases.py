"""In which country an organization is at home, said in more words: "Norway's largest grocer, Acme".

Each test looks at the words between an organization and a place named beside it, and behind the second of the two.
"""

from __future__ import annotations

import re
from collections.abc import Set

from transforms.records import Mention

MOST = r"(?:[a-z]+-)?(?:[a-z]+est|most\s+[a-z]+|leading|main|national|state)"  # "second-largest"
FOREMOST = re.compile(rf"['’]s?\s+(?P<words>(?:[a-z-]+\s+)?{MOST}\s+(?:[a-z][a-z-]*\s+){{0,3}}[a-z][a-z-]*),?\s+")
FOREMOST_BEHIND = re.compile(rf"['’]s?\s+(?P<words>(?:[a-z-]+\s+)?{MOST}(?:\s+[a-z][a-z-]*){{1,4}})")
BESIDE = re.compile(r"(?:,|\s+is|\s+was)\s+(?:one\s+of\s+)?(?:the\s+)?")
SOLE = re.compile(r"['’]s?\s+(?P<words>(?:[a-z][a-z-]*\s+){0,5}[a-z][a-z-]*)(?=[,.;:)—–]|\s+-\s|$)")  # up to its end
APART = re.compile(r",\s+")
SET_APART = re.compile(r"['’]s?\s+(?P<words>(?:[a-z][a-z-]*\s+){0,3}[a-z][a-z-]*),\s+(?:the\s+)?")
CLOSED = re.compile(r"\s*(?:[,.;:()—–]|['’]s?\s|-\s|$)")  # behind an aside
BEGUN = r"(?:founded|established|set\s+up)"
DATED = r"(?:\s+in\s+(?:[A-Z][a-z]+\s+)?\d{4})?"
FOUNDED = re.compile(
    rf"(?:,\s+(?:(?:which|that)\s+)?(?:was\s+)?|\s+was\s+){BEGUN}{DATED}\s+in\s+(?:the\s+)?|"
    rf"(?:,\s+which|,\s+that)?\s+(?:began|started\s+out|started\s+life|was\s+born){DATED}\s+in\s+(?:the\s+)?|"
    r"(?:,\s+which|,\s+that)?\s+traces\s+its\s+(?:roots|origins|history)\s+(?:back\s+)?to\s+(?:the\s+)?|"
    r"\s+(?:has\s+|had\s+)?(?:moved|relocated|shifted|transferred)\s+its\s+(?:headquarters|head\s+office)\s+to\s+(?:the\s+)?|"
    r",?\s+(?:which\s+has\s+|with\s+|has\s+|whose\s+)(?:its\s+)?(?:(?:global|main|corporate)\s+)?"
    r"(?:headquarters|head\s+office|main\s+office|registered\s+office)\s+(?:(?:is|are)\s+)?in\s+(?:the\s+)?"
)
LOCAL = re.compile(
    r"(?:,\s+|\s+is\s+)(?:an?|the|one\s+of\s+the)\s+(?P<words>(?:[a-z][a-z-]*\s+){1,6})(?P<link>in|from|of)\s+(?:the\s+)?"
)
TOWN = re.compile(r"\s+(?P<word>[a-z]+)\b")
NAMED = re.compile(r",\s+(?:the\s+)?")
THERE = re.compile(r"\b(?:[Tt]he|[Aa]n?)\s+(?P<words>(?:[a-z][a-z-]*\s+){0,3}?[a-z][a-z-]*)\s+in\s+(?:the\s+)?$")
LONGEST_NOUN = 60  # characters before a place that are looked at for a noun
OWNING = re.compile(r"['’-]|\s+[A-Z]")  # behind but a part of what "of" goes with: "of Norway's bank"
NATIVE = re.compile(r",?\s+(?:[a-z-]+\s+){0,6}local\s+(?P<words>(?:[a-z][a-z-]*\s+){0,3}[a-z][a-z-]*)\s+")


def is_whereabouts(text: str, place: Mention, towns: Set[str]) -> bool:
    """Whether a name is a place's, or a people's with a noun for places behind it: "in the | Kenyan | port"."""
    if place.kind == "place":
        return True
    noun = TOWN.match(text, place.end) if place.kind == "group" else None
    return noun is not None and noun["word"] in towns


def is_noun_there(text: str, between: str, place: Mention, end: int, nouns: Set[str]) -> bool:
    """Whether a noun with a place stands before an organization's name: "the biggest grocer in | Norway |, Acme,".

    end is where the organization's name ends.
    """
    if NAMED.fullmatch(between) is None or CLOSED.match(text, end) is None:
        return False
    found = THERE.search(text, max(0, place.start - LONGEST_NOUN), place.start)
    return found is not None and ends_in_noun(found["words"], nouns)


def is_owners(between: str, nouns: Set[str]) -> bool:
    """Whether a country has the most of its sort in what is named behind, or "local" stands there.

    As in "Norway's largest grocer, Acme" and "in Norway, local grocer Acme".
    """
    found = FOREMOST.fullmatch(between) or NATIVE.fullmatch(between)
    return found is not None and ends_in_noun(found["words"], nouns)


def is_set_in(text: str, between: str, behind: int, nouns: Set[str], plain: Set[str]) -> bool:
    """Whether an organization before a place was founded or sits there, or is the most of its sort there.

    behind is where the place's name ends in the text; plain are the nouns for neither a state's bodies nor rivals.
    """
    if FOUNDED.fullmatch(between) is not None:
        return True
    local = LOCAL.fullmatch(between)
    if local is not None:
        is_whole = local["link"] == "in" or OWNING.match(text, behind) is None
        return is_whole and ends_in_noun(head_of(local["words"]), nouns)
    if APART.fullmatch(between) is not None and is_sole_of(text, behind, plain):
        return True
    found = FOREMOST_BEHIND.match(text, behind) if BESIDE.fullmatch(between) else None
    return found is not None and any(singular_of(word) in nouns for word in found["words"].split())


def is_sole_of(text: str, behind: int, nouns: Set[str]) -> bool:
    """Whether an aside says what a country's sort of organization it is: "Acme, Norway's flagship airline,"."""
    found = SOLE.match(text, behind)
    return found is not None and ends_in_noun(found["words"], nouns)


def is_set_apart(text: str, between: str, end: int, nouns: Set[str]) -> bool:
    """Whether a country's sort of organization stands before its name: "Norway's watchdog, the Acme Authority,".

    end is where the organization's name ends: what goes on there may speak of the other, "Norway's bank, Acme said".
    """
    found = SET_APART.fullmatch(between)
    return found is not None and ends_in_noun(found["words"], nouns) and CLOSED.match(text, end) is not None


def is_closed(text: str, link: str, end: int) -> bool:
    """Whether what is linked by a comma and "the" to what goes before is an aside, as its end shows."""
    return not link.rstrip().endswith("the") or "," not in link or CLOSED.match(text, end) is not None


def ends_in_noun(words: str, nouns: Set[str]) -> bool:
    """Whether the last of the words is a noun for organizations, or for many of them."""
    found = words.split()
    return any(singular_of(" ".join(found[first:])) in nouns for first in (-1, -2)) or not nouns.isdisjoint(found[-1:])


def head_of(words: str) -> str:
    """The words up to what says of which: "maker of pumps" is a maker.

    >>> head_of("maker of pumps")
    'maker'
    """
    return re.split(r"\s+(?:of|for|with)\s+", words, maxsplit=1)[0]


def singular_of(words: str) -> str:
    """The words with the last in the singular.

    >>> singular_of("airlines"), singular_of("shipping companies")
    ('airline', 'shipping company')
    """
    return f"{words[:-3]}y" if words.endswith("ies") else words.removesuffix("s")
