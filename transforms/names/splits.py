"""Cuts spans that run over two names, or over a name and a title: an ordered table of small rules.

A statistical reader that does not know a name takes its neighbours in: "Republic of Fenwick Dana Poole", "Acme
Holdings CEO". Each rule looks at words and word lists; the first that finds a place to cut decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from transforms.grammar import HYPHENS, SUFFIXES
from transforms.lexicon import Lexicon
from transforms.names.hyphens import DASHES, HALVES, are_two_names, kind_of_half
from transforms.reading.reading import Reading

Span3 = tuple[int, int, str]  # tokens, half open, and spaCy's label

INNER_WORDS = frozenset(("of", "for", "the", "and", "&", "on", "in", "to"))
POSSESSIVES = frozenset(("'s", "’s"))
OWNED = 2  # words of an organization's name behind a possessive
PERSON_WORDS = 2  # of a full name behind a possessive
LONGEST_PERSON = 5  # words of a name behind an organization's or a country's
INITIALLED = re.compile(r"(?:[A-ZÀ-Þ]\.)+-?[A-ZÀ-Þ]\w+$")  # an initial that is glued to the name: "S.Poole"
LONGEST_COUNTRY = 8  # words
LONGEST_TITLE = 4  # words
FEWEST_LETTERS = 3  # in brackets behind the name whose they are
MOST_PARTS = 8  # of one span


class _Span(NamedTuple):
    """A span under the knife."""

    reading: Reading
    lexicon: Lexicon
    first: int
    last: int
    label: str

    @property
    def words(self) -> list[str]:
        return self.reading.words[self.first : self.last]

    def has(self, *labels: str) -> bool:
        """Whether spaCy's label is one of these."""
        return self.label in labels

    def is_word_of(self, kind: str, token: int) -> bool:
        """Whether names that end in the token's word mean such a thing."""
        return self.lexicon.name_words.get(self.reading.words[token].lower()) == kind


Parts = list[Span3] | None
Rule = Callable[[_Span], Parts]


def cut_span(reading: Reading, lexicon: Lexicon, span: Span3) -> Iterator[Span3]:
    """The names within a span that runs over two."""
    waiting, cuts = [span], 0
    while waiting:
        first, last, label = waiting.pop()
        if first >= last:
            continue
        parts = None
        if last - first > 1 and cuts < MOST_PARTS and not (label == "ORG" and is_defined(reading, first, last)):
            whole = _Span(reading, lexicon, first, last, label)
            parts = next((found for rule in RULES if (found := rule(whole)) is not None), None)
        if parts is None:
            yield first, last, label
        else:
            cuts += 1
            waiting += reversed(parts)


def is_defined(reading: Reading, first: int, last: int) -> bool:
    """Whether the letters of the words stand in brackets behind them, all of them or those of longer words."""
    behind = reading.words[last : last + 3]
    if len(behind) < 3 or behind[0] != "(" or behind[2] != ")" or len(behind[1]) < FEWEST_LETTERS:
        return False
    words = reading.words[first:last]
    return behind[1] in ("".join(w[0] for w in words), "".join(w[0] for w in words if w[0].isupper()))


def _without_ticker(span: _Span) -> Parts:
    """A company without the sign of its shares: "Acme Corp | <ACM>"."""
    token = next((t for t in range(span.first, span.last) if span.reading.words[t] in ("<", ">")), None)
    if token is None:
        return None
    return [(span.first, token, span.label)] if token > span.first else [(token + 1, token + 1, "")]


def _at_dash(span: _Span) -> Parts:
    """At a dash between blanks, behind which another name or an aside stands: "Dana Poole - Department" of Harbours."""
    if not span.has("PERSON", "ORG", "GPE", "FAC"):
        return None
    starts, ends = span.reading.starts, span.reading.ends
    tokens = (t for t in range(span.first + 1, span.last - 1) if span.reading.words[t] in DASHES)
    token = next((t for t in tokens if starts[t] > ends[t - 1] and starts[t + 1] > ends[t]), None)
    if token is None or not INNER_WORDS.isdisjoint(span.reading.words[span.first : token]):
        return None  # "Council on Inter - Island Affairs"
    return [(span.first, token, span.label), (token + 1, span.last, "" if span.has("PERSON") else span.label)]


def _at_countries(span: _Span) -> Parts:
    """Two names that a hyphen binds for once: "Fenwick-Harland", "Fenwick-EU"; an adjective is a people's."""
    begin = span.first + (span.words[0] == "The")
    words = span.reading.words[begin : span.last]
    hyphen = next((place for place, word in enumerate(words) if word in HYPHENS), 0)
    halves = [" ".join(words[:hyphen]), "-", " ".join(words[hyphen + 1 :])]  # "New Fenwick-Harland"
    if not hyphen or not are_two_names(halves, span.lexicon):
        return None
    left, right = (HALVES[kind_of_half(half, span.lexicon)] for half in (halves[0], halves[2]))
    return [(begin, begin + hyphen, left), (begin + hyphen + 1, span.last, right)]


def _behind_country(span: _Span) -> Parts:
    """Somebody whose name was taken on to a country's: "Republic of Fenwick | Dana Poole"."""
    if span.has("PERSON", "NORP", "LAW", "WORK_OF_ART", "EVENT") or span.last - span.first < 2:
        return None
    longest = min(span.last - 1, span.first + LONGEST_COUNTRY)
    for end in range(longest, span.first, -1):
        words = [word.lower().replace(".", "") for word in span.reading.words[span.first : end]]
        is_initialled = INITIALLED.match(span.reading.words[end]) is not None
        is_sure = len(words) > 1 or is_initialled or span.lexicon.is_given_name(span.reading.words[end])
        is_country = " ".join(words).removeprefix("the ") in span.lexicon.country_codes
        if is_country and is_sure and (is_initialled or _is_person(span, end)):
            return [(span.first, end, "GPE"), (end, span.last, "PERSON")]
    return None


def _behind_republic(span: _Span) -> Parts:
    """Somebody whose name was taken on to "the Republic" whose president that is."""
    words = span.words
    name = 1 + (words[0].lower() == "the")
    is_head = len(words) > name + 1 and words[name - 1].lower() in span.lexicon.words["state_noun"]
    if not is_head or words[name].islower() or not _is_person(span, span.first + name):
        return None
    return [(span.first + name, span.last, "PERSON")]


def _behind_form(span: _Span) -> Parts:
    """A company without where it is at home: "Orten Oceanic Pte Ltd | of Oslo", not "Power Corporation of Fenwick"."""
    words, lexicon = span.words, span.lexicon
    of = next((place for place, word in enumerate(words) if place > 1 and word == "of"), None)
    if of is None or not span.has("ORG"):
        return None
    form, where = words[of - 1].lower().replace(".", ""), " ".join(words[of + 1 :]).lower()
    is_form = form in lexicon.words["closing_form"] or (of > 2 and form in lexicon.words["closing_trade"])
    is_closed = is_form and where in lexicon.place_names
    return [(span.first, span.first + of, "ORG"), (span.first + of + 1, span.last, "GPE")] if is_closed else None


def _behind_body(span: _Span) -> Parts:
    """Somebody of an organization whose name was taken on to its own: "Acme Holdings | Dana Poole"."""
    if not span.has("ORG", "FAC"):
        return None
    for token in range(span.last - 2, span.first, -1):
        word = span.reading.words[token]
        if token - 1 == span.first and span.lexicon.is_particle(word.lower()):
            return None  # "Bank Al Orten"
        if span.is_word_of("organization", token - 1) and span.lexicon.is_given_name(word):
            return [(span.first, token, "ORG"), (token, span.last, "PERSON")] if _is_person(span, token) else None
    return None


def _is_person(span: _Span, first: int) -> bool:
    """Whether the words from a token on look like somebody's."""
    return may_be_person(span.reading, span.lexicon, first, span.last)


def may_be_person(reading: Reading, lexicon: Lexicon, first: int, last: int) -> bool:
    """Whether words look like somebody's: two to five with capitals, none of an organization."""
    words = reading.words[first:last]
    if not 2 <= len(words) - 2 * sum(word in HYPHENS for word in words) <= LONGEST_PERSON or not (
        words[0][0].isupper() and words[-1][0].isupper()
    ):
        return False
    is_plain = all(word[0].isupper() or word in HYPHENS or lexicon.is_particle(word) for word in words)
    known = any(lexicon.name_words.get(word.lower()) in ("organization", "place", "event") for word in words)
    place = " ".join(words).lower() in lexicon.place_names
    return is_plain and not known and not place


def _before_office(span: _Span) -> Parts:
    """A name without the office behind it: "Acme Holdings | Chief Executive", "Dana Poole | MP"."""
    if not span.has("ORG", "PERSON", "FAC", "GPE") or _is_all_titles(span):
        return None
    for first in range(max(span.first + 1, span.last - LONGEST_TITLE), span.last):
        words = span.reading.words[first : span.last]
        title = span.lexicon.title_of(words)
        if title is None or title.sort not in ("office", "job"):
            continue
        if span.lexicon.is_plural_title(words[-1]) and span.reading.words[first - 1] == "of":
            return None  # "Council of Governors"
        is_unsure = len(words) == 1 or span.reading.words[first - 1].islower()  # "Office of Attorney General"
        if is_unsure and words[-1].lower().rstrip(".") in span.lexicon.words["ambiguous_title"]:
            return None
        if span.has("PERSON"):  # many jobs are surnames, too: "Carver"
            return [(span.first, first, "PERSON")] if len(words) > 1 or words[0].isupper() else None
        return [(span.first, first, "ORG")]
    return None


def _is_all_titles(span: _Span) -> bool:
    return all(span.lexicon.is_title(word) for word in span.words)


def _behind_title(span: _Span) -> Parts:
    """Somebody with a title in front that was read as an organization: "Brigadier Poole", "MK Dana Poole"."""
    if not span.has("ORG", "GPE", "FAC", "WORK_OF_ART", "PRODUCT", "LOC") or _is_listed(span):
        return None
    for first in range(min(span.last - 1, span.first + LONGEST_TITLE), span.first, -1):
        title = span.lexicon.title_of(span.reading.words[span.first : first])
        if title is None:
            continue
        head = span.reading.words[first - 1].lower().rstrip(".")
        single = span.last - first == 1 and span.reading.words[first][0].isupper()
        is_sure = title.sort == "honorific" or head not in span.lexicon.words["ambiguous_title"]
        single = single and is_sure and title.sort in ("honorific", "office") and _is_unknown(span, first)
        full = _is_person(span, first) and (is_sure or span.lexicon.is_given_name(span.reading.words[first]))
        return [(first, span.last, "PERSON")] if single or full else None
    return None


def _is_listed(span: _Span) -> bool:
    """Whether the whole span is a place or an organization that a list knows: "Sri Lanka"."""
    plain = " ".join(span.words).lower().replace(".", "")
    return plain in span.lexicon.place_names or plain in span.lexicon.organization_names


def _is_unknown(span: _Span, token: int) -> bool:
    """Whether a word is none that organizations share, nor a title or a large place."""
    word = span.reading.words[token].lower()
    lexicon = span.lexicon
    is_place = lexicon.place_names.get(word, "town") not in ("town", "city")
    return not (lexicon.is_body_word(word) or lexicon.is_title(word) or is_place or word in lexicon.words["sector"])


def _at_owner(span: _Span) -> Parts:
    """At a place's possessive ("Fenwick's | Harbour Board") or an organization's before somebody of it."""
    if not span.has("ORG"):
        return None
    for token in range(span.first + 1, span.last - 1):
        if span.reading.words[token] in POSSESSIVES and _is_common_owner(span, token):
            return [(token + 1, span.last, span.label)]
        if span.reading.words[token] in POSSESSIVES and _is_place(span, token):
            return [(span.first, token, "GPE"), (token + 1, span.last, span.label)]
        if _owns_person(span, token):
            return [(span.first, token, span.label), (token + 1, span.last, "PERSON")]
    return None


def _is_common_owner(span: _Span, last: int) -> bool:
    """Whether what owns is but a word that organizations share: "University's | Dairy Center"."""
    words = [word.lower() for word in span.reading.words[span.first : last] if word.lower() != "the"]
    is_named = span.lexicon.is_body_word(words[0]) if len(words) == 1 else False
    return is_named and span.last - last > OWNED and span.is_word_of("organization", span.last - 1)


def _owns_person(span: _Span, token: int) -> bool:
    """Whether the token is an organization's possessive before somebody of it: "Eagles' Dana Poole"."""
    word, words = span.reading.words[token], span.reading.words
    owns = word in POSSESSIVES or (word in ("'", "’") and words[token - 1].endswith("s"))
    full = span.last - token == PERSON_WORDS + 1 and span.lexicon.is_given_name(words[token + 1])
    return owns and full and not span.is_word_of("organization", span.last - 1)


def _is_place(span: _Span, last: int) -> bool:
    words = " ".join(span.reading.words[span.first : last]).lower().replace(".", "")
    return span.lexicon.place_names.get(words.removeprefix("the "), "town") in ("country", "state", "city")


def _at_comma(span: _Span) -> Parts:
    """At a comma that parts two organizations of a list."""
    commas = (
        (t for t in range(span.first + 1, span.last - 1) if span.reading.words[t] == ",") if span.has("ORG") else ()
    )
    token = next((token for token in commas if _parts_list(span, token)), None)
    if token is None:
        return None
    return [(span.first, token, span.label), (token + 1, span.last, span.label)]


def _parts_list(span: _Span, comma: int) -> bool:
    """Whether the comma parts two organizations, not one from its seat or form, nor what one is for."""
    words = span.reading.words
    left = {word.lower() for word in words[span.first + (words[span.first].lower() == "the") : comma]}
    right = [word.lower().rstrip(".") for word in words[comma + 1 : span.last]]
    if INNER_WORDS & left or {"and", "&"} & set(right) or not words[comma + 1][0].isupper():
        return False
    is_form = right[0] in span.lexicon.words["legal_form"] or right[0] in SUFFIXES
    return len(right) > 1 and not is_form and " ".join(right) not in span.lexicon.place_names


def _at_and(span: _Span) -> Parts:
    """At an "and" behind an organization's whole name."""
    for token in range(span.first + 1, span.last - 2) if span.has("ORG") else ():
        if span.reading.words[token] != "and":
            continue
        is_next = span.reading.words[token + 1][0].isupper() and (_ends_body(span, token) or _are_traders(span, token))
        if is_next or _are_offices(span, token):
            return [(span.first, token, span.label), (token + 1, span.last, span.label)]
    return None


def _are_offices(span: _Span, middle: int) -> bool:
    """Whether a body for something stands on each side of "and": "Office for Roads and the Board for Mines"."""
    words, heads = span.reading.words, span.lexicon.words["office_name"]
    links = [t for t in range(span.first + 1, span.last - 1) if words[t] in ("of", "for")]
    own = [t for t in links if span.is_word_of("organization", t - 1) or words[t - 1].lower() in heads]
    return any(t < middle for t in own) and any(t > middle + 1 for t in own)


def _are_traders(span: _Span, middle: int) -> bool:
    """Whether two words or more on each side of "and" end in a trade: "Orten Mining and Kessan Steel"."""
    words, lexicon = span.reading.words, span.lexicon
    sides = (words[span.first : middle], words[middle + 1 : span.last])
    trades, fields = lexicon.words["sector"], lexicon.words["portfolio"]
    are_names = all(len(side) > 1 and INNER_WORDS.isdisjoint(side) and side[-1].lower() in trades for side in sides)
    heads = [side[0].lower() for side in sides]
    return are_names and not any(head in trades or head in fields or lexicon.is_body_word(head) for head in heads)


def _ends_body(span: _Span, last: int) -> bool:
    """Whether the words before "and" are an organization's whole name: two or more, its sort at the end, no "of"."""
    words = [word.lower() for word in span.reading.words[span.first : last] if word.lower() != "the"]
    whole = len(words) > 1 and not INNER_WORDS & set(words)
    return whole and span.is_word_of("organization", last - 1)


def _at_to(span: _Span) -> Parts:
    """At a "to" behind a name: "Acme | to | Harland"."""
    tokens = range(span.first + 1, span.last - 1) if span.has("ORG", "PERSON", "GPE") else range(0)
    for token in tokens:
        if span.reading.words[token] == "to" and span.reading.tags[token - 1] in ("NNP", "NNPS"):
            left = span.label if token - span.first > 1 else ""
            return [(span.first, token, left), (token + 1, span.last, span.label if span.last - token > 2 else "")]
    return None


def _at_two_people(span: _Span) -> Parts:
    """At an "and" between two people, at a comma behind an object: "According to Poole, Ives says"."""
    reading, words = span.reading, span.reading.words
    before, after = reading.tags[max(0, span.first - 1)], reading.tags[span.last : span.last + 1]
    is_aside = (
        span.has("PERSON", "ORG") and before.startswith(("IN", "TO", "VB")) and after in (["VBZ"], ["VBD"], ["MD"])
    )
    for token in range(span.first + 1, span.last - 1):
        is_cut = (words[token] == "," and is_aside) or (words[token] in ("and", "&") and span.has("PERSON"))
        if is_cut and words[token + 1][0].isupper() and words[token + 1].lower().rstrip(".") not in SUFFIXES:
            return [(span.first, token, span.label), (token + 1, span.last, span.label)]
    return None


def _behind_number(span: _Span) -> Parts:
    """An organization's name without a number of people of it: "Three | Court of Appeal" before "judges"."""
    reading, follows = span.reading, span.reading.tags[span.last : span.last + 1]
    is_count = span.has("ORG") and reading.tags[span.first] == "CD" and reading.words[span.first].isalpha()
    return [(span.first + 1, span.last, span.label)] if is_count and follows == ["NNS"] else None


def _of_office(span: _Span) -> Parts:
    """A place with an officer whose office it is: "Fenwick | Sheriff's" before "office"."""
    words, last = span.reading.words, span.last
    is_owner = span.has("ORG") and last - span.first > 2 and words[last - 1] in POSSESSIVES
    if not is_owner or not span.lexicon.is_title(words[last - 2]) or not _is_place(span, last - 2):
        return None
    return [(span.first, last - 2, "GPE")]


def _behind_nationality(span: _Span) -> Parts:
    """Somebody behind a nationality, which is no part of the name: "Scotsman | Lee Ortiz"."""
    is_people = span.lexicon.place_names.get(span.reading.words[span.first].lower()) == "nationality"
    if not span.has("PERSON") or not is_people or span.last - span.first < 3:
        return None
    return [(span.first + 1, span.last, span.label)]


RULES: tuple[Rule, ...] = (
    _without_ticker,
    _at_dash,
    _at_countries,
    _behind_country,
    _behind_republic,
    _at_owner,
    _at_comma,
    _at_and,
    _at_to,
    _at_two_people,
    _behind_number,
    _of_office,
    _behind_nationality,
    _behind_form,
    _behind_body,
    _behind_title,
    _before_office,
)
