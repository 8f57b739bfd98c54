"""Which row of the vector table each known word has, in an eighth of the memory of spaCy's dictionary."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.language import Language

from transforms.reading.row_file import find_columns

PLAIN = {"mode": "default"}  # what the configuration says of a table whose rows are by word
FILES = ("vectors", "key2row", "vectors.cfg")  # of a folder `vocab`
BUCKETS = 16  # bits of a word's number that tell where to look: numbers are spread evenly, some eight to a bucket
STEP = 8  # words of one rank, so that half a million have a rank of two bytes


class WordRows(Mapping[int, int]):
    """Rows by a word's number, as sorted columns: half a million words take 7 MB, as a dictionary 54 MB.

    Looking one up takes half a microsecond instead of a twentieth; each new word is looked up a few times. The words
    are given from the most to the least frequent, as vectors are published, and keep a rank of that.

    >>> rows = WordRows(np.array([1 << 63, 5], np.uint64), np.array([7, 0], np.int32))
    >>> rows[1 << 63], rows.get(6), list(rows), rows.rank(5), rows.rank(6)
    (7, None, [5, 9223372036854775808], 0, None)
    """

    def __init__(self, words: npt.NDArray[np.uint64], rows: npt.NDArray[np.int32]) -> None:
        order = words.argsort()
        ordered = words[order]
        bounds = np.arange(1 << BUCKETS, dtype=np.uint64) << np.uint64(64 - BUCKETS)
        starts = np.append(np.searchsorted(ordered, bounds), len(ordered)).astype(np.int32)
        # as views, which give Python's numbers: comparing numpy's would take ten times as long
        self._words, self._rows, self._starts = ordered.data, rows[order].data, starts.data
        self._ranks = np.minimum(order // STEP, np.iinfo(np.uint16).max).astype(np.uint16).data

    def get(self, word: int, default: Any = None) -> Any:
        """The word's row; Mapping's own way, by an error caught, would take twice as long for unknown words."""
        place = self._place(word)
        return default if place is None else self._rows[place]

    def rank(self, word: int) -> int | None:
        """How many words are more frequent, in STEPs; None where the word has no vector."""
        place = self._place(word)
        return None if place is None else self._ranks[place]

    def _place(self, word: int) -> int | None:
        """Where the word stands in the columns."""
        bucket = word >> (64 - BUCKETS)
        end = self._starts[bucket + 1]
        found = bisect_left(self._words, word, self._starts[bucket], end)
        return found if found < end and self._words[found] == word else None

    def __getitem__(self, word: int) -> int:
        row = self.get(word)
        if row is None:
            raise KeyError(word)
        return int(row)

    def __iter__(self) -> Iterator[int]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)


def read_vectors(pipeline: Language) -> None:
    """Fills the vector table of a pipeline from its folder; it can then be read and not be added to.

    The file of the vectors is mapped, so that the processes of a run have one copy between them (23 MB of the default
    pipeline), and rows are packed. Tables of another kind, whose rows are not by word, are read as spaCy does.
    """
    vectors, folder = pipeline.vocab.vectors, pipeline.path / "vocab"
    rows = _read_rows({name: folder / name for name in FILES})
    if rows is None:
        vectors.from_disk(folder, exclude=["strings"])
    else:
        vectors.data = np.load(folder / "vectors", mmap_mode="r", allow_pickle=False)
        vectors.key2row = rows


def _read_rows(files: Mapping[str, Any]) -> WordRows | None:
    """The packed rows of a table whose rows are by word."""
    if not all(path.is_file() for path in files.values()):
        return None
    if json.loads(np.fromfile(files["vectors.cfg"], np.uint8).tobytes()) != PLAIN:
        return None
    columns = find_columns(np.fromfile(files["key2row"], np.uint8))
    return None if columns is None else WordRows(*columns)
