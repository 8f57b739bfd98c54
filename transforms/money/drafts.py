"""Puts numbers and money terms together: the drafts of amounts, before ranges, bounds and context are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from transforms.money.leading import LEADING
from transforms.money.quantities import MAX_WORDS, ONE, Quantity, QuantityReader
from transforms.money.tokens import Tokens
from transforms.money.vocabulary import MoneyLexicon, Term

REACH = MAX_WORDS + 2  # no term stands further than this behind the first token of its number
DOLLARLIKE = frozenset({"USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "BRL", "MXN"})


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


class DraftReader:
    """Finds the drafts of one stretch of text, in text order and without overlap."""

    def __init__(self, tokens: Tokens, lexicon: MoneyLexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.quantities = QuantityReader(tokens, lexicon)

    def read_all(self) -> list[Draft]:
        """Every draft; looks only where a term is near, so that text without money costs little."""
        tokens, terms = self.tokens, self.lexicon.terms
        drafts: list[Draft] = []
        done = 0
        for place, word in enumerate(tokens.words):
            if word not in terms or place < done or not self._is_term(place):
                continue
            i = max(done, place - REACH)
            while i <= place:
                draft = self._read_at(i, place)
                if draft is not None:
                    drafts.append(draft)
                    done = i = draft.last
                else:
                    i += 1
        return drafts

    def _is_term(self, place: int) -> bool:
        """Whether a term stands at the token on either side of a number."""
        lexicon, tokens = self.lexicon, self.tokens
        return lexicon.term_at(tokens, place, False) is not None or lexicon.term_at(tokens, place, True) is not None

    def _read_at(self, i: int, place: int) -> Draft | None:
        """The draft that begins at token i and holds the term at token `place`."""
        return self._read_led(i) if i == place else self._read_followed(i, place)

    # -- "$5 million", "EUR 20"

    def _read_led(self, i: int) -> Draft | None:
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
        return self._finish_led(i - outer, term, quantity, negative=bool(inner or outer))

    def _read_bracketed(self, i: int, term: Term, k: int) -> Draft | None:
        """Read the loss "$(5.2) million" of an account; k is the token behind the bracket."""
        quantity = self.quantities.read(k, signed=True)
        if quantity is None or not self.tokens.is_number(k) or self.tokens.word(quantity.last) != ")":
            return None
        last = quantity.last + 1
        late = self.quantities.magnitude_at(last, True) if not quantity.scaled else None
        if late is not None:
            quantity, last = quantity._replace(value=quantity.value * late[0], scaled=True), late[1]
        return self._finish_led(i, term, quantity._replace(last=last), negative=True)

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
        is_sign = not before or before in self.lexicon.words["before_minus"]
        return int(word == "negative" or (is_sign and not follows_number))

    def _is_cell(self, i: int) -> bool:
        """Whether no word of text follows the amount at token i, as in the cell of a table."""
        ahead = range(i, min(i + 5, len(self.tokens)))
        return not any(self.tokens.is_word(k) and self.tokens.word(k) not in self.lexicon.magnitudes for k in ahead)

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

    def _finish_led(self, i: int, term: Term, quantity: Quantity, negative: bool) -> Draft:
        if quantity.three_decimals and self.tokens.written(quantity.first).endswith(".000"):
            quantity = quantity._replace(value=quantity.value * 1000)  # "€ 5.000": no one writes so of five
        quantity = self._read_own_magnitude(term, quantity)
        if negative:
            quantity = quantity._replace(value=-quantity.value)
        value = quantity.value * term.scale
        last, tokens = quantity.last, self.tokens
        end = _past_hyphen(tokens, last)
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
        self._add_minor(draft)
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

    # -- "5 million euros", "10$", "tens of millions of dollars"

    def _read_followed(self, i: int, place: int) -> Draft | None:
        tokens = self.tokens
        if tokens.is_number(i) and tokens.is_word(i - 1) and tokens.gap(i) == 0 and len(tokens.word(i - 1)) > 1:
            return None  # the number is the tail of a name such as MI6
        quantity = self.quantities.read(i)
        if quantity is None or quantity.last > place:
            return None
        at = self._unit_place(quantity)
        if at is None:
            return None
        term = self.lexicon.term_at(self.tokens, at, before=False)
        if term is None or not self._may_follow(term, quantity, at):
            return None
        return self._finish_followed(quantity, term, at)

    def _unit_place(self, quantity: Quantity) -> int | None:
        """Where the unit of a number begins: next, behind a hyphen or "of", or behind a few known words."""
        tokens = self.tokens
        i = _past_hyphen(tokens, quantity.last)
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

    def _finish_followed(self, quantity: Quantity, term: Term, at: int) -> Draft:
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
        self._add_minor(draft)
        return draft

    # -- "3 dollars 50 cents", "$20 43"

    def _add_minor(self, draft: Draft) -> None:
        """Add the small coins that follow a whole number of the large ones."""
        tokens, whole = self.tokens, draft.quantity
        if draft.term.scale != 1 or whole.vague or whole.value != int(whole.value):
            return
        i = draft.last
        joined = tokens.word(i) in ("and", ",")
        j = i + 1 if joined else i
        if tokens.gap(i) > 1 or tokens.gap(j) > 1:
            return
        minor = self.quantities.read(j)
        if minor is None or minor.vague or minor.is_article or minor.scaled or not 0 < minor.value < 100:
            return
        unit = self.lexicon.term_at(tokens, minor.last, before=False)
        if unit is not None and tokens.gap(minor.last) <= 1:
            if unit.scale < 1 and unit.words[0] not in ("nickel", "dime", "nickels", "dimes"):
                self._grow(draft, minor.value * unit.scale, minor.last + len(unit.words))
                self._add_tenth(draft, unit)
            return
        if tokens.word(i) != "," and self._is_bare_minor(draft, minor, joined):
            self._grow(draft, minor.value / 100, minor.last)

    def _add_tenth(self, draft: Draft, unit: Term) -> None:
        """The "five" of "five mao five"."""
        rest = self.quantities.read(draft.last)
        if unit.scale == Decimal("0.1") and rest is not None and 0 < rest.value < 10 and not rest.is_article:
            self._grow(draft, rest.value / 100, rest.last)

    def _is_bare_minor(self, draft: Draft, minor: Quantity, joined: bool) -> bool:
        """Whether a number without unit is cents: it must end its phrase, and nothing may await it."""
        tokens, behind = self.tokens, tokens_word(self.tokens, minor.last)
        if draft.quantity.scaled or draft.quantity.is_article or minor.value != int(minor.value):
            return False
        if draft.leads and (minor.value < 10 or not (joined or tokens.is_number(minor.first))):
            return False  # "a $100 one"
        if tokens.word(draft.first - 1) in ("between", "from") or tokens.word(draft.first - 2) in ("between", "from"):
            return False
        ends = behind in ("", ".", ",", ";", ")", "!", "?", "and") and tokens.gap(minor.last) != 1
        return (ends or behind == "" or (joined and behind == "and")) and (
            minor.value >= 10 or not tokens.is_number(minor.first)
        )

    def _grow(self, draft: Draft, value: Decimal, last: int) -> None:
        draft.low = (draft.low or Decimal(0)) + value
        draft.high = (draft.high or Decimal(0)) + value
        draft.quantity = draft.quantity._replace(value=draft.low)
        draft.factor, draft.last, draft.rule = ONE, last, "amount.compound"
        draft.notes.add("compound")


def tokens_word(tokens: Tokens, i: int) -> str:
    """The word at i, empty where a line ends before it."""
    return tokens.word(i) if tokens.gap(i) < 99 else ""


def _past_hyphen(tokens: Tokens, i: int) -> int:
    """Past the hyphen of "300-euro" and of "multibillion - dollar"."""
    if tokens.word(i) == "-" and tokens.gap(i) == tokens.gap(i + 1) <= 1:
        return i + 1
    return i


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
