"""In which country an organization is at home, by what the text says: "China's Commerce Ministry", "Dutch brewer".

A word of its name alone says nothing: Southwest is no region of Burkina Faso where an airline is called so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from transforms.grammar import LINKING
from transforms.places.bases import (
    ends_in_noun,
    is_closed,
    is_noun_there,
    is_owners,
    is_set_apart,
    is_set_in,
    is_whereabouts,
    singular_of,
)
from transforms.records import ArticleEntities, Mention

SEATED = r"(?:based|headquartered|registered|incorporated|domiciled|listed)"
OWNED = re.compile(r"['’]s?\s+(?P<words>(?:[a-z-]+\s+){0,5})")  # "Fenwick's central | Bank"
BASED = re.compile(rf"-{SEATED}\s+(?P<words>(?:[a-z-]+\s+){{0,5}})")
PART = r"(?:(?:(?:[a-z]+-)?[a-z]+ern|central|rural)\s+)?"  # "in southern Fenwick"
IN = re.compile(rf",?\s+(?:in|near|outside)\s+(?:the\s+)?{PART}")
OF = re.compile(r"\s+of\s+(?:the\s+)?")
WITHIN = re.compile(
    rf",?\s+(?:(?:(?:which|that)\s+)?(?:is|was|has\s+(?:long\s+)?been)\s+)?(?:(?:still|now)\s+)?{SEATED}\s+in\s+(?:the\s+)?"
)
HOMED = re.compile(
    r"(?:,\s+which)?\s+(?:(?:has|have)\s+)?(?:calls|called|has\s+made|made)\s+"
)  # "Acme calls | Fenwick | home"
APPOSED_WITHIN = re.compile(
    r"(?:,\s+|\s+is\s+)(?:an?|the|one\s+of\s+the)\s+(?:[a-z][a-z-]*\s+){1,5}(?:which\s+is\s+|that\s+is\s+)?"
    rf"{SEATED}\s+in\s+(?:the\s+)?"
)
APPOSED = re.compile(
    r"(?:,\s+|,?\s+which\s+is\s+|\s+is\s+)(?:an?|the|another|one\s+of\s+the)\s+(?P<words>(?:[a-z-]+\s+){0,2})"
)
BARELY_APPOSED = re.compile(r",\s+")
WHOLE = re.compile(r"\s+(?P<words>(?:[a-z][a-z-]*\s+){0,5}[a-z][a-z-]*)[,.;]")  # an aside up to its end
MANY_WITHIN = re.compile(
    rf",\s+(?:both|all|all\s+of\s+(?:them|which)|both\s+of\s+(?:them|which))\s+(?:{SEATED}\s+in|of|from)\s+(?:the\s+)?"
)
COUNTED = re.compile(r"\b(?:[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Bb]oth|[Tt]he)\s+(?:[a-z-]+\s+)?$")
MANY_NAMED = re.compile(r"\s+(?P<words>(?:[a-z][a-z-]*\s+){0,3}?[a-z-]+s)(?:,|:|\s+[—–-])\s+(?:the\s+)?")
MANY_APPOSED = re.compile(
    r"(?:,\s+(?:both|all|two|three|four|five|six|\d+)|\s+are(?:\s+(?:both|all|two|three|the|\d+))?)\s+"
    r"(?:of\s+(?:the\s+)?)?(?P<words>(?:[a-z-]+\s+){0,2})"
)
WORDS = re.compile(r"\s+(?P<words>(?:[a-z][a-z-]*\s+){0,4})")
CALLED = re.compile(r",?\s+(?:called|named|known\s+as)\s+(?:[Tt]he\s+)?$|,\s+(?:the\s+)?$")  # "the Dutch bank, Acme,"
MANY = re.compile(r"\s+(?P<words>(?:[a-z][a-z-]*\s+){0,3}?[a-z-]+s)(?:,?\s+(?:such\s+as|including|like|include))?\s+")
BEHIND = re.compile(r"(?:-based)?\s+(?P<words>(?:[a-z][a-z-]*[\s,.]+){1,4})")
LED = re.compile(r"\b(?:Founded|Based|Headquartered|Established|Incorporated|Registered)\s+in\s+(?:the\s+)?$")
AFTER_LEAD = re.compile(r"(?:,\s+[A-Z]\w+)?(?:\s+in\s+\d{4})?,\s+(?:the\s+)?")  # "Based in Fenwick, Acme"
GOES_ON = re.compile(r"\s+(?:de|del|du|di|da|do|dos|das)\s+[A-Z]")  # behind a name that was cut: "Banco | de Orten"
BRACKET = re.compile(r"\s+\(")
SIGN = re.compile(r"^\s*(?:<[A-Z0-9.]+>|\((?:[A-Z]+:\s*)?[A-Z][A-Z0-9.]+\))")  # of shares: "Acme <ACM.N>"
OTHER_PEOPLE = re.compile(r"\b[A-Z][a-z]+(?:n|ish|ese|ch)(?:\s+and\s+|-|/)$")  # before another people's adjective
WHERE = re.compile(r"\b(?:in|at|from|to|near|of|on|for)\s+$", re.IGNORECASE)  # before a town alone
LEAD = "In "
ABOUT = re.compile(r",\s+the\s+")  # "In Fenwick, the Supreme Court"
JOINED = re.compile(r",\s+(?:and\s+)?|\s+(?:and|&)\s+")  # between the names of a series
DAUGHTER = re.compile(r"\b(?:subsidiary|unit|arm|division|affiliate|branch)\b")
HELD = LINKING - {"and"}  # between somebody and whose he is: "the Dutch economist at research firm Acme"
LANGUAGE = "language"  # behind a people's adjective: "the French language school" may stand anywhere
FEW = 2  # words that may stand before a name without a noun for organizations
WHOLE_NAME = 1  # more for what is said beside a whole name than beside a short form, which may be another's
FAR = 80  # characters between two names that are looked at
BEFORE = 6  # characters before a place that are looked at
BEFORE_LEAD = 24  # the same for "Headquartered in"


CLAUSE_USES = (
    "siting_verb",
    "beginning_verb",
    "operating_verb",
    "keeping_verb",
    "house_noun",
    "winner_noun",
    "society_noun",
    "representing_verb",
    "over_word",
)


class ClauseWords(NamedTuple):
    """Words by which a clause tells where an organization is at home."""

    siting: Set[str] = frozenset()  # verbs, in the passive: "is based in"
    beginning: Set[str] = frozenset()  # "began in"
    operating: Set[str] = frozenset()  # before "from" and "out of"
    keeping: Set[str] = frozenset()  # before whose object a house is: "has its seat in"
    houses: Set[str] = frozenset()  # nouns for where it sits
    winners: Set[str] = frozenset()  # of a country's league
    societies: Set[str] = frozenset()  # words of bodies whose members are of one country
    representing: Set[str] = frozenset()  # verbs before their members
    over: Set[str] = frozenset()  # words of what is no more
    persons: Set[str] = frozenset()  # last words of titles: "the Dutch lawyer Acme" is no firm


class SeatWords(NamedTuple):
    """Common nouns for organizations, what states have one of ("court"), words of what several have, and unions."""

    nouns: Set[str] = frozenset()
    state_bodies: Set[str] = frozenset()
    shared: Set[str] = frozenset()
    unions: Set[str] = frozenset()  # of states: "the NATO forces of Fenwick"
    beside: Set[str] = frozenset()  # nouns that are an organization's only right before its name: "Dutch buyer Acme"
    institutes: Set[str] = frozenset()  # words of what stands in a town, as schools do
    towns: Set[str] = frozenset()  # nouns for places: "the Dutch port"
    offices: Set[str] = frozenset()  # words that begin the names of offices: "Bureau for Inland Ports"
    clauses: ClauseWords = ClauseWords()

    @classmethod
    def from_words(cls, words: Mapping[str, Set[str]], nouns: Set[str], persons: Set[str]) -> SeatWords:
        """The lists of entity_words.csv by their uses, with the nouns for organizations and the ends of titles."""
        return cls(
            nouns | words["seat_noun"],
            words["state_body"],
            words["of_many_lands"],
            words["union"],
            words["seat_noun"],
            words["institute"],
            words["place_noun"],
            words["office_name"],
            ClauseWords(*(words[use] for use in CLAUSE_USES))._replace(persons=persons),
        )

    @property
    def plain(self) -> Set[str]:
        """The nouns neither for what states have one of nor for somebody's rival."""
        return self.nouns - self.state_bodies - self.beside


NO_SEATS = SeatWords()


class Pair(NamedTuple):
    """An organization and the place or people named next to it, with what stands between the two."""

    organization: Mention
    seat: Mention
    between: str

    @property
    def is_behind(self) -> bool:
        """Whether the place stands behind the organization."""
        return self.organization.start < self.seat.start


def find_seats(entities: ArticleEntities, text: str, words: SeatWords) -> dict[int, str]:
    """The country of each organization of which the text says one, by its number: the one said most often.

    A nationality before another noun than those for organizations tells nothing of the next name ("the Dutch lawyer of
    Acme"). What is said of several in a series holds for each: "Dutch brewers Acme and Orvan".
    """
    votes: dict[int, Counter[str]] = {}
    branches: dict[int, str] = {}
    named = [mention for mention in entities.mentions if mention.form == "name"]
    for place, pair in _pairs(named, text):
        code = entities.entities[pair.seat.entity].country_code
        if not code or not _may_tell(entities, text, pair, words):
            continue
        if _is_bracketed(text, pair):
            branches.setdefault(pair.organization.entity, code)
        for found in _told_of(entities, text, (named, place), pair, words):
            is_whole = text[found.start : found.end] == entities.entities[found.entity].name
            votes.setdefault(found.entity, Counter())[code] += 1 + is_whole * WHOLE_NAME
    said = {number: code for number, counts in votes.items() if (code := _most_said(counts))}
    return branches | said


def _most_said(counts: Counter[str]) -> str | None:
    """The country said most often; None where two are said as often."""
    first, *others = counts.most_common(2)
    return first[0] if not others or others[0][1] < first[1] else None


def find_sites(entities: ArticleEntities, text: str, towns: Set[str] = frozenset()) -> dict[int, str]:
    """The country in which a place lies, or an organization that is a building as well: "Orten Hospital in Fenwick"."""
    found: dict[int, str] = {}
    named = [mention for mention in entities.mentions if mention.form == "name"]
    for left, right in pairwise(named):
        code = entities.entities[right.entity].country_code
        is_site = left.kind in ("organization", "place") and is_whereabouts(text, right, towns)
        if code and is_site and IN.fullmatch(text[left.end : right.start]):
            found.setdefault(left.entity, code)
    return found


def _pairs(named: Sequence[Mention], text: str) -> Iterator[tuple[int, Pair]]:
    """The organizations with a place or people named right beside them, and where each organization stands."""
    for number, (left, right) in enumerate(pairwise(named)):
        for place, organization, seat in ((number, left, right), (number + 1, right, left)):
            if organization.kind == "organization" and seat.kind in ("place", "group"):
                yield place, Pair(organization, seat, SIGN.sub("", text[left.end : right.start]))


def _may_tell(entities: ArticleEntities, text: str, pair: Pair, words: SeatWords) -> bool:
    """Whether a place may be an organization's home at all: no word such as "china", and no union of states."""
    name = text[pair.organization.start : pair.organization.end]
    is_named = text[pair.seat.start].isupper() and not is_of_many_lands((name,), words.unions)
    is_named = is_named and GOES_ON.match(text, pair.organization.end) is None
    return is_named and len(pair.between) <= FAR and not _is_of_part(entities, name, pair)


def is_of_many_lands(names: Iterable[str], unions: Set[str]) -> bool:
    """Whether an organization is a union of states, or a part or a contest of one: "UN Security Council", "NATO"."""
    folded = (name.lower().replace(".", "").removeprefix("the ").split() for name in names)
    return any(" ".join(parts[:count]) in unions for parts in folded for count in range(1, 4))


def _is_of_part(entities: ArticleEntities, name: str, pair: Pair) -> bool:
    """Whether a daughter is told of that the article takes for her parent: "its Dutch unit, Acme Pharma"."""
    if pair.is_behind or DAUGHTER.search(pair.between) is None:
        return False
    return any(name.startswith(f"{other} ") for other in entities.entities[pair.organization.entity].names)


def _is_bracketed(text: str, pair: Pair) -> bool:
    """Whether a place stands in brackets behind an organization, as where a branch is does: "Acme (Fenwick)"."""
    is_opened = pair.is_behind and BRACKET.fullmatch(pair.between) is not None
    return is_opened and pair.seat.kind == "place" and text[pair.seat.end : pair.seat.end + 1] == ")"


def _told_of(
    entities: ArticleEntities, text: str, where: tuple[Sequence[Mention], int], pair: Pair, words: SeatWords
) -> Iterator[Mention]:
    """The organizations of which a pair says where they are at home: its own, and the others of a series."""
    if _says_of_many(text, pair, words.nouns):
        yield pair.organization
        yield from _series(*where, -1 if pair.is_behind else 1, text)
    elif pair.is_behind:
        if _says_behind(text, pair, words):
            yield pair.organization
    elif _says_before(text, pair, words) or _is_of_state(entities, text, pair, words):
        yield pair.organization


def _series(named: Sequence[Mention], place: int, step: int, text: str) -> Iterator[Mention]:
    """The organizations that stand in a series with one, on the side where it goes on."""
    while 0 <= place + step < len(named) and named[place + step].kind == "organization":
        first, last = sorted((named[place], named[place + step]), key=lambda mention: mention.start)
        if JOINED.fullmatch(text[first.end : last.start]) is None:
            return
        place += step
        yield named[place]


def _says_of_many(text: str, pair: Pair, nouns: Set[str]) -> bool:
    """Whether a plural says where several are from: "Dutch brewers such as Acme", "Acme and Orvan, Dutch brewers"."""
    if pair.is_behind and pair.seat.kind == "place" and MANY_WITHIN.fullmatch(pair.between):
        return True
    if pair.is_behind:
        behind = BEHIND.match(text, pair.seat.end)
        found = behind["words"].replace(",", " ").replace(".", " ").split() if behind else []
        plurals = [word for word in found if word not in nouns and singular_of(word) in nouns]
        return MANY_APPOSED.fullmatch(pair.between) is not None and bool(plurals)
    many = MANY.fullmatch(pair.between)
    if many is None and COUNTED.search(text, max(0, pair.seat.start - BEFORE_LEAD), pair.seat.start):
        many = MANY_NAMED.fullmatch(pair.between)  # "the two Dutch brewers, Acme and Orvan,"
    is_plural = many is not None and ends_in_noun(many["words"], nouns) and many["words"].split()[-1] not in nouns
    return is_plural and _may_qualify(text, pair.seat)


def _says_before(text: str, pair: Pair, words: SeatWords) -> bool:
    """Whether a place or people before an organization says that it is from there: "Fenwick's Acme", "Dutch Acme"."""
    between, is_place, nouns = pair.between, pair.seat.kind == "place", words.nouns
    if text[pair.organization.end : pair.organization.end + 1] == "/":  # half a name: "Fenwick's Acme/FSX 200"
        return False
    if is_place and (is_owners(between, nouns) or _is_lead(text, pair)):
        return True
    if is_place and is_noun_there(text, between, pair.seat, pair.organization.end, words.plain):
        return True
    if is_place and is_set_apart(text, between, pair.organization.end, words.plain):
        return True
    return _is_described(text, pair, nouns)


def _is_described(text: str, pair: Pair, nouns: Set[str]) -> bool:
    """Whether words that tell a home link a place to an organization: "Fenwick's central | Bank", "Dutch brewer"."""
    between, is_place = pair.between, pair.seat.kind == "place"
    apart = CALLED.search(between)
    core = between[: apart.start()] + " " if apart else between
    if apart and not is_closed(text, apart.group(), pair.organization.end):
        return False
    owned = BASED.fullmatch(core) or (OWNED.fullmatch(core) if is_place and apart is None else None)
    if owned is not None:
        is_told = apart is None or ends_in_noun(owned["words"], nouns)
        return is_told and _may_describe(owned["words"].split(), nouns)
    qualified = WORDS.fullmatch(core)
    if qualified is None or not _ends_in_noun(qualified["words"], nouns):
        return False
    if not is_place and not _may_qualify(text, pair.seat):
        return False
    return not (apart or is_place) or (bool(qualified["words"]) and _may_qualify(text, pair.seat))


def _is_lead(text: str, pair: Pair) -> bool:
    """Whether a sentence begins with the seat of what it is about: "Based in Fenwick, Acme has"."""
    start = pair.seat.start
    is_led = LED.search(text, max(0, start - BEFORE_LEAD), start) is not None
    return is_led and AFTER_LEAD.fullmatch(pair.between) is not None


def _may_qualify(text: str, place: Mention) -> bool:
    """Whether a place may tell where what follows is from: "the Orten brewer Acme", not "in Orten brewer Acme"."""
    if place.kind == "group" and OTHER_PEOPLE.search(text, max(0, place.start - BEFORE_LEAD), place.start):
        return False  # "the Dutch and Danish brewer Acme"
    is_short = text[place.start : place.end].replace(".", "").isupper()  # "at UK brewer Acme"
    return place.kind == "group" or is_short or WHERE.search(text, max(0, place.start - BEFORE), place.start) is None


def _says_behind(text: str, pair: Pair, words: SeatWords) -> bool:
    """Whether what stands between an organization and a place or people behind it says that it is from there."""
    between, place = pair.between, pair.seat
    if is_whereabouts(text, place, words.towns):
        is_seat = any(pattern.fullmatch(between) for pattern in (OF, WITHIN, APPOSED_WITHIN))
        if is_seat or is_set_in(text, between, place.end, words.nouns, words.plain):
            return True
        if HOMED.fullmatch(between) and text.startswith(" home", place.end):
            return True
        name = text[pair.organization.start : pair.organization.end]
        if IN.fullmatch(between) is not None and is_state_body(name, words):
            return True
    own = text[pair.organization.start : pair.organization.end]
    return _is_apposed(text, pair, words.nouns if is_state_body(own, words) else words.nouns - words.state_bodies)


def _is_apposed(text: str, pair: Pair, nouns: Set[str]) -> bool:
    """Whether an aside with a noun for organizations begins with a place or people: "Acme, a Dutch brewer,".

    What is no court is none of a land: "Dutch rules on Acme, a Fenwick court said" tells of no home.
    """
    whole = WHOLE.match(text, pair.seat.end) if BARELY_APPOSED.fullmatch(pair.between) else None
    if whole is not None:  # "Acme, Dutch maker of tractors,"
        return not nouns.isdisjoint(whole["words"].split())
    apposed = APPOSED.fullmatch(pair.between)
    behind = BEHIND.match(text, pair.seat.end) if apposed else None
    if apposed is None or behind is None or not LINKING.isdisjoint(apposed["words"].split()):
        return False
    found = behind["words"].split()
    is_named = text[behind.end() : behind.end() + 1].isupper() and found[-1] in nouns
    if is_named and not set(behind["words"]) & set(",."):
        return False  # "Acme, the Dutch bank Orvan and others"
    return any(word.strip(",.") in nouns for word in found)


def _is_of_state(entities: ArticleEntities, text: str, pair: Pair, words: SeatWords) -> bool:
    """Whether a sentence begins with a country, and one of its bodies is behind it: "In Fenwick, the Senate"."""
    land, start = entities.entities[pair.seat.entity], pair.seat.start
    is_land = pair.seat.kind == "place" and land.external_id == land.country_code
    is_led = text[max(0, start - len(LEAD)) : start] == LEAD and ABOUT.fullmatch(pair.between) is not None
    return is_land and is_led and is_state_body(text[pair.organization.start : pair.organization.end], words)


def is_state_body(name: str, words: SeatWords) -> bool:
    """Whether a name is what each state calls a body of its own: "Supreme Court", but not "World Court"."""
    parts = name.lower().split() or [name]  # a name may be signs alone
    heads = {parts[-1], parts[parts.index("of") - 1] if "of" in parts[1:] else parts[0]}
    return not words.state_bodies.isdisjoint(heads) and words.shared.isdisjoint(parts)


def _ends_in_noun(words: str, nouns: Set[str]) -> bool:
    """Whether the last of the words is a noun for organizations, or there is none: "Dutch | Acme", "Dutch brewer"."""
    found = words.split()
    return not found or (found[-1] in nouns and found[0] != LANGUAGE and HELD.isdisjoint(found))


def _may_describe(words: Sequence[str], nouns: Set[str]) -> bool:
    """Whether words may describe the name behind them: many of them, or two joined, only with a noun at their end."""
    if HELD.isdisjoint(words) and "and" not in words and len(words) <= FEW:
        return True
    return HELD.isdisjoint(words) and ends_in_noun(" ".join(words), nouns)
