"""Rows are hashed some thousand at once: how many there are changes nothing for any of them."""

import numpy as np

from transforms.quotes.linear import PIECE, hash_features, score_rows, weigh

TEMPLATES = (("word",), ("word", "tag"), ("tag", "place", "word"), ("place",))


def test_a_row_hashes_the_same_whatever_stands_before_it():
    count = 2 * PIECE + 7
    chance = np.random.default_rng(1)
    columns = {name: chance.integers(-5, 2**40, count) for name in ("word", "tag", "place")}
    hashed = hash_features(columns, TEMPLATES, 2**18)
    assert hashed.shape == (count, len(TEMPLATES))
    assert 0 <= hashed.min() <= hashed.max() < 2**18
    for row in (0, PIECE - 1, PIECE, count - 1):
        alone = hash_features({name: column[row : row + 1] for name, column in columns.items()}, TEMPLATES, 2**18)
        assert (alone == hashed[row]).all()


def test_no_row_hashes_to_none():
    none = np.empty(0, dtype=np.int64)
    assert hash_features({"word": none, "tag": none, "place": none}, TEMPLATES, 2**18).shape == (0, len(TEMPLATES))


def test_rows_that_are_weighed_piece_by_piece_have_the_same_scores():
    chance = np.random.default_rng(2)
    weights = chance.normal(size=2**12).astype(np.float32)
    for count in (0, 1, PIECE, PIECE + 1, 3 * PIECE - 1):
        columns = {name: chance.integers(-5, 2**40, count) for name in ("word", "tag", "place")}
        expected = score_rows(hash_features(columns, TEMPLATES, len(weights)), weights)
        assert (weigh(columns, TEMPLATES, weights) == expected).all()
