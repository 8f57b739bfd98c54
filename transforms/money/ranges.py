"""Joins the two ends of a range to one amount, and leaves changes, alternatives and lists apart."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from transforms.money.drafts import Draft
from transforms.money.quantities import Quantity, QuantityReader
from transforms.money.tokens import Tokens
from transforms.money.vocabulary import MoneyLexicon

LOOK_BACK = 12


def join_ranges(drafts: list[Draft], tokens: Tokens, lexicon: MoneyLexicon) -> list[Draft]:
    """The drafts with ranges joined: "$10-15 billion", "between A and B", "from 10 to 20 dollars"."""
    reader = RangeReader(tokens, lexicon)
    widened: list[Draft] = []
    for draft in drafts:
        floor = widened[-1].last if widened else 0
        widened.append(reader.widen_back(reader.widen(draft), floor))
    joined: list[Draft] = []
    for draft in widened:
        if joined and draft.first < joined[-1].last:
            continue
        both = reader.join(joined[-1], draft) if joined else None
        if both is not None:
            joined[-1] = both
        else:
            joined.append(draft)
    return joined


class RangeReader:
    """Reads the ranges of one stretch of text."""

    def __init__(self, tokens: Tokens, lexicon: MoneyLexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.quantities = QuantityReader(tokens, lexicon)

    # -- a number without unit beside an amount

    def widen(self, draft: Draft) -> Draft:
        """The upper end behind a leading sign: "$10-15 billion", "$5 to 10 million", "Rs 7-9 lakh"."""
        if not draft.leads or draft.quantity.vague or draft.is_range:
            return draft
        upper = self._upper_end(draft)
        if upper is None:
            return draft
        low, high = _share(draft.quantity, upper)
        is_hyphen = self.tokens.word(draft.last) == "-"
        if is_hyphen and draft.quantity.plain and low < high / 1000 and self._is_round_thousand(upper):
            low *= 1000  # "$5-8,000"
        return self._ranged(draft, draft.first, upper.last, low, high) if low < high else draft

    def _upper_end(self, draft: Draft) -> Quantity | None:
        """The number that a joiner behind the amount leads to, if the joiner makes it the end of a range."""
        tokens, i = self.tokens, draft.last
        if tokens.gap(i) > 1 or tokens.gap(i + 1) != tokens.gap(i) or not tokens.is_number(i + 1):
            return None
        upper = self.quantities.read(i + 1, signed=True)
        if upper is None or upper.vague:
            return None
        ends = upper.scaled or tokens.word(upper.last) in ("", ".", ",", ";", ")", "?", "!")
        led_to = upper.scaled or tokens.word(draft.first - 1) in ("from", "between")
        joins = {
            "-": upper.scaled or self._ends_number(upper.last),
            "to": ends and led_to,
            "and": ends and self._is_between(draft.first),
        }
        return upper if joins.get(tokens.word(i), False) else None

    def _is_round_thousand(self, upper: Quantity) -> bool:
        return not upper.scaled and self.tokens.written(upper.first).endswith(",000")

    def _ends_number(self, i: int) -> bool:
        """Whether a bare upper end stands alone: "$15-20", not "$10-3rd" or "$5-2-1"."""
        word = self.tokens.word(i)
        return self.tokens.gap(i) > 0 or word in (",", ".", ";", ")", "/", "'", '"', "")

    def widen_back(self, draft: Draft, floor: int) -> Draft:
        """The lower end before a number with its unit behind: "10 to 20 dollars", "7-9 lakh rupees"."""
        if draft.leads or draft.is_range or (draft.quantity.vague and draft.quantity.vague != "few"):
            return draft
        tokens, i = self.tokens, draft.first - 1
        if joined := [tokens.word(k) for k in range(i - 2, i + 1)] == ["-", "to", "-"]:
            i -= 1  # "five-to-ten million"
        if tokens.word(i) not in self.lexicon.words["range_joiner"] or i <= floor:
            return draft
        if tokens.gap(i) > 1 or tokens.gap(i + 1) > 1:
            return draft
        is_hung = tokens.word(i - 1) == "-" and (joined or tokens.gap(i) == 1)  # "a five- to ten-million"
        lower = self._number_ending(i - 1 if is_hung else i, floor)
        if lower is None or lower.vague or not self._begins_range(lower, tokens.word(i), draft):
            return draft
        low, high = _share(lower, draft.quantity)
        return self._ranged(draft, lower.first, draft.last, low, high)

    def _begins_range(self, lower: Quantity, joiner: str, draft: Draft) -> bool:
        """Whether a number before the joiner and the amount behind it are the two ends of one range."""
        tokens, first = self.tokens, lower.first
        low, high = _share(lower, draft.quantity)
        if not low < high or (lower.plain and 1900 <= lower.value <= 2100 and not lower.scaled):
            return False
        if joiner == "and":
            return self._is_between(first) or tokens.word(first - 1) == "from"
        if joiner == "or":
            return tokens.is_word(first) and lower.value < 13 and high <= 2 * low + high / lower.value
        if joiner == "to":
            return not (lower.is_article or self._is_change(first, draft, high / low if low else Decimal(99)))
        return True

    def _number_ending(self, i: int, floor: int) -> Quantity | None:
        """The longest quantity that ends right before token i."""
        for first in range(max(floor, i - 6), i):
            found = self.quantities.read(first)
            if found is not None and found.last == i:
                return found
        return None

    def _ranged(self, draft: Draft, first: int, last: int, low: Decimal, high: Decimal) -> Draft:
        return replace(
            draft,
            first=first,
            last=last,
            low=low * draft.factor,
            high=high * draft.factor,
            is_range=True,
            modifier="range",
            rule="amount.range",
        )

    # -- two amounts

    def join(self, one: Draft, two: Draft) -> Draft | None:
        """The range from one amount to the other, or None where they are two."""
        tokens = self.tokens
        if one.code != two.code or one.is_range or two.is_range or one.high is None or two.high is None:
            return None
        if two.first - one.last != 1 or tokens.gap(one.last) > 1 or tokens.gap(two.first) > 1:
            return None
        joiner = tokens.word(one.last)
        low, high = _share(one.quantity, two.quantity) if one.factor == two.factor else (one.value, two.value)
        low, high = (low * one.factor, high * one.factor) if one.factor == two.factor else (low, high)
        if not low < high or not self._is_range(one, joiner, high / low if low > 0 else Decimal(1)):
            return None
        return replace(one, last=two.last, low=low, high=high, is_range=True, modifier="range", rule="amount.range")

    def _is_range(self, one: Draft, joiner: str, ratio: Decimal) -> bool:
        if joiner == "-":
            return True
        if joiner == "and":
            return self._is_between(one.first)
        return joiner == "to" and not self._is_change(one.first, one, ratio)

    def _is_between(self, i: int) -> bool:
        words = [self.tokens.word(j) for j in range(max(0, i - 3), i)]
        if "between" not in words:
            return False
        at = i - len(words) + words.index("between")
        return not any(self.tokens.word(j) in self.lexicon.words["two_sums"] for j in range(max(0, at - 4), at))

    def _is_change(self, i: int, draft: Draft, ratio: Decimal) -> bool:
        """Whether "A to B" is a change: a verb of change before it, and no word of range between.

        Right behind such a verb ("fell 24 cents to $42.46") the first figure is the step. A verb further back
        counts only before "from".
        """
        tokens, changes = self.tokens, self.lexicon.changes
        j = i - 1
        while tokens.word(j) in self.lexicon.words["before_step"]:
            j -= 1
        if ratio > 5 and any(tokens.word(k) in changes for k in range(max(0, i - LOOK_BACK), i)):
            return True
        if tokens.word(j) in changes and tokens.word(j) != "more":
            # "fell $2 to $4" is a step and a level; "lost $2 to $4", "cut by $2 to $4" is a range
            if tokens.word(j) in self.lexicon.words["ranged_verb"]:
                return ratio > 5
            return tokens.word(i - 1) != "by" or ratio > Decimal("1.8")
        return "from" in [tokens.word(k) for k in range(max(0, i - 4), i)] and self._follows_change(i)

    def _follows_change(self, i: int) -> bool:
        """Whether a word of change stands before token i in its clause, and no word of range nearer."""
        tokens, words = self.tokens, self.lexicon.words
        for k in range(i - 1, max(-1, i - LOOK_BACK), -1):
            word = tokens.word(k)
            if word in words["range_word"] or word in (".", ";", ":"):
                return False
            if any(kind in ("verb", "noun") for _, kind in self.lexicon.changes.get(word, ())):
                return True
        return False


def _share(lower: Quantity, upper: Quantity) -> tuple[Decimal, Decimal]:
    """The two values, the upper end's magnitude lent to a lower end that has none and would stay below it."""
    low, high = lower.value, upper.value
    if not lower.scaled and upper.scaled and low * upper.size < high:
        low *= upper.size
    return low, high
