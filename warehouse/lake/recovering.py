"""What a killed writer left: carried through, removed or set aside, under the lock and before anything else is done."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from pyarrow import fs

from warehouse.lake.commits import DamagedRecordError, DataFile, LakeError, Record
from warehouse.lake.footers import in_our_folder, is_ours
from warehouse.lake.reader import COMMITS, LakeReader
from warehouse.lake.storage import Storage
from warehouse.wording import show_count

STAGED = re.compile(r"([a-z_]+/(?:ingested_month=\d{4}-\d{2}/)?)?_([0-9a-f]{12})-[^/]*\.staged")
DAMAGED = "_damaged"  # folder of what cannot be read, under names that readers of Parquet do not match


def recover(lake: LakeReader, anew: bool) -> list[str]:
    """Carries commits through, removes what was never committed; says what it did. See `Lake.recover`."""
    with lake.storage.lock():
        infos = {lake.storage.relative(info): info for info in lake.storage.list()}
        if not anew:
            refuse_without_records(lake.storage.base, infos)
        done = _set_aside_records(lake, infos)
        records = lake.records()
        live = lake.live_records()
        done += _finish(lake, infos, {file.path: file for record in live for file in record.files()})
        replaced = {name for record in live for name in record.supersedes}
        done += _remove_replaced(lake, [record for record in records if record.name in replaced], live)
        remove_records(lake.storage, replaced)
        lake.storage.clean_locks()
    return done


def refuse_without_records(root: str, paths: Collection[str]) -> None:
    """Raises LakeError where tables have files and nothing says which of them count."""
    files = [path for path in paths if in_our_folder(path)]
    if files and not any(path.startswith(f"{COMMITS}/") for path in paths):
        raise LakeError(
            f"{root} holds {show_count(len(files), 'file')} of tables ({files[0]}, ...) and no commit record that says "
            "which of them count; nothing was changed. Bring back the folder _commits, or let "
            "`onrecord doctor --repair` write the records anew from the files."
        )


def remove_records(storage: Storage, names: Iterable[str]) -> None:
    """Removes commit records that others replaced, once nothing is left to be carried through for them."""
    for name in names:
        storage.remove(f"{COMMITS}/{name}")


def find_orphans(lake: LakeReader) -> list[str]:
    """Files with names of ours that no commit record speaks of, in the order of their names."""
    paths = [lake.storage.relative(info) for info in lake.storage.list()]  # first: a record comes before its files
    named = {path for record in lake.records() for file in record.files() for path in (file.path, file.staged)}
    return sorted(path for path in paths if is_ours(path) and path not in named)


def _set_aside_records(lake: LakeReader, infos: Mapping[str, fs.FileInfo]) -> list[str]:
    done = []
    for path in sorted(infos):
        name = path.removeprefix(f"{COMMITS}/")
        if path.startswith(f"{COMMITS}/") and name.endswith(".json"):
            try:
                lake.record(name)
            except DamagedRecordError as error:
                lake.storage.set_aside(path, f"{DAMAGED}/{name}.record")
                done.append(f"{str(error).partition(';')[0]}; kept in {DAMAGED}")
    return done


def _finish(lake: LakeReader, infos: Mapping[str, fs.FileInfo], live: Mapping[str, DataFile]) -> list[str]:
    """Gives committed files their names, and removes those of dead writers that were never committed."""
    done = []
    staged = {file.staged: file.path for file in live.values()}
    for path, info in infos.items():
        writer = STAGED.fullmatch(path)
        if path in staged:
            lake.storage.publish(path, staged[path])
            done.append(f"carried through {staged[path]}")
        elif writer and not lake.storage.is_alive(writer[2], info):
            lake.storage.remove(path)
            done.append(f"removed unfinished {path}")
    return done


def _remove_replaced(lake: LakeReader, replaced: Collection[Record], live: Collection[Record]) -> list[str]:
    """Removes files that only replaced records name: their rows stand in others."""
    kept = {path for record in live for file in record.files() for path in (file.path, file.staged)}
    old = {path for record in replaced for file in record.files() for path in (file.path, file.staged)} - kept
    return [f"removed superseded {path}" for path in sorted(old) if lake.storage.remove(path)]
