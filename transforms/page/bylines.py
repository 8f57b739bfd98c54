"""Lines that say who wrote and photographed: bylines and credits, by their form."""

from __future__ import annotations

import re
from collections.abc import Iterable

NAME_WORD = r"(?:[A-ZÀ-ÖØ-Þ][\w'’\-]*\.?|de|da|del|della|der|den|di|du|van|von|bin|al|el|la|le|y)"
NAME = rf"[A-ZÀ-ÖØ-Þ][\w'’.\-]*(?:\s{NAME_WORD}){{1,4}}"
NAMES = rf"{NAME}(?:(?:,\s(?:and\s|&\s)?|\s(?:and|&|AND)\s){NAME}){{0,7}}"
NOT_NAMES = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday"
    r"|Wednesday|Thursday|Friday|Saturday|Sunday|\d{4})\b"
)
BY = re.compile(
    rf"(?i:(?:opinion|analysis|story|words|review|report|reported|written|text|posted|exclusive|commentary|column|interview)\s+)?"
    rf"(?i:by):?\s+(?P<names>{NAMES})(?P<rest>.{{0,120}})$"
)
BY_START = re.compile(r"(?:[A-Za-z]+\s+)?by\b", re.IGNORECASE)
FROM = re.compile(rf"From\s+(?P<names>{NAMES})\s+in\s+[A-Z].{{0,60}}$")
BIOGRAPHY = re.compile(
    r"\b(?:is|was)\s(?:an?|the)\b|\b(?:covers|writes|reports|edits|works)\b|@|\b(?i:reach|follow|e-?mail|contact)\b"
)
NAMES_ALONE = re.compile(rf"(?P<names>{NAMES})$")
CONTRIBUTED = re.compile(
    r"(?:^[A-Z][\w'’\-]+(?:\s[A-Z][\w'’.\-]+){0,3}(?:,?\sand\s[A-Z].{2,40}|,\s.{2,60})?\s(?:also\s)?reported\sfrom\s[A-Z]"
    r"|\b(?i:contributed\s(?:(?:additional\s|to\s)?(?:the\s)?(?:reporting|research)\b|to\sth(?:is|e)\s(?:report|article|story|piece)))"
    r"|\bcontributed\sfrom\s[A-Z])"
    r"|^\W{0,3}(?i:with\sfiles\sfrom\b)"
    r"|^\W{0,3}(?i:additional\s|with\s)?(?i:reporting|writing|editing|compiled|edited|translated|written|research)\s(?i:by)\b"
)

CREDIT_WORD = r"(?:photographs?|photos?|pictures?|images?|credits?|illustrations?|graphics?|video)"
AGENCY = (
    r"(?:AP|AFP|EPA|PA|ANSA|DPA|TASS|Reuters|REUTERS|Getty|Shutterstock|Alamy|Bloomberg|iStock|Unsplash|Rex|Xinhua"
    r"|Zuma|Press\sAssociation|Associated\sPress|[\w'’ ]{2,30}\sImages|[\w'’ ]{2,30}\sPhotos?)"
)
CREDIT_INSIDE = re.compile(
    rf"{CREDIT_WORD}\s*(?:credit)?\s*(?::|by|courtesy)\s*\S.*|(?:.{{2,60}}[/|,]\s?)?{AGENCY}(?:\s?photo)?(?:\s?[/|]\s?.{{2,60}})?"
    rf"|.{{3,40}}\sfor\s(?:The|the)\s[A-Z].{{2,30}}|[A-Z][\w'’.\- ]{{2,40}}/[A-Z][\w'’.\-/ ]{{1,60}}"
    rf"|(?:courtesy|provided|supplied|handout|file)\b.{{0,60}}"
)
NAME_AND_OUTLET = re.compile(r"[A-Z][\w'’.\-]+(?:\s[A-Z][\w'’.\-]+){1,3}/[A-Z][\w'’.\- ]{2,30}$")
BRACKETED = re.compile(r"[(\[](?P<inside>[^()\[\]]{2,120})[)\]]\.?$")
LABELLED = re.compile(
    rf"(?:(?<=[.!?…”\"’'])\s*|(?<=\s)|^)(?:{CREDIT_WORD}(?:\s+credit)?\s*(?::|\bby\b|\.\.\.|…)|[Cc]opyright:|©)\s*(?=[A-Z@])[^.!?]{{2,80}}\.?$",
    re.IGNORECASE,
)
AGENCY_END = re.compile(
    r"(?:(?<=[.!?…”\"’'\s])|^)(?:(?:AP|AFP|EPA)\s?(?:[Pp]hoto)?|REUTERS|Reuters)/[A-Z][^.!?]{2,100}\.?$"
    r"|(?<=[.!?…”\"’']\s)[A-Z][\w'’\-]+(?:\s[A-Z][\w'’.\-]*){0,3}(?:/|\s?\|\s?)[A-Z][^.!?]{1,60}$"
)
AGENCY_LINE = re.compile(rf"(?:[A-Z][\w'’.\-]*\s?){{0,4}}(?:/|\s?\|\s?|,\s|\svia\s)?{AGENCY}(?:/[\w /.\-]{{2,60}})?$")


class Jobs:
    """Patterns of what authors are called beside their names or on a line below them.

    jobs: what one of them is, such as "reporter"; desks: whom they work with, such as "bureau". In the singular.
    """

    def __init__(self, jobs: Iterable[str] = (), desks: Iterable[str] = ()) -> None:
        job, desk = match_any(jobs), match_any(desks)
        either = rf"(?i:(?:{job}|{desk})s?)"
        self.word = re.compile(rf"\b{either}\b")
        self.beside = re.compile(
            rf"(?P<names>{NAMES})\s?(?:[,|/•·\-–—]|\sin\s[A-Z][\w ]{{2,25}},?)\s?"
            rf"(?:[\w'’\-]+\s){{0,4}}{either}\b.{{0,60}}$"
        )
        self.alone = re.compile(rf"(?:[\w'’\-]+\s){{0,3}}(?i:{job})s?(?:,\s[\w ]{{2,30}})?$")
        self.after = re.compile(
            rf"\s?(?:[,|/•·\-–—]\s?)?(?P<job>(?:[A-Za-z][\w'’\-]*\s){{0,4}}(?i:{job})s?)(?=[\s,.;|]|$)"
        )


def match_any(phrases: Iterable[str]) -> str:
    """A pattern of any of the phrases, the longest first; of nothing where there is none."""
    longest = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return f"(?:{'|'.join(map(re.escape, longest)) or '(?!)'})"
