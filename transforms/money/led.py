"""Reads amounts whose sign or code stands before the number: "$5 million", "EUR 20", "-£3m"."""

from __future__ import annotations

from transforms.money.coins import CoinReader
from transforms.money.drafts import Draft, TermReader, past_hyphen
from transforms.money.leading import LEADING
from transforms.money.quantities import Quantity, QuantityReader
from transforms.money.tokens import Tokens
from transforms.money.vocabulary import MoneyLexicon, Term

DOLLARLIKE = frozenset({"USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "BRL", "MXN"})


class LedReader(TermReader):
    """Reads the amount that a term at a token leads."""

    def __init__(self, tokens: Tokens, lexicon: MoneyLexicon, quantities: QuantityReader) -> None:
        super().__init__(tokens, lexicon, quantities)
        self.coins = CoinReader(tokens, lexicon, quantities)

    def read(self, i: int) -> Draft | None:
        """The amount behind the term at token i, None where there is none."""
        term = self.lexicon.term_at(self.tokens, i, before=True)
        while term is not None:
            draft = self._read_behind(i, term)
            if draft is not None:
                return draft
            term = self._shorter(term, i)
        return None

    def _read_behind(self, i: int, term: Term) -> Draft | None:
        """The amount whose number stands behind the term at token i."""
        tokens = self.tokens
        k = self._extra_sign(i + len(term.words), term)
        if tokens.word(k) == "(" and tokens.gap(k) == 0 and term.kind == "sign":
            return self._read_bracketed(i, term, k + 1)
        inner = int(tokens.word(k) == "-" and tokens.gap(k + 1) == 0)
        if tokens.gap(k + inner) > 1 or (inner and tokens.gap(k) == 0 and term.kind != "sign"):
            return None  # "CVE-2021" is the name of something
        spaced = not self.lexicon.spaced.isdisjoint(term.codes)
        quantity = self.quantities.read(k + inner, signed=True, spaced=spaced)
        if quantity is None or not self._may_lead(term, quantity, i):
            return None
        outer = self._minus_before(i)
        return self._finish(i - outer, term, quantity, negative=bool(inner or outer))

    def _read_bracketed(self, i: int, term: Term, k: int) -> Draft | None:
        """Read the loss "$(5.2) million" of an account; k is the token behind the bracket."""
        quantity = self.quantities.read(k, signed=True)
        if quantity is None or not self.tokens.is_number(k) or self.tokens.word(quantity.last) != ")":
            return None
        last = quantity.last + 1
        late = self.quantities.magnitude_at(last, True) if not quantity.scaled else None
        if late is not None:
            quantity, last = quantity._replace(value=quantity.value * late[0], scaled=True), late[1]
        return self._finish(i, term, quantity._replace(last=last), negative=True)

    def _shorter(self, term: Term, i: int) -> Term | None:
        """The next shorter term at i, so that a name that leads nowhere does not hide a sign."""
        shorter = [t for t in self.lexicon.terms[self.tokens.word(i)] if len(t.words) < len(term.words) and t.before]
        return next((t for t in shorter if tuple(self.tokens.words[i : i + len(t.words)]) == t.words), None)

    def _extra_sign(self, j: int, term: Term) -> int:
        """Past a "$" that only repeats a code or place before it ("USD $15", "US $10")."""
        if self.tokens.word(j) in ("$", "£", "€", "¥") and term.kind != "sign" and self.tokens.gap(j) <= 1:
            return j + 1
        return j

    def _may_lead(self, term: Term, quantity: Quantity, i: int) -> bool:
        """Whether the number belongs to the term before it."""
        tokens = self.tokens
        if quantity.is_article or quantity.vague in ("few", "couple"):
            return False
        if term.kind == "sign":
            return self._may_sign(quantity)
        if quantity.vague or not tokens.is_number(quantity.first):
            return False
        if i > 0 and tokens.gap(i) == 0 and (tokens.is_number(i - 1) or tokens.is_word(i - 1)):
            return False
        check = LEADING.get("name" if term.kind == "name" else term.needs)
        return check is None or check(tokens, term, quantity)

    def _may_sign(self, quantity: Quantity) -> bool:
        """Whether a quantity may stand behind a sign: figures, words that end in a magnitude, "$billions"."""
        if quantity.vague == "open":
            return quantity.last == quantity.first + 1
        if self.tokens.is_number(quantity.first) or self.tokens.word(quantity.first) == ".":
            return True
        return quantity.scaled and self.tokens.word(quantity.first) not in self.lexicon.magnitudes

    def _finish(self, i: int, term: Term, quantity: Quantity, negative: bool) -> Draft:
        if quantity.three_decimals and self.tokens.written(quantity.first).endswith(".000"):
            quantity = quantity._replace(value=quantity.value * 1000)  # "€ 5.000": no one writes so of five
        quantity = self._read_own_magnitude(term, quantity)
        if negative:
            quantity = quantity._replace(value=-quantity.value)
        value = quantity.value * term.scale
        last, tokens = quantity.last, self.tokens
        end = past_hyphen(tokens, last)
        after = self.lexicon.term_at(tokens, end, before=False)
        code = ""
        if after is not None and tokens.gap(end) <= 1 and self._repeats(term, after, end):
            last = end + len(after.words)  # "$64 million dollars", "$5 million CAD"
            code = after.codes[0] if len(after.codes) == 1 else ""
        rule = {"sign": "amount.sign", "code": "amount.code"}.get(term.kind, "amount.name")
        draft = Draft(i, last, value, value, term, rule, quantity, term.scale, leads=True, code=code)
        if negative:
            draft.notes.add("negative")
        if quantity.vague:
            draft.high, draft.modifier, draft.rule = None, "at_least", "amount.vague"
        self.coins.add_to(draft)
        return draft

    def _read_own_magnitude(self, term: Term, quantity: Quantity) -> Quantity:
        """A letter that multiplies some currencies alone: the L of "₹50L" is a lakh."""
        letter = self.tokens.word(quantity.last)
        own = self.lexicon.magnitudes.get(letter)
        if own is None or quantity.scaled or own.codes.isdisjoint(term.codes) or self.tokens.gap(quantity.last) > 1:
            return quantity
        if self.tokens.written(quantity.last) != letter.upper():
            return quantity
        return quantity._replace(
            value=quantity.value * own.value, last=quantity.last + 1, scaled=True, size=own.value, plain=False
        )

    def _repeats(self, term: Term, after: Term, end: int) -> bool:
        """Whether a term behind the number names the money of the sign before it once more."""
        if after.kind == "sign" and self.tokens.word(end + len(after.words)) in ("(", "-"):
            return False
        if after.scale != 1 or (self.quantities.read(end + len(after.words), True) is not None and after.before):
            return False
        if term.codes == after.codes:
            return True
        return (
            "$" in term.words
            and len(after.codes) == 1
            and after.kind != "sign"
            and (after.codes[0] in DOLLARLIKE or after.words[-1].startswith("dollar"))
        )
