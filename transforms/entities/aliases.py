"""Joins what an article says are two names of one thing: "Dana Poole, known as Danny", "Harland Relief Board (HRB)"."""

from __future__ import annotations

from itertools import pairwise

from transforms.entities.clusters import Cluster
from transforms.lexicon import Lexicon
from transforms.names.other_names import BEHIND, FURTHEST, is_other_name
from transforms.names.repairs import is_rank
from transforms.names.words import QUOTES, Name
from transforms.reading.reading import Reading

FULL = 4  # tokens of a name with a nickname in it: 'Dana "Dee" Poole'
ACRONYM = range(2, 8)  # letters


def join_aliases(reading: Reading, clusters: list[Cluster], lexicon: Lexicon) -> list[Cluster]:
    """The clusters, those joined of which a name stands beside another as its alias; a person's alias is a person."""
    homes = {id(name): cluster for cluster in clusters for name in cluster.names}
    _join_nicknames(reading, clusters, homes)
    names = sorted((n for cluster in clusters for n in cluster.names if n.outside is None), key=lambda n: n.first)
    for left, right in pairwise(names):
        one, other = homes[id(left)], homes[id(right)]
        may_be_one = one is not other and "group" not in (one.kind, other.kind)
        if may_be_one and _is_alias(reading, left, right, lexicon):
            _join(one, other, homes)
    return [cluster for cluster in clusters if cluster.names]


def _join(one: Cluster, other: Cluster, homes: dict[int, Cluster]) -> None:
    """Makes two clusters one, that of a person if either is."""
    kind = "person" if other.kind == "person" else one.kind
    small, large = sorted((one, other), key=lambda cluster: len(cluster.names))  # so that all stays linear
    homes |= {id(name): large for name in small.names}
    large.take(small)
    large.kind, small.names = kind, []


def _join_nicknames(reading: Reading, clusters: list[Cluster], homes: dict[int, Cluster]) -> None:
    """Joins people with those who are named alone as they are in quotation marks: 'Dana "Dee" Poole', "Dee"."""
    called: dict[str, Cluster] = {}
    for cluster in clusters:
        for name in cluster.names if cluster.kind == "person" else ():
            words = name.words(reading)
            if name.last - name.first > FULL and words[1] in QUOTES and words[3] in QUOTES:
                called.setdefault(words[2], homes[id(name)])
    for cluster in [cluster for cluster in clusters if called and cluster.kind == "person"]:
        words = cluster.names[0].words(reading) if cluster.names else []
        other = called.get(words[0]) if len(words) == 1 else None
        if other is not None and other is not cluster and other.names:
            _join(other, cluster, homes)


def _is_alias(reading: Reading, left: Name, right: Name, lexicon: Lexicon) -> bool:
    if (
        not 0 < right.first - left.last <= FURTHEST
        or reading.token_sentence[left.first] != reading.token_sentence[right.first]
    ):
        return False
    between = reading.lowered[left.last : right.first]
    if between[:1] == ["("] and (len(between) == 1 or (len(between) == 2 and between[1] in QUOTES)):
        closed = ")" in reading.words[right.last : right.last + len(between)]
        closed = closed or reading.words[right.last : right.last + 2] in BEHIND
        is_short = _abbreviates(reading, left, right) or _is_defined(reading, left, right)
        return closed and left.kind == right.kind and is_short
    if between == [",", "or"] and reading.words[right.last : right.last + 1] == [","]:
        is_short = all(
            word.isupper() for word in reading.words[right.first : right.last]
        )  # "Orten Growers' Union, or OGU,"
        return (
            (is_short or _is_made_of(reading, left, right))
            and left.kind == right.kind
            and _is_defined(reading, left, right)
        )
    if between in ([","], [",", "the"]) and is_rank(reading, lexicon, right.first):
        return left.kind == right.kind  # "Dana Poole, Duchess of Fenwick"
    return is_other_name(reading, left, right, lexicon)


def _is_defined(reading: Reading, left: Name, right: Name) -> bool:
    """Whether one word in brackets is what an organization of several words is called by, whatever its language."""
    is_word = right.last - right.first == 1 and left.last - left.first > 1
    return is_word and left.kind == "organization"


def _is_made_of(reading: Reading, left: Name, right: Name) -> bool:
    """Whether one word has letters of a longer name in order: "Northern Dairy Growers League, or Nordag,"."""
    letters = iter("".join(reading.words[left.first : left.last]).lower())
    return right.last - right.first == 1 and all(letter in letters for letter in reading.lowered[right.first])


def _abbreviates(reading: Reading, left: Name, right: Name) -> bool:
    """Whether a word in capitals has letters of the longer name in order, the first of all first."""
    words = reading.words[left.first : left.last]
    short = "".join(reading.words[right.first : right.last]).replace(".", "")
    if len(words) < 2 or len(short) not in ACRONYM or not short.isupper() or words[0][0].upper() != short[0]:
        return False
    letters = iter("".join(words).upper())
    return all(letter in letters for letter in short)
