"""What a pass over the whole corpus leaves for the next one: Parquet files beside the lake.

Nothing depends on them but time: where one is missing, damaged or of another version, the next pass decides all anew.
"""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

VERSION = b"onrecord.made_by"


def read_memory(path: Path, version: str, schema: pa.Schema | None = None) -> pa.Table | None:
    """The table that was written with the same version; None where there is none that can be read.

    schema: what its columns must be, where the version does not say so.
    """
    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as opened:
            made_by = (opened.schema_arrow.metadata or {}).get(VERSION, b"")
            if made_by != version.encode() or not (schema is None or opened.schema_arrow.equals(schema)):
                return None
            return opened.read().replace_schema_metadata(None)
    except (pa.ArrowException, OSError):
        return None


def write_memory(path: Path, table: pa.Table, version: str) -> None:
    """Puts the table in place of the one before, in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.writing")
    stamped = table.replace_schema_metadata({VERSION: version.encode()})
    pq.write_table(stamped, draft, compression="none", use_dictionary=False, write_page_checksum=True)  # twice as fast
    draft.replace(path)


def find_unreadable(folder: Path) -> list[Path]:
    """The files of the folder that cannot be read to their end."""
    return [path for path in sorted(folder.glob("*.parquet")) if not _is_whole(path)]


def _is_whole(path: Path) -> bool:
    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as opened:
            opened.read()
    except (pa.ArrowException, OSError):
        return False
    return True
