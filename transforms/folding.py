"""Names in one spelling for comparison; the text itself is never touched."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

POSSESSIVE = re.compile(r"['’]s?$")
INITIALS = re.compile(r"\b(?:[a-z]\.\s?){2,}")
NOT_NAME = re.compile(r"[^\w&'-]+")


@lru_cache(maxsize=1 << 11)  # linking asks for the same names again and again
def fold_name(name: str) -> str:
    """A name in small letters without accents, points and a possessive ending.

    >>> fold_name("The U.N.'s")
    'the un'
    >>> fold_name("São Paulo")
    'sao paulo'
    """
    name = strip_marks(name)
    if name.isascii() and name.replace(" ", "").replace("-", "").isalpha():
        return " ".join(name.casefold().split())
    folded = POSSESSIVE.sub("", name.strip().casefold())
    if "." in folded:
        folded = INITIALS.sub(lambda m: m.group().replace(".", "").replace(" ", "") + " ", folded + " ")
    return " ".join(NOT_NAME.sub(" ", folded).replace("'", "").split())


def strip_marks(name: str) -> str:
    """A name without accents and curly apostrophes.

    >>> strip_marks("Erdoğan")
    'Erdogan'
    """
    if name.isascii():
        return name
    return unicodedata.normalize("NFKD", name.replace("’", "'")).translate(_NO_MARKS)


class _NoMarks(dict[int, int | None]):
    """What `str.translate` makes of each character: nothing of a combining mark, of others themselves."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]


_NO_MARKS = _NoMarks()  # at most one entry a character of Unicode
