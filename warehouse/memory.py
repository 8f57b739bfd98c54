"""What a pass over the whole corpus leaves for the next one: Arrow files beside the lake, each with a sum of its bytes.

Nothing depends on them but time: where one is missing, damaged or of another version, the next pass decides all anew.
"""

from __future__ import annotations

from pathlib import Path
from zlib import crc32

import numpy as np
import pyarrow as pa
import pyarrow.ipc as ipc

SUFFIX = ".arrow"
VERSION = b"onrecord.made_by"
SUM = 4  # bytes at the end of a file that sum up the others
LINE = 8_192  # bytes that are summed up together


def read_memory(path: Path, version: str, schema: pa.Schema | None = None) -> pa.Table | None:
    """The table that was written with the same version; None where there is none that can be read.

    schema: what its columns must be, where the version does not say so.
    """
    found = open_memory(path)
    if found is None or found[0] != version or not (schema is None or found[1].schema.equals(schema)):
        return None
    return found[1]


def open_memory(path: Path) -> tuple[str, pa.Table] | None:
    """The version and the table that were written; None where there is nothing, or what is there is not whole."""
    try:
        with pa.OSFile(str(path)) as file:
            words = file.read_buffer()
        rest = words.slice(0, max(0, words.size - SUM))
        if words.slice(rest.size).to_pybytes() != _sum_up(rest):
            return None
        table = ipc.open_file(rest).read_all()
    except (pa.ArrowException, OSError):
        return None
    version = (table.schema.metadata or {}).get(VERSION, b"")
    return version.decode(), table.replace_schema_metadata(None)


def write_memory(path: Path, table: pa.Table, version: str) -> None:
    """Puts the table in place of the one before, in one step. Columns of dictionaries must have one dictionary each."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.writing")
    stamped = table.replace_schema_metadata({VERSION: version.encode()})
    with pa.OSFile(str(draft), "wb") as file, ipc.new_file(file, stamped.schema) as writer:
        writer.write_table(stamped)
    with pa.memory_map(str(draft)) as file:
        end = _sum_up(file.read_buffer())
    with draft.open("ab") as file:
        file.write(end)
    draft.replace(path)


def find_unreadable(folder: Path) -> list[Path]:
    """The files of the folder that cannot be read to their end."""
    return [path for path in sorted(folder.glob(f"*{SUFFIX}")) if open_memory(path) is None]


def _sum_up(words: pa.Buffer) -> bytes:
    """A sum of all bytes: of the columns and rows of a table of numbers, five times as fast as a checksum of the bytes
    one by one. A flipped bit or a part that is lost or stands elsewhere changes it.
    """
    size = words.size // LINE * LINE
    lines = np.frombuffer(words, np.uint64, size // 8).reshape(-1, LINE // 8)
    rest = crc32(memoryview(words)[size:])
    return crc32(lines.sum(axis=1), crc32(lines.sum(axis=0), rest)).to_bytes(SUM, "little")
