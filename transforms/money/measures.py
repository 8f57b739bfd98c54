"""What the words around an amount are: verbs and nouns of change, times, sums, and the phrases that name a thing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from transforms.money.syntax import NOUNS, PLACE_LABELS, TIME_LABELS, Site, children_with, label_of, noun_phrase
from transforms.money.vocabulary import MoneyLexicon
from transforms.reading.reading import Reading
from transforms.records import Span


class Measured(NamedTuple):
    """The subject's words, the verb or noun that governs the amount, and the direction of a change it sizes."""

    span: Span | None
    governor: int | None
    direction: str
    rule: str


class WordReader:
    """Answers questions on the words of one article with the lists of `seeds/`."""

    def __init__(self, reading: Reading, lexicon: MoneyLexicon, sums: Mapping[int, int]) -> None:
        """`sums`: the tokens of the article's amounts, each with the token behind its amount."""
        self.reading = reading
        self.lexicon = lexicon
        self.sums = sums

    def _noun_direction(self, noun: int) -> str:
        kinds = self.lexicon.changes.get(self.reading.words[noun].lower(), ())
        return next((d for d, k in kinds if k in ("noun", "loss", "saving_noun")), "level")

    def _common_noun_before(self, token: int) -> int | None:
        """The nearest common noun before a token in its sentence that is no time."""
        reading = self.reading
        for left in range(token - 1, max(reading.sentences[reading.token_sentence[token]][0], token - 15) - 1, -1):
            if reading.pos[left] == "NOUN" and not self._is_time(left):
                return left
        return None

    def _is_loss(self, noun: int) -> bool:
        return any(kind == "loss" for _, kind in self.lexicon.changes.get(self.reading.words[noun].lower(), ()))

    def _verb_changes(self, verb: int) -> str:
        """The direction of a verb of change, empty for other verbs."""
        for form in (self.reading.words[verb].lower(), self.reading.lemmas[verb].lower()):
            for direction, kind in self.lexicon.changes.get(form, ()):
                if kind in ("verb", "saving") and direction != "level":
                    return direction
                if kind == "verb":
                    return self._way_of(verb)
        return ""

    def _way_of(self, verb: int) -> str:
        """The direction that a particle gives a verb of motion: "went up", "moved down"; empty for others."""
        particles = [self.reading.words[c].lower() for c in children_with(self.reading, verb, "prt")]
        ways = (way for word in particles for way, kind in self.lexicon.changes.get(word, ()) if kind == "adverb")
        return next(ways, "")

    def _is_cutting(self, verb: int) -> bool:
        """Verbs whose object is the size of the change: "cut $5 billion from", "lost $2 million", "save"."""
        return self.reading.lemmas[verb].lower() in self.lexicon.words["cutting_verb"]

    def _is_gaining(self, verb: int) -> bool:
        """Verbs whose object comes in, from whom or for what may follow: "raised $5 for the party"."""
        return self.reading.lemmas[verb].lower() in self.lexicon.words["gaining_verb"]

    def _adds_up(self, verb: int) -> bool:
        reading = self.reading
        is_up = reading.words[verb + 1 : verb + 2] == ["up"] or bool(children_with(reading, verb, "prt"))
        return reading.lemmas[verb] in self.lexicon.words["summing_verb"] and is_up

    def _verb_words(self, verb: int) -> Span:
        reading = self.reading
        particles = [c for c in children_with(reading, verb, "prt", "advmod", "npadvmod") if c == verb + 1]
        is_particle = any(
            reading.deps[c] == "prt" or reading.words[c].lower() in self.lexicon.words["verb_particle"]
            for c in particles
        )
        return reading.span(verb, verb + 1 + is_particle)

    def _linked_objects(self, verb: int, links: tuple[str, ...]) -> list[int]:
        """The nouns behind "on", "into", "for", ... of a verb, dates and places left out."""
        reading, found = self.reading, []
        for prep in children_with(reading, verb, "prep", "dative"):
            if reading.lemmas[prep] not in links:
                continue
            for thing in children_with(reading, prep, "pobj"):
                is_account = reading.lemmas[prep] == "in" and self._is_account(thing)
                if self._is_empty(thing) or self._has_sum(thing) or is_account:
                    continue
                is_place = label_of(reading, thing) in PLACE_LABELS and reading.lemmas[prep] == "in"
                if reading.pos[thing] in NOUNS and not (is_place or self._is_time(thing) or self._is_money(thing)):
                    found.append(thing)
        return found

    def _is_account(self, noun: int) -> bool:
        """Whether a noun is somebody's plan of spending, in which money is for something else: "$5 in its budget"."""
        is_own = any(self.reading.tags[c] == "PRP$" for c in children_with(self.reading, noun, "poss"))
        return is_own and self.reading.lemmas[noun].lower() in self.lexicon.words["account"]

    def _has_sum(self, noun: int) -> bool:
        """Whether another amount is the noun's: the sales of "lost $5 on sales of $9"."""
        preps = children_with(self.reading, noun, "prep")
        return any(c in self.sums for prep in preps for c in children_with(self.reading, prep, "pobj"))

    def _is_time(self, token: int) -> bool:
        if label_of(self.reading, token) in TIME_LABELS:
            return True
        return self.reading.lemmas[token] in self.lexicon.words["time_noun"]

    def _is_money(self, token: int) -> bool:
        if token in self.sums or self.reading.pos[token] in ("NUM", "SYM"):
            return True
        return label_of(self.reading, token) == "MONEY"

    def _is_unit(self, noun: int) -> bool:
        """Whether a noun is what an amount right before it is for: the litre of "$5 a litre", "$5 per litre"."""
        per = noun - 1
        return per - 1 in self.sums and self.reading.words[per].lower() in self.lexicon.words["per"]

    def _is_empty(self, token: int) -> bool:
        """Whether a noun names no thing: the part of "in part", but no spare part; the bid of "in a bid" alone."""
        reading, words = self.reading, self.lexicon.words
        lemma = reading.lemmas[token].lower()
        is_listed = lemma in words["empty_thing"] or reading.words[token].lower() in words["empty_thing"]
        if not is_listed or (lemma in words["thing_alone"] and reading.deps[token] != "pobj"):
            return False
        return all(self._is_money(child) for child in children_with(reading, token, "compound"))

    def _says_nothing(self, noun: int) -> bool:
        """Whether a noun only leads to what a sum measures: a value of $5, but not a market value."""
        if self.reading.lemmas[noun].lower() not in self.lexicon.words["empty_noun"]:
            return False
        return not any(self.reading.pos[c] in NOUNS for c in children_with(self.reading, noun, "compound"))

    def _phrase(self, site: Site, noun: int) -> Span:
        is_empty = self.reading.lemmas[noun].lower() in self.lexicon.words["empty_noun"]
        return noun_phrase(self.reading, noun, (site.first, site.last), room=6 if is_empty else 3)
