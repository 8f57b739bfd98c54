"""Joins what an article says are two names of one thing: "Dana Poole, known as Danny", "Harland Relief Board (HRB)"."""

from __future__ import annotations

from itertools import pairwise

from transforms.entities.clusters import Cluster
from transforms.lexicon import Lexicon
from transforms.names.repairs import is_rank
from transforms.names.words import QUOTES, Name
from transforms.reading.reading import Reading

FURTHEST = 6  # words between a name and what it is also known as
ACRONYM = range(2, 8)  # letters
ALIASES = (["known", "as"], ["trading", "as"], ["aka"], ["a.k.a."], ["nicknamed"], ["dubbed"])


def join_aliases(reading: Reading, clusters: list[Cluster], lexicon: Lexicon) -> list[Cluster]:
    """The clusters, those joined of which a name stands beside another as its alias; a person's alias is a person."""
    homes = {id(name): cluster for cluster in clusters for name in cluster.names}
    names = sorted((n for cluster in clusters for n in cluster.names if n.outside is None), key=lambda n: n.first)
    for left, right in pairwise(names):
        one, other = homes[id(left)], homes[id(right)]
        if one is not other and _is_alias(reading, left, right, lexicon):
            kind = "person" if other.kind == "person" else one.kind
            small, large = sorted((one, other), key=lambda cluster: len(cluster.names))  # so that all stays linear
            homes |= {id(name): large for name in small.names}
            large.take(small)
            large.kind, small.names = kind, []
    return [cluster for cluster in clusters if cluster.names]


def _is_alias(reading: Reading, left: Name, right: Name, lexicon: Lexicon) -> bool:
    is_near = 0 < right.first - left.last <= FURTHEST
    if not is_near or reading.token_sentence[left.first] != reading.token_sentence[right.first]:
        return False
    between = reading.lowered[left.last : right.first]
    if between[:1] == ["("] and (len(between) == 1 or (len(between) == 2 and between[1] in QUOTES)):
        closed = ")" in reading.words[right.last : right.last + len(between)]
        is_short = _abbreviates(reading, left, right) or _is_defined(reading, left, right)
        return closed and left.kind == right.kind and is_short
    if between == [",", "or"] and reading.words[right.last : right.last + 1] == [","]:
        is_short = all(
            word.isupper() for word in reading.words[right.first : right.last]
        )  # "Orten Growers' Union, or OGU,"
        return is_short and left.kind == right.kind and _is_defined(reading, left, right)
    if between in ([","], [",", "the"]) and is_rank(reading, lexicon, right.first):
        return left.kind == right.kind  # "Dana Poole, Duchess of Fenwick"
    words = [word for word in between if word not in (",", "(", "the") and word not in lexicon.words["alias_adverb"]]
    return words in ALIASES


def _is_defined(reading: Reading, left: Name, right: Name) -> bool:
    """Whether one word in brackets is what an organization of several words is called by, whatever its language."""
    is_word = right.last - right.first == 1 and left.last - left.first > 1
    return is_word and left.kind == "organization"


def _abbreviates(reading: Reading, left: Name, right: Name) -> bool:
    """Whether a word in capitals has letters of the longer name in order, the first of all first."""
    words = reading.words[left.first : left.last]
    short = "".join(reading.words[right.first : right.last]).replace(".", "")
    if len(words) < 2 or len(short) not in ACRONYM or not short.isupper() or words[0][0].upper() != short[0]:
        return False
    letters = iter("".join(words).upper())
    return all(letter in letters for letter in short)
