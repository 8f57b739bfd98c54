"""Reads the seed files by their declarations, and tells what a stage read as one version."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import numpy as np

from warehouse.seeds.catalog import SEED_FILES, WEIGHT_FILES
from warehouse.seeds.declaring import STAGES, Seed, SeedError, SeedRow, check_complete, check_header, check_rows, key_of
from warehouse.wording import show_count

SEEDS = Path(__file__).resolve().parent.parent.parent / "seeds"
NOTE = "checked.txt"  # beside the program's files: the digests of those that were found in order when it was released
MADE_OF = "made_of"  # the array of a made file that tells of which rows: the stamp of their table
SeedTable = list[SeedRow]
_READ: dict[Path, tuple[str, SeedTable]] = {}  # the digest of a file's bytes and its rows: stages share what they read
_IN_ORDER: set[str] = set()  # the versions of all files that this process found in order
Weights = dict[str, np.ndarray]


class UndeclaredError(RuntimeError):
    """A stage asked for a seed file that no declaration lets it read. (Not a KeyError: `get` would hide it.)"""


@dataclass(frozen=True)
class Seeds:
    """The program's seed files and the user's own, which stand in a folder beside the data.

    A user's file has the name and columns of the program's; its rows are added, and one whose key stands in the
    program's file takes that row's place.
    """

    folder: Path = SEEDS
    own: Path | None = None

    def for_stage(self, stage: str) -> StageSeeds:
        """What one stage may read, as the files are now."""
        return StageSeeds(self, stage, self.version(stage))

    def files(self, stage: str) -> list[Path]:
        """The files the stage reads, in a fixed order; those of the user that are there among them."""
        csvs = [seed.file for seed in SEED_FILES.values() if stage in seed.read_by]
        weights = [f"models/{file.name}.npz" for file in WEIGHT_FILES.values() if stage in file.read_by]
        own = [self.own / name for name in csvs] if self.own else []
        return [*(self.folder / name for name in (*csvs, *weights)), *(path for path in own if path.is_file())]

    def places_of(self, name: str) -> list[Path]:
        """Where the rows of a seed file stand: in the program's folder and, if it is there, in the user's."""
        file = SEED_FILES[name].file
        own = [self.own / file] if self.own and (self.own / file).is_file() else []
        return [self.folder / file, *own]

    def version(self, stage: str) -> str:
        """Changes whenever the bytes of a file the stage reads do."""
        digest = blake2b(digest_size=8)
        for path in self.files(stage):
            data = _read_bytes(path)
            digest.update(f"{path.parent.name}/{path.name} {len(data)}\n".encode() + data)
        return digest.hexdigest()

    def check(self) -> None:
        """Reads every file that may be out of order. Raises SeedError where one breaks its declaration or is no seed.

        The program's own files need no look while their bytes are those that the note of its release tells of.
        """
        self._check_names()
        for name in SEED_FILES:
            if not all(_is_noted(path) for path in self.places_of(name)):
                self.read(name)

    def _check_names(self) -> None:
        for path in sorted(self.own.glob("*.csv")) if self.own and self.own.is_dir() else []:
            if path.stem not in SEED_FILES:
                raise SeedError(f"{path}: no seed file has this name; they are {', '.join(sorted(SEED_FILES))}")

    def check_once(self, note: Path) -> None:
        """Checks names, and the files' rows unless this process or the note found them in order; writes the note."""
        self._check_names()
        version = " ".join(self.version(stage) for stage in STAGES)
        if note.is_file() and note.read_text(encoding="utf-8") == version:
            return
        if version not in _IN_ORDER:
            self.check()
            _IN_ORDER.add(version)
        note.write_text(version, encoding="utf-8")

    def read(self, name: str) -> SeedTable:
        """The rows of a file, the user's among them. Raises SeedError, naming file, line and column."""
        seed = SEED_FILES[name]
        rows, *owns = (_read_table(seed, path) for path in self.places_of(name))
        for added in owns:
            key = key_of(seed)
            replaced = {key(row) for row in added}
            rows = [row for row in rows if key(row) not in replaced] + added
        check_complete(seed, str(self.folder / seed.file), rows)
        return rows

    def read_weights(self, name: str) -> Weights:
        """The arrays of `models/NAME.npz`; nothing pickled is accepted."""
        path = self.folder / "models" / f"{name}.npz"
        _read_bytes(path)
        with np.load(path, allow_pickle=False) as arrays:
            return {key: arrays[key] for key in arrays.files}


class StageSeeds(Mapping[str, SeedTable]):
    """The tables one stage may read, by file name without its ending; each is read when first asked for.

    version: changes whenever a file does that the stage may read.
    """

    def __init__(self, seeds: Seeds, stage: str, version: str) -> None:
        self.seeds = seeds
        self.stage = stage
        self.version = version
        self.names = [seed.name for seed in SEED_FILES.values() if stage in seed.read_by]
        self.tables: dict[str, SeedTable] = {}

    def __getitem__(self, name: str) -> SeedTable:
        if name not in self.names:
            raise UndeclaredError(f"seeds/{name}.csv is not declared as read by {self.stage}")
        if name not in self.tables:
            self.tables[name] = self.seeds.read(name)
        return self.tables[name]

    def read_weights(self, name: str) -> Weights:
        """The arrays of a trained model."""
        if name not in WEIGHT_FILES or self.stage not in WEIGHT_FILES[name].read_by:
            raise UndeclaredError(f"seeds/models/{name}.npz is not declared as read by {self.stage}")
        return self.seeds.read_weights(name)

    def read_made(self, name: str) -> Weights | None:
        """What the rows of a table were made into at the release, `models/NAME.npz`; None where they are others now."""
        path = self.seeds.folder / "models" / f"{name}.npz"
        if name not in self.names or not path.is_file():
            return None
        with np.load(path, allow_pickle=False) as arrays:
            is_of_now = arrays[MADE_OF].tobytes() == self.stamp([name]).encode()
            return {key: arrays[key] for key in arrays.files} if is_of_now else None

    @property
    def own(self) -> list[str]:
        """The tables that no other stage reads."""
        return [name for name in self.names if SEED_FILES[name].read_by == {self.stage}]

    def release(self, *names: str) -> None:
        """Lets the rows of tables go once they are of no more use; asked for again, they are read anew."""
        for name in names:
            self.tables.pop(name, None)
            for path in self.seeds.places_of(name):
                _READ.pop(path, None)

    def stamp(self, names: Iterable[str]) -> str:
        """Changes whenever a file of one of these names does, and is the same for every stage."""
        return " ".join(_digest(_read_bytes(path)) for name in names for path in self.seeds.places_of(name))

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


def read_seeds(stage: str, own: Path | None = None) -> StageSeeds:
    """The tables that a stage reads: the same ones until a file changes, which a process that lives long sees."""
    seeds = Seeds(SEEDS, own)
    return _stage_seeds(seeds, stage, seeds.version(stage))


@lru_cache(maxsize=8)
def _stage_seeds(seeds: Seeds, stage: str, version: str) -> StageSeeds:
    return StageSeeds(seeds, stage, version)


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise SeedError(f"{path}: a file of the program itself is missing; install onrecord again") from None


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


def _read_table(seed: Seed, path: Path) -> SeedTable:
    """The rows of one file; read and checked once while its bytes are the same."""
    data = _read_bytes(path)
    digest = _digest(data)
    known = _READ.get(path)
    if known is None or known[0] != digest:
        known = _READ[path] = digest, _parse(seed, path, data, is_checked=digest in _read_note(path.parent))
    return known[1]


def _is_noted(path: Path) -> bool:
    return _digest(_read_bytes(path)) in _read_note(path.parent)


@lru_cache(maxsize=4)
def _read_note(folder: Path) -> frozenset[str]:
    """The digests of files that were found in order, none where the folder has no note."""
    path = folder / NOTE
    return frozenset(path.read_text(encoding="utf-8").split()[1::2]) if path.is_file() else frozenset()


def describe_checked(folder: Path = SEEDS) -> str:
    """What the note of a folder is to say, once every row of its files was checked: a file and its digest a line.

    Raises SeedError where a file breaks its declaration.
    """
    lines = []
    for seed in SEED_FILES.values():
        data = _read_bytes(folder / seed.file)
        _parse(seed, folder / seed.file, data, is_checked=False)
        lines.append(f"{seed.file} {_digest(data)}\n")
    return "".join(sorted(lines))


def _parse(seed: Seed, path: Path, data: bytes, *, is_checked: bool) -> SeedTable:
    """The rows of a file's bytes; csv.DictReader would take three times as long, and every start waits for this."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SeedError(f"{path}: not UTF-8 (byte {error.start:,})") from None
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(lines, [])
        check_header(seed, str(path), header)
        if is_checked:
            return [dict(zip(header, line, strict=True)) for line in lines if line]
        cells = [(lines.line_num, line) for line in lines if line]
    except csv.Error as error:
        raise SeedError(f"{path}, line {lines.line_num}: {error}") from None
    width = len(header)
    for number, line in cells:
        if len(line) != width:
            raise SeedError(f"{path}, line {number}: {show_count(len(line), 'cell')}, but the header has {width}")
    rows = [dict(zip(header, line, strict=True)) for _, line in cells]
    check_rows(seed, str(path), rows, [number for number, _ in cells])
    return rows
