"""Which rows of every table go when articles are forgotten."""

from __future__ import annotations

from collections.abc import Callable, Collection

import pyarrow as pa

from warehouse.tables import TABLES, Table

Read = Callable[..., pa.Table]


def find_rows(read: Read, article_ids: Collection[str]) -> dict[str, tuple[str, frozenset[str]]]:
    """By table, the column and the values whose rows go; `read` is that of the lake.

    Entities are real-world things: those that only the forgotten articles speak of go as well, with their history.
    """
    articles = frozenset(article_ids)
    sources = _forgotten_sources(read, articles)
    readings = _values(read("article_entities", ["article_entity_id"], articles), "article_entity_id")
    claims = _values(read("money_claims", ["claim_id"], articles), "claim_id")
    demands = _values(read("demands", ["demand_id"], articles), "demand_id")
    entities = _lonely_entities(read("entity_links", ["article_entity_id", "entity_id"]), readings)
    by_article = {name: ("article_id", articles) for name, table in TABLES.items() if _names_article(table)}
    return {
        **by_article,
        "entity_links": ("article_entity_id", readings),
        "entities": ("entity_id", entities),
        "entity_changes": ("entity_id", entities),
        "claim_links": ("claim_id", claims),
        "demand_links": ("demand_id", demands),
        "changes": ("source_id", sources),
        "rejects": ("source_id", sources),
    }


def _forgotten_sources(read: Read, articles: frozenset[str]) -> frozenset[str]:
    """The documents of which a revision is forgotten: what compares or quotes their texts goes as well."""
    return _values(read("articles", ["source_id"], articles), "source_id")


def _lonely_entities(links: pa.Table, readings: frozenset[str]) -> frozenset[str]:
    pairs = list(zip(links["article_entity_id"].to_pylist(), links["entity_id"].to_pylist(), strict=True))
    kept = {entity for reading, entity in pairs if reading not in readings}
    return frozenset(entity for reading, entity in pairs if reading in readings and entity not in kept)


def _values(table: pa.Table, column: str) -> frozenset[str]:
    return frozenset(table[column].to_pylist())


def _names_article(table: Table) -> bool:
    return any(column.name == "article_id" for column in table.columns)
