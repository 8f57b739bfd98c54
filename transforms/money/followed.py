"""Reads amounts whose unit stands behind the number: "5 million euros", "10$", "tens of millions of dollars"."""

from __future__ import annotations

from transforms.money.coins import CoinReader
from transforms.money.drafts import Draft, TermReader, past_hyphen
from transforms.money.quantities import Quantity, QuantityReader
from transforms.money.tokens import Tokens
from transforms.money.vocabulary import MoneyLexicon, Term


class FollowedReader(TermReader):
    """Reads the amount whose number begins at a token, by the term that follows it."""

    def __init__(self, tokens: Tokens, lexicon: MoneyLexicon, quantities: QuantityReader) -> None:
        super().__init__(tokens, lexicon, quantities)
        self.coins = CoinReader(tokens, lexicon, quantities)

    def read(self, i: int, place: int) -> Draft | None:
        """The amount whose number begins at token i and whose term stands at token `place` or just before it."""
        tokens = self.tokens
        if tokens.is_number(i) and tokens.is_word(i - 1) and tokens.gap(i) == 0 and len(tokens.word(i - 1)) > 1:
            return None  # the number is the tail of a name such as MI6
        quantity = self._read_bracketed(i) if tokens.word(i) == "(" else self.quantities.read(i)
        if quantity is None or quantity.last > place or self._is_left_over(quantity):
            return None
        at = self._unit_place(quantity)
        if at is None:
            return None
        term = self.lexicon.term_at(self.tokens, at, before=False)
        if term is None or not self._may_follow(term, quantity, at):
            return None
        return self._finish(quantity, term, at)

    def _read_bracketed(self, i: int) -> Quantity | None:
        """The loss of "(5.2) million dollars"; "five (5) million dollars" says the same number twice."""
        tokens = self.tokens
        inner = self.quantities.read(i + 1)
        if inner is None or inner.scaled or not tokens.is_number(i + 1) or tokens.word(inner.last) != ")":
            return None
        late = self.quantities.magnitude_at(inner.last + 1, False)
        if late is None:
            return None
        said = self.quantities.read(i - 1)
        if said is not None and said.last == i and said.value == inner.value:
            return inner._replace(first=i - 1, last=late[1], value=inner.value * late[0], scaled=True, size=late[0])
        return inner._replace(first=i, last=late[1], value=-inner.value * late[0], scaled=True, size=late[0])

    def _is_left_over(self, quantity: Quantity) -> bool:
        """Whether a magnitude alone is what remains of a number before it that was not read: "[?]5) million"."""
        tokens, i = self.tokens, quantity.first
        return tokens.word(i) in self.lexicon.magnitudes and tokens.word(i - 1) in (")", "]") and tokens.gap(i) <= 1

    def _unit_place(self, quantity: Quantity) -> int | None:
        """Where the unit of a number begins: next, behind a hyphen or "of", or behind a few known words."""
        tokens = self.tokens
        i = past_hyphen(tokens, quantity.last)
        if quantity.vague and tokens.word(i) == "of":
            i += 1
        if tokens.gap(i) > 1:
            return None
        if self.lexicon.term_at(tokens, i, before=False) is not None:
            return i
        if not quantity.scaled and not quantity.vague:
            return None
        if tokens.word(i) == "in" and self._is_plural_name(i + 1):
            return i + 1  # "3.5 million in euros"
        j = i
        while j - i < 5 and tokens.word(j) in self.lexicon.words["before_unit"] and tokens.gap(j) <= 1:
            j += 1
        if j == i and quantity.vague and tokens.word(i - 1) == "of" and tokens.written(i).islower():
            j += 1  # "billions of offshore dollars"
        term = self.lexicon.term_at(tokens, j, before=False) if j > i and tokens.gap(j) == 1 else None
        return j if term is not None and term.kind == "name" else None

    def _is_plural_name(self, i: int) -> bool:
        """Whether the name of a currency in the plural, and nothing else, stands at token i."""
        term = self.lexicon.term_at(self.tokens, i, before=False)
        return term is not None and term.kind == "name" and not term.needs and term.words[-1].endswith("s")

    def _may_follow(self, term: Term, quantity: Quantity, at: int) -> bool:
        """Whether the term is this number's unit and not the sign of the next amount."""
        tokens = self.tokens
        behind = at + len(term.words)
        if quantity.is_article and (term.kind != "name" or tokens.gap(at) != 1):
            return False
        if term.needs in ("glued", "minor") and (
            tokens.gap(at) != 0 or (tokens.gap(behind) == 0 and tokens.is_word(behind))
        ):
            return False
        if term.kind == "name" or not term.before:
            return tokens.gap(at) <= 1
        ahead = self.quantities.read(behind, signed=True)
        if ahead is None or tokens.gap(behind) > 1 or ahead.is_article:
            return True
        if term.kind == "sign":
            is_suffix = tokens.gap(at) == 0 and tokens.gap(behind) > 0
            again = self.lexicon.term_at(tokens, ahead.last, before=False)
            return is_suffix or (again is not None and again.words == term.words)
        return not (quantity.plain and 1900 <= quantity.value <= 2100 and (ahead.scaled or not ahead.plain))

    def _finish(self, quantity: Quantity, term: Term, at: int) -> Draft:
        tokens = self.tokens
        value, last = quantity.value * term.scale, at + len(term.words)
        if quantity.three_decimals and _is_thousands(quantity, term, tokens):
            value *= 1000
            quantity = quantity._replace(value=quantity.value * 1000)
        late = self.quantities.magnitude_at(last, True) if term.kind != "name" and not quantity.scaled else None
        if late is not None and tokens.gap(last) <= 1:  # "75 USD million"
            value, last = value * late[0], late[1]
            quantity = quantity._replace(value=quantity.value * late[0], scaled=True)
        if not quantity.scaled and not quantity.vague and term.kind == "name":  # "a dollar and a half"
            value, end = self.quantities.and_half(last, value, term.scale)
            notes = {"half"} if end > last else set()
            quantity, last = quantity._replace(value=value / term.scale), end
        else:
            notes = set()
        minus = self._minus_before(quantity.first)
        if minus:
            value, quantity = -value, quantity._replace(value=-quantity.value)
        draft = Draft(quantity.first - minus, last, value, value, term, _rule_of(term, quantity), quantity, term.scale)
        draft.notes |= notes
        if quantity.vague == "couple":
            draft.modifier = "about"
        elif quantity.vague:
            draft.high, draft.modifier = None, "at_least"
        self.coins.add_to(draft)
        return draft


def _is_thousands(quantity: Quantity, term: Term, tokens: Tokens) -> bool:
    """Whether "1.250" before a unit is 1250: no one writes a trailing 000, or three decimals of a euro, otherwise."""
    written = tokens.written(quantity.first)
    continental = bool(set(term.codes) & {"EUR", "DEM", "ITL", "ESP", "BRL", "CHF", "DKK", "SEK", "NOK", "PLN"})
    return written.endswith(".000") or (continental and written.endswith("0"))


def _rule_of(term: Term, quantity: Quantity) -> str:
    if quantity.vague:
        return "amount.vague"
    if term.scale < 1:
        return "amount.subunit"
    if term.needs in ("grand", "lower", "money", "large", "near", "rand", "glued", "code"):
        return "amount.context"
    if not term.before and not any(c.isdigit() for c in term.words) and quantity.is_article:
        return "amount.article"
    return {"sign": "amount.sign", "code": "amount.code"}.get(term.kind, "amount.name")
