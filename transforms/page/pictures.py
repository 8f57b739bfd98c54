"""Finds the credits of pictures at the ends of lines: "(Ana Melo/AFP)", "Photo: Jo Brandt", "AP"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from transforms.page.bylines import match_any

NAME_AND_OUTLET = re.compile(r"[A-Z][\w'’.\-]+(?:\s[A-Z][\w'’.\-]+){1,3}/[A-Z][\w'’.\- ]{2,30}$")
BRACKETED = re.compile(r"[(\[](?P<inside>[^()\[\]]{2,120})[)\]]\.?$")
LABEL = re.compile(r":|©|by\b|\.\.\.|…", re.IGNORECASE)  # one of these marks every labelled credit
SLASH = re.compile(r"[/|]")  # and one of these every credit by two names
STOPS = ".!?"
LONGEST_ALONE = 80  # characters of a line that is an agency's name and no more


class PictureCredits:
    """Patterns of credits. words: what a picture is called, in the singular; agencies: whose pictures papers print."""

    def __init__(self, words: Iterable[str] = (), agencies: Iterable[str] = ()) -> None:
        word = rf"(?:{match_any(words)}s?)"
        names = match_any(agencies).replace("\\ ", r"\s")
        agency = rf"(?:{names}|[\w'’ ]{{2,30}}\sImages|[\w'’ ]{{2,30}}\sPhotos?)"
        self.inside = re.compile(
            rf"{word}\s*(?:credit)?\s*(?::|by|courtesy)\s*\S.*"
            rf"|(?:.{{2,60}}[/|,]\s?)?{agency}(?:\s?photo)?(?:\s?[/|]\s?.{{2,60}})?"
            rf"|.{{3,40}}\sfor\s(?:The|the)\s[A-Z].{{2,30}}|[A-Z][\w'’.\- ]{{2,40}}/[A-Z][\w'’.\-/ ]{{1,60}}"
            rf"|(?:courtesy|provided|supplied|handout|file)\b.{{0,60}}"
        )
        self.labelled = re.compile(
            rf"(?:(?<=[.!?…”\"’'])\s*|(?<=\s)|^)"
            rf"(?:{word}(?:\s+credit)?\s*(?::|\bby\b|\.\.\.|…)|[Cc]opyright:|©)\s*(?=[A-Z@])[^.!?]{{2,80}}\.?$",
            re.IGNORECASE,
        )
        self.at_end = re.compile(
            rf"(?:(?<=[.!?…”\"’'\s])|^){names}\s?(?:[Pp]hoto)?/[A-Z][^.!?]{{2,100}}\.?$"
            r"|(?<=[.!?…”\"’']\s)[A-Z][\w'’\-]+(?:\s[A-Z][\w'’.\-]*){0,3}(?:/|\s?\|\s?)[A-Z][^.!?]{1,60}$"
        )
        self.line = re.compile(
            rf"(?:[A-Z][\w'’.\-]*\s?){{0,4}}(?:/|\s?\|\s?|,\s|\svia\s)?{agency}(?:/[\w /.\-]{{2,60}})?$"
        )

    def find(self, tail: str) -> int | None:
        """Where in the end of a line a picture's credit begins, or None.

        >>> PictureCredits(["photo"], ["AFP"]).find("Ships wait off Rotterdam. (Ana Melo/AFP)")
        26
        >>> PictureCredits().find("The bill was sponsored by Rep. Ana Melo (D-N.M.)") is None
        True
        """
        found = BRACKETED.search(tail)
        if found is None or not self.inside.fullmatch(found["inside"].strip()):
            stop = max(tail.rfind(mark, 0, -1) for mark in STOPS)  # behind a label none stands but at the very end
            found = self.labelled.search(tail) if LABEL.search(tail, max(0, stop - 2)) else None  # itself may be "..."
            found = found or (self.at_end.search(tail) if SLASH.search(tail) else None)
        if found is None:
            return 0 if len(tail) < LONGEST_ALONE and self.line.fullmatch(tail) else None
        start = found.end() - len(found.group().lstrip())
        return len(tail[:start].rstrip("|–—•·/ ")) if tail[:start].rstrip()[-1:] in "|–—•·/" else start
