"""Names of people of which articles give but one part, and whom these can mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from transforms.linking.name_rules import Rules

STRANGERS = 0.15  # articles' worth of people of a surname whom no article names in full
NAMESAKES = 0.5  # the same where the word is a given name or a place, too: "Gordon", "Kerry"
NAMED_ALIKE = 2.0  # the same of people of a given name: "Chris"
STRINGS = pa.list_(pa.string())
NAMES = ("surname", "suffix", "gender")


class Bare(NamedTuple):
    """One part of a person's name, and whom it can mean."""

    surname: str
    suffix: str
    gender: str | None
    well_known: str | None  # whom any reader knows by it
    bearers: Sequence[str]  # keys of people, those of most weight first
    weights: Sequence[float]  # of their articles
    by_surname: Sequence[str]  # the bearers whose surname it is
    strangers: float  # the weight of whoever bears it and is named in full by no article

    @property
    def only_name(self) -> str:
        """The key of someone the whole corpus knows by one word alone."""
        return " ".join(part for part in (self.surname, self.suffix) if part)


def weigh_bearers(bare: pa.Table, alone: pa.Table, rules: Rules) -> pa.Table:
    """The columns of `Bare`, and `number`, of rows with number, surname, suffix, gender and is_full.

    is_full: whether a name is more than one word, the end of a longer one ("López Obrador"). alone: which words stand
    for whom, rows of `persons.ALONE`.
    """
    names = [column.to_pylist() for column in bare.select(NAMES).columns]
    known = [rules.known.person(*name) for name in zip(*names, strict=True)]
    words = bare["surname"].combine_chunks().dictionary_encode()
    some = alone.filter(pc.is_in(alone["word"], words.dictionary)).combine_chunks()
    ordered, starts = _order(some, words.dictionary)
    owners, places = _pair_up(bare, words.indices.to_numpy(), ordered, starts)
    is_surname = ordered["is_surname"].to_numpy()[places]
    is_led = np.zeros(bare.num_rows, dtype=bool)  # by somebody whose surname it is
    is_led[owners[::-1]] = is_surname[::-1]
    is_certain = [a or b is not None for a, b in zip(bare["is_full"].to_pylist(), known, strict=True)]
    told = zip(names[0], names[1], is_certain, is_led.tolist(), strict=True)
    columns = {
        "well_known": pa.array(known, pa.string()),
        "bearers": _list(ordered["key"], owners, places, bare.num_rows),
        "weights": _list(ordered["weight"], owners, places, bare.num_rows),
        "by_surname": _list(ordered["key"], owners[is_surname], places[is_surname], bare.num_rows),
        "strangers": pa.array([count_strangers(*row, rules) for row in told], pa.float64()),
    }
    return pa.table({**{name: bare[name] for name in ("number", *NAMES)}, **columns})


def count_strangers(word: str, suffix: str, is_certain: bool, is_surname: bool, rules: Rules) -> float:
    """The weight, in articles, of all who bear a name and are named in full by none.

    It is nothing where two words or a ruler's number tell who is meant, or any reader knows it (is_certain).
    is_surname: whether the word is the likeliest bearer's surname, else it is the given name.
    """
    if is_certain or suffix or " " in word:
        return 0.0
    if not is_surname:
        return NAMED_ALIKE
    return NAMESAKES if rules.parser.is_listed(word) or rules.gazetteer.find(word) else STRANGERS


def _order(alone: pa.Table, words: pa.Array) -> tuple[pa.Table, np.ndarray]:
    """The rows by word, those of most weight first, and where each word begins."""
    of_word = pc.index_in(alone["word"].combine_chunks(), words).to_numpy()
    keys = alone["key"].combine_chunks()
    ranks = np.argsort(pc.sort_indices(keys).to_numpy())
    order = np.lexsort((ranks, -alone["weight"].to_numpy(), of_word))
    return alone.take(pa.array(order)), np.searchsorted(of_word[order], np.arange(len(words) + 1))


def _pair_up(
    bare: pa.Table, of_word: np.ndarray, ordered: pa.Table, starts: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Each bare name beside each row of its word whose gender does not contradict it."""
    firsts, counts = starts[of_word], starts[of_word + 1] - starts[of_word]
    owners = np.repeat(np.arange(bare.num_rows), counts)
    places = np.arange(len(owners)) - np.repeat(np.cumsum(counts) - counts, counts) + firsts[owners]
    genders = pa.concat_arrays([column.combine_chunks() for column in (bare["gender"], ordered["gender"])])
    codes = genders.dictionary_encode().indices.fill_null(-1).to_numpy()
    ours, theirs = codes[: bare.num_rows][owners], codes[bare.num_rows :][places]
    fits = (ours < 0) | (theirs < 0) | (ours == theirs)
    return owners[fits], places[fits]


def _list(column: pa.ChunkedArray, owners: np.ndarray, places: np.ndarray, size: int) -> pa.ListArray:
    """What a column has at places, as a list for each owner."""
    offsets = np.concatenate([[0], np.cumsum(np.bincount(owners, minlength=size))]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), column.combine_chunks().take(pa.array(places)))
