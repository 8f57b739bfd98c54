"""Times the resolution pass on made-up corpora (`bench.made_corpus`), from Parquet, each in a process of its own.

    python -m bench.linking                                  100,000, 300,000 and a million articles
    python -m bench.linking 100000 --more 10                 all at once, then ten more
    python -m bench.linking 1000000 --runner dask --workers 4

Of each size it prints the CPU seconds of all processes, wall-clock time, the most memory of all processes and of the
largest worker, and the exponent: since the size before, CPU time has grown with the articles to the power of that.
The lakes are made once and kept in a folder; one of a million articles takes some 4 GB and two minutes.
"""

from __future__ import annotations

import argparse
import json
import math
import tempfile
import time
from collections.abc import Iterable, Iterator
from functools import partial
from hashlib import blake2b
from pathlib import Path

import pyarrow as pa

from bench.made_corpus import make_lake, make_pieces
from bench.measuring import run_python
from flows.orchestration.prefect_engine import PrefectEngine
from flows.settings import Settings
from flows.stages.engine import DirectEngine
from transforms.linking import Linked, link_articles
from transforms.linking.corpus import COLUMNS, Corpus, shrink
from transforms.linking.history import Previous
from transforms.linking.name_rules import HERE, Spread
from warehouse.arrow import conform
from warehouse.lake.lake import Lake
from warehouse.seeds import read_seeds

ROWS = 1_000_000  # that a digest is made of at once
SIZES = [100_000, 300_000, 1_000_000]
IN_PROCESS = "import sys; from bench.linking import link_made; link_made(*sys.argv[1:])"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="*", type=int, default=SIZES)
    parser.add_argument("--more", type=int, default=0, help="articles that come after the first pass")
    parser.add_argument("--runner", default="direct", help="direct, or process, dask or ray as tasks of a Prefect flow")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "onrecord-made")
    options = parser.parse_args()
    before: tuple[int, float] | None = None
    for articles in options.articles:
        folder = options.folder / str(articles)
        if not folder.exists():
            make_lake(folder.with_suffix(".making"), articles)
            folder.with_suffix(".making").rename(folder)
        given = (str(folder), options.runner, str(options.workers), str(options.more))
        cost = run_python(IN_PROCESS, *given)
        growth = math.log(cost.cpu / before[1]) / math.log(articles / before[0]) if before else math.nan
        print(
            f"{articles:,} articles: {cost.cpu:.1f} s CPU, {cost.wall:.1f} s wall, peak {cost.peak / 1e9:.2f} GB "
            f"({cost.child / 1e9:.2f} GB the largest worker), exponent {growth:.2f}"
        )
        print(*cost.said.splitlines()[:-1], f"  tables {cost.answer['tables']}", sep="\n")
        before = articles, cost.cpu


def link_made(folder: str, runner: str, workers: str, more: str) -> None:
    """Links a lake that was made, and once more when it has more articles; the last line printed is JSON."""
    settings = Settings(Path(folder), workers=int(workers), runner=runner)
    linked = link_with(folder, settings)
    lake = Lake(folder)
    parts = [partial(linked.links.block, number) for number in linked.cut.changed]
    lake.replace_links({"entity_links": parts, "entities": linked.entities})
    told = {"tables": sum_up(linked)}
    if int(more):
        told["tables"] += time_more(lake, int(more), linked)
    print(f"  {linked.memory.num_rows:,} different readings, {linked.entities.num_rows:,} entities")
    print(json.dumps(told))


def link_with(folder: str, settings: Settings) -> Linked:
    """Links it in this process and its workers, or in tasks of a flow."""
    if settings.runner == "direct":
        with DirectEngine().spread(settings) as spread:
            return link_lake(Lake(folder), spread)
    from prefect import flow

    made = []

    @flow(name="link", validate_parameters=False)
    def as_flow() -> None:
        with PrefectEngine(settings, []).spread(settings) as spread:
            made.append(link_lake(Lake(folder), spread))

    as_flow()
    return made.pop()


def link_lake(lake: Lake, spread: Spread, previous: Previous | None = None, more: int = 0) -> Linked:
    """The pass over all that is in the lake, as a load makes it, and over so many more articles."""
    return link_articles(
        Corpus(read_made(lake, "article_entities", more), read_made(lake, "articles", more)),
        read_made(lake, "roles", more),
        read_seeds("linking"),
        previous,
        spread,
    )


def read_made(lake: Lake, name: str, more: int) -> pa.Table:
    """A table of the lake as linking reads it, and the rows of so many more articles."""
    columns = [column for column in COLUMNS[name] if column != "is_current"]
    is_large = name == "article_entities"
    rows = lake.gather(name, columns, shrink).rows if is_large else lake.read(name, columns=columns)
    for made in make_pieces(more, seed=6):
        new = dict(zip(("article_entities", "roles", "articles"), made, strict=True))[name]
        rows = pa.concat_tables([rows, conform(shrink(new) if is_large else new, rows.schema)])
    return rows.append_column("is_current", pa.repeat(True, rows.num_rows)) if name == "articles" else rows


def time_more(lake: Lake, more: int, linked: Linked) -> list[str]:
    """Prints what the pass takes when more articles have come, and gives the digests of its tables."""
    previous = Previous(lambda: linked.links.table, linked.entities, linked.cut.blocks, linked.memory, linked.digests)
    began = time.process_time()
    again = link_lake(lake, HERE, previous, more)
    print(f"  {more:,} more: {time.process_time() - began:.1f} s CPU, {len(again.changes):,} changes")
    return sum_up(again)


def sum_up(linked: Linked) -> list[str]:
    """Digests of the tables: equal for equal rows in one order."""
    blocks = (linked.links.block(number) for number in range(linked.cut.blocks.num_rows))  # never all of them
    return [_digest(blocks), *(_digest(_slices(table)) for table in (linked.entities, linked.memory))]


def _slices(table: pa.Table) -> Iterator[pa.Table]:
    for first in range(0, table.num_rows, ROWS):
        yield table.slice(first, ROWS)


def _digest(parts: Iterable[pa.Table]) -> str:
    digest = blake2b(digest_size=8)
    for part in parts:
        for batch in part.combine_chunks().to_batches():
            digest.update(batch.serialize())
    return digest.hexdigest()


if __name__ == "__main__":
    main()
