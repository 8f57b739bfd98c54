"""People named right behind whom they speak for or lead: "chairman of the Harland Committee Dana Poole".

Nothing but order tells where the organization's name ends and the person's begins, so a reader takes both for one name,
or the person for an organization.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transforms.grammar import APOSTROPHES, HYPHENS
from transforms.lexicon import Lexicon
from transforms.names.splits import Span3, may_be_person
from transforms.names.words import LANDS, read_title
from transforms.reading.reading import Reading

SEATS = frozenset(("of", "at", "for", "in"))
BODIES = frozenset(("ORG", "FAC", "PERSON", "GPE", "LOC", "WORK_OF_ART", ""))
OFFICES = frozenset(("office", "job"))
FULL = (2, 3)  # words of a full name
LONGEST_SEAT = 8  # words of an organization's name
INNER = APOSTROPHES | {"'s", "’s", "and", "&"}  # within its name
LINKS = frozenset(("of", "for"))  # in the name of a ministry, before what it is for


def part_holders(reading: Reading, lexicon: Lexicon, spans: Sequence[Span3]) -> Iterator[Span3]:
    """The spans with such people apart, as people."""
    end = -1  # of the organization that a holder may stand behind
    for first, last, label in _join_branches(reading, lexicon, spans):
        if first == end and label in BODIES and _is_holder(reading, lexicon, first, last):
            yield first, last, "PERSON"
            continue
        is_seat = label in BODIES and has_office(reading, lexicon, first)
        end = last if is_seat and label in ("ORG", "FAC") else -1
        cut = _find_cut(reading, lexicon, first, last) if is_seat else None
        town = _town_end(reading, lexicon, first, last) if is_seat and cut is None else None
        if cut is None and town is None:
            yield first, last, label
        else:
            begin = cut or town or last
            yield first, begin, "GPE" if cut is None else "ORG"
            yield begin, last, "PERSON"


def _join_branches(reading: Reading, lexicon: Lexicon, spans: Sequence[Span3]) -> Iterator[Span3]:
    """The spans with a company's branch as one, where it has an officer: "head of Yunhai | China"."""
    held: Span3 | None = None
    for span in spans:
        first, last = span[:2]
        plain = " ".join(reading.words[first:last]).lower()
        if held is not None and held[1] == first and plain in lexicon.country_codes:
            held = (held[0], last, "ORG")
            continue
        if held is not None:
            yield held
        is_open = last - first == 1 or (last - first in FULL and reading.words[last - 1].istitle())
        is_branch = is_open and plain not in lexicon.place_names and not lexicon.is_title(plain)
        held = span if is_branch and has_office(reading, lexicon, first) else None
        if held is None:
            yield span
    if held is not None:
        yield held


def has_office(reading: Reading, lexicon: Lexicon, first: int) -> bool:
    """Whether an office and "of the" stand right before a token."""
    words = reading.words
    place = first - (first > 0 and words[first - 1].lower() == "the") - 1
    floor = reading.sentences[reading.token_sentence[first]][0]
    if place <= floor or words[place] not in SEATS:
        return False
    title = read_title(reading, lexicon, place)[1]
    return title is not None and title.sort in OFFICES


def ends_seat(reading: Reading, lexicon: Lexicon, last: int) -> bool:
    """Whether the name of an organization or the state ends with a token, of which somebody has an office there."""
    word, words = reading.words[last], reading.words
    is_end = lexicon.name_words.get(word.lower()) == "organization" or word.lower() in lexicon.words["state_noun"]
    if not is_end or word.islower():
        return False
    first, floor = last, max(reading.sentences[reading.token_sentence[last]][0], last - LONGEST_SEAT)
    while first > floor and (words[first - 1][0].isupper() or words[first - 1] in INNER):
        first -= 1
    return any(has_office(reading, lexicon, begin) for begin in range(first, last + 1))


def _find_cut(reading: Reading, lexicon: Lexicon, first: int, last: int) -> int | None:
    """Where a holder begins behind an organization's last word within a span; None where none does.

    Whoever is named behind a comma holds the office: "president of the Movement Clear Water, Dana Poole".
    """
    words = reading.words
    first += words[first].lower() == "the"
    if words[last : last + 1] == [","] and reading.tags[last + 1 : last + 2] == ["NNP"]:
        return None
    for token in range(last - FULL[0], first, -1):
        is_end = lexicon.name_words.get(words[token - 1].lower()) == "organization"
        is_end = is_end or _ends_ministry(reading, lexicon, first, token)
        is_end = is_end or " ".join(words[first:token]).lower() in lexicon.organization_names
        if is_end and _is_holder(reading, lexicon, token, last):
            return token
    return None


def _ends_ministry(reading: Reading, lexicon: Lexicon, first: int, last: int) -> bool:
    """Whether the words are an organization's sort, "of" and what it is for: "Ministry of Energy"."""
    words = reading.words[first:last]
    is_sort = len(words) > 2 and words[1] in LINKS and lexicon.name_words.get(words[0].lower()) == "organization"
    return is_sort and words[-1].lower() in lexicon.words["portfolio"]


def _town_end(reading: Reading, lexicon: Lexicon, first: int, last: int) -> int | None:
    """Where a holder begins behind a known town or land within a span: "Mayor of Orten | Dana Poole"."""
    for token in range(last - FULL[0], first, -1):
        end = token - (token - 1 > first and reading.words[token - 1].lower() in lexicon.words["compass"])
        is_place = " ".join(reading.words[first:end]).lower() in lexicon.place_names
        if is_place and _is_holder(reading, lexicon, token, last):
            return token
    return None


def _is_holder(reading: Reading, lexicon: Lexicon, first: int, last: int) -> bool:
    """Whether the words may be somebody's in full, and no country, field or trade is among them."""
    words = [word.lower() for word in reading.words[first:last]]
    if len(words) - 2 * sum(word in HYPHENS for word in words) not in FULL or not may_be_person(
        reading, lexicon, first, last
    ):
        return False
    told = ("portfolio", "portfolio_adjective", "sector", "foreign_body", "compass")
    is_told = any(word in lexicon.words[use] for word in words for use in told)
    is_told = is_told or any(lexicon.is_title(word) and not lexicon.is_given_name(word) for word in words)
    return not is_told and not any(lexicon.place_names.get(word) in LANDS for word in words)
