"""Which articles are in one cluster: those whose texts are copies of one another, directly or through others.

A pass over the corpus keeps what it found of every text. Whether two texts are copies depends on them alone, so the
next pass compares only the texts that are new, and those that were joined through one that is gone.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from transforms.documents.bands import Matrix, Places, join_alike
from transforms.documents.copies import EMPTY, LEAST, PERMUTATIONS
from transforms.ids import make_id
from warehouse.arrow import find_places, unify

BYTES = 4 * PERMUTATIONS
# The texts of a corpus, each once; first is the row of the first text in the table that a text is joined with.
TEXTS = pa.schema([("content_hash", pa.string()), ("first", pa.int32()), ("signature", pa.binary(BYTES))])


def number_texts(prints: pa.Table) -> pa.Table:
    """The prints of articles with each text as one number of a dictionary, as `Prints` reads them soonest."""
    contents = prints["content_hash"].dictionary_encode()
    return prints.set_column(prints.column_names.index("content_hash"), "content_hash", contents)


class Prints:
    """The texts of a corpus beside those of the pass before: in the order in which they first came, so that most stand
    where they stood.
    """

    def __init__(self, prints: pa.Table, before: pa.Table) -> None:
        """prints has the article_id and content_hash, which may be a number of a dictionary, of every article; before
        is the table TEXTS of the pass before.
        """
        self._articles = prints["article_id"].combine_chunks()
        self._before = before
        contents = prints["content_hash"]
        coded = unify(contents if pa.types.is_dictionary(contents.type) else contents.dictionary_encode())
        self._texts, self._text_of = coded.dictionary, coded.indices.to_numpy()
        self._place = find_places(before["content_hash"].combine_chunks(), self._texts)
        self._is_new: np.ndarray = self._place.is_null().to_numpy(zero_copy_only=False)

    @property
    def unsigned(self) -> list[str]:
        """An article for each text that the pass before did not know."""
        rows = np.flatnonzero(self._is_new[self._text_of])
        firsts = np.unique(self._text_of[rows], return_index=True)[1]
        articles: list[str] = self._articles.take(pa.array(rows[firsts])).to_pylist()
        return articles

    def join(self, signed: pa.Table) -> tuple[pa.Table, pa.Table]:
        """The table TEXTS of all texts, each with the first of those it is a copy of; and the article_id and cluster_id
        of every article.

        signed has content_hash and signature (as `write_signature` writes it) of the texts of `unsigned`. Which texts
        are joined does not depend on the order in which they came.
        """
        place = self._place.fill_null(-1).to_numpy()
        is_kept = np.zeros(self._before.num_rows, dtype=bool)
        is_kept[place[~self._is_new]] = True
        leaders, is_fresh = _take_over(self._before["first"].to_numpy(), is_kept)
        kept = self._before if is_kept.all() else self._before.filter(pa.array(is_kept))
        new = _sign(signed, self._texts.filter(pa.array(self._is_new)))
        signatures = _read_signatures([kept, new])
        leaders = np.append(leaders, np.arange(kept.num_rows, len(signatures)))
        is_fresh = np.append(is_fresh, np.ones(new.num_rows, dtype=bool))
        is_long = ~_are_empty(signatures)  # a text without a long line is no copy of another
        fresh, others = np.flatnonzero(is_fresh & is_long), np.flatnonzero(~is_fresh & is_long)
        firsts = join_alike(signatures, LEAST, (leaders, fresh, others))
        texts = pa.concat_tables([kept, new]).set_column(1, "first", pa.array(firsts, pa.int32()))
        rows = (np.cumsum(is_kept) - 1)[place] if len(is_kept) else place.copy()
        rows[self._is_new] = kept.num_rows + np.arange(new.num_rows)
        return texts, _name_clusters(self._articles, firsts[rows[self._text_of]])


def _take_over(firsts: Places, is_kept: np.ndarray) -> tuple[Places, np.ndarray]:
    """The first text of each that is kept, by its new row, and which are to be joined anew: what a text joined that is
    gone may be parted without it.
    """
    rows = np.cumsum(is_kept) - 1
    is_parted = np.isin(firsts, firsts[~is_kept])[is_kept]
    own = np.arange(int(is_kept.sum()))
    return np.where(is_parted, own, rows[firsts[is_kept]]), is_parted


def _sign(signed: pa.Table, texts: pa.Array) -> pa.Table:
    """Rows of TEXTS for texts, each joined with none."""
    rows = dict(zip(signed["content_hash"].to_pylist(), signed["signature"].to_pylist(), strict=True))
    words = pa.array([bytes.fromhex(rows[text]) for text in texts.to_pylist()], pa.binary(BYTES))
    return pa.table([texts, pa.nulls(len(texts), pa.int32()), words], schema=TEXTS)


def _read_signatures(tables: Sequence[pa.Table]) -> Matrix:
    """The signatures of texts, one in each row."""
    parts = [words for texts in tables for words in texts["signature"].chunks if len(words)]
    found: Matrix = np.empty((sum(map(len, parts)), PERMUTATIONS), np.uint32)
    first = 0
    for words in parts:
        hashes = np.frombuffer(words.buffers()[1], "<u4", len(words) * PERMUTATIONS, words.offset * BYTES)
        found[first : first + len(words)] = hashes.reshape(-1, PERMUTATIONS)
        first += len(words)
    return found


def _are_empty(signatures: Matrix) -> np.ndarray:
    """Which rows are of no shingles: few begin as these do."""
    found: np.ndarray = signatures[:, 0] == EMPTY
    found[found] = (signatures[found] == EMPTY).all(axis=1)
    return found


def _name_clusters(articles: pa.Array, firsts: Places) -> pa.Table:
    """The article_id and cluster_id of articles, from the first text that the text of each is joined with.

    An article that has no copy is named by its own id, a cluster of several by the least of theirs.
    """
    sizes = np.bincount(firsts, minlength=1)
    several = np.flatnonzero(sizes[firsts] > 1)
    near = pa.table({"first": firsts[several], "article_id": articles.take(pa.array(several))})
    order = near.sort_by([("first", "ascending"), ("article_id", "ascending")])
    begins = np.flatnonzero(np.diff(order["first"].to_numpy(), prepend=-1))
    names = [make_id("cluster", least) for least in order["article_id"].take(pa.array(begins)).to_pylist()]
    place = np.searchsorted(order["first"].to_numpy()[begins], firsts[several])
    is_several = np.zeros(len(articles), dtype=bool)
    is_several[several] = True
    named = pa.array(names, pa.string()).take(pa.array(place))
    return pa.table({"article_id": articles, "cluster_id": pc.replace_with_mask(articles, pa.array(is_several), named)})
