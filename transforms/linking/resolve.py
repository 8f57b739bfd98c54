"""The decision for every article-level entity: by its reading alone where that suffices, by its article where not."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
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
        return [self.weighed[number] for number in sorted(self._number_of[p] for p in self._number_of.keys() & places)]


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
        still = StillOpen(self._corpus, self.decisions)
        rows = {number: still.of(number) for number in by_country}
        self._corpus.readings.prepare(list(by_country))
        wanted = [row for some in rows.values() for row in some]
        countries = article_countries(self._corpus, wanted, self.decisions, self.rules.known)
        homes = Homes(self.rules)
        for number, body in by_country.items():
            alike: dict[tuple[tuple[str, ...], str | None], list[int]] = defaultdict(list)
            own = self._corpus.readings[number].country_code
            is_shared = homes.is_shared(body)
            for row in rows[number]:
                article = int(self._corpus.article_of[row])
                source_id = None if is_shared else self._corpus.source_of(article)
                alike[(own,) if own else countries.get(article, ()), source_id].append(row)
            for (spoken, source_id), some in alike.items():
                decision = homes.at(self._corpus.readings[number], body, spoken, source_id)
                self.decisions.decide_all(some, decision)


class StillOpen:
    """The rows with a name for which nothing is decided by now."""

    def __init__(self, corpus: Corpus, decisions: Decisions) -> None:
        order, starts = corpus.by_reading
        is_open = ((decisions.codes < 0) & corpus.is_named)[order]
        self._rows = order[is_open]
        self._starts = np.append(0, np.cumsum(is_open))[starts]

    def of(self, reading: int) -> list[int]:
        """Those of a reading."""
        found: list[int] = self._rows[self._starts[reading] : self._starts[reading + 1]].tolist()
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
        still = StillOpen(self._corpus, self._decisions)
        for names in verdicts.bare():
            self._context.find_places({("person", key) for name in names.values() for key in name.bearers})
            for number, name in names.items():
                self._decide_one(still.of(number), name)

    def _decide_one(self, rows: list[int], name: Bare) -> None:
        """Decides for the rows of a name.

        What no article has in full means somebody whom any reader knows, or whoever the corpus calls so.
        """
        weighed = zip(name.bearers, name.weights, strict=True)
        bearers = Bearers([(("person", key), weight) for key, weight in weighed], self._context)
        if bearers.weighed:
            self._decide_borne(rows, name, bearers)
            return
        if name.well_known is not None:
            known = [row for row in rows if not self._namesakes.is_elsewhere(row, PUBLIC_FIELDS)]
            self._decisions.decide_all(known, Decision("person", name.well_known, "well_known", 0.85))
            rows = sorted(set(rows).difference(known))
        self._decisions.decide_all(rows, Decision("person", name.only_name, "only_name", 0.8))

    def _decide_borne(self, rows: list[int], name: Bare, bearers: Bearers) -> None:
        """Decides for the rows of a name that somebody bears: first by who else their articles name in full."""
        left = []
        told: dict[Thing, list[int]] = defaultdict(list)
        for row, article in zip(rows, self._corpus.article_of[rows].tolist(), strict=True):
            here = bearers.among(self._context.named_in(article).tolist())
            if len(here) == 1:
                told[here[0][0]].append(row)
            elif here:
                self._decide_among([row], name, here, sum(weight for _, weight in here))
            else:
                left.append(row)
        for thing, some in told.items():
            self._decisions.decide_all(some, Decision(*thing, "same_article", 0.9))
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
            self._decisions.decide_all(rows, decision)
            return
        told = self._by_context(rows, name, among, strangers) if name.by_surname else {}
        for row in rows:
            self._decisions.decide(row, told.get(row) or self._alone(row, name))

    def _by_context(
        self, rows: list[int], name: Bare, among: list[tuple[Thing, float]], strangers: float
    ) -> dict[int, Decision]:
        """Decides for the rows whose context is sure of somebody with that surname; "Bill" in an article without any
        full Bill may be anyone, or no name at all.
        """
        likeliest = zip(rows, self._context.likeliest(rows, among, strangers), strict=True)
        return {
            row: Decision(*best, "context", round(probability, 3))
            for row, (best, probability) in likeliest
            if probability >= CONTEXT_SHARE and best[1] in name.by_surname
        }

    def _alone(self, row: int, name: Bare) -> Decision:
        source_id = self._corpus.source_of(int(self._corpus.article_of[row]))
        return Decision("person", f"{name.surname}\x1f{source_id}", "alone", ALONE)
