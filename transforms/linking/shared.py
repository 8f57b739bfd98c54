"""Which readings bear on one another: those that share a key of a name, directly or through others."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from transforms.folding import fold_name
from transforms.linking.corpus import Corpus, Reading
from transforms.linking.keys import BodyNames, NameParser
from transforms.linking.known import KnownEntities


class SharedNames:
    """Makes the keys of readings. No rule that decides for a reading looks at one that it shares no key with."""

    def __init__(self, parser: NameParser, bodies: BodyNames, known: KnownEntities) -> None:
        self._parser = parser
        self._bodies = bodies
        self._known = _join_surnames(known)

    def keys(self, reading: Reading) -> list[str]:
        """The keys of a reading, in order."""
        return sorted({key for name in reading.names for key in self._keys_of(name)})

    def _keys_of(self, name: str) -> set[str]:
        """What the rules look a name up by: its spelling, what an organization is filed under, and the last word of a
        surname, with which the key of a person ends.
        """
        folded, surname = fold_name(name), self._parser.parse(name).surname
        last = surname.rpartition(" ")[2]
        return {folded, folded.removeprefix("the "), last, self._bodies.key(name), *self._known.get(surname, ())}


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


def list_keys(corpus: Corpus, names: SharedNames, before: pa.Table) -> tuple[pa.Array, pa.Array]:
    """The keys of each reading, and the row of each in the memory of the pass before; null where it is new."""
    place = pc.index_in(corpus.texts, before["reading"].combine_chunks())
    new = np.flatnonzero(~_valid(place)).tolist()
    corpus.readings.prepare(new)
    made = pa.array([names.keys(corpus.readings[number]) for number in new], pa.list_(pa.string()))
    known = before["keys"].combine_chunks()
    rows = place.fill_null(0).to_numpy().astype(np.int64)
    rows[new] = len(known) + np.arange(len(new))
    return pa.concat_arrays([known, made]).take(pa.array(rows)), place


def find_stale(corpus: Corpus, keys: pa.Array, place: pa.Array, before: pa.Table) -> np.ndarray:
    """Which readings have changed since the pass before, or share keys with one that has or that is gone."""
    kept = _valid(place)
    digests = before["digest"].combine_chunks().take(place).fill_null(0).to_numpy()
    stale = ~kept | (digests != corpus.digests)
    is_gone = np.ones(before.num_rows, dtype=bool)
    is_gone[place.drop_null().to_numpy()] = False
    lost = before["keys"].combine_chunks().filter(pa.array(is_gone)).flatten()
    coded = pa.concat_arrays([keys.flatten(), lost]).dictionary_encode()
    codes = coded.indices.to_numpy()
    owners, codes, gone = pc.list_parent_indices(keys).to_numpy(), codes[: len(codes) - len(lost)], codes[-len(lost) :]
    touched = np.zeros(len(coded.dictionary), dtype=bool)
    touched[gone if len(lost) else []] = True
    return _spread(stale, touched, owners, codes)


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
