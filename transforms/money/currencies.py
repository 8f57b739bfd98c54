"""Which currency a sign or name means that several share: by the words around, by what the text says, by home."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from functools import cached_property

from transforms.money.drafts import Draft
from transforms.money.facts import TextFacts
from transforms.money.tokens import Tokens
from transforms.money.vocabulary import MoneyLexicon

SENTENCE_REACH = 40  # tokens looked at before an amount, at most
LONGEST_MOVE = 3  # tokens of "to close at"
EARLIER = 8  # amounts looked at before an amount, at most
STRONG = frozenset({"setting", "agency", "publisher", "address", "name"})  # what tells a home beyond doubt
Told = tuple[str, str]  # a currency's code, and what tells it: stated | sign | home | default


class CurrencyReader:
    """Finds the currencies of the drafts of one stretch of text, in text order."""

    def __init__(self, tokens: Tokens, lexicon: MoneyLexicon, drafts: list[Draft], facts: TextFacts) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.drafts = drafts
        self.facts = facts
        self._numbers = {id(draft): number for number, draft in enumerate(drafts)}
        self._rules: tuple[tuple[str, Callable[[Draft], str]], ...] = (
            ("stated", self._said_beside),
            ("stated", self._said_before),
            ("stated", self._coined_like),
            ("stated", self._said_in_sentence),
            ("stated", self._said_of_all),
            ("home", self._meant_at_home),
            ("stated", self._coined_as_all),
            ("stated", self._said_nearest),
        )

    def find(self, draft: Draft) -> Told:
        """The currency and what tells it; an empty code where nothing does."""
        term = draft.term
        if draft.code:
            return draft.code, "stated"
        if len(term.codes) == 1:
            return term.codes[0], "sign" if term.kind == "sign" else "stated"
        for origin, rule in self._rules:
            code = rule(draft)
            if code:
                return code, origin
        return term.default, "default"

    # -- the rules, in order

    def _said_beside(self, draft: Draft) -> str:
        """The country named right behind a dollar ("$5 million Canadian"), or right before its sign ("Canadian $5")."""
        if not draft.term.is_dollar:
            return ""
        return self._said_behind(draft) or self._said_in_front(draft)

    def _said_behind(self, draft: Draft) -> str:
        tokens, i = self.tokens, draft.last
        is_bracketed = tokens.word(i) == "(" and tokens.word(i + 2) == ")"
        i += is_bracketed
        written = tokens.written(i)
        code = self.lexicon.dollars_said.get(written, "")
        if not code or tokens.gap(draft.last) > 1:
            return ""
        behind = tokens.written(i + 1)
        if not is_bracketed and tokens.is_word(i + 1) and not behind[:1].islower():
            return ""  # "$5 million Canadian Tire"
        draft.last = i + 1 + is_bracketed
        return code

    def _said_in_front(self, draft: Draft) -> str:
        before = self.tokens.written(draft.first - 1)
        if not draft.leads or self.tokens.gap(draft.first) != 1:
            return ""
        return self.lexicon.dollars_said.get(before, "") if before[:1].isupper() and len(before) > 3 else ""

    def _said_before(self, draft: Draft) -> str:
        """The money of the sentence's last amount with the same name: "30 dollars" after "Canadian dollars"."""
        if not draft.term.is_dollar or draft.term.kind == "sign" or draft.term.scale < 1:
            return ""
        for other in reversed(self._before_in_sentence(draft)):
            if other.term.words[-1] in self.lexicon.words["dollar_unit"] and other.term.kind == "name":
                return other.code if other.code != "USD" else ""
        return ""

    def _coined_like(self, draft: Draft) -> str:
        """Coins are of the money that they move to ("61 cents to A$44"), or of the sentence's only other one, if that
        has such coins.
        """
        if draft.term.scale >= 1:
            return ""
        others = self._moved_to(draft) or {other.code for other in self._before_in_sentence(draft)}
        if len(others) != 1 or not (draft.term.is_dollar or not draft.term.codes):
            return ""
        return others.pop() if not draft.term.codes or others <= self.lexicon.words["cent_code"] else ""

    def _moved_to(self, draft: Draft) -> set[str]:
        """The only money that the sign behind "to" or "at" can mean: "61 cents to A$44", "3 cents at C$9"."""
        place = self._numbers[id(draft)] + 1
        if place >= len(self.drafts):
            return set()
        behind = self.drafts[place]
        between = self.tokens.words[draft.last : behind.first]
        is_move = between[:1] in (["to"], ["at"]) and len(between) <= LONGEST_MOVE and len(behind.term.codes) == 1
        return set(behind.term.codes) if is_move else set()

    def _said_in_sentence(self, draft: Draft) -> str:
        """The only country of the currencies that the sentence names before the amount; the signs of home differ."""
        if not draft.term.codes or (draft.term.kind != "name" and self._is_at_home(draft)):
            return ""
        if draft.term.words == ("$",):
            return ""
        tokens, first = self.tokens, draft.first
        while first > 0 and draft.first - first < SENTENCE_REACH and not self._has_sentence_end(first - 1, first):
            first -= 1
        places = self.facts.places_of(frozenset(draft.term.codes))
        low, high = (bisect_left(places, (place, "")) for place in (tokens.starts[first], tokens.starts[draft.first]))
        codes = {code for _, code in places[low:high]}
        return codes.pop() if len(codes) == 1 else ""

    def _said_of_all(self, draft: Draft) -> str:
        """The dollars that the text says all its figures are in."""
        return self.facts.stated_dollars if draft.term.is_dollar else ""

    def _is_at_home(self, draft: Draft) -> bool:
        """Whether the paper is known to be at home where one of the currencies is used."""
        return self.facts.home.told_by in STRONG and bool(self.facts.home.codes.intersection(draft.term.codes))

    def _meant_at_home(self, draft: Draft) -> str:
        """The money of the paper's home, unless a sign of its own ("A$" beside "$") says that the bare one is not.

        Where "US$" stands in the text, too, the bare one is no US dollar, and is at home after all.
        """
        codes = self.facts.home.codes.intersection(draft.term.codes)
        if draft.term.is_dollar and draft.term.scale < 1:  # "62 cents" in Cape Town are of the rand
            codes = self.facts.home.codes & (codes | self.lexicon.words["cent_code"])
        if len(codes) > 1:
            codes &= {draft.term.default}
        is_marked = draft.term.is_dollar and bool(codes & self.facts.marked - {"USD"})
        is_coin = draft.term.scale < 1 and draft.term.kind == "name"  # "6 cents" beside "C$9" has no sign of its own
        is_left = is_coin or ("USD" in self.facts.marked and self.facts.home.told_by in STRONG)
        if is_marked and not is_left:
            return ""
        return next(iter(codes), "")

    def _coined_as_all(self, draft: Draft) -> str:
        """Coins are of the only money with such coins beside them, where no "$" is bare: "6 cents", "C$9 million"."""
        return self._coined if draft.term.is_dollar and draft.term.scale < 1 else ""

    @cached_property
    def _coined(self) -> str:
        """The money whose coins bare cents are; empty where none or several may be meant."""
        if any(draft.term.words == ("$",) for draft in self.drafts):
            return ""
        whole = {draft.term.codes[0] for draft in self.drafts if draft.term.scale >= 1 and len(draft.term.codes) == 1}
        marked = self.facts.marked or (whole & self.lexicon.words["cent_code"] if len(whole) == 1 else whole)
        return next(iter(marked)) if len(marked) == 1 else ""

    def _said_nearest(self, draft: Draft) -> str:
        """The place nearest before the amount, else behind it, for names that mean nothing without one."""
        term = draft.term
        if not term.codes or term.is_dollar or term.needs == "money":
            return ""
        if term.words[0] in ("¥", "￥"):
            return "CNY" if self.facts.speaks_of_yuan else ""
        places = self.facts.places_of(frozenset(term.codes))
        if not places:
            return ""
        behind = bisect_left(places, (self.tokens.starts[draft.first], ""))
        return places[max(0, behind - 1)][1]

    # -- what stands before in the sentence

    def _before_in_sentence(self, draft: Draft) -> list[Draft]:
        """The amounts before this one that no sentence end parts from it."""
        place = self._numbers[id(draft)]
        found: list[Draft] = []
        later = draft
        for other in reversed(self.drafts[max(0, place - EARLIER) : place]):
            if self._has_sentence_end(other.last, later.first):
                break
            found.insert(0, other)
            later = other
        return [d for d in found if d.code]

    def _has_sentence_end(self, first: int, last: int) -> bool:
        words = self.tokens.words
        return any(
            words[i] in (".", "!", "?") and self.tokens.gap(i + 1) > 0 for i in range(first, min(last, first + 80))
        )
