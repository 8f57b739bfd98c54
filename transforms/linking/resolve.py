"""The decision for every article-level entity: by its reading alone where that suffices, by its article where not."""

from __future__ import annotations

import pyarrow as pa

from transforms.linking.bare import Bare
from transforms.linking.corpus import Corpus
from transforms.linking.decision import ALONE, Decision, Decisions, Thing
from transforms.linking.keys import Seeds
from transforms.linking.namesakes import Namesakes
from transforms.linking.persons import SHARE
from transforms.linking.rules import HERE, Rules, Spread
from transforms.linking.surroundings import Context
from transforms.linking.things import Homes, article_countries
from transforms.linking.titles import Titles
from transforms.linking.verdicts import Judge

PUBLIC_FIELDS = frozenset({"politics", "business", "military", "religion"})  # of whom any reader knows
CONTEXT_SHARE = 0.95  # probability from which the article's other names decide what a bare name means


class Bearers:
    """The people a bare name can mean, with the weight of their articles, most first."""

    def __init__(self, weighed: list[tuple[Thing, float]], context: Context) -> None:
        # a bearer whose every row means somebody else by now (a namesake was parted) has no place left
        self.weighed = [(thing, weight) for thing, weight in weighed if thing in context.place_of]
        self.total = sum(weight for _, weight in self.weighed)
        self._number_of = {context.place_of[thing]: number for number, (thing, _) in enumerate(self.weighed)}

    def among(self, places: list[int]) -> list[tuple[Thing, float]]:
        """Those of them whose places are given; the same work however many bear the name."""
        return [self.weighed[number] for number in sorted(self._number_of[p] for p in places if p in self._number_of)]


class Resolver:
    """Decides for all rows of a corpus: first what readings say alone, then by country, then bare names."""

    def __init__(
        self, corpus: Corpus, roles: pa.Table, seeds: Seeds, memory: pa.Table | None = None, spread: Spread = HERE
    ) -> None:
        self._corpus = corpus
        self._seeds = seeds
        self.rules = Rules(seeds)
        self._verdicts, self.memory = Judge(corpus, self.rules, spread).judge(memory)
        self.titles = Titles(corpus, roles)
        self.decisions = Decisions(corpus, self._verdicts.decided)
        self._decide_by_country()
        self._decide_bare()

    def _open_rows(self, number: int) -> list[int]:
        named = self._corpus.is_named
        return [row for row in self._corpus.rows_of(number).tolist() if self.decisions.codes[row] < 0 and named[row]]

    def _decide_by_country(self) -> None:
        rows = {row: number for number in self._verdicts.by_country for row in self._open_rows(number)}
        self._corpus.readings.prepare(self._verdicts.by_country)
        countries = article_countries(self._corpus, rows)
        homes = Homes(self.rules)
        for row, number in rows.items():
            article = int(self._corpus.article_of[row])
            source_id = self._corpus.source_ids[article]
            reading, kind = self._corpus.readings[number], self._verdicts.by_country[number]
            country = reading.country_code or countries.get(article)
            self.decisions.decide(row, homes.at(reading, kind, country, source_id))

    def _decide_bare(self) -> None:
        """Bare names last, as what the articles name in full is their context."""
        context = Context(self._corpus, self.decisions, self.titles)
        context.find_places([("person", key) for key in self._verdicts.bearers()])
        self.namesakes = Namesakes(self._corpus, self.titles, context, self._seeds)
        self.namesakes.part(self.decisions)
        for number, name in self._verdicts.bare():
            weighed = zip(name.bearers, name.weights, strict=True)
            bearers = Bearers([(("person", key), weight) for key, weight in weighed], context)
            rows = self._open_rows(number)
            if bearers.weighed:
                self._decide_borne(rows, name, bearers, context)
            else:
                for row in rows:
                    self.decisions.decide(row, self._without_bearers(row, name))

    def _decide_borne(self, rows: list[int], name: Bare, bearers: Bearers, context: Context) -> None:
        """Decides for the rows of a name that somebody bears: first by who else their articles name in full."""
        left = []
        for row in rows:
            here = bearers.among(context.named_in(int(self._corpus.article_of[row])).tolist())
            if len(here) == 1:
                self.decisions.decide(row, Decision(*here[0][0], "same_article", 0.9))
            elif here:
                total = sum(weight for _, weight in here)
                self._decide_among([row], name, here, total, context)
            else:
                left.append(row)
        if left:
            self._decide_among(left, name, bearers.weighed, bearers.total, context)

    def _decide_among(
        self, rows: list[int], name: Bare, among: list[tuple[Thing, float]], total: float, context: Context
    ) -> None:
        """Decides for rows that may mean any of these, most articles first; total is the sum of their weights."""
        share = among[0][1] / total
        if share >= SHARE:
            decision = Decision(*among[0][0], "dominant_name", round(share, 3))
            for row in rows:
                self.decisions.decide(row, decision)
            return
        for row, (best, probability) in zip(rows, context.likeliest(rows, among), strict=True):
            self.decisions.decide(row, self._by_context(row, name, best, probability))

    def _by_context(self, row: int, name: Bare, best: Thing, probability: float) -> Decision:
        # "Bill" in an article without any full Bill may be anyone, or no name at all
        if probability >= CONTEXT_SHARE and best[1] in name.by_surname:
            return Decision(*best, "context", round(probability, 3))
        source_id = self._corpus.source_ids[int(self._corpus.article_of[row])]
        return Decision("person", f"{name.surname}\x1f{source_id}", "alone", ALONE)

    def _without_bearers(self, row: int, name: Bare) -> Decision:
        """Whom a name means that no article has in full: somebody any reader knows, or whoever the corpus calls so."""
        known = name.well_known
        if known is None or self.namesakes.is_elsewhere(row, PUBLIC_FIELDS):
            return Decision("person", name.only_name, "only_name", 0.8)
        return Decision("person", known, "well_known", 0.85)
