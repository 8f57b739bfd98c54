"""Lines that say who wrote: bylines, by their form."""

from __future__ import annotations

import re
from collections.abc import Iterable

NAME_WORD = r"(?:[A-ZÀ-ÖØ-Þ][\w'’\-]*\.?|de|da|del|della|der|den|di|du|van|von|bin|al|el|la|le|y)"
NAME = rf"[A-ZÀ-ÖØ-Þ][\w'’.\-]*(?:\s{NAME_WORD}){{1,4}}"
NAMES = rf"{NAME}(?:(?:,\s(?:and\s|&\s)?|\s(?:and|&|AND)\s){NAME}){{0,7}}"
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
HELPED = re.compile(
    r"[A-Z][\w'’\-]+(?:\s[A-Z][\w'’.\-]+){0,3}(?:,?\sand\s[A-Z].{2,40}|,\s.{2,60})?\s(?:also\s)?reported\sfrom\s[A-Z]"
    r"|\W{0,3}(?i:with\s(?:files|inputs?)\sfrom\b)"
    r"|\W{0,3}(?i:additional\s|with\s)?(?i:reporting|writing|editing|compiled|edited|translated|written|research)\s(?i:by)\b"
)
CONTRIBUTED = re.compile(
    r"\b(?i:contributed\s(?:(?:additional\s|to\s)?(?:the\s)?(?:reporting|research)\b|to\sth(?:is|e)\s(?:report|article|story|piece)))"
    r"|\bcontributed\sfrom\s[A-Z]"
)


class Jobs:
    """Patterns of what authors are called beside their names or on a line below them, and of what is no name.

    jobs: what one of them is, such as "reporter"; desks: whom they work with, such as "bureau". In the singular.
    dates: names of months and days, which "by" leads to as well.
    """

    def __init__(self, jobs: Iterable[str] = (), desks: Iterable[str] = (), dates: Iterable[str] = ()) -> None:
        job, desk = match_any(jobs), match_any(desks)
        either = rf"(?i:(?:{job}|{desk})s?)"
        self.word = re.compile(rf"\b{either}\b")
        self.not_names = re.compile(rf"\b(?:{match_any(name.capitalize() for name in dates)}|\d{{4}})\b")
        self.beside = re.compile(
            rf"(?P<names>{NAMES})\s?(?:[,|/•·\-–—]|\sin\s[A-Z][\w ]{{2,25}},?)\s?"
            rf"(?:[\w'’\-]+\s){{0,4}}{either}\b.{{0,60}}$"
        )
        self.alone = re.compile(rf"(?:[\w'’\-]+\s){{0,3}}(?i:{job})s?(?:,\s[\w ]{{2,30}})?$")
        self.after = re.compile(
            rf"\s?(?:[,|/•·\-–—]\s?)?(?P<job>(?:[A-Za-z][\w'’\-]*\s){{0,4}}(?i:{job})s?)(?=[\s,.;|]|$)"
        )


def names_helpers(words: str) -> bool:
    """Whether a line names who helped to write: "Ana Melo contributed to this report".

    >>> names_helpers("With files from Ana Melo"), names_helpers("Ana Melo contributed to the fund")
    (True, False)
    """
    return HELPED.match(words) is not None or ("contributed" in words.lower() and CONTRIBUTED.search(words) is not None)


def match_any(phrases: Iterable[str]) -> str:
    """A pattern of any of the phrases, the longest first; of nothing where there is none."""
    longest = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return f"(?:{'|'.join(map(re.escape, longest)) or '(?!)'})"
