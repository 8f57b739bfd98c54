"""Finds files of the lake that can no longer be read, and takes them out so that their rows are made again."""

from __future__ import annotations

import json
from collections.abc import Collection

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.lake.commits import Batch, DataFile
from warehouse.lake.lake import Lake
from warehouse.lake.storage import Storage

ASIDE = "_damaged"  # folder they are kept in, under names that readers of Parquet do not match


def discard_damaged(lake: Lake, thorough: bool) -> list[str]:
    """Takes batches with damaged files out of the lake; says which files, why, and what that means.

    The files are kept in `_damaged/`, each with a note of the articles in it. Sizes are compared always; if thorough,
    every file is read to its end. Annotations, links and logs of the corpus are made again from the stored text by the
    next stages. Articles whose text is lost come back only by taking in their sources again.
    """
    live = lake.live()
    damaged = {file.path: why for batch in live for file, why in _find(lake.storage, batch, thorough)}
    if not damaged:
        return []
    broken = [b for b in live if any(file.path in damaged for files in b.files.values() for file in files)]
    lost = frozenset(article for b in broken if b.kind == "articles" for article in b.article_ids)
    of_lost = [b for b in live if b.kind == "annotations" and b not in broken and not lost.isdisjoint(b.article_ids)]
    for batch in broken:
        for file in (file for files in batch.files.values() for file in files if file.path in damaged):
            _set_aside(lake.storage, file, batch)
    lake.discard([*broken, *of_lost])
    return [f"{path} is damaged ({why}); kept in {ASIDE}" for path, why in damaged.items()] + _tell(broken, lost)


def _set_aside(storage: Storage, file: DataFile, batch: Batch) -> None:
    """Moves the file and notes whose rows it holds, which nothing else tells once its batch is gone."""
    kept = f"{ASIDE}/{file.path.replace('/', '-')}.damaged"
    storage.set_aside(file.path, kept)
    if storage.exists(kept):
        storage.write(f"{kept}.json", json.dumps({"article_ids": sorted(batch.article_ids)}).encode())


def forget_damaged(storage: Storage, article_ids: Collection[str]) -> list[str]:
    """Removes the damaged files that hold, or may hold, rows of the articles; returns their paths.

    Links and logs speak of any article, and of a file without a note nobody knows: those go with every article.
    """
    forgotten = frozenset(article_ids)
    gone = []
    for path in [storage.relative(info) for info in storage.list(ASIDE)]:
        if path.endswith(".damaged") and forgotten.intersection(_noted(storage, path) or forgotten):
            storage.remove(path)
            storage.remove(f"{path}.json")
            gone.append(path)
    return gone


def knows_damaged(storage: Storage, article_id: str) -> bool:
    """Whether a damaged file is known to hold rows of the article: its text may be lost from the lake itself."""
    paths = [storage.relative(info) for info in storage.list(ASIDE)]
    return any(article_id in _noted(storage, path) for path in paths if path.endswith(".damaged"))


def _noted(storage: Storage, path: str) -> frozenset[str]:
    note = f"{path}.json"
    return frozenset(json.loads(storage.read(note))["article_ids"]) if storage.exists(note) else frozenset()


def _find(storage: Storage, batch: Batch, thorough: bool) -> list[tuple[DataFile, str]]:
    found = []
    for files in batch.files.values():
        for file in files:
            why = _examine(storage, file, thorough)
            if why:
                found.append((file, why))
    return found


def _examine(storage: Storage, file: DataFile, thorough: bool) -> str | None:
    path = next((p for p in (file.path, file.staged) if storage.exists(p)), None)
    if path is None:
        return "it is gone"
    size = storage.size(path)
    if size != file.bytes:
        return f"{size:,} bytes instead of {file.bytes:,}"
    if not thorough:
        return None
    try:
        rows = pq.read_table(storage.full(path), filesystem=storage.files, partitioning=None).num_rows
    except (pa.ArrowException, OSError) as error:
        return str(error).splitlines()[0]
    return None if rows == file.rows else f"{rows:,} rows instead of {file.rows:,}"


def _tell(broken: Collection[Batch], lost: Collection[str]) -> list[str]:
    told = []
    again = sum(len(b.article_ids) for b in broken if b.kind == "annotations")
    if again:
        told.append(f"{again:,} articles are annotated again")
    if lost:
        shown = ", ".join(sorted(lost)[:5]) + (", ..." if len(lost) > 5 else "")
        told.append(f"the text of {len(lost):,} articles is lost ({shown}): take in their sources again")
    return told
