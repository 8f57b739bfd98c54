"""What a pass over the whole corpus leaves for the next one: a Parquet file beside the lake.

Nothing depends on it but time: where it is missing, damaged or of another version, the next pass decides everything.
"""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

VERSION = b"onrecord.made_by"


def read_memory(path: Path, version: str, schema: pa.Schema) -> pa.Table | None:
    """The table that was written with the same version; None where there is none that can be read."""
    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as opened:
            made_by = (opened.schema_arrow.metadata or {}).get(VERSION, b"")
            if made_by != version.encode() or not opened.schema_arrow.equals(schema):
                return None
            return opened.read().replace_schema_metadata(None)
    except (pa.ArrowException, OSError):
        return None


def write_memory(path: Path, table: pa.Table, version: str) -> None:
    """Puts the table in place of the one before, in one step."""
    draft = path.with_name(f".{path.name}.writing")
    stamped = table.replace_schema_metadata({VERSION: version.encode()})
    pq.write_table(stamped, draft, compression="zstd", write_page_checksum=True)
    draft.replace(path)


def is_whole(path: Path) -> bool:
    """Whether the file can be read to its end."""
    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as opened:
            opened.read()
    except (pa.ArrowException, OSError):
        return False
    return True
