"""Bounds that the clause turns round ("never paid more than $5") or takes away ("a row over a $5 bill")."""

from __future__ import annotations

from dataclasses import replace

from transforms.grammar import DENYING, STOPS
from transforms.money.syntax import NOUNS, VERBS, Site, children_with
from transforms.money.vocabulary import MoneyLexicon
from transforms.records import Amount


def rebound(site: Site, lexicon: MoneyLexicon) -> Amount:
    """The amount of a site with the bound that its clause leaves it."""
    amount = site.amount
    if amount.modifier not in ("more_than", "less_than"):
        return amount
    if _is_what_about(site, lexicon):
        value = amount.high if amount.low is None else amount.low
        return replace(amount, low=value, high=value, modifier="exact")
    if not _is_denied(site):
        return amount
    if amount.modifier == "more_than":
        return replace(amount, low=None, high=amount.low, modifier="up_to")
    return replace(amount, low=amount.high, high=None, modifier="at_least")


def _is_what_about(site: Site, lexicon: MoneyLexicon) -> bool:
    """Whether the word before the amount tells what something is about: "a strike over [a] $5 fare"."""
    reading, prep = site.reading, site.first - 1
    noun = reading.heads[site.head]
    if prep <= site.left or reading.words[prep].lower() not in lexicon.words["place_preposition"]:
        return False
    is_noun = reading.deps[prep] == "prep" and reading.deps[noun] == "pobj" and reading.heads[noun] == prep
    is_one = reading.tags[noun] in ("NN", "NNP") and reading.pos[noun] in NOUNS
    return (is_noun and is_one and noun >= site.last) or _is_headed(site)


def _is_headed(site: Site) -> bool:
    """Whether a headline puts a noun without an article behind the amount: "Chair quits over $5 million overrun"."""
    reading, behind = site.reading, site.last
    _, last = reading.lines[reading.token_segment[site.first]]
    is_headline = reading.words[last - 1] not in STOPS and behind < site.right
    return is_headline and reading.tags[behind] == "NN" and reading.pos[behind] == "NOUN"


def _is_denied(site: Site) -> bool:
    """Whether the verb over the amount, or one that it completes, is negated: "never planned to spend more than $5"."""
    reading = site.reading
    for token in site.climb():
        if reading.pos[token] not in VERBS:
            continue
        if children_with(reading, token, "neg") or _is_of_none(site, token):
            return True
        if reading.deps[token] != "xcomp":
            return False
    return False


def _is_of_none(site: Site, verb: int) -> bool:
    """Whether nobody does it: "no clerk would earn less than $5"."""
    reading = site.reading
    subjects = children_with(reading, verb, "nsubj", "nsubjpass")
    words = {reading.words[c].lower() for s in subjects for c in (s, *children_with(reading, s, "det"))}
    return not words.isdisjoint(DENYING)
