"""Whether a code, letter or name before a number is the money of it, by what the term needs."""

from __future__ import annotations

from collections.abc import Callable

from transforms.money.quantities import Quantity
from transforms.money.tokens import Tokens
from transforms.money.vocabulary import Term


def _name_leads(tokens: Tokens, term: Term, quantity: Quantity) -> bool:
    """Whether a name such as "rupees" stands before its number: no year or share follows it."""
    is_year = quantity.plain and 1000 <= quantity.value <= 2100
    return not is_year and tokens.word(quantity.last) not in ("%", "percent", "per", "st", "nd", "rd", "th")


def _word_code_leads(tokens: Tokens, term: Term, quantity: Quantity) -> bool:
    return quantity.scaled or "," in tokens.written(quantity.first) or quantity.value > 2100


def _glued_leads(tokens: Tokens, term: Term, quantity: Quantity) -> bool:
    """Whether a letter stands right before its number: "R500m", "R1 250 000", "R5" is judged by the text."""
    if tokens.gap(quantity.first) > 0:
        return quantity.scaled or (quantity.last - quantity.first > 1 and not quantity.plain)
    return quantity.scaled or not quantity.plain or term.words[0] in ("r", "n", "p")


def _single_leads(tokens: Tokens, term: Term, quantity: Quantity) -> bool:
    """Whether a sign of the singular ("Re 1") stands before a number that is not above one."""
    return quantity.value <= 1 and not quantity.scaled


LEADING: dict[str, Callable[[Tokens, Term, Quantity], bool]] = {
    "name": _name_leads,
    "code": _word_code_leads,
    "glued": _glued_leads,
    "single": _single_leads,
}
