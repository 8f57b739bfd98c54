"""What a whole text says of its money, looked for once and only when asked."""

from __future__ import annotations

import re
from functools import cached_property

from transforms.money.cells import Rows
from transforms.money.homes import NOWHERE, Home
from transforms.money.tokens import fold
from transforms.money.vocabulary import MoneyLexicon

STERLING = re.compile(
    r"£|\bsterling\b|\bpence\b|\b(?:British|Egyptian|Irish|Sudanese|Syrian|Lebanese) pounds?\b|\bquid\b"
)
YUAN = re.compile(r"\b(?:yuan|renminbi|RMB|CNY)\b|元")
STATEMENT = re.compile(
    r"\b(?:[Aa]mounts|[Cc]urrency|[Ff]igures|[Mm]oney|[Nn]umbers|[Pp]rices|[Ss]ums|[Vv]alues)\b[^.\n]{0,60}?"
    r"\b(?:in|are)\s(?P<place>(?:[A-Z][\w.]*\s){1,3})dollars\b"
)


class TextFacts:
    """The text as the grammar reads it, the home of its paper, and what is said in it of currencies."""

    def __init__(self, text: str, lexicon: MoneyLexicon, home: Home = NOWHERE) -> None:
        self.folded = fold(text)
        self.lexicon = lexicon
        self.home = home
        self._places: dict[frozenset[str], list[tuple[int, str]]] = {}
        self._counted: dict[str, bool] = {}

    @cached_property
    def rows(self) -> Rows:
        """The lines of the text as rows of a table."""
        return Rows(self.folded)

    @cached_property
    def speaks_of_sterling(self) -> bool:
        """Whether pounds are money somewhere in the text."""
        return STERLING.search(self.folded) is not None

    @cached_property
    def speaks_of_yuan(self) -> bool:
        """Whether the money of China is named."""
        return YUAN.search(self.folded) is not None

    @cached_property
    def stated_dollars(self) -> str:
        """The dollars that the text says its figures are in: "All figures are in Canadian dollars"."""
        match = STATEMENT.search(self.folded)
        return self.lexicon.places.get(match["place"].strip(), "") if match else ""

    @cached_property
    def marked(self) -> frozenset[str]:
        """The currencies of dollars that signs of their own, such as "A$", mark in the text."""
        signs = self.lexicon.marked_dollars
        return frozenset(code for sign, code in signs.items() if sign in self.folded)

    def counts_in(self, sign: str) -> bool:
        """Whether a sum with a magnitude stands behind a sign of letters somewhere in the text: "P194 billion"."""
        if sign not in self._counted:
            pattern = rf"(?<!\w){re.escape(sign)}\.?[ ]?\d[\d.,]{{0,20}}[ -]?(?:{self.lexicon.any_magnitude})\b"
            self._counted[sign] = re.search(pattern, self.folded) is not None
        return self._counted[sign]

    def places_of(self, codes: frozenset[str]) -> list[tuple[int, str]]:
        """Where the text names a place or nationality that uses one of the currencies, and that currency."""
        if codes not in self._places:
            pattern, places = self.lexicon.candidates_of(codes), self.lexicon.places
            matches = pattern.finditer(self.folded) if pattern is not None else ()
            self._places[codes] = [(m.start(), places[m.group()]) for m in matches]
        return self._places[codes]
