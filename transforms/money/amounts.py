"""Reads monetary amounts from text: spans, exact values, currency, bounds, rates. Pure over text, no parse needed."""

from __future__ import annotations

from decimal import Decimal

from transforms.money.bounds import read_bounds
from transforms.money.context import ContextReader
from transforms.money.drafts import Draft
from transforms.money.facts import TextFacts
from transforms.money.periods import read_periods
from transforms.money.ranges import join_ranges
from transforms.money.scanning import DraftReader
from transforms.money.shared import share_magnitudes
from transforms.money.tokens import Tokens, cut
from transforms.money.vocabulary import MoneyLexicon
from transforms.records import Amount

LIMIT = Decimal(10) ** 20  # more than all the money there is: a number, not an amount
MILLIONTH = Decimal("0.000001")  # what the tables keep


def find_amounts(
    text: str, start: int, end: int, lexicon: MoneyLexicon, facts: TextFacts | None = None
) -> list[Amount]:
    """The amounts in text[start:end], in text order; offsets are those of the whole text.

    The rest of the text is looked at only where a name is shared by several currencies ("pesos") or by money and
    weight ("pounds"). `facts` of the whole text save finding them again when many stretches of it are read.

    Values are whole currency units as exact decimals; `low` or `high` is None where the text gives no such bound.
    """
    facts = TextFacts(text, lexicon) if facts is None else facts
    folded = facts.folded
    stretch = folded if (start, end) == (0, len(folded)) else folded[start:end]
    if lexicon.triggers.isdisjoint(lexicon.trigger_pattern.findall(stretch.lower())):
        return []
    tokens = cut(folded, start, end)
    drafts = DraftReader(tokens, lexicon).read_all()
    if not drafts:
        return []
    drafts = share_magnitudes(drafts, tokens, lexicon)
    drafts = ContextReader(tokens, lexicon, drafts, facts).keep()
    drafts = join_ranges(drafts, tokens, lexicon)
    read_bounds(drafts, tokens, lexicon)
    read_periods(drafts, tokens, lexicon)
    return [_finish(draft, tokens, lexicon, facts) for draft in drafts if _is_payable(draft)]


def _is_payable(draft: Draft) -> bool:
    return all(value is None or abs(value) < LIMIT for value in (draft.low, draft.high))


def _finish(draft: Draft, tokens: Tokens, lexicon: MoneyLexicon, facts: TextFacts) -> Amount:
    """The amount of a draft, with the parentheses of an accounting loss inside its span."""
    first, last = draft.first, draft.last
    low, high = draft.low, draft.high
    is_bracketed = tokens.word(first - 1) == "(" and tokens.word(last) == ")"
    if is_bracketed and (
        tokens.word(first - 2) in lexicon.words["before_loss"] or _fills_cell(tokens, first, last, facts)
    ):
        low, high = _negate(high), _negate(low)
        first, last = first - 1, last + 1
    return Amount(
        tokens.starts[first],
        tokens.ends[last - 1],
        _plain(low),
        _plain(high),
        draft.code,
        draft.modifier,
        draft.period,
        draft.rule,
        draft.origin,
    )


def _fills_cell(tokens: Tokens, first: int, last: int, facts: TextFacts) -> bool:
    """Whether an amount in brackets is all that stands in a cell of a table."""
    return facts.rows.is_lost(tokens.starts[first - 1], tokens.ends[last])


def _negate(value: Decimal | None) -> Decimal | None:
    return None if value is None else -value


def _plain(value: Decimal | None) -> Decimal | None:
    """The value without exponent or trailing zeros, so that equal amounts look equal."""
    if value is None:
        return None
    value = value.normalize()
    if value == value.to_integral_value():
        return value.quantize(Decimal(1))
    return value.quantize(MILLIONTH) if value != value.quantize(MILLIONTH) else value
