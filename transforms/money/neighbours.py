"""What stands beside an amount when the parse says nothing of it, and words of direction right at it."""

from __future__ import annotations

from transforms.money.measures import Measured, WordReader
from transforms.money.syntax import NOUNS, VERBS, Site, children_with
from transforms.records import Span


class NeighbourReader(WordReader):
    """Finds subjects by nearness, and directions said right beside the amount."""

    def _fallback(self, site: Site, before: Measured | None, found: Measured | None) -> Measured:
        """The amount before, the governing verb, or the nearest noun before the amount."""
        direction = found.direction if found else "level"
        governor = found.governor if found else None
        purpose = None if governor is None else self._purpose(site, governor)
        if purpose is not None:
            return Measured(self._phrase(site, purpose), governor, direction, "subject.complement")
        if before is not None and before.span is not None:
            return Measured(before.span, governor, direction, "subject.same_as_before")
        if governor is not None and self.reading.lemmas[governor] == "be":
            return Measured(self._complement(site, governor), governor, direction, "subject.complement")
        if governor is not None and self.reading.pos[governor] in VERBS:
            return Measured(self._verb_words(governor), governor, direction, "subject.verb")
        return self._nearest_noun(site, governor, direction)

    def _nearest_noun(self, site: Site, governor: int | None, direction: str) -> Measured:
        """The nearest noun before the amount in its sentence, else behind it."""
        for token in range(site.first - 1, site.left - 1, -1):
            if self.reading.pos[token] in NOUNS and not self._is_time(token):
                return Measured(self._phrase(site, token), governor, direction, "subject.noun_before")
        for token in range(site.last, site.right):
            if self.reading.pos[token] in NOUNS and not self._is_time(token):
                return Measured(self._phrase(site, token), governor, direction, "subject.noun_behind")
        return Measured(None, governor, direction, "subject.none")

    def _complement(self, site: Site, verb: int) -> Span:
        """For a form of "be" without a noun as subject: the noun a relative clause is about, "worth", or the verb."""
        reading = self.reading
        subjects = children_with(reading, verb, "nsubj")
        about = None
        if not subjects or reading.tags[subjects[0]] in ("WDT", "WP", "DT", "EX"):
            about = self._common_noun_before(verb)
        if about is not None:
            return self._phrase(site, about)
        worth = [t for t in range(verb, site.first) if reading.lemmas[t] == "worth"]
        if worth:
            return reading.span(worth[0], worth[0] + 1)
        things = [c for c in children_with(reading, verb, "attr") if reading.pos[c] in NOUNS and not self._is_money(c)]
        return self._phrase(site, things[0]) if things else self._verb_words(verb)

    def _purpose(self, site: Site, verb: int) -> int | None:
        """What there is money for: "there is $5 [for the pier]"."""
        if not any(self.reading.tags[c] == "EX" for c in self.reading.children[verb]):
            return None
        heads = (site.head, verb, site.last - 1)
        return next(
            (thing for head in heads for thing in self._linked_objects(head, ("for",)) if thing >= site.last), None
        )

    def is_echo(self, site: Site) -> bool:
        """Whether the amount only comments on the one before it: "$530 billion -- $90 billion more than in May"."""
        ahead = self.reading.words[site.last].lower() if site.last < site.right else ""
        if not self._direction_by(ahead, "comparative") or site.first <= site.left:
            return False
        return self.reading.words[site.first - 1] in (",", "-", "--", "–", "—", "and", "or")

    def _is_compared(self, site: Site) -> bool:
        """Whether another is held against the amount: "double the $5 of a year ago", "versus estimates of $4"."""
        words = self.lexicon.words
        token = self._past_owner(site, site.first - 1)
        while token > site.left and self.reading.words[token].lower() in words["compared_figure"]:
            token -= 1
        is_bound = token == site.first - 1 and site.amount.modifier not in ("exact", "about")  # "rose above $5"
        if token < site.left or is_bound:
            return False
        before = self.reading.words[token].lower()
        is_compared = before in ("with", "to") and self.reading.words[token - 1].lower() == "compared"
        return before in words["comparing"] or is_compared

    def _past_owner(self, site: Site, token: int) -> int:
        """The token before the name of whose an amount is: "double [Harland Mills’s] $5"."""
        reading = self.reading
        if token < site.left or reading.tags[token] != "POS":
            return token
        token -= 1
        while token > site.left and reading.pos[token] == "PROPN":
            token -= 1
        return token

    def _with_neighbours(self, site: Site, found: Measured, before: Measured | None) -> Measured:
        """Directions said right beside the amount: "up £10m", "$5 less"; in "by $2 to $9" the second is a level."""
        ahead = self._word_behind(site)
        comparative = self._direction_by(ahead, "comparative")
        if comparative:
            is_echo = before is not None and before.span is not None and self.is_echo(site)
            return Measured(before.span if is_echo and before else found.span, found.governor, comparative, found.rule)
        behind = self._word_before(site)
        adverb = "" if self._is_particle(self._token_before(site)) else self._direction_by(behind, "adverb")
        if adverb:
            span = before.span if before is not None and before.span is not None else found.span
            if before is not None and before.span is not None and found.rule == "subject.measured":
                is_next = found.span is not None and found.span.start >= before.span.end
                span = found.span if is_next else span  # "rye fell by $5; rice is up by $2"
            return Measured(span, found.governor, adverb, found.rule)
        is_noun_behind = found.governor is not None and found.governor >= site.last  # "led to a $5 million loss"
        if behind in ("to", "from", "at") and site.amount.modifier != "up_to" and not is_noun_behind:
            return found._replace(direction="level")
        return found

    def _is_particle(self, token: int) -> bool:
        """Whether an adverb makes one word with a verb of no change: "put up $5", but not "went up $5"."""
        verb = self.reading.heads[token]
        return (
            self.reading.deps[token] == "prt"
            and verb == token - 1
            and self.reading.words[verb].lower() not in self.lexicon.changes
        )

    def _direction_by(self, word: str, kind: str) -> str:
        """The direction that a word of change gives the amount beside it, empty for other words."""
        return next((direction for direction, k in self.lexicon.changes.get(word, ()) if k == kind), "")

    def _word_behind(self, site: Site) -> str:
        """The word behind the amount, a unit passed over: "$5 a litre [more]"."""
        token = site.last + 2 if self._is_unit(min(site.last + 1, site.right - 1)) else site.last
        return self.reading.words[token].lower() if token < site.right else ""

    def _word_before(self, site: Site) -> str:
        """The word before the amount, "about" and the like passed over; empty at the head of the sentence."""
        token = self._token_before(site)
        return self.reading.words[token].lower() if token >= site.left else ""

    def _token_before(self, site: Site) -> int:
        """The token before the amount, "about" and the like passed over; before the sentence where there is none."""
        token = site.first - 1
        while token >= site.left and self.reading.lemmas[token] in self.lexicon.words["before_step"]:
            token -= 1
        return token
