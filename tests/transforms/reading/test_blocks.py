"""Products by blocks round each row alike, whatever stands beside it, or are not used."""

import numpy as np
import pytest
from thinc.api import NumpyOps

from transforms.reading import blocks
from transforms.reading.blocks import ROWS, BlockOps, choose_ops, multiply


@pytest.fixture
def numbers():
    draw = np.random.default_rng(7)
    return draw.standard_normal((3 * ROWS + 5, 300)).astype(np.float32), draw.standard_normal((96, 300)).astype("f")


@pytest.mark.parametrize("count", [0, 1, ROWS - 1, ROWS, ROWS + 1, 3 * ROWS + 5])
def test_a_product_is_that_of_thinc(numbers, count):
    rows, weights = numbers[0][:count], numbers[1]
    expected = NumpyOps().gemm(rows, weights, trans2=True)
    assert np.allclose(BlockOps().gemm(rows, weights, trans2=True), expected, rtol=1e-4, atol=1e-4)
    out = np.empty_like(expected)
    assert BlockOps().gemm(rows, np.ascontiguousarray(weights.T), out=out) is out
    assert np.allclose(out, expected, rtol=1e-4, atol=1e-4)


def test_where_a_row_stands_changes_no_digit_with_the_way_that_is_chosen(numbers):
    rows, weights = numbers
    ops = choose_ops()
    whole = ops.gemm(rows, weights, trans2=True)
    order = np.random.default_rng(8).permutation(len(rows))
    for count in (1, 7, ROWS, len(rows)):
        assert np.array_equal(ops.gemm(rows[order[:count]], weights, trans2=True), whole[order[:count]])


def test_thincs_own_way_stays_where_rows_are_rounded_by_their_place(monkeypatch):
    def round_by_place(rows, columns, out=None):
        found = multiply(rows, columns, out)
        found[1::4] = np.nextafter(found[1::4], np.float32(np.inf))
        return found

    monkeypatch.setattr(blocks, "multiply", round_by_place)
    blocks.rounds_alike.cache_clear()
    assert not isinstance(choose_ops(), BlockOps)
    blocks.rounds_alike.cache_clear()
