"""The columns of a file of word rows are what the dictionary in it says, however its numbers are written."""

import random

import numpy as np
import pytest
import srsly

from transforms.reading.row_file import find_columns

# numbers whose bytes are themselves the marks of numbers
MARKED = (0xCF, 0xCFCF, 0xCDCF, 0xCFCFCFCF, 0xCFCFCFCFCFCFCFCF, 0xCFCCCFCDCFCECF00)


def make_rows(seed):
    draw = random.Random(seed)
    widths = (7, 8, 16, 31)
    words = [draw.getrandbits(draw.choice((7, 8, 16, 32, 64, 64, 64))) for _ in range(draw.randrange(80))]
    words += draw.choices(MARKED, k=draw.randrange(6))
    small = [number for number in MARKED if number < 1 << 31]
    return {word: draw.choice((draw.getrandbits(draw.choice(widths)), draw.choice(small))) for word in words}


def write_map(rows):
    """The map with a length of four bytes, whatever its length is, as a large one has."""
    return (
        b"\xdf" + len(rows).to_bytes(4, "big") + b"".join(srsly.msgpack_dumps(n) for pair in rows.items() for n in pair)
    )


def as_bytes(written):
    return np.frombuffer(written, np.uint8)


@pytest.mark.parametrize("seed", range(200))
def test_columns_are_those_of_the_dictionary(seed):
    rows = make_rows(seed)
    words, numbers = find_columns(as_bytes(write_map(rows)))
    assert list(zip(words.tolist(), numbers.tolist(), strict=True)) == list(rows.items())


@pytest.mark.parametrize("seed", range(50))
def test_a_file_that_is_cut_off_is_not_taken_for_a_shorter_one(seed):
    rows = make_rows(seed) | {1 << 63: 3}
    written = write_map(rows)
    assert all(find_columns(as_bytes(written[:end])) is None for end in range(len(written)))


@pytest.mark.parametrize("other", [{}, {1: 2}, {"a": 1}, {1 << 63: 1 << 40}, {1 << 63: -1}, [1, 2]])
def test_anything_else_is_none(other):
    assert find_columns(as_bytes(srsly.msgpack_dumps(other))) is None
