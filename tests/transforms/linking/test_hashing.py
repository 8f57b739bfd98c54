"""Texts are hashed one by one or many at once; different ones get different numbers."""

import numpy as np
import pyarrow as pa

from transforms.linking.corpus import hash_ids

TEXTS = ["", "a", "a\0", "\0a", "b", "é", "a" * 8, "a" * 9, "article_1x1", "article_11x", "article_1x2"]


def test_different_texts_have_different_numbers():
    texts = sorted({*TEXTS, *map(chr, range(1, 300)), *("z" * size for size in range(300))})
    assert len(set(hash_ids(pa.array(texts)).tolist())) == len(texts)


def test_a_text_has_one_number_wherever_it_stands():
    whole = hash_ids(pa.array(TEXTS))
    assert (hash_ids(pa.array(TEXTS).slice(3, 4)) == whole[3:7]).all()
    assert (hash_ids(pa.array(TEXTS[::-1])) == whole[::-1]).all()
    assert hash_ids(pa.array([], pa.string())).tolist() == []
    assert whole.dtype == np.uint64
