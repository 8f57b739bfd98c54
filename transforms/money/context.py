"""Tells money from look-alikes by the words around."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from transforms.money.currencies import CurrencyReader
from transforms.money.drafts import Draft
from transforms.money.facts import TextFacts
from transforms.money.tokens import Tokens
from transforms.money.vocabulary import MoneyLexicon

REACH_BACK = 6
REACH_AHEAD = 4
BARE = 2
LONGEST_IDIOM = 8  # tokens an idiom may begin before its sum
VIDEO_LINES = frozenset({240, 360, 480, 540, 576, 720, 1080, 1440, 2160})


class ContextReader:
    """Judges drafts by the stretch they stand in and, where that is silent, by the whole text."""

    def __init__(self, tokens: Tokens, lexicon: MoneyLexicon, drafts: list[Draft], facts: TextFacts) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.drafts = drafts
        self.facts = facts
        self.currencies = CurrencyReader(tokens, lexicon, drafts, facts)
        self._checks: dict[str, Callable[[Draft], bool]] = {
            "money": self._is_pound,
            "large": self._is_large,
            "lower": lambda d: self._unit_written(d).islower(),
            "grand": self._is_grand,
            "rand": self._is_rand,
            "penny": self._is_penny,
            "near": self._is_near,
            "minor": self._is_small_coin,
            "glued": self._is_pence,
            "code": self._is_code,
            "company": self._has_company,
        }

    def keep(self) -> list[Draft]:
        """The drafts that are money, each with its currency; those whose currency no one can tell are left out."""
        kept = []
        for draft in self.drafts:
            if self._is_money(draft):
                draft.code, draft.origin = self.currencies.find(draft)
                if draft.code:
                    kept.append(draft)
        return kept

    def _is_money(self, draft: Draft) -> bool:
        check = self._checks.get(draft.term.needs)
        if check is not None and "compound" not in draft.notes and not check(draft):
            return False
        if self._is_year_of_prices(draft) or self._is_numbered_thing(draft) or self._is_idiom(draft):
            return False
        return not draft.quantity.is_article or self._ends_phrase(draft)

    def _is_idiom(self, draft: Draft) -> bool:
        """Whether the amount is part of a phrase that means no sum: "turned on a dime", "never paid a penny"."""
        tokens, words = self.tokens, self.lexicon.words
        if draft.quantity.is_article and not draft.leads and tokens.word(draft.last - 1) in words["coin"]:
            before = range(max(0, draft.first - REACH_BACK), draft.first)
            if any(tokens.word(i) in words["negation"] for i in before):
                return True
        for first in range(max(0, draft.first - LONGEST_IDIOM), draft.first + 1):
            for idiom in self.lexicon.idioms.get(tokens.word(first), ()):
                last = first + len(idiom)
                if last >= draft.last and tuple(tokens.words[first:last]) == idiom:
                    return True
        return False

    def _has_company(self, draft: Draft) -> bool:
        """Whether a code that stands for other things, too, is money: by its figure, by other money, or by a place.

        "AED 4 units" and "an INR of 2.5" are none, "AED 4.2 million" and "SAR 10 (about $2.70)" are.
        """
        quantity, tokens = draft.quantity, self.tokens
        if quantity.scaled or "," in tokens.written(quantity.first):
            return True
        behind = tokens.word(draft.last)
        if tokens.gap(draft.last) == 1 and behind.endswith("s") and behind not in self.lexicon.words["function_word"]:
            return False
        if quantity.value >= 100 and not (quantity.plain and 1900 <= quantity.value <= 2100):
            return True
        has_place = bool(self.facts.places_of(frozenset(draft.term.codes)))
        return has_place or self._has_signs or "money" in self._senses_near(draft)

    @cached_property
    def _has_signs(self) -> bool:
        """Whether the stretch has money by a sign or a name, too."""
        return any(draft.term.kind != "code" for draft in self.drafts)

    def _is_year_of_prices(self, draft: Draft) -> bool:
        """Whether it is "in 2015 dollars": a year, no sum."""
        quantity = draft.quantity
        is_year = quantity.plain and 1900 <= quantity.value <= 2100 and not draft.leads
        return (
            is_year
            and draft.term.kind == "name"
            and self.tokens.word(draft.first - 1) in self.lexicon.words["before_prices"]
        )

    def _is_numbered_thing(self, draft: Draft) -> bool:
        """Whether a letter and a number name a sort of thing: "N95 masks", "the R300 road"."""
        sign = draft.term.words
        if not (draft.leads and draft.quantity.plain and len(sign) == 1 and len(sign[0]) == 1 and sign[0].isalpha()):
            return False
        things = self.lexicon.words["numbered_thing"]
        return any(self.tokens.word(draft.last + step) in things for step in (0, 1))

    # -- is it money

    def _unit_written(self, draft: Draft) -> str:
        return self.tokens.written(draft.last - 1)

    def _ends_phrase(self, draft: Draft) -> bool:
        """Whether "a dollar" stands for a sum: no noun follows it ("a dollar store", "a euro zone member")."""
        behind, before = self.tokens.word(draft.last), self.tokens.word(draft.first - 1)
        if before in ("of", "the") or (self.tokens.gap(draft.last) == 0 and behind in ("-", "'")):
            return False
        return not self.tokens.is_word(draft.last) or behind in self.lexicon.words["function_word"]

    def _senses_near(self, draft: Draft) -> list[str]:
        """What the words near an amount speak for, money or weight."""
        tokens, contexts = self.tokens, self.lexicon.contexts
        near = [tokens.word(i) for i in range(max(0, draft.first - REACH_BACK), draft.first)]
        near += [tokens.word(i) for i in range(draft.last, min(len(tokens), draft.last + REACH_AHEAD))]
        return [contexts[word] for word in near if word in contexts]

    def _is_pound(self, draft: Draft) -> bool:
        """Pounds are money where the text has sterling, else where money words outweigh weight words near by."""
        tokens, last = self.tokens, draft.last
        if draft.quantity.is_article and "half" not in draft.notes:
            return False
        senses = self._senses_near(draft)
        points = senses.count("money") - 2 * senses.count("weight")
        if tokens.word(last) == "of":
            points -= 1
        if "half" in draft.notes:
            points += len(self.drafts) > 1
        if self.facts.speaks_of_sterling:
            points += 2
        elif len(tokens) == last and draft.first <= BARE:  # the text is hardly more than the amount
            points += 1
        if draft.quantity.value >= 100_000:
            points += 1
        return points > 0

    def _is_large(self, draft: Draft) -> bool:
        """Names that are everyday words need a magnitude, or a big number that is no year, and no verb's company."""
        quantity = draft.quantity
        if quantity.is_article or not self._unit_written(draft).islower():
            return False
        if quantity.scaled:
            return True
        if draft.term.words[0] in self.lexicon.words["unit_of_one"]:
            return False  # said of one, or as an adjective
        behind = self.tokens.word(draft.last)
        is_year = quantity.plain and quantity.value < 2101
        return quantity.value >= 100 and not is_year and behind not in self.lexicon.words["after_verb"]

    def _is_grand(self, draft: Draft) -> bool:
        behind = self.tokens.word(draft.last)
        if behind in self.lexicon.words["not_grand"] or not self._unit_written(draft).islower():
            return False
        return not draft.quantity.is_article or self._ends_phrase(draft)

    def _is_rand(self, draft: Draft) -> bool:
        """Rand Paul and the Rand Corporation are none."""
        written = self._unit_written(draft) if not draft.leads else self.tokens.written(draft.first)
        return written.islower() or draft.quantity.scaled

    def _is_penny(self, draft: Draft) -> bool:
        behind = self.tokens.word(draft.last)
        return self._unit_written(draft).islower() and behind not in ("stock", "-", "'") and self._ends_phrase(draft)

    def _is_near(self, draft: Draft) -> bool:
        """Short signs that are other things too stand before a number that is scaled, grouped or large.

        A small one is money in a text that has such a sum: "P15" beside "P194 billion".
        """
        quantity = draft.quantity
        is_large = quantity.scaled or not quantity.plain or quantity.value >= 100
        if is_large or not draft.leads:
            return is_large
        return self._is_unit_price(draft) or self.facts.counts_in(self.tokens.written(draft.first))

    def _is_unit_price(self, draft: Draft) -> bool:
        """Whether it is the price of one, in a text that tells of the country: "R12 a kilo" beside "South Africa"."""
        behind, words = self.tokens.word(draft.last), self.lexicon.words
        codes = frozenset(draft.term.codes)
        is_there = bool(self.facts.home.codes & codes) or bool(self.facts.places_of(codes))
        return is_there and (behind in words["each"] or behind in words["per"])

    def _is_small_coin(self, draft: Draft) -> bool:
        """A lone "43c": only where the stretch has other money or a price follows."""
        if 0 <= self.tokens.gap(draft.first) < 1:
            return False
        behind = self.tokens.word(draft.last)
        return len(self.drafts) > 1 or behind in self.lexicon.words["behind_coin"]

    def _is_pence(self, draft: Draft) -> bool:
        if draft.leads:
            return self._is_near(draft)
        return draft.quantity.value not in VIDEO_LINES and draft.quantity.value < 10_000

    def _is_code(self, draft: Draft) -> bool:
        """A code that is an English word stands behind its number, and no line of capitals goes on."""
        return not self.tokens.written(draft.last).isupper()
