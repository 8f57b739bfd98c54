"""What a pass over the corpus leaves for the next one, and what of it is still of use then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from flows.settings import Settings
from flows.stages.kept_rows import FEW
from transforms.documents.copy_clusters import TEXTS
from transforms.ids import make_id
from transforms.linking.entities import DIGESTS, LINKING_VERSION
from transforms.linking.history import Previous
from transforms.linking.link_blocks import BLOCKS
from transforms.linking.verdicts import MEMORY
from transforms.version import PIPELINE_VERSION
from warehouse.lake.lake import Lake
from warehouse.memory import read_memory, write_memory
from warehouse.seeds import StageSeeds

NAMES, THINGS = "names.arrow", "things.arrow"
COPIES, LINKS = "copies.arrow", "links.arrow"
REPEATED = {"money_claims": "claims.arrow", "demands": "demands.arrow"}
LINKS_OF = "entity_links"  # the table that the blocks are of


@dataclass(frozen=True, slots=True)
class Remembered:
    """What the pass before found of names and of copies, from what it described its entities, how it cut the links into
    blocks, and which claims and demands it grouped how.

    None, or none, where that is of no use.
    """

    names: pa.Table | None = None
    things: pa.Table | None = None
    copies: pa.Table | None = None
    blocks: pa.Table | None = None
    repeats: Mapping[str, pa.Table] = field(default_factory=dict)

    def as_previous(self, links: Callable[[], pa.Table], entities: pa.Table) -> Previous:
        """The pass before as linking sees it."""
        return Previous(links, entities, self.blocks, self.names, self.things)


def recall(settings: Settings, lake: Lake, seeds: StageSeeds) -> Remembered:
    """What the pass before left, as far as it is of the same seeds and rules."""
    folder = settings.linking
    names = read_memory(folder / NAMES, _version_of_names(seeds), MEMORY)
    copies = read_memory(folder / COPIES, PIPELINE_VERSION, TEXTS)
    versions = {batch.pipeline_version for batch in lake.batches("links")}
    version = versions.pop() if len(versions) == 1 else None
    if version is None:
        return Remembered(names, copies=copies)
    blocks = read_memory(folder / LINKS, _name(list_files(lake, LINKS_OF)), BLOCKS)
    found = {name: read_memory(folder / file, version) for name, file in REPEATED.items()}
    repeats = {name: some for name, some in found.items() if some is not None}
    return Remembered(names, read_memory(folder / THINGS, version, DIGESTS), copies, blocks, repeats)


def _version_of_names(seeds: StageSeeds) -> str:
    """Changes whenever what linking finds of a name may: a memory of another version is of no use."""
    return make_id("memory", PIPELINE_VERSION, LINKING_VERSION, seeds.version)


def list_files(lake: Lake, table: str) -> list[str]:
    """The files of a table, in the order in which they are read."""
    return [file.path for batch in lake.live() for file in batch.files.get(table, ())]


def _name(files: list[str]) -> str:
    return make_id("files", *files)


def remember(settings: Settings, lake: Lake, found: Remembered, version: str, seeds: StageSeeds) -> None:
    """Writes down what the next pass need not find out again; what is None stays as it was written before."""
    written = {
        NAMES: (found.names, _version_of_names(seeds)),
        THINGS: (found.things, version),
        COPIES: (found.copies, PIPELINE_VERSION),
        LINKS: (found.blocks, _name(list_files(lake, LINKS_OF))),
        **{REPEATED[name]: (rows, version) for name, rows in found.repeats.items()},
    }
    for name, (table, made_by) in written.items():
        if table is not None:
            write_memory(settings.linking / name, table, made_by)


def leave_few(now: pa.Table, before: pa.Table | None, key: str) -> pa.Table | None:
    """A table whose first rows are of use without those behind; None while few came behind what is written already."""
    if before is None or now.num_rows > (1 + FEW) * before.num_rows:
        return now
    return None if now[key].slice(0, before.num_rows).equals(before[key]) else now
