"""Which names of one article mean the same person, body or place."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice

from transforms.names.words import Name
from transforms.reading.reading import Reading

Key = tuple[str, ...]
MOST_RIVALS = 40  # things compared with a name that shares a word with them: bounds the work on hostile texts


@dataclass(eq=False)
class Cluster:
    """The names that mean one thing; `keys` are their words without case and full stops, in order."""

    kind: str
    names: list[Name] = field(default_factory=list)
    keys: dict[Key, None] = field(default_factory=dict)
    gender: str | None = None
    initials: set[str] = field(default_factory=set)  # of a body's names with their legal forms
    formal: set[Key] = field(default_factory=set)  # keys of companies, without the legal form behind them
    firsts: list[int] = field(default_factory=list)  # where the names begin, rising
    is_junior: bool = False  # whether its full names have a suffix that parts it from a namesake

    def add(self, name: Name, key: Key, gender: str | None = None) -> None:
        """Take in a name; the first gender told stays."""
        self.names.append(name)
        insort(self.firsts, name.first)
        self.keys[key] = None
        self.gender = self.gender or gender

    def last_before(self, token: int) -> int:
        """Where the thing was named last before a token; -1 where it was not."""
        place = bisect_left(self.firsts, token)
        return self.firsts[place - 1] if place else -1

    def some_keys(self) -> list[Key]:
        """The first of the keys: no more than MOST_RIVALS."""
        return list(islice(self.keys, MOST_RIVALS))

    def take(self, other: Cluster) -> None:
        """Take in all names of another cluster."""
        self.names += other.names
        self.firsts = sorted(self.firsts + other.firsts)
        self.keys |= other.keys
        self.initials |= other.initials
        self.formal |= other.formal
        self.gender = self.gender or other.gender


class Index:
    """Finds the clusters that share a word with a name, the newest first and no more than MOST_RIVALS."""

    def __init__(self) -> None:
        self._by_word: dict[str, list[Cluster]] = {}

    def add(self, cluster: Cluster, words: Key) -> None:
        """Let the cluster be found by the words."""
        for word in words:
            found = self._by_word.setdefault(word, [])
            if not found or found[-1] is not cluster:
                found.append(cluster)

    def find(self, words: Key) -> list[Cluster]:
        """The clusters with one of the words, each once."""
        found: dict[int, Cluster] = {}
        for word in words:
            for cluster in reversed(self._by_word.get(word, ())[-MOST_RIVALS:]):
                found.setdefault(id(cluster), cluster)
        return list(found.values())


def fullest(reading: Reading, cluster: Cluster) -> tuple[str, list[str]]:
    """The fullest name of a cluster ("Lee Poole", not "Duke of Fenwick") and all its names, most frequent first."""
    spans = [name.span(reading) for name in cluster.names]
    counts = Counter(reading.text[start:end] for start, end in spans)
    names = [text for text, _ in counts.most_common()]

    def rank(name: str) -> tuple[bool, int, bool, int]:
        words = name.split()
        return cluster.kind != "person" or "of" not in words, len(words), not name.isupper(), counts[name]

    return max(names, key=rank), names
