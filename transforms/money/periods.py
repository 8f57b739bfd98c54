"""Reads the period of a rate: "$15 an hour", "an annual $500", "$2,000/month", "$46 million in costs annually"."""

from __future__ import annotations

from itertools import pairwise

from transforms.money.bounds import is_gloss
from transforms.money.drafts import Draft
from transforms.money.rate_phrases import phrase_at
from transforms.money.tokens import Tokens
from transforms.money.vocabulary import MoneyLexicon

REACH_AHEAD = 7
REACH_BACK = 6
REACH_EACH = 16  # tokens from the "to" or "or" behind an amount to "every year"


def read_periods(drafts: list[Draft], tokens: Tokens, lexicon: MoneyLexicon) -> None:
    """Set the ISO 8601 duration of every draft that is a rate."""
    for number, draft in enumerate(drafts):
        stop = drafts[number + 1].first if number + 1 < len(drafts) else len(tokens)
        floor = drafts[number - 1].last if number else 0
        draft.period = _read_after(draft, stop, tokens, lexicon) or _read_before(draft, floor, tokens, lexicon)
    _share_periods(drafts, tokens)


def _read_after(draft: Draft, stop: int, tokens: Tokens, lexicon: MoneyLexicon) -> str | None:
    i = draft.last
    for i in range(draft.last, min(stop, draft.last + REACH_AHEAD)):
        word = tokens.word(i)
        if tokens.gap(i) == 99 and i > draft.last:
            return None
        found = phrase_at(i, tokens, lexicon)
        if found is not None:
            if len(found.words) == 1 and not _is_rate_word(found.words[0], i, draft, tokens, lexicon):
                continue
            return found.duration
        if word in lexicon.words["period_stop"] and not _opens_bound(i, tokens, lexicon):
            return _read_each(i, stop, tokens, lexicon) if word in lexicon.words["joins_rate"] else None
    return None


def _read_each(first: int, stop: int, tokens: Tokens, lexicon: MoneyLexicon) -> str | None:
    """The "every year" that ends the amount's clause: "$5 million is lost to fraud every year"."""
    ends = lexicon.words["period_stop"] - lexicon.words["joins_rate"]
    for i in range(first + 1, min(stop, first + REACH_EACH)):
        if tokens.gap(i) == 99 or tokens.word(i) in ends or tokens.word(i) == ",":
            return None
        found = phrase_at(i, tokens, lexicon) if tokens.word(i) in ("each", "every") else None
        if found is not None:
            return None if tokens.is_word(found.last) else found.duration
    return None


def _opens_bound(i: int, tokens: Tokens, lexicon: MoneyLexicon) -> bool:
    """The "or" of "or more", which the period may follow, and the brackets of "(a year, in profit)"."""
    if tokens.word(i) == "(":
        return tokens.word(i + 1) in lexicon.words["opens_rate"]
    return tokens.word(i) in ("or", "and") and tokens.word(i + 1) in lexicon.words["bound_word"]


def _is_rate_word(word: str, i: int, draft: Draft, tokens: Tokens, lexicon: MoneyLexicon) -> bool:
    """Whether "annual", "monthly", ... belongs to the amount: "$500 annual benefit", not "$5 for an annual fair"."""
    if word.endswith("ly") and word not in lexicon.words["rate_adjective"]:
        return True
    behind = tokens.word(i + 1)
    if word == "pa":
        return i == draft.last
    if not tokens.is_word(i + 1):  # the adverb: "$500 monthly."
        return word != "annual"
    if behind in lexicon.words["not_rate"] or word == "quarterly":
        return False
    return all(tokens.is_word(k) or tokens.word(k) == "-" for k in range(draft.last, i)) and not any(
        tokens.word(k) in lexicon.words["parting_preposition"] for k in range(draft.last, i)
    )


def _read_before(draft: Draft, floor: int, tokens: Tokens, lexicon: MoneyLexicon) -> str | None:
    """Read "annual salary of $50,000", "an annual $500", "monthly rent is about $1,200", "hourly wage to $15"."""
    linked = False
    nouns = 0
    for i in range(draft.first - 1, max(floor - 1, draft.first - 1 - REACH_BACK), -1):
        word = tokens.word(i)
        if word in lexicon.periods_before:
            is_near = (linked and 1 <= nouns <= 3) or i == draft.first - 1
            is_rate = is_near and tokens.word(i + 1) not in lexicon.words["not_rate"]
            return lexicon.periods_before[word] if is_rate else None
        if word in lexicon.words["period_link"] and not nouns:
            linked = True
        elif tokens.is_word(i) and word not in lexicon.words["period_stop"]:
            nouns += 1
        elif word not in ("-", "$"):
            return None
    return None


def _share_periods(drafts: list[Draft], tokens: Tokens) -> None:
    """The period said once of two figures: "from $7.25 to $15 an hour"."""
    for one, two in pairwise(drafts):
        between = tokens.words[one.last : two.first]
        if one.period is None and two.period is not None and between in (["to"], ["or"], ["and"]):
            one.period = two.period
        elif two.period is None and one.period is not None and is_gloss(one, two, tokens):
            two.period = one.period
