"""One kind for one name: where nearly all articles read a name as a person, the few that read a body mistook it."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from transforms.linking.corpus import sum_up

Votes = dict[str, int]  # articles, by the kind they read a name as

MOST = 0.6  # share of a name's articles whose kind the others take over
MOST_OF_SURNAME = 0.5  # the same for a name of one word that people bear: "Marsh" read as a body
MOST_TO_OTHER = 0.75  # the same where a person becomes something else: people share names with everything
KEPT = frozenset({"group", "event"})  # "Republicans" is never the party, "Watergate" seldom the building


def settle_kinds(kinds: pa.Array, counts: np.ndarray, facts: pa.Table) -> pa.Array:
    """The kind of each of the readings, after the corpus' votes on its name; all that share a name are to be given.

    kinds: as which each is read. counts: the articles that have it. facts: its rows of `name_facts.FACTS`.
    """
    coded, names = _number(kinds)
    persons = facts["persons"].combine_chunks()
    keys = pa.concat_arrays([facts["vote"].combine_chunks(), persons.flatten()]).dictionary_encode()
    given = np.append(coded, np.full(len(keys) - len(coded), names.index("person")))
    weights = np.append(counts, counts[pc.list_parent_indices(persons).to_numpy()])
    votes = _count_votes(keys.indices.to_numpy().astype(np.int64) * len(names) + given, weights, names)
    of_reading = keys.indices.to_numpy()[: len(coded)]
    is_open = np.zeros(len(keys.dictionary), dtype=bool)
    is_open[list(votes)] = True
    for place in np.flatnonzero(is_open[of_reading]).tolist():
        key = int(of_reading[place])
        coded[place] = names.index(_kind(names[coded[place]], keys.dictionary[key].as_py(), votes[key]))
    return pa.array(names, pa.string()).take(pa.array(coded))


def _number(kinds: pa.Array) -> tuple[np.ndarray, list[str]]:
    """Each kind as the place of its name in a list, in which persons are."""
    coded = kinds.dictionary_encode()
    names = coded.dictionary.to_pylist()
    return coded.indices.to_numpy().copy(), names if "person" in names else [*names, "person"]


def _count_votes(pairs: np.ndarray, weights: np.ndarray, names: list[str]) -> dict[int, Votes]:
    """The votes on each key, but those on which all agree; pairs are a key and the place of a kind as one number."""
    several, sums = sum_up(pairs, weights)
    keys, kinds = np.divmod(several, len(names))
    agree = (np.bincount(keys) == 1) & (np.bincount(keys, weights=sums) > 0)
    votes: dict[int, Votes] = defaultdict(dict)
    some = np.flatnonzero(~agree[keys])
    for key, kind, count in zip(keys[some].tolist(), kinds[some].tolist(), sums[some].tolist(), strict=True):
        votes[key][names[kind]] = count
    return votes


def _kind(kind: str, key: str, votes: Votes) -> str:
    total = sum(votes.values())
    if kind == "event" or (len(votes) == 1 and total):  # the only one who votes for it is itself
        return kind
    if kind != "person" and " " not in key and votes.get("person", 0) >= MOST_OF_SURNAME * total:
        return "person"
    best = min(votes, key=lambda k: (-votes[k], k))
    needed = MOST_TO_OTHER if kind == "person" else MOST
    return best if kind not in KEPT and best not in KEPT and votes[best] >= needed * total else kind
