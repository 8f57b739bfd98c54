"""Finds the phrases of a rate in time, "an hour", "per month", "annually", and tells them from dates."""

from __future__ import annotations

from typing import NamedTuple

from transforms.money.tokens import Tokens
from transforms.money.vocabulary import MoneyLexicon, Words


class RatePhrase(NamedTuple):
    """A phrase of `seeds/amount_periods.csv`, the token behind it, and its ISO 8601 duration."""

    words: Words
    last: int
    duration: str


def phrase_at(i: int, tokens: Tokens, lexicon: MoneyLexicon) -> RatePhrase | None:
    """The longest period phrase at token i; hyphens between its words are allowed ("$15-an-hour")."""
    j = i + 1 if tokens.word(i) == "-" else i
    for words, duration in lexicon.periods_after.get(tokens.word(j), ()):
        k = j
        for word in words:
            if tokens.word(k) == "-":
                k += 1
            if tokens.word(k) != word or (k > j and tokens.gap(k) > 1):
                break
            k += 1
        else:
            if len(words) > 1 and _is_date(j, k, tokens, lexicon):
                continue
            return RatePhrase(words, k, duration)
    return None


def _is_date(first: int, last: int, tokens: Tokens, lexicon: MoneyLexicon) -> bool:
    """Whether "a year" is a time and no rate: "a year ago", "over a decade", "a year's work", "a year and a half"."""
    behind = tokens.word(last)
    if behind in lexicon.words["date_link"] and _goes_on(last + 1, tokens, lexicon):
        return False  # "$5 a year on food"
    if behind in ("after", "before") and tokens.word(last + 1) == "that":
        return False  # "$5 a year after that"
    if behind in lexicon.words["date_word"] or (behind == "'" and tokens.word(last + 1) == "s"):
        return True
    if behind == "and" and tokens.word(last + 1) == "a" and tokens.word(last + 2) == "half":
        return True
    return tokens.word(first) in ("a", "an") and tokens.word(first - 1) in lexicon.words["span_of_time"]


def _goes_on(i: int, tokens: Tokens, lexicon: MoneyLexicon) -> bool:
    """Whether a noun phrase follows, so that "on" and "from" belong to it: no "a year on, ...", "a year from now"."""
    return tokens.is_word(i) and tokens.word(i) not in lexicon.words["date_word"]
