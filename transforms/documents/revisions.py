"""Which text of a document is which revision, and which is the newest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Row = Mapping[str, Any]


def link_articles(articles: Iterable[Row], clusters: Mapping[str, str]) -> list[dict[str, Any]]:
    """The rows of `article_links`: revisions in their order, and the cluster each article is in.

    The order is that in which the texts were captured or changed, where the source tells it, else of their arrival.
    articles need article_id, source_id, updated_at, ingested_at and arrival; an article that clusters does not name is
    alone.
    """
    documents: dict[str, list[Row]] = {}
    for row in articles:
        documents.setdefault(row["source_id"], []).append(row)
    links = []
    for rows in documents.values():
        rows.sort(key=order_of)
        for revision, row in enumerate(rows, start=1):
            article_id = row["article_id"]
            links.append(
                {
                    "article_id": article_id,
                    "cluster_id": clusters.get(article_id, article_id),
                    "revision": revision,
                    "is_current": revision == len(rows),
                }
            )
    return sorted(links, key=lambda link: str(link["article_id"]))


def order_of(row: Row) -> tuple[Any, ...]:
    """By what the revisions of a document are put in order."""
    return (row.get("updated_at") or row["ingested_at"], row["ingested_at"], row["arrival"], row["article_id"])
