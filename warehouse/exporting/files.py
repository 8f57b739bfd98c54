"""CSV and Parquet: one file for each table or view."""

from __future__ import annotations

from pathlib import Path

from warehouse.exporting.source import Source, count


def write_csv(source: Source, target: str) -> dict[str, int]:
    """NAME.csv in the folder: UTF-8, comma, header, RFC 4180 quoting. Values are written as they are."""
    return _copy(source, target, "csv", "FORMAT csv, HEADER true")


def write_parquet(source: Source, target: str) -> dict[str, int]:
    """NAME.parquet in the folder, zstd: like the lake's files, but with entities and links resolved."""
    return _copy(source, target, "parquet", "FORMAT parquet, COMPRESSION zstd")


def _copy(source: Source, target: str, ending: str, options: str) -> dict[str, int]:
    folder = Path(target)
    folder.mkdir(parents=True, exist_ok=True)
    counts = {}
    for name in source.names:
        path = folder / f"{name}.{ending}"
        draft = folder / f".{name}.{ending}.writing"
        escaped = str(draft).replace("'", "''")
        source.con.execute(f"COPY (FROM \"{name}\") TO '{escaped}' ({options})")
        draft.replace(path)
        counts[name] = count(source, name)
    return counts
