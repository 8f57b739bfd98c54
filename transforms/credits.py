"""Names in credits and bylines, which are not parsed: "(Dana Poole/ABC/Example Images)", "By Lee Ortiz"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from transforms.lexicon import Lexicon
from transforms.names import Name, name_key
from transforms.reading import Reading
from transforms.repairs import PARTICLES

PIECE = re.compile(r"[^/,;:()|&\[\]\n•]+")
JOINERS = re.compile(r"\b(?:and|with|for|via|by|of the|By|AND|BY)\b")
LEAD = frozenset(("image", "images", "photo", "photos", "photograph", "video", "picture", "courtesy", "file", "credit"))
LONGEST = 4  # words of a name in a credit


def find_credit_names(reading: Reading, lexicon: Lexicon, known: Mapping[tuple[str, ...], str]) -> list[Name]:
    """The people and bodies named in the article's credits and bylines.

    `known` gives the kind of each name of the article by its words; other pieces are judged by the word lists.
    """
    found = []
    for segment in reading.segments:
        if segment.kind in ("credit", "byline"):
            for start, end in _pieces(reading.text, segment.start, segment.end):
                words = reading.text[start:end].split()
                kind = known.get(name_key(words)) or _credit_kind(words, segment.kind, lexicon)
                if kind is not None:
                    place = reading.tokens_in(start, end)[0]
                    found.append(Name(place, place, "", place, None, kind, (start, end)))
    return found


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces = []
    for match in PIECE.finditer(text, start, end):
        place = match.start()
        for part in [*JOINERS.finditer(text, place, match.end()), None]:
            last = match.end() if part is None else part.start()
            words = text[place:last]
            left = place + len(words) - len(words.lstrip(" \t.—–-"))
            right = place + len(words.rstrip(" \t.—–-"))
            if left < right:
                pieces.append((left, right))
            place = match.end() if part is None else part.end()
    return pieces


def _credit_kind(words: list[str], segment: str, lexicon: Lexicon) -> str | None:
    if len(words) > LONGEST or not all(word[0].isupper() or word in PARTICLES for word in words):
        return None
    key = name_key(words)
    if " ".join(key) in lexicon.organization_names or lexicon.name_words.get(key[-1]) == "organization":
        return "organization"
    if key[0] in LEAD or key[-1] in LEAD or lexicon.is_title_end(words[-1]) or " ".join(key) in lexicon.place_names:
        return None
    if len(words) == 1:
        return "organization" if segment == "credit" and words[0].isupper() and 2 <= len(words[0]) <= 5 else None
    return "person" if segment == "byline" or lexicon.is_given_name(words[0]) or "." in words[1] else None
