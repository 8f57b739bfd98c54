"""Finds files of the lake that can no longer be read, and takes them out so that their rows are made again."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import fs

from warehouse.lake.commits import Batch, DataFile
from warehouse.lake.lake import Lake
from warehouse.lake.recovering import DAMAGED
from warehouse.lake.storage import Stamp, Storage, stamp_of
from warehouse.wording import show_count

ORPHANS = "_orphans"  # files that no commit speaks of, kept as damaged ones are
CHECKED = "_checked.json"  # size and time of each file that was read to its end and found whole
WORTH = 8_000_000  # bytes of files that a load looked at: noting fewer costs as much as looking at them again


def discard_damaged(lake: Lake, thorough: bool) -> list[str]:
    """Takes batches with damaged files out of the lake; says which files, why, and what that means.

    The files are kept in `_damaged/`, each with a note of the articles in it. Sizes are compared always, and the bytes
    of files that have changed since they were looked at last; if thorough, those of every file. Annotations, links
    and logs of the corpus are made again from the stored text by the next stages. Articles whose text is lost come
    back only by taking in their sources again.
    """
    live = lake.live()
    damaged = dict(find_damaged(lake.storage, live, thorough))
    if not damaged:
        return []
    broken = [b for b in live if any(file.path in damaged for files in b.files.values() for file in files)]
    lost = frozenset(article for b in broken if b.kind == "articles" for article in b.article_ids)
    of_lost = [b for b in live if b.kind == "annotations" and b not in broken and not lost.isdisjoint(b.article_ids)]
    for batch in broken:
        for file in (file for files in batch.files.values() for file in files if file.path in damaged):
            set_aside(lake.storage, file.path, f"{DAMAGED}/{_flat(file.path)}.damaged", batch.article_ids)
    lake.discard([*broken, *of_lost])
    return [f"{path} is damaged ({why}); kept in {DAMAGED}" for path, why in damaged.items()] + _tell(broken, lost)


def set_aside_orphan(storage: Storage, path: str, article_ids: Collection[str] | None) -> None:
    """Moves a file that no commit speaks of; None where nobody knows whose rows it holds."""
    set_aside(storage, path, f"{ORPHANS}/{_flat(path)}.orphan", article_ids)


def set_aside(storage: Storage, path: str, kept: str, article_ids: Collection[str] | None) -> None:
    """Moves the file and notes whose rows it holds, which nothing else tells once its batch is gone."""
    storage.set_aside(path, kept)
    if article_ids is not None and storage.exists(kept):
        storage.write(f"{kept}.json", json.dumps({"article_ids": sorted(article_ids)}).encode())


def _flat(path: str) -> str:
    return path.replace("/", "-")


def forget_damaged(storage: Storage, article_ids: Collection[str]) -> list[str]:
    """Removes the files set aside that hold, or may hold, rows of the articles; returns their paths.

    Links and logs speak of any article, and of a file without a note nobody knows: those go with every article.
    """
    forgotten = frozenset(article_ids)
    gone = []
    for path in _kept(storage):
        if forgotten.intersection(_noted(storage, path) or forgotten):
            storage.remove(path)
            storage.remove(f"{path}.json")
            gone.append(path)
    return gone


def knows_damaged(storage: Storage, article_id: str) -> bool:
    """Whether a file set aside is known to hold rows of the article: its text may be lost from the lake itself."""
    return any(article_id in _noted(storage, path) for path in _kept(storage))


def _kept(storage: Storage) -> list[str]:
    paths = [storage.relative(info) for folder in (DAMAGED, ORPHANS) for info in storage.list(folder)]
    return [path for path in paths if path.endswith((".damaged", ".orphan"))]


def _noted(storage: Storage, path: str) -> frozenset[str]:
    """The articles in a file set aside; none where there is no note of them that can be read."""
    try:
        return frozenset(json.loads(storage.read(f"{path}.json"))["article_ids"])
    except (FileNotFoundError, ValueError, LookupError, TypeError):
        return frozenset()


def find_damaged(
    storage: Storage, live: Collection[Batch], thorough: bool, remember: bool = True
) -> Iterator[tuple[str, str]]:
    """The paths of damaged files of the batches, each with the reason; remembers which were found whole."""
    infos = {storage.relative(info): info for info in storage.list()}
    known = {} if thorough else _read_stamps(storage)
    whole: dict[str, Stamp] = {}
    for file in (file for batch in live for files in batch.files.values() for file in files):
        info = infos.get(file.path) or infos.get(file.staged)
        why = "it is gone" if info is None else _examine(storage, file, info, thorough, known.get(file.path))
        if why or info is None:
            yield file.path, why or "it is gone"
        else:
            whole[file.path] = stamp_of(info)
    if remember and storage.is_local and whole != known:  # elsewhere, files cannot change unseen
        storage.write(CHECKED, json.dumps(whole).encode())


def note_whole(lake: Lake) -> None:
    """Remembers the files that were found whole since the run began, such as those that it wrote, where they are many:
    the next run need not look at them again.
    """
    known = _read_stamps(lake.storage)
    new = {path: stamp for path, stamp in lake.whole.items() if known.get(path) != stamp}
    if lake.storage.is_local and sum(size for size, _ in new.values()) >= WORTH:
        lake.storage.write(CHECKED, json.dumps({**known, **new}).encode())


def _examine(storage: Storage, file: DataFile, info: fs.FileInfo, thorough: bool, known: Stamp | None) -> str | None:
    if info.size != file.bytes:
        return f"{info.size:,} bytes instead of {file.bytes:,}"
    path = storage.relative(info)
    if file.digest is None:
        return _read_through(storage, file, path) if thorough else None
    if not thorough and (known == stamp_of(info) or not storage.is_local):
        return None
    return None if storage.sum_up(path) == file.digest else "its bytes are not those that were written"


def _read_through(storage: Storage, file: DataFile, path: str) -> str | None:
    """What is wrong with a file of an older version, which has no digest."""
    try:
        rows = pq.read_table(storage.full(path), filesystem=storage.files, partitioning=None).num_rows
    except (pa.ArrowException, OSError) as error:
        return str(error).splitlines()[0]
    return None if rows == file.rows else f"{show_count(rows, 'row')} instead of {file.rows:,}"


def _read_stamps(storage: Storage) -> Mapping[str, Stamp]:
    try:
        found = json.loads(storage.read(CHECKED))
        return {path: (int(size), int(changed)) for path, (size, changed) in found.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}  # it only saves time


def _tell(broken: Collection[Batch], lost: Collection[str]) -> list[str]:
    told = []
    again = sum(len(b.article_ids) for b in broken if b.kind == "annotations")
    if again:
        told.append(f"to be annotated again: {show_count(again, 'article')}")
    if lost:
        shown = ", ".join(sorted(lost)[:5]) + (", ..." if len(lost) > 5 else "")
        told.append(f"the text of {show_count(len(lost), 'article')} is lost ({shown}): take in their sources again")
    return told
