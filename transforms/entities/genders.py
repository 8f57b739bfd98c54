"""What tells whether somebody is a man or a woman: the words beside a name, and how far a given name is to be trusted.

Names of many countries are a man's in one and a woman's in another, so that a text's own words come first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transforms.entities.clusters import Cluster
from transforms.entities.nameless import gender_of
from transforms.entities.stated import find_beside
from transforms.lexicon import Lexicon
from transforms.names.words import Name
from transforms.reading.reading import Reading
from transforms.records import Entity

MOST_NAMES = 10  # of one person, looked at: bounds the work on texts that repeat a name


def add_genders(reading: Reading, clusters: Sequence[Cluster], entities: Sequence[Entity], lexicon: Lexicon) -> None:
    """Fill the genders that no name tells by the nouns beside the names: "my aunt Dee", "Orla, his wife"."""
    for number, cluster in enumerate(clusters):
        if cluster.kind == "person" and entities[number].gender is None:
            told = {gender_of(noun, lexicon) for noun in _nouns_beside(reading, cluster)} - {None}
            entities[number].gender = told.pop() if len(told) == 1 else None


def find_leaning(clusters: Sequence[Cluster], lexicon: Lexicon) -> set[int]:
    """The people whose gender is told by nothing but a given name that may be anybody's elsewhere."""
    return {number for number, cluster in enumerate(clusters) if cluster.kind == "person" and _leans(cluster, lexicon)}


def _leans(cluster: Cluster, lexicon: Lexicon) -> bool:
    if cluster.gender is None or any(name.title is not None and name.title.gender for name in cluster.names):
        return False
    full = next((key for key in cluster.some_keys() if len(key) > 1), None)
    return full is not None and lexicon.differs_in_gender(full[0])


def _nouns_beside(reading: Reading, cluster: Cluster) -> Iterator[str]:
    """The nouns right before a person's names and in apposition to them."""
    for name in cluster.names[:MOST_NAMES]:
        if name.outside is None:
            yield from (stated.head for stated in find_beside(reading, 0, name.first, name.last))
            yield from _noun_before(reading, name)


def _noun_before(reading: Reading, name: Name) -> Iterator[str]:
    before = name.first - 1
    is_beside = before >= 0 and reading.token_sentence[before] == reading.token_sentence[name.first]
    if is_beside and reading.tags[before] == "NN":
        yield reading.lemmas[before].lower()
