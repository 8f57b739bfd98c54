"""Which readings bear on one another: those that share a key of a name, directly or through others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from transforms.linking.corpus import FIELD, Corpus, hash_ids
from transforms.linking.keys import PersonName
from transforms.linking.known import KnownEntities

PERSON = f"person{FIELD}"  # with which the text of a reading of a person begins
STRINGS = pa.list_(pa.string())
NUMBERS = pa.list_(pa.uint64())


class Keys(NamedTuple):
    """The keys of readings, a list for each: of what is spelled alike, and of people's surnames.

    Each is a number made of the words. Should two have one number, readings are decided again that need not be.
    """

    spellings: pa.Array
    surnames: pa.Array

    def take(self, rows: pa.Array) -> Keys:
        """The keys of some readings."""
        return Keys(self.spellings.take(rows), self.surnames.take(rows))

    def filter(self, flags: np.ndarray) -> Keys:
        """The keys of the readings that are flagged."""
        return Keys(*(keys.filter(pa.array(flags)) for keys in self))


class SharedNames:
    """Makes the keys of surnames. No rule that decides for a reading looks at one that it shares no key with.

    Surnames count between readings that a rule may take for people: those that articles read so, and those that are
    spelled as one of these is. "Barrow University" shares no surname with "Tolland University".
    """

    def __init__(self, known: KnownEntities) -> None:
        self._known = _join_surnames(known)
        self._leaders = _lead(self._known)

    def surnames(self, names: Sequence[PersonName]) -> list[str]:
        """In order, the last word of each surname that names have, with which the key of a person ends."""
        return sorted({key for name in names for key in self._keys(name.surname)})

    def _keys(self, surname: str) -> tuple[str, ...]:
        return surname.rpartition(" ")[2], *self._known.get(surname, ())

    def group(self, surname: str) -> str:
        """What surnames share of which two may be one person's: their last word, or that of another surname of
        somebody well known.
        """
        last = surname.rpartition(" ")[2]
        return self._leaders.get(last, last)


def _join_surnames(known: KnownEntities) -> dict[str, list[str]]:
    """A key for each surname of well-known people who have several: their names are one person's all the same."""
    surnames: dict[str, set[str]] = defaultdict(set)
    for name, row in known.people.items():
        surnames[row.key].add(name.surname)
    found: dict[str, list[str]] = defaultdict(list)
    for key, some in surnames.items():
        for surname in some if len(some) > 1 else ():
            found[surname].append(f"known\x1f{key}")
    return dict(found)


def _lead(known: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The first of all last words of surnames that well-known people tie together, for each of them."""
    tied: dict[str, set[str]] = defaultdict(set)
    for surname, keys in known.items():
        for key in keys:
            tied[key].add(surname.rpartition(" ")[2])
    groups: list[set[str]] = []
    for words in tied.values():
        met = [group for group in groups if group & words]
        groups = [group for group in groups if not group & words] + [words.union(*met)]
    return {word: min(group) for group in groups for word in group}


def make_keys(facts: pa.Table) -> Keys:
    """The keys of readings of which `name_facts` tells the words."""
    return Keys(*(_hash_lists(facts[name].combine_chunks()) for name in Keys._fields))


def _hash_lists(words: pa.ListArray) -> pa.ListArray:
    ends = np.append(0, np.cumsum(pc.list_value_length(words).to_numpy())).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(ends), pa.array(hash_ids(words.flatten()), pa.uint64()))


def list_keys(place: pa.Array, made: Keys, before: pa.Table) -> Keys:
    """The keys of each reading: of those that have a place in the memory of the pass before, what that says; of the
    others, which are new, what was made of them, in their order.
    """
    rows = place.fill_null(0).to_numpy().astype(np.int64)
    new = np.flatnonzero(~_valid(place))
    rows[new] = before.num_rows + np.arange(len(new))
    return Keys(*(pa.concat_arrays(both) for both in zip(_keys_of(before), made, strict=True))).take(pa.array(rows))


def _keys_of(memory: pa.Table) -> Keys:
    return Keys(*(memory[name].combine_chunks() for name in Keys._fields))


def find_stale(corpus: Corpus, keys: Keys, place: pa.Array, before: pa.Table) -> np.ndarray:
    """Which readings have changed since the pass before, or share keys with one that has or that is gone."""
    kept = _valid(place)
    digests = before["digest"].combine_chunks().take(place).fill_null(0).to_numpy()
    stale = ~kept | (digests != corpus.digests)
    is_gone = np.ones(before.num_rows, dtype=bool)
    is_gone[place.drop_null().to_numpy()] = False
    gone = before.filter(pa.array(is_gone))
    texts = pa.concat_arrays([corpus.texts, gone["reading"].combine_chunks()])
    every = [pa.concat_arrays(both) for both in zip(keys, _keys_of(gone), strict=True)]
    owners, codes = _pair_up(Keys(*every), pc.starts_with(texts, PERSON))
    touched = np.zeros(codes.max(initial=-1) + 1, dtype=bool)
    is_here = owners < len(stale)
    touched[codes[~is_here]] = True
    return _spread(stale, touched, owners[is_here], codes[is_here])


def _pair_up(keys: Keys, is_person: pa.Array) -> tuple[np.ndarray, np.ndarray]:
    """Each reading with the code of each key that counts for it."""
    (spelled, spellings, width), (owners, surnames, _) = (_number(some) for some in keys)
    persons: np.ndarray = is_person.to_numpy(zero_copy_only=False)
    is_persons = np.zeros(width, dtype=bool)
    is_persons[spellings[persons[spelled]]] = True
    persons[spelled[is_persons[spellings]]] = True
    counts = persons[owners]
    return np.append(spelled, owners[counts]), np.append(spellings, surnames[counts] + width)


def _number(keys: pa.Array) -> tuple[np.ndarray, np.ndarray, int]:
    """The reading and the code of each key, and how many codes there are."""
    coded = keys.flatten().dictionary_encode()
    return pc.list_parent_indices(keys).to_numpy(), coded.indices.to_numpy(), len(coded.dictionary)


def _spread(stale: np.ndarray, touched: np.ndarray, owners: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """The stale readings and all that touched keys lead to from them; owners are the readings of the codes of keys."""
    while True:
        touched[codes[stale[owners]]] = True
        reached = stale.copy()
        reached[owners[touched[codes]]] = True
        if (reached == stale).all():
            return stale
        stale = reached


def _valid(place: pa.Array) -> np.ndarray:
    found: np.ndarray = place.is_valid().to_numpy(zero_copy_only=False)
    return found
