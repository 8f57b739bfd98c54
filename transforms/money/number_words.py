"""Adds up numbers in words."""

from __future__ import annotations

from decimal import Decimal

from transforms.money.vocabulary import MoneyLexicon

ONE = Decimal(1)
NONE = Decimal(0)


class WordSum:
    """A number in words while it is added up: "two hundred thousand and five", "one lakh crore"."""

    def __init__(self, lexicon: MoneyLexicon, current: Decimal = NONE) -> None:
        self.lexicon = lexicon
        self.current = current  # what no magnitude has multiplied yet
        self.total = NONE
        self.scale = ONE
        self.scaled = False
        self._part = NONE  # what the last magnitude made
        self._begun = current != NONE

    @property
    def value(self) -> Decimal:
        """What the words make so far."""
        return self.total + self.current

    def take(self, word: str) -> bool:
        """Add a word; False where it is none of this number."""
        numeral = self.lexicon.numerals.get(word)
        if numeral is not None and numeral[1] != "fraction":
            if not _fits(self.current, numeral[0]):
                return False
            self.current, self._part, self._begun = self.current + numeral[0], NONE, True
            return True
        if word == "hundred" or (word == "hundreds" and self.current):
            self.current, self.scale = (self.current or ONE) * 100, Decimal(100)
            self.scaled = self._begun = True
            return True
        magnitude = self.lexicon.magnitudes.get(word)
        if magnitude is None or magnitude.style not in ("word", "plural"):
            return False
        return self._multiply(magnitude.value)

    def _multiply(self, size: Decimal) -> bool:
        if self.current or not self._begun:
            self._part = (self.current or ONE) * size
            self.total, self.current, self.scale = self.total + self._part, NONE, size
        elif self._part:  # two magnitudes in a row: "lakh crore", "thousand million"
            self.total += self._part * (size - 1)
            self._part, self.scale = self._part * size, self.scale * size
        else:
            return False
        self.scaled = self._begun = True
        return True


def _fits(current: Decimal, value: Decimal) -> bool:
    """Whether a word of that value may follow: "twenty five", "hundred twenty", but not "one two"."""
    if current == 0:
        return True
    room = current % 100
    return (room == 0 and value < 100) or (room >= 20 and room % 10 == 0 and 0 < value < 10)
