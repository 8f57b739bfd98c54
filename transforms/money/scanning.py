"""Finds the drafts of amounts in a stretch of text: numbers with a money term on either side."""

from __future__ import annotations

from transforms.money.drafts import Draft
from transforms.money.followed import FollowedReader
from transforms.money.led import LedReader
from transforms.money.quantities import MAX_WORDS, QuantityReader
from transforms.money.tokens import Tokens
from transforms.money.vocabulary import MoneyLexicon

REACH = MAX_WORDS + 2  # no term stands further than this behind the first token of its number


class DraftReader:
    """Finds the drafts of one stretch of text, in text order and without overlap."""

    def __init__(self, tokens: Tokens, lexicon: MoneyLexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        quantities = QuantityReader(tokens, lexicon)
        self.led = LedReader(tokens, lexicon, quantities)
        self.followed = FollowedReader(tokens, lexicon, quantities)

    def read_all(self) -> list[Draft]:
        """Every draft; looks only where a term is near, so that text without money costs little."""
        tokens, terms = self.tokens, self.lexicon.terms
        drafts: list[Draft] = []
        done = 0
        for place, word in enumerate(tokens.words):
            if word not in terms or place < done or not self._is_term(place):
                continue
            i = max(done, place - REACH)
            while i <= place:
                draft = self._read_at(i, place)
                if draft is not None:
                    drafts.append(draft)
                    done = i = draft.last
                else:
                    i += 1
        return drafts

    def _is_term(self, place: int) -> bool:
        """Whether a term stands at the token on either side of a number."""
        lexicon, tokens = self.lexicon, self.tokens
        return lexicon.term_at(tokens, place, False) is not None or lexicon.term_at(tokens, place, True) is not None

    def _read_at(self, i: int, place: int) -> Draft | None:
        """The draft that begins at token i and holds the term at token `place`."""
        return self.led.read(i) if i == place else self.followed.read(i, place)
