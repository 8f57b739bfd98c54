"""Which names of one article mean the same person, body or place."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from transforms.lexicon import Lexicon
from transforms.names import Name, name_key
from transforms.reading import Reading

LEGAL_FORMS = frozenset(["inc", "corp", "co", "ltd", "llc", "plc", "lp", "llp", "ag", "sa", "nv", "spa", "gmbh"])
SMALL_WORDS = frozenset(["of", "the", "and", "for", "in", "on", "at", "to", "de", "la", "&", "'"])


@dataclass
class Cluster:
    """The names that mean one thing; `keys` are their words without case and full stops."""

    kind: str
    names: list[Name] = field(default_factory=list)
    keys: set[tuple[str, ...]] = field(default_factory=set)
    gender: str | None = None


def cluster_names(reading: Reading, names: list[Name], lexicon: Lexicon) -> list[Cluster]:
    """The article's names grouped by what they mean, in the order of first mention."""
    keyed = [(name, name_key(name.words(reading))) for name in names]
    people = [(n, k) for n, k in keyed if n.kind == "person"]
    others = [(n, k) for n, k in keyed if n.kind != "person"]
    clusters = _cluster_people(people, lexicon) + _cluster_others(others)
    return sorted(clusters, key=lambda c: min(n.first for n in c.names))


def _cluster_people(people: list[tuple[Name, tuple[str, ...]]], lexicon: Lexicon) -> list[Cluster]:
    clusters: list[Cluster] = []
    for name, key in people:
        if len(key) > 1:
            gender = _gender(name, key, lexicon)
            cluster = next((c for c in clusters if _same_person(c, key, gender, lexicon)), None)
            if cluster is None:
                clusters.append(cluster := Cluster("person"))
            _join(cluster, name, key, gender)
    fulls = list(clusters)
    by_word: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in fulls:
        for word in {key[0] for key in cluster.keys} | {key[-1] for key in cluster.keys}:
            by_word[word].append(cluster)
    singles: dict[str, Cluster] = {}
    for name, key in people:
        if len(key) == 1:
            candidates = by_word.get(key[0], [])
            chosen = _choose(candidates, name) if candidates else None
            if chosen is None:
                chosen = singles.get(key[0])
                if chosen is None:
                    chosen = singles[key[0]] = Cluster("person")
                    clusters.append(chosen)
            _join(chosen, name, key, _gender(name, key, lexicon))
    return clusters


def _join(cluster: Cluster, name: Name, key: tuple[str, ...], gender: str | None) -> None:
    cluster.names.append(name)
    cluster.keys.add(key)
    cluster.gender = cluster.gender or gender


def _gender(name: Name, key: tuple[str, ...], lexicon: Lexicon) -> str | None:
    if name.title is not None and name.title.gender is not None:
        return name.title.gender
    return lexicon.gender_of(key[0]) if len(key) > 1 else None


def _same_person(cluster: Cluster, key: tuple[str, ...], gender: str | None, lexicon: Lexicon) -> bool:
    if gender and cluster.gender and gender != cluster.gender:
        return False
    return any(len(k) > 1 and _same_name(k, key, lexicon) for k in cluster.keys)


def _same_name(one: tuple[str, ...], two: tuple[str, ...], lexicon: Lexicon) -> bool:
    if one == two or set(one) <= set(two) or set(two) <= set(one):
        return True
    return one[-1] == two[-1] and _same_given(one[0], two[0], lexicon)


def _same_given(one: str, two: str, lexicon: Lexicon) -> bool:
    if one == two:
        return True
    if len(one) == 1 or len(two) == 1:
        return one[0] == two[0]
    formal_one = lexicon.formal_names.get(one, frozenset()) | {one}
    formal_two = lexicon.formal_names.get(two, frozenset()) | {two}
    return bool(formal_one & formal_two)


def _choose(candidates: list[Cluster], name: Name) -> Cluster | None:
    """Of people who share a name, the one that this mention means: gender of the title, then most mentions."""
    gender = name.title.gender if name.title is not None else None
    fitting = [c for c in candidates if not (gender and c.gender and c.gender != gender)]
    if not fitting:
        return None
    return max(fitting, key=lambda c: (any(n.first < name.first for n in c.names), len(c.names)))


def _cluster_others(others: list[tuple[Name, tuple[str, ...]]]) -> list[Cluster]:
    by_key: dict[tuple[str, tuple[str, ...]], Cluster] = {}
    for name, key in others:
        cluster = by_key.setdefault((name.kind, key), Cluster(name.kind))
        _join(cluster, name, key, None)
    merged: list[Cluster] = []
    ordered = sorted(by_key.values(), key=lambda c: -max(len(k) for k in c.keys))
    for cluster in ordered:
        home = next((m for m in merged if m.kind == cluster.kind and _same_body(m, cluster)), None)
        if home is None:
            merged.append(cluster)
        else:
            home.names += cluster.names
            home.keys |= cluster.keys
    return merged


def _same_body(one: Cluster, two: Cluster) -> bool:
    return any(_short_for(short, long) for long in one.keys for short in two.keys)


def _short_for(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether a shorter name is initials or the head of a longer one."""
    if len(long) < 2 or len(short) != 1:
        return False
    word = short[0]
    initials = "".join(w[0] for w in long if w not in SMALL_WORDS)
    every = "".join(w[0] for w in long)
    return len(word) > 1 and word in (initials, every)


def fullest(reading: Reading, cluster: Cluster) -> tuple[str, list[str]]:
    """The fullest name of a cluster and all its names, most frequent first."""
    spans = [n.span(reading) for n in cluster.names]
    counts = Counter(reading.text[s:e] for s, e in spans)
    names = [text for text, _ in counts.most_common()]
    return max(names, key=lambda t: (len(t.split()), counts[t])), names
