"""Adds small coins to an amount: "3 dollars 50 cents", "$20 43", "five mao five"."""

from __future__ import annotations

from decimal import Decimal

from transforms.money.drafts import Draft, TermReader
from transforms.money.quantities import ONE, Quantity
from transforms.money.tokens import Tokens
from transforms.money.vocabulary import Term


class CoinReader(TermReader):
    """Reads the coins behind whole amounts."""

    def add_to(self, draft: Draft) -> None:
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
            if unit.scale < 1 and unit.words[0] not in self.lexicon.words["coin_alone"]:
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
        tokens, behind = self.tokens, _word_in_line(self.tokens, minor.last)
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


def _word_in_line(tokens: Tokens, i: int) -> str:
    """The word at i, empty where a line ends before it."""
    return tokens.word(i) if tokens.gap(i) < 99 else ""
