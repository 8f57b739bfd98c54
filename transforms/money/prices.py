"""Tells a price, rate or target for one unit from a total."""

from __future__ import annotations

from transforms.money.measures import Measured
from transforms.money.syntax import NOUNS, Site
from transforms.money.vocabulary import MoneyLexicon
from transforms.reading.reading import Reading

DEAREST = 100_000  # no share and no ticket costs more; a house does, and its price is a total as well


def is_price(reading: Reading, site: Site, measured: Measured, lexicon: MoneyLexicon) -> bool:
    """Whether the amount is for one unit: "$91 a barrel", "€20 each", "a price target of $45"; no wage by time."""
    words = lexicon.words
    behind = reading.words[site.last].lower() if site.last < site.right else ""
    if behind in words["each"]:
        return True
    unit = site.last + 1
    is_counted = behind in words["per"] and unit < site.right and reading.pos[unit] in NOUNS
    is_counted = is_counted and reading.lemmas[unit] not in words["time_noun"]  # "$5 a year earlier"
    if site.amount.period is not None:
        return False
    return is_counted or _measures_price(reading, site, measured, lexicon)


def _measures_price(reading: Reading, site: Site, measured: Measured, lexicon: MoneyLexicon) -> bool:
    """Whether the subject is a price, or shares that trade at the amount."""
    value = site.amount.high if site.amount.low is None else site.amount.low
    if measured.span is None or value is None or abs(value) > DEAREST:
        return False
    first, last = reading.tokens_in(measured.span.start, measured.span.end)
    lemmas = {reading.lemmas[t].lower() for t in range(first, last) if reading.pos[t] in NOUNS}
    if not lemmas.isdisjoint(lexicon.words["price_noun"]):
        return True
    governor = measured.governor
    trades = governor is not None and reading.lemmas[governor].lower() in lexicon.words["trading_verb"]
    return trades and not lemmas.isdisjoint(lexicon.words["share_noun"])
