"""Which organizations, places, groups and other things of the corpus are one: by key, well-known names and acronyms."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from transforms.linking.corpus import Corpus, Reading, number_pairs, sum_up, take_apart
from transforms.linking.decision import ALONE, Decision, Decisions
from transforms.linking.keys import is_acronym
from transforms.linking.known import Known, KnownEntities, words_of
from transforms.linking.name_rules import Rules
from transforms.places.place_table import place_key

SHARE = 0.8  # of the articles that use a short name for something, for it to mean that thing everywhere
SPOKEN = 3  # countries that an article speaks of most; a well-known body of a common name is of one of them
LONGER = 4  # letters of a word that parts two bodies of the same letters
OTHER_WITHIN = re.compile(r"\+-+\+")  # a word of another body between two that it shares
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
    about, only the kind of what they mean is told, and the key of the name.
    """
    bodies = Bodies(rules)
    found = []
    for row in piece.to_pylist():
        reading, alias = take_apart(row["text"]), Alias(row["alias"], row["is_told"])
        decision = bodies.decide(reading, row["kind"], alias)
        told = decision or (None, bodies.stand_for(reading, alias), None, None)
        found.append((row["number"], *told, None if decision else row["kind"]))
    columns = zip(*found, strict=True) if found else [()] * len(BODIES)
    return pa.table([pa.array(c, f.type) for c, f in zip(columns, BODIES, strict=True)], schema=BODIES)


class Body(NamedTuple):
    """The kind, and the key of the name, of what a name means by the country that an article is about."""

    kind: str
    key: str


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
        name = self.stand_for(reading, alias)
        known = self._known_body(reading, key)
        is_other = alias.is_told and name != key
        is_abroad = known is not None and self._is_abroad(reading, known)
        if known is not None and not is_abroad and (not is_other or _is_like(name, known)):
            return Decision(known.kind, known.key, "known_name", 0.97)
        if is_abroad or self._known.at_home(key) or self._is_generic(name):
            return None  # each country or town has such a body
        if self._known.shared(key) and not is_other:
            return None  # several have one of these letters
        return self._by_name(kind, key, name)

    def stand_for(self, reading: Reading, alias: Alias) -> str:
        """The key of the longer name that articles explain a short one by, else of the reading's own; "Commission" is
        short for many.
        """
        key = self._names.key(reading.name)
        is_explained = len(reading.names) == 1 and (alias.is_told or is_acronym(reading.name))
        is_open = not self._names.is_form(key) and (not self._is_generic(key) or self._is_generic(alias.name or ""))
        return alias.name if alias.name and is_explained and is_open else key

    def _place(self, reading: Reading, kind: str) -> Decision | None:
        """Countries by code, other places by identifier or by name and country."""
        if kind == "place" and reading.external_id:
            return Decision("place", reading.external_id, "place_id", 0.97)
        facts = self._gazetteer.find(reading.name)
        if facts and facts[0].kind == "country" and (len(facts) == 1 or kind == "organization"):
            return Decision("place", facts[0].external_id or facts[0].name, "country_name", 0.95)
        if kind == "organization":
            return None
        is_region = bool(facts) and facts[0].kind == "region"  # the Atlantic is no magazine where it is a place
        if self._known.body(self._names.key(reading.name)) and not is_region:
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
        if known is not None or self._known.common(key):
            return known
        found = (self._find(self._names.key(name), reading.country_code) for name in reading.names[1:])
        others = {row.key: row for row in found if row}
        likely = [row for row in others.values() if _is_like(key, row)]
        return likely[0] if len(others) == 1 and likely else None

    def _is_abroad(self, reading: Reading, known: Known) -> bool:
        """Whether the article says another country of an office that each country has, or of letters that each may give
        to a party or a broadcaster of its own: the Latvian "MoD" is not Britain's; but there is one White House.
        """
        if not reading.country_code or not known.country_code or reading.country_code == known.country_code:
            return False
        if " " in reading.name:
            return known.is_office and not self._gazetteer.find(reading.name)
        return known.is_lettered and sum(map(str.isupper, reading.name)) > 1  # "MoD", too

    def _find(self, key: str, country: str | None) -> Known | None:
        """A name's row; of a name of common words that of a body of the country."""
        common = self._known.common(key)
        return common if common and common.country_code == country else self._known.body(key)

    def _is_generic(self, key: str) -> bool:
        """Whether a name has only common words, so that every country or town has such a body."""
        return all(word in self._generic for word in key.split())

    def _by_name(self, kind: str, key: str, name: str) -> Decision:
        if name == key:
            return Decision(kind, key, "name", 0.95)
        known = self._known.body(name)
        return Decision(known.kind, known.key, "alias", 0.9) if known else Decision(kind, name, "alias", 0.85)


def _is_like(key: str, known: Known) -> bool:
    """Whether a name may be another of a well-known body's, and not one of a body that has the same letters: a "Private
    Business Committee (PBC)" is not the People's Bank of China, nor is one with another longer word in the middle.
    """
    words = dict.fromkeys(words_of(key))
    is_told = 2 * len(words.keys() & known.words) >= len(words)
    longer = "".join("+" if word in known.words else "-" for word in words if len(word) >= LONGER)
    return len(words) == 1 or (is_told and OTHER_WITHIN.search(longer) is None)


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

    def is_shared(self, body: Body) -> bool:
        """Whether articles of several sources may mean one thing by it; "Committee" alone means no other's."""
        return self._generic.get(body.key) != ""

    def at(self, reading: Reading, body: Body, countries: Sequence[str], source_id: str | None) -> Decision:
        """The decision in an article that speaks of these countries, most of the first, and of that source where the
        name is not shared.
        """
        kind, key = body
        country = next(iter(countries), None)
        choices = self._known.at_home(self._known.names.key(reading.name))
        home = [known for known in choices if known.country_code in (country, None)]
        common = self._known.common(key)
        if common and common.country_code in countries:
            home = [common]
        home = home or self._meant_by_letters(key, countries)
        if home:
            return Decision(home[0].kind, home[0].key, "known_at_home", 0.85)
        if not self.is_shared(body):
            return Decision(kind, f"{key}\x1f{source_id}", "alone", ALONE)
        return Decision(kind, f"{key}@{country or ''}", "name_in_country", 0.7)

    def _meant_by_letters(self, key: str, countries: Sequence[str]) -> list[Known]:
        """Whom letters mean that bodies of several countries go by: of the countries of an article the first that has
        one in the list; in an article of no country the only one that has.
        """
        choices = self._known.shared(key)
        if not countries:
            return choices if len(choices) == 1 else []
        spoken = [known for known in choices if known.country_code in countries]
        return sorted(spoken, key=lambda known: countries.index(str(known.country_code)))


def article_countries(
    corpus: Corpus, rows: Iterable[int], decisions: Decisions, known: KnownEntities
) -> dict[int, tuple[str, ...]]:
    """For the article of each row the countries that it speaks of most, at most SPOKEN, if there are any.

    Counted are the countries that places and bodies are said to lie in, and those of well-known bodies and people.
    """
    is_wanted = np.zeros(len(corpus.articles), dtype=bool)
    is_wanted[corpus.article_of[np.array(list(rows), dtype=np.int64)]] = True
    around = np.flatnonzero(is_wanted[corpus.article_of])
    said = corpus.said("country_code", around)
    countries = pc.if_else(pc.equal(said, ""), _find_homes(decisions, known, around), said)
    told = pc.not_equal(countries, "").to_numpy(zero_copy_only=False)
    coded = countries.filter(pa.array(told)).dictionary_encode()
    codes = coded.dictionary.to_pylist()
    ranks = np.argsort(pc.sort_indices(coded.dictionary).to_numpy())  # of countries said as often as one another
    pairs = number_pairs(corpus.article_of[around[told]], coded.indices.to_numpy(), max(1, len(codes)))
    pairs, counts = sum_up(pairs, np.ones(len(pairs), dtype=np.int64))
    articles, numbers = np.divmod(pairs, max(1, len(codes)))
    order = np.lexsort((ranks[numbers], -counts, articles))
    firsts = np.searchsorted(articles, articles)
    most = order[np.arange(len(order)) - firsts < SPOKEN]
    found: dict[int, list[str]] = defaultdict(list)
    for article, number in zip(articles[most].tolist(), numbers[most].tolist(), strict=True):
        found[article].append(codes[number])
    return {article: tuple(spoken) for article, spoken in found.items()}


def _find_homes(decisions: Decisions, known: KnownEntities, rows: np.ndarray) -> pa.Array:
    """The countries of the well-known things that rows are decided to mean; an empty word for all others."""
    homes = pa.array([row.country_code or "" for row in known.by_key.values()] + [""], pa.string())
    keys = pc.index_in(decisions.column("key"), pa.array(list(known.by_key), pa.string()))
    of_code = np.append(keys.fill_null(-1).to_numpy(), -1)  # the last stands for what is open
    return homes.take(pa.array(of_code[decisions.codes[rows]] % len(homes)))
