"""One kind for one name: where nearly all articles read a name as a person, the few that read a body mistook it."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.folding import fold_name
from transforms.linking.corpus import Corpus

Votes = dict[str, int]  # articles, by the kind they read a name as

MOST = 0.6  # share of a name's articles whose kind the others take over
MOST_OF_SURNAME = 0.5  # the same for a name of one word that people bear: "Marsh" read as a body
MOST_TO_OTHER = 0.75  # the same where a person becomes something else: people share names with everything
KEPT = frozenset({"group", "event"})  # "Republicans" is never the party, "Watergate" seldom the building


def settle_kinds(corpus: Corpus, numbers: Sequence[int]) -> list[str]:
    """The kind of each of the readings, after the corpus' votes on its name; all that share a name are to be given."""
    votes: dict[str, Votes] = {}
    readings = [corpus.readings[number] for number in numbers]
    keys = [fold_name(reading.name).removeprefix("the ") for reading in readings]
    for key, reading, count in zip(keys, readings, corpus.counts[numbers].tolist(), strict=True):
        _vote(votes, key, reading.kind, count)
        if reading.kind == "person" and len(reading.names) > 1:
            for name in reading.names:
                if name != reading.name:
                    _vote(votes, fold_name(name), "person", count)
    return [_kind(reading.kind, key, votes[key]) for key, reading in zip(keys, readings, strict=True)]


def _vote(votes: dict[str, Votes], key: str, kind: str, count: int) -> None:
    given = votes.get(key)
    if given is None:
        votes[key] = {kind: count}
    else:
        given[kind] = given.get(kind, 0) + count


def _kind(kind: str, key: str, votes: Votes) -> str:
    total = sum(votes.values())
    if kind == "event" or (len(votes) == 1 and total):  # the only one who votes for it is itself
        return kind
    if kind != "person" and " " not in key and votes.get("person", 0) >= MOST_OF_SURNAME * total:
        return "person"
    best = min(votes, key=lambda k: (-votes[k], k))
    needed = MOST_TO_OTHER if kind == "person" else MOST
    return best if kind not in KEPT and best not in KEPT and votes[best] >= needed * total else kind
