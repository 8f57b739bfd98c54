"""An amount while it is being read, and what its readers share."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from transforms.money.quantities import ONE, Quantity, QuantityReader
from transforms.money.tokens import Tokens
from transforms.money.vocabulary import MoneyLexicon, Term


@dataclass(slots=True)
class Draft:
    """An amount over the tokens first to last, half open, while it is being read."""

    first: int
    last: int
    low: Decimal | None
    high: Decimal | None
    term: Term
    rule: str
    quantity: Quantity
    factor: Decimal = ONE  # the unit's own scale: 0.01 for cents
    leads: bool = False  # the sign or code stands before the number
    code: str = ""
    origin: str = "stated"  # what tells the currency: stated | sign | home | default
    modifier: str = "exact"
    period: str | None = None
    is_range: bool = False
    notes: set[str] = field(default_factory=set)

    @property
    def value(self) -> Decimal:
        """The number it was read from, in currency units."""
        return self.quantity.value * self.factor


class TermReader:
    """What readers of numbers with a money term beside them share, over one stretch of text."""

    def __init__(self, tokens: Tokens, lexicon: MoneyLexicon, quantities: QuantityReader) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.quantities = quantities

    def _minus_before(self, i: int) -> int:
        """How many tokens right before token i make the amount there negative: a dash, "minus" or "negative", or none.

        A dash between two numbers is of a range, one at the head of a line of text a bullet.
        """
        tokens, word = self.tokens, self.tokens.word(i - 1)
        before = tokens.word(i - 2)
        follows_number = tokens.is_number(i - 2) or before in self.lexicon.magnitudes
        if word == "-" and tokens.gap(i) == 0:
            begins_line = i == 1 or tokens.gap(i - 1) == 99
            is_apart = tokens.gap(i - 1) > 0 or before in ("(", ":", "[")
            return int(is_apart and not follows_number and (not begins_line or self._is_cell(i)))
        if tokens.gap(i) > 1 or word not in self.lexicon.words["minus"]:
            return 0
        if before == "or" and tokens.word(i - 3) == "plus":
            return 0  # "plus or minus $5"
        is_sign = not before or before in self.lexicon.words["before_minus"]
        return int(word == "negative" or (is_sign and not follows_number))

    def _is_cell(self, i: int) -> bool:
        """Whether no word of text follows the amount at token i, as in the cell of a table."""
        ahead = range(i, min(i + 5, len(self.tokens)))
        return not any(self.tokens.is_word(k) and self.tokens.word(k) not in self.lexicon.magnitudes for k in ahead)


def past_hyphen(tokens: Tokens, i: int) -> int:
    """Past the hyphen of "300-euro" and of "multibillion - dollar"."""
    if tokens.word(i) == "-" and tokens.gap(i) == tokens.gap(i + 1) <= 1:
        return i + 1
    return i
