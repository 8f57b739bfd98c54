"""Which articles are copies of one text: wire stories and syndicated pieces that several outlets ran.

Texts are compared by their runs of five words (shingles). Among 919 news articles of twelve months the pairs that are
the same story reprinted share 52 to 100 % of them (Jaccard), the next pair 11 %: SAME lies between.
"""

from __future__ import annotations

from typing import Any

import numpy as np

SHINGLE_WORDS = 5
SAME = 0.45  # of the shingles, as estimated from PERMUTATIONS hashes
PERMUTATIONS = 64  # standard error of the estimate at SAME: 0.06, far from the gap's edges at 0.11 and 0.52
LEAST = -int(-SAME * PERMUTATIONS // 1)  # equal hashes of two signatures that are the same story
MAX_SHINGLES = 20_000  # a text of more words is known by a sample of its shingles
MIN_LINE = 60  # characters of a line that is compared: shorter ones are headlines, credits and links
Hashes = np.ndarray[Any, np.dtype[np.uint64]]
Signature = np.ndarray[Any, np.dtype[np.uint32]]

IS_WORD = np.array([chr(byte).isalnum() or byte >= 128 for byte in range(256)])
BASE = 0x9E3779B97F4A7C15  # odd, so it has an inverse modulo 2**64
INVERSE = pow(BASE, -1, 1 << 64)
MIX = np.uint64(0xBF58476D1CE4E5B9)
EMPTY = (1 << 32) - 1
MIXED = (np.arange(1, 2 * PERMUTATIONS + 1, dtype=np.uint64) * np.uint64(BASE)) * MIX >> np.uint64(32)
FACTORS = MIXED[:PERMUTATIONS].astype(np.uint32) | np.uint32(1)  # odd, so that no two shingles become one
OFFSETS = MIXED[PERMUTATIONS:].astype(np.uint32)


def write_signature(text: str) -> str:
    """The signature of a text as hex, 8 digits a hash."""
    return sign_text(text).astype("<u4").tobytes().hex()


def sign_text(text: str) -> Signature:
    """The MinHash of a text's shingles: under each permutation the least hash; all ones for a text without a long line.

    A permutation is a multiplication and an addition modulo 2**32. The signatures are stored, so changing the numbers
    would part new copies from old ones.
    """
    shingles = hash_shingles(text).astype(np.uint32)
    if not len(shingles):
        return np.full(PERMUTATIONS, EMPTY, np.uint32)
    return np.asarray((FACTORS[:, None] * shingles[None, :] + OFFSETS[:, None]).min(axis=1))


def hash_shingles(text: str) -> Hashes:
    """32-bit hashes of the runs of five words in the long lines of a text, case and marks left aside.

    >>> a = hash_shingles("The mill’s owners said on Friday that they would sell the site.")
    >>> b = hash_shingles("THE MILL'S OWNERS said, on Friday, that they would sell the site")
    >>> len(a), bool((a == b).all())
    (9, True)
    """
    words = hash_words("\n".join(line for line in text.splitlines() if len(line) >= MIN_LINE))
    if len(words) < SHINGLE_WORDS:
        return words >> np.uint64(32)
    count = len(words) - SHINGLE_WORDS + 1
    runs = np.zeros(count, np.uint64)
    for place in range(SHINGLE_WORDS):
        runs = runs * np.uint64(BASE) + words[place : place + count]
    runs = (runs ^ (runs >> np.uint64(29))) * MIX >> np.uint64(32)
    return runs if count <= MAX_SHINGLES else np.unique(runs)[:MAX_SHINGLES]


def hash_words(text: str) -> Hashes:
    """A hash of each word, by differences of one polynomial hash over all bytes: no loop over the words."""
    data = np.frombuffer(text.casefold().encode("utf-8", "surrogatepass"), np.uint8)
    inside = np.concatenate(([False], IS_WORD[data], [False]))
    # quotation marks, dashes and dots beyond ASCII all begin with these two bytes of three
    marks = np.flatnonzero((data[:-2] == 0xE2) & (data[1:-1] == 0x80))
    for place in (1, 2, 3):
        inside[marks + place] = False
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    starts, ends = edges[::2], edges[1::2]
    powers, inverses = powers_to(len(data))
    sums = np.concatenate((np.zeros(1, np.uint64), np.cumsum((data.astype(np.uint64) + np.uint64(1)) * powers)))
    return np.asarray((sums[ends] - sums[starts]) * inverses[starts])


def powers_to(count: int) -> tuple[Hashes, Hashes]:
    """The first powers of BASE and of its inverse, modulo 2**64."""
    factors = np.full(count + 1, BASE, np.uint64), np.full(count + 1, INVERSE, np.uint64)
    factors[0][0] = factors[1][0] = 1
    return np.cumprod(factors[0])[:count], np.cumprod(factors[1])
