"""What stands beside an amount when the parse says nothing of it, and words of direction right at it."""

from __future__ import annotations

from transforms.money.measures import Measured, WordReader
from transforms.money.syntax import NOUNS, VERBS, Site, children_with
from transforms.records import Span

SMALL_STEPS = frozenset({"by", "about", "almost", "nearly", "some", "a", "roughly"})


class NeighbourReader(WordReader):
    """Finds subjects by nearness, and directions said right beside the amount."""

    def _fallback(self, site: Site, before: Measured | None, found: Measured | None) -> Measured:
        """The amount before, the governing verb, or the nearest noun before the amount."""
        direction = found.direction if found else "level"
        governor = found.governor if found else None
        if before is not None and before.span is not None:
            return Measured(before.span, governor, direction, "subject.same_as_before")
        if governor is not None and self.reading.lemmas[governor] == "be":
            return Measured(self._complement(site, governor), governor, direction, "subject.complement")
        if governor is not None and self.reading.pos[governor] in VERBS:
            return Measured(self._verb_words(governor), governor, direction, "subject.verb")
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
        return reading.span(worth[0], worth[0] + 1) if worth else self._verb_words(verb)

    def is_echo(self, site: Site) -> bool:
        """Whether the amount only comments on the one before it: "$544 billion -- $105 billion more than last year"."""
        ahead = self.reading.words[site.last].lower() if site.last < site.right else ""
        if not any(kind == "comparative" for _, kind in self.lexicon.changes.get(ahead, ())):
            return False
        return (
            self.reading.words[site.first - 1] in (",", "-", "--", "–", "—", "and", "or")
            if site.first > site.left
            else False
        )

    def _with_neighbours(self, site: Site, found: Measured, before: Measured | None) -> Measured:
        """Directions said right beside the amount: "up £10m", "$5 less", "an increase of $5"."""
        reading, changes = self.reading, self.lexicon.changes
        ahead = reading.words[site.last].lower() if site.last < site.right else ""
        if any(kind == "comparative" for _, kind in changes.get(ahead, ())):
            direction = next(d for d, kind in changes[ahead] if kind == "comparative")
            is_echo = before is not None and before.span is not None and self.is_echo(site)
            return Measured(before.span if is_echo and before else found.span, found.governor, direction, found.rule)
        token = site.first - 1
        while token >= site.left and reading.lemmas[token] in (
            "by",
            "about",
            "almost",
            "nearly",
            "some",
            "a",
            "roughly",
        ):
            token -= 1
        behind = reading.words[token].lower() if token >= site.left else ""
        if any(kind == "adverb" for _, kind in changes.get(behind, ())):
            direction = next(d for d, kind in changes[behind] if kind == "adverb")
            span = before.span if before is not None and before.span is not None else found.span
            return Measured(span, found.governor, direction, found.rule)
        return found
