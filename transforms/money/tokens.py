"""Cuts text into the tokens the amount grammar reads, without touching spaCy or the text itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

# One character for one, so that offsets hold: spaces that do not break, dashes that join, full-width forms.
_FOLDED = {ord(c): " " for c in "\u00a0\u2007\u2008\u2009\u200a\u202f\u3000"}
UNSEEN = "\u200b"  # what every character that no reader sees becomes
_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_FOLDED |= {ord(c): UNSEEN for c in _INVISIBLE}
_FOLDED |= {ord(c): "-" for c in "\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"}
_FOLDED |= {ord(c): "'" for c in "\u2018\u2019\u02bc"}
_FOLDED |= {zero + digit: str(digit) for zero in (0xFF10, 0x660, 0x6F0, 0x966, 0x9E6) for digit in range(10)}
_FOLDED |= {
    0xFF04: "$",
    0xFFE1: "£",
    0xFFE5: "¥",
    0xFFE6: "₩",
    0xFF0C: ",",
    0xFF0E: ".",
    0xFF05: "%",
    0x66C: ",",
    0x66B: ".",
}

_TOKEN = re.compile(
    r"\d+(?:[.,']\d+)*"  # 1,250.50
    r"|(?<![^\W\d_])[^\W\d_](?:\.[^\W\d_](?![^\W\d_]))+\.?"  # U.S., p.a.
    r"|[^\W\d_]+"
    r"|[^\s\u200b]"
)


def fold(text: str) -> str:
    """The text with look-alike signs, spaces, dashes and digits made plain; as long as it was.

    >>> fold("＄５\\u00a0million")
    '$5 million'
    """
    return text.translate(_FOLDED)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a stretch of text: lower-case words, and where each stands in the whole text.

    The last token is an empty word that stands for the end, so that looking one ahead is always allowed.
    """

    text: str  # the whole text, folded
    words: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.words) - 1

    def word(self, i: int) -> str:
        """The lower-case word at i, empty outside the stretch."""
        return self.words[i] if 0 <= i < len(self.words) else ""

    def written(self, i: int) -> str:
        """The word at i as the text writes it."""
        return self.text[self.starts[i] : self.ends[i]] if 0 <= i < len(self.words) else ""

    def gap(self, i: int) -> int:
        """How many characters a reader sees between token i - 1 and token i; a line break counts as many."""
        if not 0 < i < len(self.words) - 1:
            return 99
        between = self.text[self.ends[i - 1] : self.starts[i]]
        if "\n" in between or "\r" in between:
            return 99
        return len(between) - between.count(UNSEEN)

    def is_number(self, i: int) -> bool:
        """Whether token i begins with a digit."""
        word = self.word(i)
        return bool(word) and word[0].isdecimal() and word[0].isascii()

    def is_word(self, i: int) -> bool:
        """Whether token i is made of letters."""
        return self.word(i)[:1].isalpha()


def cut(folded: str, start: int, end: int) -> Tokens:
    """The tokens of folded[start:end]; offsets are those of the whole text."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(folded, start, end):
        word = match.group().lower()
        words.append(word[:-1] if len(word) > 2 and word[-1] == "." else word)
        starts.append(match.start())
        ends.append(match.end())
    return Tokens(folded, [*words, ""], [*starts, end], [*ends, end])
