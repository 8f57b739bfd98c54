"""Where and when a story was written, at the head of its first paragraph: "BEIJING (Acme) —", "Doha:"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set

from transforms.folding import strip_marks

LONGEST = 160  # characters of a dateline

CAPS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’.\-]+"
CAPS_PLACE = rf"{CAPS}(?:[ /]{CAPS}){{0,3}}"
TITLE_PLACE = r"[A-ZÀ-ÖØ-Þ][\w'’.]+(?:[ /-][A-ZÀ-ÖØ-Þ][\w'’.]+){0,3}"
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:r?s)?|Fri|Sat(?:ur)?|Sun)(?:day\b|\.|\b))"
REGION = rf"(?:,\s?(?!{WEEKDAY})[A-Z][\w'’.\-]+(?:\s[A-Z][\w'’.\-]+){{0,2}})"
DAY = rf"(?:{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s{MONTH})(?:,?\s\d{{4}})?"
FIGURES = rf"\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|\d{{4}}-\d\d-\d\d|\d{{4}}\s{MONTH}\s\d{{1,2}}"
DATE = rf"(?:,?\s?(?:[|/–—-]\s?)?(?:{WEEKDAY}(?:,?\s{DAY})?|{DAY}|{FIGURES}))"
SOURCE = rf"(?:,?\s?[(\[](?:[A-Z][\w .,/&'’\-]{{1,40}}|[a-z]{{2,5}}(?:/[A-Za-z]{{2,12}})?|{DAY}|{FIGURES})[)\]])"
STROKES = r"(?:\s?/\s?[A-Z][\w .&'’\-]{1,30}/)"
AGENCY = r"(?:,\s[A-Z]{2,8})"
BEGINS = r"[“\"‘'A-Z0-9]"
DASH = rf"\.?(?:\s?(?::-|—|–|―|--+)(?=\s|{BEGINS})|\s-(?=\s|{BEGINS})|-(?=\s))"
NO_LABEL = r"(?!(?:UPDATE|EXCLUSIVE|BREAKING|WATCH|LOOK|VIDEO|CORRECTION|NOTE|OPINION|ANALYSIS)\b)"

BEFORE = r"(?:[(\[][A-Z][\w .&]{1,30}[)\]]\s(?:[–—-]\s)?|[A-Z]{2,8}/)"  # an agency first
LEAD = r"(?:[A-Z][\w.&]*(?:\s[A-Z][\w.&]*){0,2}(?:,|\s[–-])\s)"  # the same, set off by less

# by the marks alone, whatever the place
MARKED = re.compile(
    rf"(?:{CAPS_PLACE}{REGION}{{0,2}}{DATE}?(?:{SOURCE}|{AGENCY})?{DASH}"
    rf"|{TITLE_PLACE}{REGION}{{0,2}}(?:{DATE}(?:{SOURCE}|{AGENCY})?|{SOURCE}|{STROKES}){DASH}"
    rf"|{TITLE_PLACE}{REGION}{{0,2}}{DATE}?{STROKES}(?:{DASH}|\s?[.:]?(?=\s))"
    rf"|(?:{CAPS_PLACE}{REGION}?{DATE}?|{TITLE_PLACE}{REGION}?{DATE}){SOURCE}(?=\s{BEGINS})"
    rf"|(?:{BEFORE}{CAPS_PLACE}{REGION}?{DATE}?|{LEAD}{CAPS_PLACE}{REGION}?{DATE}){SOURCE}?(?:{DASH}|:(?=\s))"
    rf"|{NO_LABEL}{CAPS_PLACE}{REGION}?{DATE}:(?=\s)"
    rf"|{TITLE_PLACE}{REGION}?\s(?:CNN|CNBC|NPR|AP|AFP)(?:\sBusiness)?\s?[—–]"
    rf"|\([A-Z][\w .&]{{2,30}}\)\s?(?:--+|[—–―])(?=\s)"
    rf"|[(\[](?:AP|AFP|Reuters|REUTERS|Bloomberg|UPI|CNN|Xinhua|ANI|PTI|IANS|dpa|EFE)[)\]]{DASH})"
)
# South Asian, African and Gulf papers end a dateline with a colon
COLON = re.compile(rf"{NO_LABEL}{CAPS_PLACE}{REGION}?{DATE}?{SOURCE}?:(?=\s)")
# what only a known place makes a dateline
OF_PLACE = re.compile(
    rf"(?P<place>{CAPS_PLACE}(?:\s(?:and|&)\s{CAPS_PLACE})?|{TITLE_PLACE}){REGION}{{0,2}}{DATE}?(?:{SOURCE}|{STROKES})?"
    rf"(?::(?=\s)|{DASH})(?=\s*{BEGINS})"
    rf"|[(\[](?P<marked>{CAPS_PLACE}|{TITLE_PLACE}(?={DATE}[)\]])){DATE}?[)\]](?=\s{BEGINS})"
    rf"|(?P<stopped>{CAPS_PLACE}){SOURCE}?\.(?=\s{BEGINS})"
    rf"|[(\[](?P<closed>{TITLE_PLACE}){DATE}?[)\]]{DASH}(?=\s*{BEGINS})|\[(?P<squared>{TITLE_PLACE})\](?=\s{BEGINS})"
    rf"|(?P<parted>{TITLE_PLACE}){DATE}?\s\|\s[A-Z][\w.]{{1,11}}{DASH}(?=\s*{BEGINS})"
)
# an agency or the day first, as no country's name before a colon is: "Bloomberg – Dhaka –", "(AP) Dhaka -"
AGENCY_FIRST = rf"[(\[][A-Z][\w .&]{{1,30}}[)\]]\s(?:[–—-]\s)?|{NO_LABEL}[A-Z][\w.&]{{1,12}}(?:\s[|–—-]|:)\s"
BESIDE = rf"(?:{AGENCY_FIRST}|(?:{DAY}|{WEEKDAY}),\s)"
OF_PLACE_BEHIND = re.compile(
    rf"(?:{LEAD}(?P<place>{CAPS_PLACE}){REGION}{{0,2}}{SOURCE}?|{BESIDE}(?P<title>{TITLE_PLACE}){REGION}{{0,2}}{DATE}?{SOURCE}?)"
    rf"(?::(?=\s)|{DASH})(?=\s*{BEGINS})"
)
MORE = re.compile(rf"\s?{SOURCE}{DASH}")  # the agency behind a dash: "HAIFA – (Orion) –"
PARTED = re.compile(r"/|\s(?:and|&)\s")  # between two places


# on a line of its own: by its date in capitals, or by a known place
ALONE = re.compile(
    rf"(?:(?P<place>{CAPS_PLACE}|{TITLE_PLACE}){REGION}{{0,2}}(?P<date>{DATE})?"
    rf"(?:(?P<barred>\s\|\s[A-Z]{{2,8}})|{SOURCE}?{DASH}?[.:]?))$"
)
DATE_AT_END = re.compile(rf"{DATE}$")


def is_dateline_alone(line: str, places: Set[str], is_first: bool = False) -> bool:
    """Whether a line below the headline is nothing but where, and perhaps when, the story was written.

    `places` are the large places in small letters. A first line may be a headline, unless an agency is set off in it.

    >>> is_dateline_alone("QUITO, Dec 6", frozenset()), is_dateline_alone("QUITO", {"quito"})
    (True, True)
    """
    match = ALONE.match(line) if len(line) <= LONGEST else None
    if match is None:
        return False
    is_dated = match["date"] is not None and match["place"].isupper()
    is_marked = match["place"].isupper() or match["date"] is not None or match["barred"] is not None
    is_known = match["place"].casefold() in places and is_marked  # "Oslo, Norway | ORN"
    if is_first and match["barred"] is None:
        return False
    return is_dated or is_known


def find_dateline(line: str, places: Set[str], is_label: bool) -> int:
    """How many characters of a story's first paragraph are its dateline; 0 where it has none.

    `places` are the large places in small letters. `is_label` says that words in capitals and a colon may be
    something else here, a speaker's name or a headline's first words.
    """
    head = line[:LONGEST]
    match = MARKED.match(head) or (None if is_label else COLON.match(head))
    if match is None:
        found = (pattern.match(head) for pattern in (OF_PLACE, OF_PLACE_BEHIND))
        match = next((match for match in found if match is not None and _is_of_places(match, places)), None)
    more = None if match is None else MORE.match(head, match.end())
    return 0 if match is None else (more or match).end()


def _is_of_places(match: re.Match[str], places: Set[str]) -> bool:
    """Whether a dateline is of a known place, or of two: "TURIN/HAIFA"."""
    name = next(filter(None, match.groupdict().values()))
    return name.casefold() in places or all(part.casefold() in places for part in PARTED.split(name))


def find_next_dateline(line: str, places: Set[str]) -> int:
    """How many characters of a later paragraph are a dateline: a large place in capitals, as in round-ups."""
    match = OF_PLACE.match(line[:LONGEST])
    is_place = match is not None and (match["place"] or "").isupper() and _is_of_places(match, places)
    return match.end() if match is not None and is_place else 0


def strip_date(words: str) -> str:
    """What stands before the date with which a piece of a dateline ends: "QUITO" of "QUITO 6 December".

    >>> strip_date("QUITO 2016-12-06"), strip_date("Dec 6"), strip_date("QUITO")
    ('QUITO', '', 'QUITO')
    """
    return DATE_AT_END.sub("", words)


def find_label(line: str) -> str:
    """The words in capitals before a colon with which a line begins, in small letters; empty where there are none."""
    match = COLON.match(line[:LONGEST])
    return line[: match.end()].strip().rstrip(":").casefold() if match else ""


def opens_story(line: str) -> bool:
    """Whether a line begins with a dateline that is told by its marks."""
    return MARKED.match(line[:LONGEST]) is not None


def is_labelled(line: str) -> bool:
    """Whether a line begins with words in capitals and a colon, as a dateline may, or a speaker in a transcript."""
    return COLON.match(line[:LONGEST]) is not None


def read_large_places(countries: Iterable[Mapping[str, str]], towns: Iterable[str]) -> frozenset[str]:
    """The names, in small letters, of countries, their capitals and large towns."""
    names = {
        name
        for row in countries
        for cell in (row["name"], row["other_names"], row["capital"])
        for name in cell.split("|")
    }
    names.update(towns)
    return frozenset(spelt for name in names if name for spelt in (name.casefold(), strip_marks(name.casefold())))
