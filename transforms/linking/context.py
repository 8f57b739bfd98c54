"""What the rest of an article says about a name that could be several people's."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from transforms.linking.corpus import Corpus

Thing = tuple[str, str]
MOST_ARTICLES = 200  # of a person looked at; more say nothing new
SMOOTHING = 5.0  # articles' worth of what the whole corpus says
LIMIT = 1.5  # one co-mentioned thing shifts the logarithm of the odds by no more


class Context:
    """Who and what is named beside each person, from the articles that name them in full."""

    def __init__(self, corpus: Corpus, things: list[Thing | None]) -> None:
        self._corpus = corpus
        self._things = things  # per row; None where undecided
        self._frequency: Counter[Thing] | None = None
        self._profiles: dict[Thing, tuple[Counter[Thing], int]] = {}
        self._articles: Mapping[Thing, list[int]] | None = None

    def things_in(self, article: int) -> set[Thing]:
        """What an article names, as far as it is decided."""
        return {thing for row in self._corpus.rows_in(article).tolist() if (thing := self._things[row]) is not None}

    def _count(self) -> Counter[Thing]:
        if self._frequency is None:
            self._frequency = Counter()
            articles: dict[Thing, list[int]] = defaultdict(list)
            for article in sorted(range(len(self._corpus.article_ids)), key=self._corpus.source_ids.__getitem__):
                for thing in self.things_in(article):
                    self._frequency[thing] += 1
                    if thing[0] == "person":
                        articles[thing].append(article)
            self._articles = articles
        return self._frequency

    def _profile(self, person: Thing) -> tuple[Counter[Thing], int]:
        known = self._profiles.get(person)
        if known is None:
            self._count()
            articles = (self._articles or {}).get(person, [])[:MOST_ARTICLES]
            counts: Counter[Thing] = Counter()
            for article in articles:
                counts.update(self.things_in(article))
            known = self._profiles[person] = counts, len(articles)
        return known

    def share(self, article: int, candidates: Iterable[tuple[Thing, float]]) -> dict[Thing, float]:
        """The probability of each candidate: its articles in the corpus, weighed by what else this article names."""
        frequency, total = self._count(), len(self._corpus.article_ids)
        around = sorted(self.things_in(article))
        scores = {}
        for person, count in candidates:
            counts, articles = self._profile(person)
            score = math.log(count)
            for thing in around:
                if thing != person:
                    usual = frequency[thing] / total
                    shift = math.log((counts[thing] + SMOOTHING * usual) / (articles + SMOOTHING) / usual)
                    score += max(-LIMIT, min(LIMIT, shift))
            scores[person] = score
        top = max(scores.values())
        weights = {person: math.exp(score - top) for person, score in scores.items()}
        whole = sum(weights.values())
        return {person: weight / whole for person, weight in weights.items()}
