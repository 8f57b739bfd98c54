"""Looks a whole lake over without changing it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyarrow import fs

from warehouse.lake.commits import DamagedRecordError
from warehouse.lake.lake import Lake
from warehouse.lake.mending import find_damaged
from warehouse.lake.reader import COMMITS
from warehouse.lake.recovering import STAGED, find_orphans, refuse_without_records


def examine_lake(lake: Lake) -> Iterator[str]:
    """What is wrong with the lake, in words; files are looked at only where every record can be read.

    Raises warehouse.lake.commits.LakeError where nothing can be said: no record says which files count, or a later
    version of onrecord wrote one.
    """
    paths = {lake.storage.relative(info): info for info in lake.storage.list()}
    refuse_without_records(lake.storage.base, paths)
    damaged = [words for path in sorted(paths) if (words := _examine_record(lake, path))]
    yield from damaged or _examine_files(lake, paths)


def _examine_files(lake: Lake, paths: Mapping[str, fs.FileInfo]) -> Iterator[str]:
    for path, why in find_damaged(lake.storage, lake.live(), thorough=True, remember=False):
        yield f"{path} is damaged ({why})"
    for path in find_orphans(lake):
        yield f"no commit record speaks of {path}"
    replaced = {name for record in lake.records() for name in record.supersedes}
    for name in sorted(replaced):
        if f"{COMMITS}/{name}" in paths:
            yield f"the commit record {name} was replaced and is still there"
    for path, info in paths.items():
        writer = STAGED.fullmatch(path)
        if writer and not lake.storage.is_alive(writer[2], info):
            yield f"{path} was left by a writer that was killed"


def _examine_record(lake: Lake, path: str) -> str | None:
    if not (path.startswith(f"{COMMITS}/") and path.endswith(".json")):
        return None
    try:
        lake.record(path.removeprefix(f"{COMMITS}/"))
    except DamagedRecordError as error:
        return str(error).partition(";")[0]
    return None
