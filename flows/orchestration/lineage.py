"""Which tables a stage makes, and what it makes them from, for the lineage that Prefect shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from flows.settings import Settings
from transforms.documents.masking import mask

# Characters that Prefect refuses in an asset's key.
REFUSED = re.compile(r"""[\s#?&%"'<>\[\]{}|\\^`]""")


@dataclass(frozen=True)
class Place:
    """A table or a file that is made, by its address, its name, and what it is."""

    key: str
    name: str
    about: str


@dataclass(frozen=True)
class Lineage:
    """What a stage makes and what it makes that from."""

    made: tuple[Place, ...]
    made_from: tuple[Place | str, ...]


def describe_lineage(stage: str, settings: Settings, sources: tuple[str, ...]) -> Lineage:
    """What a stage makes and what it makes that from."""
    from warehouse.tables import ANNOTATION_TABLES

    articles = _lake_table(settings, "articles")
    if stage == "ingest":
        return Lineage((articles, _lake_table(settings, "rejects")), tuple(_key(source) for source in sources))
    annotations = (_lake_table(settings, name) for name in ANNOTATION_TABLES)
    about = "The warehouse, built from the lake"
    return Lineage((Place(_key(settings.database), settings.database.name, about),), (articles, *annotations))


def _lake_table(settings: Settings, table: str) -> Place:
    from warehouse.tables import TABLES

    return Place(f"{_key(settings.lake)}/{table}", f"{table} (lake)", TABLES[table].meaning)


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
