"""In which country an organization is at home, told apart from its name: "The Dutch chain has 90 shops".

What stands right beside a name is read in transforms.places.seats. Here a sentence tells of headquarters, or goes on
about the one organization that the sentence before began with.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from transforms.places.bases import BEGUN, DATED, ends_in_noun, is_whereabouts
from transforms.places.seats import SeatWords
from transforms.records import ArticleEntities, Mention

MAIN = r"(?:(?:global|main|corporate|regional|present|current)\s+)?"
HOUSE = rf"{MAIN}(?:headquarters|head\s+office|home\s+base|base|seat)"
ENDS_IN_HOUSE = re.compile(rf"\b(?:its|their|whose|with|a|an)\s+{HOUSE}\s+(?:(?:is|are)\s+)?in\s+(?:the\s+)?$")
OWN_HOUSE = re.compile(rf"['’]s?\s+{HOUSE}\s+in\s+(?:the\s+)?")  # "Acme's headquarters in Fenwick"
HOUSE_OF = re.compile(rf"\b{HOUSE}\s+of\s+(?:the\s+)?$")  # before "Acme in Fenwick"
PLACED_HOUSE = re.compile(rf"(?:['’]s)?\s+{HOUSE}\s+of\s+(?:the\s+)?")  # "the Fenwick headquarters of Acme"
LEAD = re.compile(rf"(?:^|[.!?][\"”’)]*\s+)(?:With|From|At|In)\s+its\s+{HOUSE}\s+in\s+(?:the\s+)?$")
AFTER_LEAD = re.compile(r"(?:,\s+[A-Z]\w+)?,\s+(?:the\s+)?")  # "From its base in Fenwick, Acme"
IN = re.compile(r"\s+in\s+(?:the\s+)?")
FROM = re.compile(r",\s+from\s+(?:the\s+)?")  # "Acme, from Fenwick,"
START = re.compile(r"(?:^|[.!?][\"”’)]*\s+)[\"“‘(]?(?:The\s+)?(?=[A-Z])")  # of a sentence, up to its first name
AGAIN = re.compile(r"(?:^|[.!?][\"”’)]*\s+)The\s+$")  # before "Dutch chain has"
SAID = re.compile(r",[\"”’]?\s+the\s+$")  # before "Dutch chain said."
HERE = r"(?:based|headquartered|domiciled|incorporated)"
SITTING = (
    r"(?:(?:still|now|also|both|long|jointly)\s+)*"
    rf"(?:{BEGUN}{DATED}(?:\s+and(?:\s+(?:still|now|is))*\s+{HERE})?|{HERE})"
)
GOES_ON = rf"(?:{SITTING}|(?:has|had|with|keeps)\s+its\s+{HOUSE})\s+in\s+(?:the\s+)?$"
DEFINITE = re.compile(  # before the place: "The chain, founded and headquartered in | Fenwick"
    r"(?:^|[.!?][\"”’)]*\s+)(?:The|This)\s+(?P<words>(?:[a-z][a-z-]*\s+){0,3}?[a-z][a-z-]*)"
    rf"(?:,?\s+(?:which|that)\s+|,\s+|\s+)(?:(?:is|was|has\s+been)\s+)?{GOES_ON}"
)
ABOUT_IT = re.compile(  # the same: "It was founded in | Fenwick", "Its head office is in | Fenwick"
    rf"(?:^|[.!?][\"”’)]*\s+)(?:It\s+(?:(?:is|was|has\s+been)\s+)?{GOES_ON}|"
    rf"Its\s+{HOUSE}\s+(?:is|are|was|were)\s+in\s+(?:the\s+)?$)"
)
LED = re.compile(r"(?:^|[.!?][\"”’)]*\s+)(?:Founded|Based|Headquartered|Established)\s+in\s+(?:the\s+)?$")
LED_ON = re.compile(  # behind it: "Founded in Fenwick | in 1974, it"
    rf"(?:,\s+[A-Z]\w+)?{DATED},\s+(?:it|the\s+(?P<words>(?:[a-z][a-z-]*\s+){{0,2}}?[a-z][a-z-]*))\b"
)
TOWN_HOUSE = re.compile(rf"\s+{MAIN}(?:headquarters|head\s+office)\b")
OWN_TOWN = re.compile(r"\b(?:at|from|in|outside)\s+its\s+$")  # before "Fenwick headquarters"
WHERE = re.compile(  # behind the place: "Fenwick, | where it was founded"
    r",?\s+where\s+(?:it|the\s+(?P<words>[a-z][a-z-]*))\s+(?:(?:is|was|has\s+been)\s+(?:first\s+)?"
    rf"{SITTING}|(?:still\s+|also\s+)?(?:has|keeps)\s+its\s+{HOUSE})\b"
)
NOUN = re.compile(r"\s+(?P<words>(?:[a-z][a-z-]*\s+){0,2}?[a-z][a-z-]*)(?=(?P<next>\s+[a-z]+))")
SPEAKS = re.compile(r"\s+(?:said|says|added|announced)")
LONGEST = 400  # characters of a sentence that are looked at


def find_told_homes(entities: ArticleEntities, text: str, words: SeatWords) -> dict[int, str]:
    """The country of each organization that a sentence tells of, by its number: the first one told.

    What each state has one of is another than the one named before, and so is who deals with it: "Acme lost. The Dutch
    court said", "The Dutch buyer paid".
    """
    nouns = words.plain
    found: dict[int, str] = {}
    named = [mention for mention in entities.mentions if mention.form == "name"]
    for number, place in enumerate(named):
        home = entities.entities[place.entity]
        code = home.country_code if place.kind in ("place", "group") else None
        if code and text[place.start].isupper():
            teller = (
                _find_housed(named, number, text, is_land=home.external_id == code)
                or _find_retold(named, number, text, nouns)
                or _find_seated(named, number, text, words)
            )
            if teller is not None:
                found.setdefault(teller.entity, code)
    return found


def _find_housed(named: Sequence[Mention], number: int, text: str, is_land: bool) -> Mention | None:
    """The organization whose headquarters a sentence says to be in a place; None where it says nothing.

    "Its Fenwick headquarters" may be one of several where Fenwick is a land.
    """
    place = named[number]
    if place.kind != "place":
        return None
    window = max(0, place.start - LONGEST)
    is_housed = ENDS_IN_HOUSE.search(text, window, place.start) is not None
    if not (is_housed or is_land) and TOWN_HOUSE.match(text, place.end) is not None:
        is_housed = OWN_TOWN.search(text, window, place.start) is not None
    sole = _sole(named, number, place.start, text, is_first=False) if is_housed else None
    if sole is not None:
        return sole
    before, behind = named[number - 1] if number else None, next(iter(named[number + 1 : number + 2]), None)
    if behind is not None and behind.kind == "organization":
        between = text[place.end : behind.start]
        is_led = AFTER_LEAD.fullmatch(between) and LEAD.search(text, max(0, place.start - LONGEST), place.start)
        if is_led or PLACED_HOUSE.fullmatch(between):
            return behind
    if before is None or before.kind != "organization":
        return None
    between = text[before.end : place.start]
    is_of_house = IN.fullmatch(between) and HOUSE_OF.search(text, max(0, before.start - LONGEST), before.start)
    is_from = FROM.fullmatch(between) and text[place.end : place.end + 1] == ","
    return before if OWN_HOUSE.fullmatch(between) or is_of_house or is_from else None


def _find_retold(named: Sequence[Mention], number: int, text: str, nouns: Set[str]) -> Mention | None:
    """The one organization of a sentence that goes on, or of the one before, as "the Dutch chain"; None for none."""
    place = named[number]
    noun = NOUN.match(text, place.end)
    if noun is None or not ends_in_noun(noun["words"], nouns):
        return None
    window = max(0, place.start - LONGEST)
    again, said = AGAIN.search(text, window, place.start), SAID.search(text, window, place.start)
    if again is not None:
        return _sole(named, number, again.start(), text, is_first=True)
    is_said = said is not None and SPEAKS.fullmatch(noun["next"]) is not None
    return _sole(named, number, said.start(), text, is_first=False) if said is not None and is_said else None


def _find_seated(named: Sequence[Mention], number: int, text: str, words: SeatWords) -> Mention | None:
    """The one organization that sits in a place or began there, by a sentence or clause that goes on about it.

    As in "Acme cut jobs. The chain, founded and based in Fenwick, has" and "Acme sells tea in Fenwick, where it began".
    """
    place = named[number]
    if not is_whereabouts(text, place, words.towns):
        return None
    if text.endswith(("in ", "in the "), 0, place.start):
        teller = _find_opened(named, number, text, words)
        if teller is not None:
            return teller
    behind = WHERE.match(text, place.end)
    is_told = behind is not None and _tells(behind, words)
    return _sole(named, number, place.start, text, is_first=True) if is_told else None


def _find_opened(named: Sequence[Mention], number: int, text: str, words: SeatWords) -> Mention | None:
    """The one organization of the sentence before, where a place's own begins with what means it: "The chain"."""
    place, window = named[number], max(0, named[number].start - LONGEST)
    definite = DEFINITE.search(text, window, place.start)
    if definite is not None:
        teller = _sole(named, number, definite.start(), text, is_first=False) if _tells(definite, words) else None
        return teller if teller is not None and not _is_told_of(named, teller, text) else None
    led = LED.search(text, window, place.start)
    behind = LED_ON.match(text, place.end) if led is not None else None
    begun = led if behind is not None and _tells(behind, words) else ABOUT_IT.search(text, window, place.start)
    return None if begun is None else _sole(named, number, begun.start(), text, is_first=True)


def _is_told_of(named: Sequence[Mention], body: Mention, text: str) -> bool:
    """Whether somebody stands before an organization in its sentence, of whom the next may tell: "Poole sued Acme"."""
    starts = [start.end() for start in START.finditer(text, max(0, body.start - LONGEST), body.start)]
    first = starts[-1] if starts else body.start
    return any(other.kind == "person" and first <= other.start < body.start for other in named)


def _tells(found: re.Match[str], words: SeatWords) -> bool:
    """Whether the words of a match end in a noun for organizations, or "it" stands there."""
    return found["words"] is None or ends_in_noun(found["words"], words.plain)


def _sole(named: Sequence[Mention], number: int, end: int, text: str, is_first: bool) -> Mention | None:
    """The one organization of the sentence that ends somewhere before a name; is_first: that begins it as well."""
    starts = [start.end() for start in START.finditer(text, max(0, end - LONGEST), end)]
    if not starts:
        return None
    there = [mention for mention in named[:number] if starts[-1] <= mention.start < end]
    bodies = [mention for mention in there if mention.kind == "organization"]
    is_sole = len({mention.entity for mention in bodies}) == 1
    return bodies[0] if is_sole and (not is_first or bodies[0].start == starts[-1]) else None
