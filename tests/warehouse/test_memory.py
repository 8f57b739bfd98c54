"""What a pass leaves for the next one is read whole or not at all."""

import numpy as np
import pyarrow as pa
import pytest

from warehouse.memory import LINE, open_memory, write_memory


def flip(words):
    words[len(words) // 2] ^= 4


def swap_lines(words):
    words[LINE : 2 * LINE], words[2 * LINE : 3 * LINE] = words[2 * LINE : 3 * LINE], words[LINE : 2 * LINE]


def cut(words):
    del words[-LINE:]


def test_a_table_comes_back_with_its_version(tmp_path):
    table = pa.table({"number": np.arange(20_000)})
    write_memory(tmp_path / "some.arrow", table, "1")
    version, found = open_memory(tmp_path / "some.arrow")
    assert (version, found.equals(table)) == ("1", True)


@pytest.mark.parametrize("spoil", [flip, swap_lines, cut])
def test_a_file_that_was_spoiled_is_not_read(tmp_path, spoil):
    path = tmp_path / "some.arrow"
    write_memory(path, pa.table({"number": np.arange(20_000)}), "1")
    words = bytearray(path.read_bytes())
    spoil(words)
    path.write_bytes(words)
    assert open_memory(path) is None
