"""Tells money from look-alikes, and which currency a shared name or sign means, by the words around."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from functools import cached_property

from transforms.money.drafts import Draft
from transforms.money.tokens import Tokens
from transforms.money.vocabulary import MoneyLexicon

REACH_BACK = 6
REACH_AHEAD = 4
SENTENCE_REACH = 40
BARE = 2
DOLLAR_CODES = ("USD", "CAD", "AUD", "NZD", "HKD", "SGD")
POUND_MONEY = re.compile(
    r"£|\bsterling\b|\bpence\b|\b(?:British|Egyptian|Irish|Sudanese|Syrian|Lebanese) pounds?\b|\bquid\b"
)
VIDEO_LINES = frozenset({240, 360, 480, 540, 576, 720, 1080, 1440, 2160})


class ContextReader:
    """Judges drafts by the stretch they stand in and, where that is silent, by the whole text."""

    def __init__(self, tokens: Tokens, lexicon: MoneyLexicon, drafts: list[Draft]) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.drafts = drafts
        self._numbers = {id(draft): number for number, draft in enumerate(drafts)}
        self._places: dict[re.Pattern[str], list[tuple[int, str]]] = {}
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
        }

    def keep(self) -> list[Draft]:
        """The drafts that are money, each with its currency; those whose currency no one can tell are left out."""
        kept = []
        for draft in self.drafts:
            check = self._checks.get(draft.term.needs)
            if check is not None and "compound" not in draft.notes and not check(draft):
                continue
            if self._is_year_of_prices(draft) or self._is_numbered_thing(draft):
                continue
            if draft.quantity.is_article and not self._ends_phrase(draft):
                continue
            draft.code = draft.code or self._find_code(draft)
            draft.origin = self._find_origin(draft)
            if draft.code:
                kept.append(draft)
        return kept

    def _is_year_of_prices(self, draft: Draft) -> bool:
        """Whether it is "in 2015 dollars": a year, no sum."""
        quantity = draft.quantity
        is_year = quantity.plain and 1900 <= quantity.value <= 2100 and not draft.leads
        return is_year and draft.term.kind == "name" and self.tokens.word(draft.first - 1) in ("in", "constant", "of")

    def _is_numbered_thing(self, draft: Draft) -> bool:
        """Whether a letter and a number name a sort of thing: "N95 masks", "the R300 road"."""
        sign = draft.term.words
        if not (draft.leads and draft.quantity.plain and len(sign) == 1 and len(sign[0]) == 1 and sign[0].isalpha()):
            return False
        things = self.lexicon.words["numbered_thing"]
        return any(self.tokens.word(draft.last + step) in things for step in (0, 1))

    # -- which currency

    def _find_origin(self, draft: Draft) -> str:
        """What tells the currency: words of the text, a sign that only one currency has, or habit."""
        term = draft.term
        if draft.code != term.default or term.kind == "code":
            return "stated"
        if term.words == ("$",) or len(term.codes) > 1:
            return "default"
        return "sign" if term.kind == "sign" else "stated"

    def _find_code(self, draft: Draft) -> str:
        codes = draft.term.codes
        if codes == ("USD",):
            return self._dollar_code(draft)
        if codes == ("JPY",) and draft.term.words in (("¥",), ("￥",)):
            return "CNY" if self._speaks_of_yuan else "JPY"
        if len(codes) == 1:
            return codes[0]
        return self._nearest_code(draft, codes) or draft.term.default if codes else self._cent_code(draft)

    def _dollar_code(self, draft: Draft) -> str:
        """The country named behind ("$5 million Canadian") or before ("Canadian $5"), or for words by the sentence."""
        place = self._place_beside(draft)
        if place:
            return place
        words = draft.term.words
        if draft.term.scale < 1 and words[0] in ("cents", "cent", "c", "ct", "cts", "¢"):
            return self._cent_code(draft) or "USD"
        if words[-1] in ("dollars", "dollar", "dlrs", "dlr"):
            for other in reversed(self._before_in_sentence(draft)):
                if other.term.words[-1] in ("dollars", "dollar", "dlrs", "dlr") and other.code != "USD":
                    return other.code
            return self._dollar_country(draft)
        return "USD"

    def _dollar_country(self, draft: Draft) -> str:
        """The dollar of the only dollar country the sentence names before the amount, else of the United States."""
        tokens, first = self.tokens, draft.first
        while first > 0 and draft.first - first < SENTENCE_REACH and not self._has_sentence_end(first - 1, first):
            first -= 1
        pattern = self.lexicon.candidates_of(DOLLAR_CODES)
        if pattern is None:
            return "USD"
        names = pattern.findall(tokens.text, tokens.starts[first], tokens.starts[draft.first])
        codes = {self.lexicon.places[name] for name in names}
        return codes.pop() if len(codes) == 1 else "USD"

    def _place_beside(self, draft: Draft) -> str:
        """A nationality right behind the amount, or right before its bare sign."""
        if draft.term.words[-1] not in ("$", "dollars", "dollar", "cents", "dlrs"):
            return ""
        tokens, i = self.tokens, draft.last
        if tokens.word(i) == "(" and tokens.word(i + 2) == ")":
            i += 1
        behind, code = tokens.written(i), ""
        if tokens.gap(draft.last) <= 1 and behind in ("Canadian", "Australian", "CAD", "AUD", "NZD", "USD", "AU", "CA"):
            code = self.lexicon.places.get(behind) or {"CA": "CAD", "AU": "AUD"}.get(behind, behind)
            if i > draft.last or self.tokens.written(i + 1)[:1].islower() or not self.tokens.is_word(i + 1):
                draft.last = i + 2 if i > draft.last else i + 1
                return code
            return ""
        before = tokens.written(draft.first - 1)
        if draft.leads and before.endswith(("an", "ese")) and tokens.gap(draft.first) == 1:
            code = self.lexicon.places.get(before, "")
        return code if code in ("CAD", "AUD", "SGD", "JMD", "TWD", "NAD", "LRD", "BBD", "FJD") else ""

    def _cent_code(self, draft: Draft) -> str:
        """Coins share the currency of the sentence's only other money that has them."""
        if draft.term.words[0] in ("fils", "centavo", "centavos", "centime", "centimes"):
            others = {d.code for d in self._before_in_sentence(draft)}
            return others.pop() if len(others) == 1 else ""
        others = {d.code for d in self._before_in_sentence(draft) if d.code}
        if len(others) == 1 and others <= {"CAD", "AUD", "NZD", "EUR", "SGD", "HKD", "ZAR", "JMD", "TTD"}:
            return others.pop()
        return ""

    def _nearest_code(self, draft: Draft, codes: tuple[str, ...]) -> str:
        """The currency of the nearest place named before the amount, else behind it, that uses one of the codes."""
        pattern = self.lexicon.candidates_of(codes)
        if pattern is None:
            return ""
        if pattern not in self._places:
            self._places[pattern] = [(m.start(), m.group()) for m in pattern.finditer(self.tokens.text)]
        places = self._places[pattern]
        if not places:
            return ""
        behind = bisect_left(places, (self.tokens.starts[draft.first], ""))
        return self.lexicon.places[places[max(0, behind - 1)][1]]

    def _before_in_sentence(self, draft: Draft) -> list[Draft]:
        """The amounts before this one that no sentence end parts from it."""
        place = self._numbers[id(draft)]
        found: list[Draft] = []
        later = draft
        for other in reversed(self.drafts[max(0, place - 8) : place]):
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

    @cached_property
    def _speaks_of_sterling(self) -> bool:
        return POUND_MONEY.search(self.tokens.text) is not None

    @cached_property
    def _speaks_of_yuan(self) -> bool:
        return re.search(r"\b(?:yuan|renminbi|RMB|CNY)\b|元", self.tokens.text) is not None

    # -- is it money

    def _unit_written(self, draft: Draft) -> str:
        return self.tokens.written(draft.last - 1)

    def _ends_phrase(self, draft: Draft) -> bool:
        """Whether "a dollar" stands for a sum: no noun follows it ("a dollar store", "a euro zone member")."""
        behind, before = self.tokens.word(draft.last), self.tokens.word(draft.first - 1)
        if before in ("of", "the") or (self.tokens.gap(draft.last) == 0 and behind in ("-", "'")):
            return False
        return not self.tokens.is_word(draft.last) or behind in self.lexicon.words["function_word"]

    def _is_pound(self, draft: Draft) -> bool:
        """Pounds are money where the text has sterling, else where money words outweigh weight words near by."""
        tokens, last = self.tokens, draft.last
        if draft.quantity.is_article:
            return False
        near = [tokens.word(i) for i in range(max(0, draft.first - REACH_BACK), draft.first)]
        near += [tokens.word(i) for i in range(last, min(len(tokens), last + REACH_AHEAD))]
        senses = [self.lexicon.contexts[w] for w in near if w in self.lexicon.contexts]
        points = senses.count("money") - 2 * senses.count("weight")
        if tokens.word(last) == "of":
            points -= 1
        if self._speaks_of_sterling:
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
        if draft.term.words[0] in ("mark", "real", "lev", "leu", "crown", "colon", "sol"):
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
        """Short signs that are other things too stand close to a number that is glued, scaled or grouped."""
        quantity = draft.quantity
        return quantity.scaled or not quantity.plain or quantity.value >= 100

    def _is_small_coin(self, draft: Draft) -> bool:
        """A lone "43c": only where the stretch has other money or a price follows."""
        if 0 <= self.tokens.gap(draft.first) < 1:
            return False
        behind = self.tokens.word(draft.last)
        return len(self.drafts) > 1 or behind in ("a", "per", "each", "off", "more")

    def _is_pence(self, draft: Draft) -> bool:
        return draft.leads or (draft.quantity.value not in VIDEO_LINES and draft.quantity.value < 10_000)

    def _is_code(self, draft: Draft) -> bool:
        """A code that is an English word stands behind its number, and no line of capitals goes on."""
        return not self.tokens.written(draft.last).isupper()
