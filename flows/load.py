"""The third stage: what only the whole corpus can decide, then the DuckDB file."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from flows.progress import Reporter
from flows.settings import Settings
from transforms.changes import find_changes
from transforms.copies import link_articles
from transforms.linking import link_rows
from transforms.money.groups import group_claims
from warehouse.database import build_warehouse
from warehouse.lake import Lake
from warehouse.rows import to_table
from warehouse.seeds import read_seeds

Row = dict[str, Any]


def load_corpus(settings: Settings, lake: Lake, run_id: str, reporter: Reporter) -> dict[str, int]:
    """Links the corpus and builds the warehouse anew; gives the rows of every table.

    Raises warehouse.database.CheckFailed, the old warehouse staying in place, when the new one breaks a law.
    """
    reporter.begin("link", None)
    link_corpus(lake, run_id)
    reporter.begin("load", None)
    return build_warehouse(lake, settings.database)


def link_corpus(lake: Lake, run_id: str) -> None:
    """Replaces the link tables: copies and revisions, entities, repeated claims, changes."""
    articles = lake.read("articles").to_pylist()
    article_links = link_articles(articles)
    read = {name: lake.read(name).to_pylist() for name in ("article_entities", "mentions", "roles")}
    previous = lake.read("entities").to_pylist()
    links, entities, entity_changes = link_rows(
        read["article_entities"], read["mentions"], read["roles"], articles, read_seeds(), previous
    )
    entity_of = {link["article_entity_id"]: link["entity_id"] for link in links}
    claims = resolve_claims(lake.read("money_claims").to_pylist(), articles, entity_of)
    tables: dict[str, pa.Table] = {
        "article_links": to_table("article_links", article_links),
        "entity_links": to_table("entity_links", links),
        "entities": to_table("entities", entities),
        "claim_links": to_table("claim_links", group_claims(claims)),
        "changes": to_table("changes", find_changes(lake, article_links)),
    }
    lake.replace_links(tables)
    if entity_changes:
        rows = [{**change, "run_id": run_id} for change in entity_changes]
        lake.append_log("entity_changes", to_table("entity_changes", rows), run_id)


def resolve_claims(claims: list[Row], articles: list[Row], entity_of: dict[str, str]) -> list[Row]:
    """The claims with their claimant as an entity of the corpus, and the moment their article was published."""
    published = {row["article_id"]: row["published_at"] for row in articles}
    return [
        {
            **claim,
            "claimant_id": entity_of.get(claim["claimant_id"]) if claim["claimant_id"] else None,
            "published_at": published.get(claim["article_id"]),
        }
        for claim in claims
    ]
