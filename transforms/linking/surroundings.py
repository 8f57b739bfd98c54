"""What the rest of an article says about a name that could be several people's."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from transforms.linking.corpus import Corpus, distinct, grouped
from transforms.linking.decision import Decisions, Thing
from transforms.linking.titles import Titles

MOST_CANDIDATES = 50  # bearers of a name weighed for each mention: a large corpus has hundreds of Kims
MOST_ARTICLES = 200  # of a person looked at; more say nothing new
SMOOTHING = 5.0  # articles' worth of what the whole corpus says
LIMIT = 1.0  # one co-mentioned thing shifts the logarithm of the odds by no more
TITLE_LIMIT = 3.0  # the same for a title the article gives


@dataclass(slots=True)
class _Profile:
    """The things named in a person's articles: in how many, and how much each speaks for the person."""

    counts: Counter[int]
    articles: int
    shifts: dict[int, float] = field(default_factory=dict)
    unseen: float = 0.0  # the shift of whatever none of the articles names

    def __post_init__(self) -> None:
        self.unseen = max(-LIMIT, math.log(SMOOTHING / (self.articles + SMOOTHING)))


class Context:
    """Who and what is named beside each person, and as what, from the articles that name them in full."""

    def __init__(self, corpus: Corpus, decisions: Decisions, titles: Titles) -> None:
        self.things, self._thing_of = decisions.things()
        self.place_of = {thing: place for place, thing in enumerate(self.things)}
        self._titles = titles
        self._corpus = corpus
        self._articles = len(corpus.article_ids)
        rows = np.flatnonzero((self._thing_of >= 0) & corpus.is_named)
        pairs = distinct(corpus.article_of[rows] * len(self.things) + self._thing_of[rows])
        articles = pairs // max(1, len(self.things))
        self._named: np.ndarray = pairs % max(1, len(self.things))
        self._starts = np.searchsorted(articles, np.arange(self._articles + 1))
        self._frequency: list[int] = np.bincount(self._named, minlength=len(self.things)).tolist()
        order, self._thing_starts = grouped(self._named, len(self.things))
        self._articles_by_thing = articles[order]
        self._profiles: dict[int, _Profile] = {}

    def named_in(self, article: int) -> np.ndarray:
        """The places of the things an article names, as far as they are decided."""
        found: np.ndarray = self._named[self._starts[article] : self._starts[article + 1]]
        return found

    def articles_of(self, place: int) -> np.ndarray:
        """The articles that name a thing."""
        found: np.ndarray = self._articles_by_thing[self._thing_starts[place] : self._thing_starts[place + 1]]
        return found

    def share_of_articles(self, place: int) -> float:
        """In how much of the corpus a thing is named."""
        return self._frequency[place] / max(1, self._articles)

    def _profile(self, place: int) -> _Profile:
        """How many of a person's articles name each other thing."""
        known = self._profiles.get(place)
        if known is None:
            found = self.articles_of(place)
            articles = found[np.argsort(self._corpus.source_order[found])][:MOST_ARTICLES].tolist()
            around: Counter[int] = Counter()
            for article in articles:
                around.update(self.named_in(article).tolist())
            known = self._profiles[place] = _Profile(around, len(articles))
        return known

    def share(self, row: int, candidates: Sequence[tuple[Thing, float]]) -> dict[Thing, float]:
        """The probability of each person a row's name can mean.

        Each counts by its weight in the corpus, shifted by what else the article names and by the titles it gives. Only
        the first MOST_CANDIDATES are looked at; the others count by their weight alone.
        """
        around = self.named_in(int(self._corpus.article_of[row])).tolist()
        scores = {}
        for person, weight in candidates[:MOST_CANDIDATES]:
            place = self.place_of[person]
            shifts = self._shifts(place, around)
            shifts.append(self._title_shift(row, person))
            scores[person] = math.log(weight) + math.fsum(shifts)
        top = max(scores.values())
        weights = {person: math.exp(score - top) for person, score in scores.items()}
        others = math.fsum(weight for _, weight in candidates[MOST_CANDIDATES:])
        whole = math.fsum(weights.values()) + (math.exp(min(math.log(others) - top, 700.0)) if others else 0.0)
        return {person: weight / whole for person, weight in weights.items()}

    def _shifts(self, person: int, around: list[int]) -> list[float]:
        """How much likelier each thing an article names is beside this person than anywhere."""
        profile = self._profile(person)
        known, counts = profile.shifts, profile.counts
        shifts = []
        for thing in around:
            shift = known.get(thing)
            if shift is None:
                if thing not in counts:
                    shift = profile.unseen
                else:
                    shift = known[thing] = self._shift(profile, thing)
            if thing != person:
                shifts.append(shift)
        return shifts

    def _shift(self, profile: _Profile, thing: int) -> float:
        usual = self.share_of_articles(thing)
        seen = (profile.counts[thing] + SMOOTHING * usual) / (profile.articles + SMOOTHING)
        return max(-LIMIT, min(LIMIT, math.log(seen / usual)))

    def _title_shift(self, row: int, person: Thing) -> float:
        """How much likelier the row's titles are for this person than for anyone."""
        given = self._titles.of_row(row)
        held: Counter[str] = self._titles.of_person(person)
        total = 0.0
        for title in given:
            usual = self._titles.share(title)
            seen = (held[title] + usual) / (held.total() + 1.0)
            total += math.log(seen / usual)
        return max(-TITLE_LIMIT, min(TITLE_LIMIT, total))
