"""Which organizations, places, groups and other things of the corpus are one: by key, well-known names and acronyms."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from transforms.linking.corpus import Corpus, Reading
from transforms.linking.decision import ALONE, Decision
from transforms.linking.keys import Seeds, is_acronym
from transforms.linking.known import Known, KnownEntities
from transforms.places.gazetteer import load_gazetteer, place_key

SHARE = 0.8  # of the articles that use a short name for something, for it to mean that thing everywhere


class Bodies:
    """What each reading that is no person means; some depend on the country an article is about."""

    def __init__(self, corpus: Corpus, kinds: dict[int, str], known: KnownEntities, seeds: Seeds) -> None:
        self._corpus = corpus
        self._known = known
        self._names = known.names
        self._gazetteer = load_gazetteer(seeds)
        self._generic = {row["word"]: row["alone"] for row in seeds.get("generic_body_words", ())}
        self.decided: dict[int, Decision] = {}
        self.by_country: dict[int, str] = {}  # the kind of what the name means
        self._aliases: dict[str, Counter[str]] = defaultdict(Counter)
        numbers = sorted(kinds)
        for number in numbers:
            if len(corpus.readings[number].names) > 1:
                self._count_aliases(corpus.readings[number], int(corpus.counts[number]))
        for number in numbers:
            self._decide(number, corpus.readings[number], kinds[number])

    def _count_aliases(self, reading: Reading, count: int) -> None:
        key = self._names.key(reading.name)
        for name in reading.names[1:]:
            alias = self._names.key(name)
            if alias != key:
                self._aliases[alias][key] += count

    def _decide(self, number: int, reading: Reading, kind: str) -> None:
        if kind in ("place", "organization"):
            place = self._place(reading, kind)
            if place is not None:
                self.decided[number] = place
                return
        if kind == "group":
            self.decided[number] = self._group(reading)
            return
        key = self._names.key(reading.name)
        known = self._known_body(reading, key)
        if known is not None:
            self.decided[number] = Decision(known.kind, known.key, "known_name", 0.97)
            return
        if self._known.at_home(key) or self._is_generic(key):
            self.by_country[number] = kind
            return
        self.decided[number] = self._by_name(kind, key, reading)

    def _place(self, reading: Reading, kind: str) -> Decision | None:
        """Countries by code, other places by identifier or by name and country."""
        if kind == "place" and reading.external_id:
            return Decision("place", reading.external_id, "place_id", 0.97)
        facts = self._gazetteer.find(reading.name)
        if facts and facts[0].kind == "country" and (len(facts) == 1 or kind == "organization"):
            return Decision("place", facts[0].external_id or facts[0].name, "country_name", 0.95)
        if kind == "organization":
            return None
        if self._known.body(self._names.key(reading.name)):
            return None
        key = f"{place_key(reading.name)}@{reading.country_code or ''}"
        return Decision("place", key, "name", 0.9)

    def _group(self, reading: Reading) -> Decision:
        code = self._gazetteer.nationality(reading.name)
        if code:
            return Decision("group", f"people:{code}", "nationality", 0.95)
        key = self._names.key(reading.name)
        known = self._known.body(key)
        if known is not None:
            return Decision(known.kind, known.key, "known_name", 0.95)
        return Decision("group", key.removesuffix("s") if len(key) > 4 else key, "name", 0.9)

    def _known_body(self, reading: Reading, key: str) -> Known | None:
        """The main name's row; else the row that all other names with one agree on."""
        known = self._known.body(key)
        if known is not None:
            return known
        others = {row.key: row for name in reading.names[1:] if (row := self._known.body(self._names.key(name)))}
        return next(iter(others.values())) if len(others) == 1 else None

    def _is_generic(self, key: str) -> bool:
        """Whether a name has only common words, so that every country or town has such a body."""
        return all(word in self._generic for word in key.split())

    def _by_name(self, kind: str, key: str, reading: Reading) -> Decision:
        full = self._alias(key, is_acronym(reading.name)) if len(reading.names) == 1 else None
        if full is None:
            return Decision(kind, key, "name", 0.95)
        known = self._known.body(full)
        return Decision(known.kind, known.key, "alias", 0.9) if known else Decision(kind, full, "alias", 0.85)

    def _alias(self, key: str, acronym: bool) -> str | None:
        """The longer name that the articles which explain a short name agree on."""
        votes = self._aliases.get(key)
        if not votes or not (acronym or votes.total() >= 2):
            return None
        best = min(votes, key=lambda k: (-votes[k], k))
        return best if votes[best] >= SHARE * votes.total() else None


class Homes:
    """What a name that depends on the country means in an article about one."""

    def __init__(self, known: KnownEntities, seeds: Seeds) -> None:
        self._known = known
        self._generic = {row["word"]: row["alone"] for row in seeds.get("generic_body_words", ())}

    def at(self, reading: Reading, kind: str, country: str | None, source_id: str) -> Decision:
        """The decision in an article of that source; "Committee" alone means no other's."""
        key = self._known.names.key(reading.name)
        choices = self._known.at_home(key)
        home = [known for known in choices if known.country_code == country or known.country_code is None]
        if not home and country is None:
            home = choices[:1]
        if home:
            return Decision(home[0].kind, home[0].key, "known_at_home", 0.85)
        if self._generic.get(key) == "":
            return Decision(kind, f"{key}\x1f{source_id}", "alone", ALONE)
        return Decision(kind, f"{key}@{country or ''}", "name_in_country", 0.7)


def article_countries(corpus: Corpus, rows: Iterable[int]) -> dict[int, str]:
    """For the article of each row the country most of its places and bodies lie in, if there is one."""
    is_wanted = np.zeros(len(corpus.article_ids), dtype=bool)
    is_wanted[corpus.article_of[np.array(list(rows), dtype=np.int64)]] = True
    around = np.flatnonzero(is_wanted[corpus.article_of])
    countries = corpus.said("country_code", around)
    told = pc.fill_null(pc.not_equal(countries, ""), False).to_numpy(zero_copy_only=False)
    coded = countries.filter(pa.array(told)).dictionary_encode()
    codes = coded.dictionary.to_pylist()
    pairs = corpus.article_of[around[told]] * max(1, len(codes)) + coded.indices.to_numpy()
    best: dict[int, tuple[int, str]] = {}
    for pair, count in zip(*(part.tolist() for part in np.unique(pairs, return_counts=True)), strict=True):
        article, code = divmod(pair, len(codes))
        rank = (-count, codes[code])
        best[article] = min(best.get(article, rank), rank)
    return {article: code for article, (_, code) in best.items()}
