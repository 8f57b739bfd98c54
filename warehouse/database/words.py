"""Which article holds which word: what a search for words anywhere in the texts looks up, in place of reading them all.

The schema `search` has two tables: `texts` numbers the articles, and `held` says of a word, as it stands between blanks
and in small letters, which of them hold it. A part of a word is looked for among the words. A word may stand in several
rows, one for each part of the texts that was read at once.
"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

SEARCH_SQL = (
    "CREATE SCHEMA search",
    "CREATE TABLE search.texts (number INTEGER, article_id VARCHAR)",
    "CREATE TABLE search.held (word VARCHAR, numbers INTEGER[])",
)
BLANK = ord(" ")  # and whatever is below it
ARTICLES_AT_ONCE, BYTES_AT_ONCE = 4_096, 32_000_000  # both bound the memory
SOME_WENT = """
SELECT 1 WHERE (SELECT count(*) FROM articles) <
    (SELECT count(*) FROM search.texts) + (SELECT count(*) FROM new_texts)
"""
NEW_TEXTS = """
CREATE OR REPLACE TEMP TABLE new_texts AS
SELECT CAST(row_number() OVER (ORDER BY place) + (SELECT coalesce(max(number), 0) FROM search.texts) AS INTEGER)
    AS number, article_id, place
FROM (SELECT article_id, {place} AS place FROM articles) ANTI JOIN search.texts USING (article_id)
"""
# rows of `articles` between two places; a text is read for its row's number alone, never for all rows
SIZES = "SELECT {place}, strlen(text) FROM articles WHERE {place} BETWEEN {first} AND {last} ORDER BY {place}"
TEXTS = """
SELECT number, text FROM articles JOIN new_texts USING (article_id) WHERE articles.{place} BETWEEN {first} AND {last}
"""


def index_texts(con: duckdb.DuckDBPyConnection, place: str = "rowid") -> None:
    """Brings the tables up to date with the table `articles`, whose rows `place` numbers.

    Texts never change: those that are new are added. Where one went all is made anew, so that none of its words stays.
    """
    con.execute("BEGIN")
    con.execute(NEW_TEXTS.format(place=place))
    if con.execute(SOME_WENT).fetchall():
        con.execute("DELETE FROM search.held")
        con.execute("DELETE FROM search.texts")
        con.execute(NEW_TEXTS.format(place=place))
    first, last = con.execute("SELECT min(place), max(place) FROM new_texts").fetchall()[0]
    if first is not None:
        sizes = con.execute(SIZES.format(place=place, first=first, last=last)).fetchall()
        for start, end in cut(sizes):
            _index_part(con, TEXTS.format(place=place, first=start, last=end))
        con.execute("INSERT INTO search.texts SELECT number, article_id FROM new_texts ORDER BY number")
    con.execute("DROP TABLE new_texts")
    con.execute("COMMIT")


def _index_part(con: duckdb.DuckDBPyConnection, query: str) -> None:
    texts = con.execute(query).to_arrow_table()
    con.register("words_held", list_words(texts["text"].combine_chunks(), texts["number"].to_numpy()))
    con.execute("INSERT INTO search.held FROM words_held")
    con.unregister("words_held")


def cut(sizes: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The first and last place of each part, of at most so many articles and bytes or of one article.

    >>> list(cut([(3, 10), (5, 31_999_990), (6, 1)]))
    [(3, 5), (6, 6)]
    """
    held = [place for place, _ in sizes[:1]] * 2
    bytes_held = count = 0
    for place, size in sizes:
        if count and (count == ARTICLES_AT_ONCE or bytes_held + size > BYTES_AT_ONCE):
            yield held[0], held[1]
            held, bytes_held, count = [place, place], 0, 0
        held[1] = place
        bytes_held, count = bytes_held + size, count + 1
    if count:
        yield held[0], held[1]


def list_words(texts: pa.StringArray, numbers: np.ndarray) -> pa.Table:
    """The words of texts, each with the blank behind it, and the numbers of the texts that hold it.

    No text is copied: its words are the places between blanks.

    >>> list_words(pa.array(["a Tide of a tide", "of tide"]), np.array([5, 6])).to_pydict()
    {'word': ['a ', 'tide ', 'of ', 'tide'], 'numbers': [[5], [5], [5, 6], [5, 6]]}
    """
    texts = pa.concat_arrays([texts])  # one that begins with its buffers
    _, ends, letters = texts.buffers()
    bounds = np.frombuffer(ends, np.int32, len(texts) + 1)
    is_cut = np.zeros(bounds[-1] + 1, bool)  # whether a word, or a blank behind a blank, begins at a byte
    np.less_equal(np.frombuffer(letters, np.uint8, bounds[-1]), BLANK, out=is_cut[1:])
    is_cut[bounds] = True
    cuts = np.flatnonzero(is_cut).astype(np.int32)
    words = pa.StringArray.from_buffers(len(cuts) - 1, pa.py_buffer(cuts), letters).dictionary_encode()
    whole = np.uint32 if len(words.dictionary) * len(texts) < 2**32 else np.uint64  # the narrow is sorted twice as fast
    pairs = words.indices.to_numpy().astype(whole) * whole(len(texts))
    pairs += np.repeat(np.arange(len(texts), dtype=whole), np.diff(np.searchsorted(cuts, bounds)))
    pairs.sort()
    pairs = pairs[np.append(True, pairs[1:] != pairs[:-1])[: len(pairs)]]  # each once
    codes, places = np.divmod(pairs, whole(len(texts)))
    begins = np.append(np.searchsorted(codes, np.arange(len(words.dictionary), dtype=whole)), len(codes))
    lists = pa.ListArray.from_arrays(pa.array(begins, pa.int32()), pa.array(numbers[places], pa.int32()))
    return pa.table({"word": pc.utf8_lower(words.dictionary), "numbers": lists})
