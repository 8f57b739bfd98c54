"""What the rest of an article says about a name that could be several people's."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from transforms.linking.corpus import Corpus, distinct, grouped, number_pairs
from transforms.linking.decision import Decisions, Thing, Things
from transforms.linking.titles import Titles

MOST_CANDIDATES = 50  # bearers of a name weighed for each mention: a large corpus has hundreds of Kims
MOST_ARTICLES = 200  # of a person looked at; more say nothing new
MOST_PROFILES = 2_000  # that are kept, up to 100 kB each; those of one surname are asked for together
SMOOTHING = 5.0  # articles' worth of what the whole corpus says
LIMIT = 1.0  # one co-mentioned thing shifts the logarithm of the odds by no more
TITLE_LIMIT = 3.0  # the same for a title the article gives
GRAIN = 2.0**-32  # of shifts: sums of them are exact, so that their order changes nothing
ROUNDED = 6  # digits of probabilities that are compared
AT_ONCE = 256  # rows weighed together: some megabytes


@dataclass(frozen=True, slots=True)
class _Profile:
    """The things named in a person's articles, in order, and how much each speaks for the person."""

    things: np.ndarray
    shifts: np.ndarray
    unseen: float  # the shift of whatever none of the articles names


class _Candidates:
    """The people whom rows of one name can mean, side by side."""

    def __init__(self, weighed: Sequence[tuple[Thing, float]], places: np.ndarray, profiles: list[_Profile]) -> None:
        self.people = [person for person, _ in weighed]
        self.titled: dict[tuple[str, ...], np.ndarray] = {}  # what titles that rows give say for each of them
        self.logs = np.array([math.log(weight) for _, weight in weighed])[:, None]
        order = sorted(range(len(weighed)), key=lambda number: weighed[number][0])
        self.ranks = np.argsort(order)[:, None]
        self._places = places[:, None]
        self._unseen = np.array([profile.unseen for profile in profiles])[:, None]
        self._width = max((int(profile.things[-1]) + 1 for profile in profiles if len(profile.things)), default=1)
        firsts = np.repeat(np.arange(len(profiles)) * self._width, [len(profile.things) for profile in profiles])
        self._keys = np.concatenate([profile.things for profile in profiles]) + firsts
        self._shifts = np.concatenate([profile.shifts for profile in profiles])

    def shifts(self, around: np.ndarray) -> np.ndarray:
        """For each of them how much likelier each of the things is beside them than anywhere; none for themselves and
        for what is numbered below 0.
        """
        firsts = np.arange(len(self.people))[:, None] * self._width
        wanted = np.where(around < self._width, around + firsts, -1)
        found = np.searchsorted(self._keys, wanted)
        found[found == len(self._keys)] = 0
        shifts: np.ndarray = np.full(wanted.shape, self._unseen)
        if len(self._keys):
            np.copyto(shifts, self._shifts[found], where=self._keys[found] == wanted)
        shifts[(self._places == around) | (around < 0)] = 0.0
        return shifts

    def pick(self, shares: np.ndarray) -> list[tuple[Thing, float]]:
        """The likeliest for each column of shares, the first by name where several are, and its share."""
        rounded = np.round(shares, ROUNDED)
        best = np.where(rounded == rounded.max(axis=0), self.ranks, len(self.people)).argmin(axis=0)
        picked = shares[best, np.arange(shares.shape[1])]
        return [(self.people[number], share) for number, share in zip(best.tolist(), picked.tolist(), strict=True)]


class _Places(dict[Thing, int]):
    """The places of the things that were asked for."""

    def __init__(self, things: Things) -> None:
        super().__init__()
        self._things = things

    def __missing__(self, thing: Thing) -> int:
        [place] = self._things.places([thing]).tolist()
        if place < 0:
            raise KeyError(thing)
        self[thing] = place
        return int(place)


class Context:
    """Who and what is named beside each person, and as what, from the articles that name them in full."""

    def __init__(self, corpus: Corpus, decisions: Decisions, titles: Titles) -> None:
        self.things, self._thing_of = decisions.things()
        titles.settle(self._thing_of)
        self.place_of = _Places(self.things)
        self._titles = titles
        self._corpus = corpus
        self._articles = len(corpus.articles)
        rows = np.flatnonzero((self._thing_of >= 0) & corpus.is_named)
        width = max(1, len(self.things))
        pairs = distinct(number_pairs(corpus.article_of[rows], self._thing_of[rows], width), is_nearly_sorted=True)
        articles = (pairs // width).astype(np.int32)
        self._named: np.ndarray = (pairs % width).astype(np.int32)
        del rows, pairs
        self._starts = np.searchsorted(articles, np.arange(self._articles + 1))
        self._frequency: np.ndarray = np.bincount(self._named, minlength=len(self.things))
        order, self._thing_starts = grouped(self._named, len(self.things))
        self._articles_by_thing = articles[order]
        self._profiles: dict[int, _Profile] = {}

    def find_places(self, things: Collection[Thing]) -> None:
        """Looks some things up for `place_of`, in place of those before; what nothing means, as each of its rows means
        something else by now, has no place.
        """
        wanted = list(things)
        found = zip(wanted, self.things.places(wanted).tolist(), strict=True)
        self.place_of.clear()
        self.place_of.update({thing: place for thing, place in found if place >= 0})

    def places_of(self, rows: np.ndarray) -> np.ndarray:
        """The places of the things that rows mean, -1 for what was not decided by names."""
        places: np.ndarray = self._thing_of[rows]
        return places

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
        return float(self._frequency[place]) / max(1, self._articles)

    def _profile(self, place: int) -> _Profile:
        """How many of a person's articles name each other thing, beside how many of all do."""
        known = self._profiles.get(place)
        if known is None:
            if len(self._profiles) >= MOST_PROFILES:
                self._profiles.clear()
            found = self.articles_of(place)
            articles = found
            if len(found) > MOST_ARTICLES:  # else all are looked at, in any order
                articles = found[np.argsort(self._corpus.source_order[found])][:MOST_ARTICLES]
            named = np.sort(np.concatenate([self.named_in(article) for article in articles.tolist()]))
            bounds = np.concatenate([[0], np.flatnonzero(named[1:] != named[:-1]) + 1, [len(named)]])
            things, counts = named[bounds[:-1]], bounds[1:] - bounds[:-1]
            usual = self._frequency[things] / max(1, self._articles)
            seen = (counts + SMOOTHING * usual) / (len(articles) + SMOOTHING)
            shifts = _grained(np.minimum(np.maximum(np.log(seen / usual), -LIMIT), LIMIT))
            unseen = _grained(np.array(max(-LIMIT, math.log(SMOOTHING / (len(articles) + SMOOTHING)))))
            known = self._profiles[place] = _Profile(things, shifts, float(unseen))
        return known

    def likeliest(
        self, rows: Sequence[int], candidates: Sequence[tuple[Thing, float]], strangers: float = 0.0
    ) -> list[tuple[Thing, float]]:
        """The likeliest person for each of the rows with a name that all candidates bear, and the probability.

        Each counts by its weight in the corpus, shifted by what else the article names and by the titles it gives. Only
        the first MOST_CANDIDATES are looked at; the others, and strangers, count by their weight alone.
        """
        weighed = candidates[:MOST_CANDIDATES]
        places = [self.place_of[person] for person, _ in weighed]
        beside = _Candidates(weighed, np.array(places), [self._profile(place) for place in places])
        others = math.fsum([strangers, *(weight for _, weight in candidates[MOST_CANDIDATES:])])
        found = []
        for first in range(0, len(rows), AT_ONCE):
            scores = self._score(rows[first : first + AT_ONCE], beside)
            top = scores.max(axis=0)
            weights = np.exp(scores - top)
            rest = np.exp(np.minimum(math.log(others) - top, 700.0)) if others else 0.0
            found += beside.pick(weights / (weights.sum(axis=0) + rest))
        return found

    def _score(self, rows: Sequence[int], beside: _Candidates) -> np.ndarray:
        """How likely each candidate is, as a logarithm, in a column for each row."""
        nothing = np.array([-1])  # so that no row is empty
        around = [self.named_in(article) for article in self._corpus.article_of[list(rows)].tolist()]
        parts = [part for named in around for part in (nothing, named)]
        starts = np.cumsum([0, *(len(named) + 1 for named in around[:-1])])
        scores: np.ndarray = np.add.reduceat(beside.shifts(np.concatenate(parts)), starts, axis=1)
        for column, given in enumerate(self._titles.of_rows(rows)):
            if given and given not in beside.titled:
                beside.titled[given] = np.array([self._title_shift(given, person) for person in beside.people])
            if given:
                scores[:, column] += beside.titled[given]
        scores += beside.logs
        return scores

    def _title_shift(self, given: Sequence[str], person: Thing) -> float:
        """How much likelier a row's titles are for this person than for anyone."""
        held: Counter[str] = self._titles.of_person(self.place_of[person])
        total = 0.0
        for title in given:
            usual = self._titles.share(title)
            seen = (held[title] + usual) / (held.total() + 1.0)
            total += math.log(seen / usual)
        return max(-TITLE_LIMIT, min(TITLE_LIMIT, total))


def _grained(shifts: np.ndarray) -> np.ndarray:
    """The numbers as multiples of GRAIN."""
    grained: np.ndarray = np.rint(shifts / GRAIN) * GRAIN
    return grained
