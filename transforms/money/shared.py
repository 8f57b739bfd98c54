"""Lends a magnitude to the amount before it that shares it: "$40 (£31) million", "$10 or $15 million"."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from transforms.money.drafts import Draft
from transforms.money.quantities import QuantityReader
from transforms.money.tokens import Tokens
from transforms.money.vocabulary import MoneyLexicon

CLOSEST = Decimal(10)  # "$10 or $15 million" are alike, "$50 or $2 million" not
BELOW = 1000  # a number that is given a magnitude is not large itself


def share_magnitudes(drafts: list[Draft], tokens: Tokens, lexicon: MoneyLexicon) -> list[Draft]:
    """The drafts, those with a magnitude that stands behind another one multiplied by it."""
    quantities = QuantityReader(tokens, lexicon)
    for one, two in pairwise(drafts):
        if one.quantity.scaled or one.quantity.vague or one.is_range:
            continue
        between = tokens.words[one.last : two.first]
        if between == ["("] and tokens.word(two.last) == ")" and not two.quantity.scaled:
            found = quantities.magnitude_at(two.last + 1, False)
            if found is not None and tokens.gap(two.last + 1) == 1:
                _multiply(one, found[0])
                _multiply(two, found[0])
        elif between == ["or"] and two.quantity.scaled and one.term.words == two.term.words and one.leads and two.leads:
            size = two.quantity.size
            if one.quantity.value < BELOW and 1 / CLOSEST <= one.quantity.value * size / two.quantity.value <= CLOSEST:
                _multiply(one, size)
    return drafts


def _multiply(draft: Draft, size: Decimal) -> None:
    draft.quantity = draft.quantity._replace(value=draft.quantity.value * size, scaled=True, size=size, plain=False)
    draft.low = None if draft.low is None else draft.low * size
    draft.high = None if draft.high is None else draft.high * size
    draft.rule = "amount.shared"
