"""Which organizations, places, groups and other things of the corpus are one: by key, well-known names and acronyms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from transforms.linking.corpus import Corpus, Reading, number_pairs, sum_up, take_apart
from transforms.linking.decision import ALONE, Decision
from transforms.linking.keys import is_acronym
from transforms.linking.known import Known
from transforms.linking.name_rules import Rules
from transforms.places.gazetteer import place_key

SHARE = 0.8  # of the articles that use a short name for something, for it to mean that thing everywhere
TOLD = 2  # articles that must explain a short name which is no acronym


TEXTS = ("kind", "key", "rule")
BODIES = pa.schema(
    [
        ("number", pa.int64()),
        *((name, pa.string()) for name in TEXTS),
        ("confidence", pa.float64()),
        ("country_kind", pa.string()),
    ]
)


def name_bodies(rules: Rules, piece: pa.Table, /) -> pa.Table:
    """What each reading that is no person means, in the columns of BODIES.

    The columns of the piece: number and text of each; its kind; the longer name that articles explain it by, if any
    (`alias`), and whether several of them do (`is_told`). Of those whose meaning depends on the country an article is
    about, only the kind of what they mean is told.
    """
    bodies = Bodies(rules)
    found = []
    for row in piece.to_pylist():
        alias = Alias(row["alias"], row["is_told"])
        decision = bodies.decide(take_apart(row["text"]), row["kind"], alias)
        by_country = row["kind"] if decision is None else None
        found.append((row["number"], *(decision or (None,) * len(Decision._fields)), by_country))
    columns = zip(*found, strict=True) if found else [()] * len(BODIES)
    return pa.table([pa.array(c, f.type) for c, f in zip(columns, BODIES, strict=True)], schema=BODIES)


class Alias(NamedTuple):
    """The longer name that the articles which explain a short one agree on, and whether several do."""

    name: str | None
    is_told: bool


class Bodies:
    """Decides what readings that are no people mean."""

    def __init__(self, rules: Rules) -> None:
        self._known = rules.known
        self._names = rules.bodies
        self._gazetteer = rules.gazetteer
        self._generic = rules.generic

    def decide(self, reading: Reading, kind: str, alias: Alias) -> Decision | None:
        """The decision; None where it depends on the country an article is about."""
        if kind in ("place", "organization"):
            place = self._place(reading, kind)
            if place is not None:
                return place
        if kind == "group":
            return self._group(reading)
        key = self._names.key(reading.name)
        known = self._known_body(reading, key)
        if known is not None:
            return Decision(known.kind, known.key, "known_name", 0.97)
        if self._known.at_home(key) or self._is_generic(key):
            return None
        return self._by_name(kind, key, reading, alias)

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

    def _by_name(self, kind: str, key: str, reading: Reading, alias: Alias) -> Decision:
        is_explained = len(reading.names) == 1 and (alias.is_told or is_acronym(reading.name))
        if alias.name is None or not is_explained:
            return Decision(kind, key, "name", 0.95)
        known = self._known.body(alias.name)
        return Decision(known.kind, known.key, "alias", 0.9) if known else Decision(kind, alias.name, "alias", 0.85)


def agree_on_aliases(facts: pa.Table, counts: np.ndarray) -> pa.Table:
    """For each reading, which is no person, the longer name that articles explain its main one by (`alias`), and
    whether several do (`is_told`).

    facts: the rows of `name_facts.FACTS`. counts: the articles that have each.
    """
    names = facts["aliases"].combine_chunks()
    owners = pc.list_parent_indices(names).to_numpy()
    bodies = facts["body"].combine_chunks()
    coded = pa.concat_arrays([bodies, names.flatten()]).dictionary_encode()
    codes = coded.indices.to_numpy().astype(np.int64)
    width, keys = max(1, len(coded.dictionary)), codes[: len(bodies)]
    pairs, votes = sum_up(codes[len(bodies) :] * width + keys[owners], counts[owners])
    short, long = np.divmod(pairs, width)
    totals = np.bincount(short, weights=votes, minlength=width)
    ranks = np.argsort(pc.sort_indices(coded.dictionary).to_numpy())
    order = np.lexsort((ranks[long], -votes, short))
    first = order[np.flatnonzero(np.diff(short[order], prepend=-1))]
    agreed = first[votes[first] >= SHARE * totals[short[first]]]
    best = np.full(width, -1)
    best[short[agreed]] = long[agreed]
    alias = coded.dictionary.take(pa.array(best[keys], mask=best[keys] < 0))
    return pa.table({"alias": alias, "is_told": pa.array(totals[keys] >= TOLD)})


class Homes:
    """What a name that depends on the country means in an article about one."""

    def __init__(self, rules: Rules) -> None:
        self._known = rules.known
        self._generic = rules.generic

    def is_shared(self, reading: Reading) -> bool:
        """Whether articles of several sources may mean one thing by it; "Committee" alone means no other's."""
        return self._generic.get(self._known.names.key(reading.name)) != ""

    def at(self, reading: Reading, kind: str, country: str | None, source_id: str | None) -> Decision:
        """The decision in an article about the country, and of that source where it is not shared."""
        key = self._known.names.key(reading.name)
        choices = self._known.at_home(key)
        home = [known for known in choices if known.country_code == country or known.country_code is None]
        if not home and country is None:
            home = choices[:1]
        if home:
            return Decision(home[0].kind, home[0].key, "known_at_home", 0.85)
        if not self.is_shared(reading):
            return Decision(kind, f"{key}\x1f{source_id}", "alone", ALONE)
        return Decision(kind, f"{key}@{country or ''}", "name_in_country", 0.7)


def article_countries(corpus: Corpus, rows: Iterable[int]) -> dict[int, str]:
    """For the article of each row the country most of its places and bodies lie in, if there is one."""
    is_wanted = np.zeros(len(corpus.article_ids), dtype=bool)
    is_wanted[corpus.article_of[np.array(list(rows), dtype=np.int64)]] = True
    around = np.flatnonzero(is_wanted[corpus.article_of])
    countries = corpus.said("country_code", around)
    told = pc.not_equal(countries, "").to_numpy(zero_copy_only=False)
    coded = countries.filter(pa.array(told)).dictionary_encode()
    codes = coded.dictionary.to_pylist()
    pairs = number_pairs(corpus.article_of[around[told]], coded.indices.to_numpy(), max(1, len(codes)))
    best: dict[int, tuple[int, str]] = {}
    for pair, count in zip(*(part.tolist() for part in np.unique(pairs, return_counts=True)), strict=True):
        article, code = divmod(pair, len(codes))
        rank = (-count, codes[code])
        best[article] = min(best.get(article, rank), rank)
    return {article: code for article, (_, code) in best.items()}
