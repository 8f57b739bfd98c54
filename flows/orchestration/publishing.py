"""What a flow run leaves in the UI of Prefect for people: counts, rejects, a link, and the lineage of assets."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from prefect.artifacts import create_link_artifact, create_table_artifact
from prefect.assets import Asset, AssetProperties

from flows.settings import Settings
from flows.stages.record import RunResult
from transforms.documents.masking import mask
from warehouse.database.comparing import Difference
from warehouse.tables import ANNOTATION_TABLES, TABLES

REJECTS_SHOWN = 200
INPUTS = ("new", "revised", "unchanged", "rejected", "annotated", "words")
# Characters that Prefect refuses in an asset's key.
REFUSED = re.compile(r"""[\s#?&%"'<>\[\]{}|\\^`]""")


def publish_artifacts(result: RunResult, settings: Settings) -> None:
    """The counts, what was rejected, and where to look at the tables."""
    counts = result.as_counts()
    table = [{"what": name, "count": counts[name]} for name in INPUTS]
    table += [{"what": f"rows in {name}", "count": rows} for name, rows in result.rows.items()]
    create_table_artifact(table, key="onrecord-run", description=f"Run {result.run_id}: {result.status}")
    if result.counts.rejects:
        columns = ("source_uri", "line", "stage", "error")
        rejects = [{c: row[c] for c in columns} for row in result.counts.rejects[:REJECTS_SHOWN]]
        create_table_artifact(rejects, key="onrecord-rejects", description="What could not be taken in, and why")
    link = explorer_link()
    about = f"The tables in the explorer (`onrecord ui --data {settings.data}`)"
    create_link_artifact(link, link_text="Explorer", key="onrecord-explorer", description=about)


def publish_differences(differences: Sequence[Difference]) -> None:
    """The rows that annotating again gained, lost and changed, per table and publisher."""
    if differences:
        rows: list[dict[str, Any]] = [asdict(found) for found in differences]
        create_table_artifact(rows, key="onrecord-differences", description="What annotating again changed")


def explorer_link() -> str:
    """Where the explorer answers: ONRECORD_EXPLORER, or the address `onrecord ui` uses by default."""
    return os.environ.get("ONRECORD_EXPLORER", "http://127.0.0.1:8400/")


def describe_assets(stage: str, settings: Settings, sources: Sequence[str]) -> tuple[list[Asset], list[Asset | str]]:
    """What a stage makes and what it makes that from, for Prefect's lineage."""
    articles = _lake_asset(settings, "articles")
    if stage == "ingest":
        return [articles, _lake_asset(settings, "rejects")], [_key(source) for source in sources]
    annotations: list[Asset | str] = [_lake_asset(settings, name) for name in ANNOTATION_TABLES]
    about = AssetProperties(name=settings.database.name, description="The warehouse, built from the lake")
    return [Asset(key=_key(settings.database), properties=about)], [articles, *annotations]


def _lake_asset(settings: Settings, table: str) -> Asset:
    about = AssetProperties(name=f"{table} (lake)", description=TABLES[table].meaning)
    return Asset(key=f"{_key(settings.lake)}/{table}", properties=about)


def _key(place: Path | str) -> str:
    """A place as an asset's key: an address stays, a path becomes one.

    >>> _key("https://example.org/feed.xml")
    'https://example.org/feed.xml'
    >>> _key("/news/a file.txt")
    'file:///news/a_file.txt'
    """
    words = mask(str(place))
    address = words if "://" in words else f"file://{Path(words).absolute()}"
    return REFUSED.sub("_", address)[:512]
