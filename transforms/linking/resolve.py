"""The decision for every article-level entity: by its reading alone where that suffices, by its article where not."""

from __future__ import annotations

import pyarrow as pa

from transforms.linking.bare import Bare
from transforms.linking.corpus import Corpus
from transforms.linking.decision import ALONE, Decision, Decisions, Thing
from transforms.linking.keys import Seeds
from transforms.linking.name_rules import HERE, Rules, Spread
from transforms.linking.namesakes import Namesakes
from transforms.linking.persons import SHARE
from transforms.linking.surroundings import Context
from transforms.linking.things import Body, Homes, article_countries
from transforms.linking.titles import Titles
from transforms.linking.verdicts import Judge, Verdicts

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
        self.rules = Rules(seeds)
        verdicts, self.memory = Judge(corpus, self.rules, spread).judge(memory)
        spread.end()
        self.decisions = Decisions(corpus, verdicts.decided)
        self._decide_by_country(verdicts.by_country)
        BareNames(corpus, self.decisions, Titles(corpus, roles), seeds).decide(verdicts)

    def _decide_by_country(self, by_country: dict[int, Body]) -> None:
        rows = {row: number for number in by_country for row in find_open(self._corpus, self.decisions, number)}
        self._corpus.readings.prepare(list(by_country))
        countries = article_countries(self._corpus, rows, self.decisions, self.rules.known)
        homes = Homes(self.rules)
        for row, number in rows.items():
            article = int(self._corpus.article_of[row])
            source_id = self._corpus.source_ids[article]
            spoken = countries.get(article, ())
            self.decisions.decide(row, homes.at(self._corpus.readings[number], by_country[number], spoken, source_id))


def find_open(corpus: Corpus, decisions: Decisions, reading: int) -> list[int]:
    """The rows of a reading for which nothing is decided, of those that have a name."""
    rows = corpus.rows_of(reading)
    found: list[int] = rows[(decisions.codes[rows] < 0) & corpus.is_named[rows]].tolist()
    return found


class BareNames:
    """Decides for bare names last, as what the articles name in full is their context."""

    def __init__(self, corpus: Corpus, decisions: Decisions, titles: Titles, seeds: Seeds) -> None:
        self._corpus = corpus
        self._decisions = decisions
        self._context = Context(corpus, decisions, titles)
        self._namesakes = Namesakes(corpus, titles, self._context, seeds)
        self._namesakes.part(decisions)

    def decide(self, verdicts: Verdicts) -> None:
        """Decides for all rows of all bare names."""
        for names in verdicts.bare():
            self._context.find_places({("person", key) for name in names.values() for key in name.bearers})
            for number, name in names.items():
                self._decide_one(find_open(self._corpus, self._decisions, number), name)

    def _decide_one(self, rows: list[int], name: Bare) -> None:
        weighed = zip(name.bearers, name.weights, strict=True)
        bearers = Bearers([(("person", key), weight) for key, weight in weighed], self._context)
        if bearers.weighed:
            self._decide_borne(rows, name, bearers)
            return
        for row in rows:
            self._decisions.decide(row, self._without_bearers(row, name))

    def _decide_borne(self, rows: list[int], name: Bare, bearers: Bearers) -> None:
        """Decides for the rows of a name that somebody bears: first by who else their articles name in full."""
        left = []
        for row in rows:
            here = bearers.among(self._context.named_in(int(self._corpus.article_of[row])).tolist())
            if len(here) == 1:
                self._decisions.decide(row, Decision(*here[0][0], "same_article", 0.9))
            elif here:
                self._decide_among([row], name, here, sum(weight for _, weight in here))
            else:
                left.append(row)
        if left:
            self._decide_among(left, name, bearers.weighed, bearers.total, name.strangers)

    def _decide_among(
        self, rows: list[int], name: Bare, among: list[tuple[Thing, float]], total: float, strangers: float = 0.0
    ) -> None:
        """Decides for rows that may mean any of these, most articles first, or strangers; total is the sum of all
        weights but theirs.
        """
        share = among[0][1] / (total + strangers)
        if share >= SHARE:
            decision = Decision(*among[0][0], "dominant_name", round(share, 3))
            for row in rows:
                self._decisions.decide(row, decision)
            return
        for row, (best, probability) in zip(rows, self._context.likeliest(rows, among, strangers), strict=True):
            self._decisions.decide(row, self._by_context(row, name, best, probability))

    def _by_context(self, row: int, name: Bare, best: Thing, probability: float) -> Decision:
        # "Bill" in an article without any full Bill may be anyone, or no name at all
        if probability >= CONTEXT_SHARE and best[1] in name.by_surname:
            return Decision(*best, "context", round(probability, 3))
        source_id = self._corpus.source_ids[int(self._corpus.article_of[row])]
        return Decision("person", f"{name.surname}\x1f{source_id}", "alone", ALONE)

    def _without_bearers(self, row: int, name: Bare) -> Decision:
        """Whom a name means that no article has in full: somebody any reader knows, or whoever the corpus calls so."""
        known = name.well_known
        if known is None or self._namesakes.is_elsewhere(row, PUBLIC_FIELDS):
            return Decision("person", name.only_name, "only_name", 0.8)
        return Decision("person", known, "well_known", 0.85)
