"""The decision for every article-level entity: by its reading alone where that suffices, by its article where not."""

from __future__ import annotations

from transforms.gazetteer import Gazetteer
from transforms.linking.bodies import Bodies, article_countries
from transforms.linking.context import Context, Thing
from transforms.linking.corpus import Corpus
from transforms.linking.decision import ALONE, Decision
from transforms.linking.kinds import settle_kinds
from transforms.linking.known import KnownEntities
from transforms.linking.names import BodyNames, NameParser, Seeds
from transforms.linking.people import SHARE, People

CONTEXT_SHARE = 0.95  # probability from which the article's other names decide what a bare name means


class Resolver:
    """Decides for all rows of a corpus; `decisions` has one for each row, in the rows' order."""

    def __init__(self, corpus: Corpus, seeds: Seeds) -> None:
        self._corpus = corpus
        names, parser = BodyNames.from_seeds(seeds), NameParser(seeds)
        self.gazetteer = Gazetteer(seeds)
        self.known = KnownEntities(seeds, names, parser)
        self._kinds = settle_kinds(corpus)
        people = [number for number, kind in enumerate(self._kinds) if kind == "person"]
        others = {number: kind for number, kind in enumerate(self._kinds) if kind != "person"}
        self.people = People(corpus, people, parser, self.known)
        self._bodies = Bodies(corpus, others, self.known, names, self.gazetteer, seeds)
        by_reading = [self._by_reading(number) for number in range(len(corpus.readings))]
        named = corpus.is_named.tolist()
        self.decisions = [
            by_reading[number] if named[row] else self._unnamed(row, number)
            for row, number in enumerate(corpus.reading_of.tolist())
        ]
        self._decide_by_country()
        self._decide_bare()

    def _by_reading(self, number: int) -> Decision | None:
        if number in self.people.person_of:
            return Decision("person", self.people.person_of[number], "full_name", 0.97)
        return self._bodies.decided.get(number)

    def _unnamed(self, row: int, number: int) -> Decision:
        """Nobody outside the article can be told to be "a spokesman"."""
        return Decision(self._corpus.readings[number].kind, f"\x1f{self._corpus.ids[row]}", "unnamed", ALONE)

    def _decide_by_country(self) -> None:
        rows = [r for number in self._bodies.by_country for r in self._corpus.rows_of(number).tolist()]
        countries = article_countries(self._corpus, rows)
        for row in rows:
            if self.decisions[row] is None:
                country = countries[int(self._corpus.article_of[row])]
                self.decisions[row] = self._bodies.at(int(self._corpus.reading_of[row]), country)

    def _decide_bare(self) -> None:
        """Bare names last, as what the articles name in full is their context."""
        context = Context(self._corpus, [decision and decision.thing for decision in self.decisions])
        found: dict[int, Decision] = {}
        for number, name in self.people.bare.items():
            candidates = [(("person", key), count) for key, count in self.people.candidates(name)]
            for row in self._corpus.rows_of(number).tolist():
                if self.decisions[row] is None:
                    found[row] = self._bare(row, number, candidates, context)
        for row, decision in found.items():
            self.decisions[row] = decision

    def _bare(self, row: int, number: int, candidates: list[tuple[Thing, float]], context: Context) -> Decision:
        if not candidates:
            return Decision("person", self.people.only_name(self.people.bare[number]), "only_name", 0.8)
        article = int(self._corpus.article_of[row])
        here = context.things_in(article) & {thing for thing, _ in candidates}
        if len(here) == 1:
            return Decision(*here.pop(), "same_article", 0.9)
        among = [(thing, count) for thing, count in candidates if thing in here] or candidates
        total = sum(count for _, count in among)
        thing, share = among[0][0], among[0][1] / total
        if share >= SHARE:
            return Decision(*thing, "dominant_name", round(share, 3))
        shares = context.share(article, among)
        best = min(shares, key=lambda t: (-shares[t], t))
        if shares[best] >= CONTEXT_SHARE:
            return Decision(*best, "context", round(shares[best], 3))
        source = self._corpus.source_ids[article]
        return Decision("person", f"{self.people.bare[number].surname}\x1f{source}", "alone", ALONE)
