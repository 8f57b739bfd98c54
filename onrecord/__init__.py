"""onrecord from Python: read texts into Arrow tables, run sources into a data directory, ask its warehouse.

>>> import onrecord
>>> tables = onrecord.read(["The levy will cost $40 million, Dana Poole said on Monday."])
>>> [str(claim["text"]) for claim in tables["money_claims"].to_pylist()]
['$40 million']
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from transforms.version import PIPELINE_VERSION as __version__

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

    from flows.stages.record import RunResult

__all__ = ["__version__", "connect", "read", "run"]
Document = str | Mapping[str, str]


def read(documents: Iterable[Document], *, seeds: str | PathLike[str] | None = None) -> dict[str, pa.Table]:
    """Reads documents into Arrow tables, without a lake and in this process.

    documents: texts, or mappings with `text` and optionally `id`, `url`, `headline`, `byline`, `publisher`,
    `published_at` (ISO 8601) and `language`. seeds: a folder of your own words (docs/settings.md).

    Gives the tables of docs/tables.md by name: `articles` and those of its annotation. Ids that mean an entity are
    those of the article's own reading, in `article_entities`; only a warehouse links articles to one another.

    Raises ValueError, saying which document, where one is none: its text is missing or blank.
    """
    from flows.stages.reading import read_documents

    own = Path(seeds) if seeds is not None else None
    return read_documents([{"text": one} if isinstance(one, str) else dict(one) for one in documents], own)


def run(
    sources: Sequence[str],
    data: str | PathLike[str] = "data",
    *,
    workers: int | None = None,
    seeds: str | PathLike[str] | None = None,
) -> RunResult:
    """Takes sources in, annotates them and loads the tables, as `onrecord run` does.

    sources: files, folders, globs or addresses. data: the directory that holds the lake and the warehouse.

    Gives the counts: `result.counts.new`, `result.rows["quotes"]`. Raises what a stage raises, after the row in `runs`
    says so; flows.stages.holding.BusyError where another run holds the directory.
    """
    from flows.progress import Silent
    from flows.settings import read_settings
    from flows.stages.ingest import choose_options
    from flows.stages.run import run_job

    settings = read_settings({"data": data, "workers": workers, "seeds": seeds})
    return run_job(settings, list(sources), choose_options(settings, {}, ()), Silent())


def connect(data: str | PathLike[str] = "data") -> duckdb.DuckDBPyConnection:
    """Opens the warehouse of a data directory, read-only.

    A run puts a new file in the old one's place and blocks no reader; connect again to see it. Raises FileNotFoundError
    where there is no warehouse yet.
    """
    import duckdb

    from flows.settings import read_settings

    database = read_settings({"data": data}).database
    if not database.exists():
        raise FileNotFoundError(f"there is no warehouse in {data}; make one with onrecord.run(sources, {str(data)!r})")
    return duckdb.connect(str(database), read_only=True)
