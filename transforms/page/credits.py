"""Names in credits, bylines and datelines, which are not parsed: "(Dana Poole/ABC)", "By Lee Ortiz", "DOHA —"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain

from transforms.lexicon import Lexicon
from transforms.names.words import Name, name_key
from transforms.page.bylines import names_helpers
from transforms.page.datelines import MONTH, strip_date
from transforms.reading.reading import Reading
from transforms.records import Segment

PIECE = re.compile(r"[^/,;:()|&\[\]\n•]+")
JOINERS = re.compile(r"\b(?:and|with|for|from|via|by|of the|By|AND|BY|et al)\b")
APART = re.compile(r"\s[–—-]\s")  # between the pieces of a dateline
PLACED = re.compile(r"\bin (?P<place>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2})")
BARRED = re.compile(r"\|\s*(?P<place>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2})(?=\s*(?:\||$))")
TAKER = re.compile(r"([A-ZÀ-ÖØ-Þ][\w'’-]+(?: [A-ZÀ-ÖØ-Þ][\w'’.-]+){1,2})/")
LONGEST_AGENCY = 5  # letters
LABEL = re.compile(r"\s*(\w+): *")
DATE = re.compile(rf"\d|^{MONTH}$")
BRACKETS = frozenset("([/|")
LONGEST = 4  # words of a name in a credit


def find_credit_names(reading: Reading, lexicon: Lexicon, known: Mapping[tuple[str, ...], str]) -> list[Name]:
    """The people and bodies named in the article's credits and bylines.

    `known` gives the kind of each name of the article by its words; other pieces are judged by the word lists.
    """
    found = []
    for segment in reading.segments:
        if segment.kind in ("credit", "byline"):
            taker = _pictured(reading.text, segment, lexicon)
            helped = segment.kind == "byline" and names_helpers(reading.text[segment.start : segment.end].strip("([ "))
            labelled = segment.kind == "credit" and _is_labelled(reading.text[segment.start : segment.end], lexicon)
            pieces = _pieces(reading.text, segment.start, segment.end)
            for start, end in _cut_agencies(reading.text, pieces, lexicon):
                words = reading.text[start:end].split()
                kind = known.get(name_key(words)) or _credit_kind(words, segment.kind, lexicon)
                if kind is None and ((labelled and _is_signature(words, lexicon)) or start == taker):
                    kind = "person"
                if kind is None and helped and _is_agency(words, reading.text[:start]):
                    kind = "organization"
                if kind is not None:
                    place = reading.tokens_in(start, end)[0]
                    found.append(Name(place, place, "", place, None, kind, (start, end)))
        if segment.kind == "byline":
            found += _places_of_byline(reading, lexicon, segment.start, segment.end)
    return found


def _pictured(text: str, segment: Segment, lexicon: Lexicon) -> int | None:
    """Where whoever made a picture is named behind a label and before a stroke: "Photo: | Dana Poole | /Acme"."""
    label = LABEL.match(text, segment.start, segment.end) if segment.kind == "credit" else None
    if label is None or label[1].lower() not in lexicon.words["credit_word"]:
        return None
    name = TAKER.match(text, label.end(), segment.end)
    is_body = name is not None and lexicon.name_words.get(name[1].split()[-1].lower()) == "organization"
    return label.end() if name is not None and not is_body else None


def _is_agency(words: list[str], before: str) -> bool:
    """Whether capitals behind "from" or a semicolon in a note on who helped are an agency's: "With inputs from ABC"."""
    is_short = words[0].isupper() and words[0].isalpha() and 1 < len(words[0]) <= LONGEST_AGENCY
    return is_short and len(words) == 1 and before.rstrip().lower().endswith(("from", ";", "and", ","))


def _places_of_byline(reading: Reading, lexicon: Lexicon, start: int, end: int) -> Iterator[Name]:
    """The known places in which authors are: "By Lee Ortiz in Fenwick", "Lee Ortiz | Fenwick"."""
    for match in chain(PLACED.finditer(reading.text, start, end), BARRED.finditer(reading.text, start, end)):
        if match["place"].lower() in lexicon.place_names:
            token = reading.tokens_in(*match.span("place"))[0]
            yield Name(token, token, "", token, None, "place", match.span("place"))


def find_dateline_names(reading: Reading, lexicon: Lexicon) -> list[Name]:
    """The places of the article's datelines, and the agencies in them: "AMMAN, Jordan (Acme News) —"."""
    found = []
    for segment in reading.segments:
        if segment.kind == "dateline":
            token = reading.tokens_in(segment.start, segment.end)[0]
            for start, end in _pieces(reading.text, segment.start, segment.end, APART):
                before = reading.text[segment.start : start].rstrip()[-1:]
                words = strip_date(reading.text[start:end])
                kind = _dateline_kind(words, before, lexicon)
                if kind == "place" and not before and _is_lead(reading.text[start : segment.end], words, lexicon):
                    kind = "organization"
                if kind is not None:
                    found.append(Name(token, token, "", token, None, kind, (start, start + len(words))))
    return found


def _is_lead(line: str, words: str, lexicon: Lexicon) -> bool:
    """Whether a dateline begins with an agency that no list knows, and a place comes next: "Orion, OSLO, 5 May –"."""
    behind = line[len(words) :]
    is_unknown = " ".join(name_key(words.split())) not in lexicon.place_names
    place = re.match(r"[A-ZÀ-ÖØ-Þ]{2,}", behind.lstrip(" ,-–/"))
    if place is not None:
        return is_unknown and (words != words.upper() or place[0].lower() in lexicon.place_names)
    town = re.match(r"(?:\s[|–—-]|:)\s([A-ZÀ-ÖØ-Þ][\w'’]+)", behind)  # "Orion – Oslo –", not "ORTEN, Norway"
    return is_unknown and town is not None and lexicon.place_names.get(town[1].lower()) in ("city", "country")


def _dateline_kind(words: str, before: str, lexicon: Lexicon) -> str | None:
    """What a piece of a dateline names, by the sign before it: a place known, alone or in capitals, or an agency."""
    key = " ".join(name_key(words.split()))
    if not words or DATE.search(words) or not words[0].isupper() or len(key.split()) > LONGEST:
        return None
    if key in lexicon.place_names and not (before in BRACKETS and lexicon.place_names[key] == "town"):
        return "place"
    is_known = key in lexicon.organization_names or lexicon.name_words.get(key.split()[-1]) == "organization"
    if is_known or before in BRACKETS:
        return "organization"
    is_town = " " not in key or (words.isupper() and lexicon.words["byline_desk"].isdisjoint(key.split()))
    return "place" if not before and is_town else None


def _is_labelled(credit: str, lexicon: Lexicon) -> bool:
    """Whether a credit names whoever made the picture alone, and no body by a stroke: "Image: Dana Poole"."""
    label = LABEL.match(credit)
    return label is not None and label[1].lower() in lexicon.words["credit_word"] and not set("/|") & set(credit)


def _is_signature(words: list[str], lexicon: Lexicon) -> bool:
    """Whether one word is the name by which somebody signs, since no list knows it as anything else: "QuietOtter"."""
    key = words[0].lower()
    if len(words) > 1 or not words[0][0].isupper() or not key.isalpha():
        return False
    tables = (lexicon.place_names, lexicon.titles, lexicon.words["credit_word"])
    return not lexicon.is_body_word(key) and not any(key in table for table in tables)


def _cut_agencies(text: str, pieces: list[tuple[int, int]], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """The pieces, a known body and the person right after it parted: "NASA Dana Poole"."""
    for start, end in pieces:
        first, _, rest = text[start:end].partition(" ")
        person = rest.split()
        is_person = len(person) > 1 and lexicon.is_given_name(person[0])
        if is_person and first.lower() in lexicon.organization_names:
            yield start, start + len(first)
            yield end - len(rest.lstrip()), end
        else:
            yield start, end


def _pieces(text: str, start: int, end: int, joiners: re.Pattern[str] = JOINERS) -> list[tuple[int, int]]:
    pieces = []
    for match in PIECE.finditer(text, start, end):
        place = match.start()
        for part in [*joiners.finditer(text, place, match.end()), None]:
            last = match.end() if part is None else part.start()
            words = text[place:last]
            left = place + len(words) - len(words.lstrip(" \t.—–-"))
            right = place + len(words.rstrip(" \t.—–-"))
            if left < right:
                pieces.append((left, right))
            place = match.end() if part is None else part.end()
    return pieces


def _credit_kind(words: list[str], segment: str, lexicon: Lexicon) -> str | None:
    if len(words) > LONGEST or not all(word[0].isupper() or lexicon.is_particle(word) for word in words):
        return None
    key = name_key(words)
    if " ".join(key) in lexicon.organization_names or lexicon.name_words.get(key[-1]) == "organization":
        return "organization"
    if (
        {key[0], key[-1]} & lexicon.words["credit_word"]
        or lexicon.is_title_end(words[-1])
        or " ".join(key) in lexicon.place_names
    ):
        return None
    if len(words) == 1:
        return "organization" if segment == "credit" and words[0].isupper() and 2 <= len(words[0]) <= 5 else None
    return "person" if segment == "byline" or lexicon.is_given_name(words[0]) or "." in words[1] else None
