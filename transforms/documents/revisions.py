"""Which text of a document is which revision, and which is the newest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Row = Mapping[str, Any]


def link_articles(articles: Iterable[Row], clusters: Mapping[str, str]) -> list[dict[str, Any]]:
    """The rows of `article_links`: revisions by order of arrival, and the cluster each article is in.

    articles need article_id, source_id, ingested_at and arrival; an article that clusters does not name is alone.
    """
    documents: dict[str, list[Row]] = {}
    for row in articles:
        documents.setdefault(row["source_id"], []).append(row)
    links = []
    for rows in documents.values():
        rows.sort(key=lambda row: (row["ingested_at"], row["arrival"], row["article_id"]))
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
