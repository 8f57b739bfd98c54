"""Which text of a document is which revision, and which is the newest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from warehouse.arrow import look_up
from warehouse.tables import TABLES, arrow_schema

Row = Mapping[str, Any]


def link_all(articles: pa.Table, several: pa.Array, clusters: pa.Table) -> pa.Table:
    """The table `article_links`, by article: what `link_articles` makes of the rows of the table.

    several: which articles are of a document with several texts; the revision of the others needs no order. clusters
    has the article_id and cluster_id of every article.
    """
    rows = articles.filter(several)
    shared = look_up(rows["article_id"], clusters["article_id"], clusters["cluster_id"]).to_pylist()
    ids = rows["article_id"].to_pylist()
    known = {one: cluster for one, cluster in zip(ids, shared, strict=True) if cluster is not None}
    schema = arrow_schema(TABLES["article_links"])
    links = pa.Table.from_pylist(link_articles(rows.to_pylist(), known), schema=schema)
    alone = articles["article_id"].filter(pc.invert(several)).combine_chunks()
    found = look_up(pa.chunked_array([alone]), clusters["article_id"], clusters["cluster_id"])
    firsts, current = pa.repeat(pa.scalar(1, pa.int32()), len(alone)), pa.repeat(True, len(alone))
    columns = dict(zip(schema.names, (alone, pc.coalesce(found, alone), firsts, current), strict=True))
    return pa.concat_tables([pa.table(columns).cast(schema), links]).sort_by("article_id")


def find_several(keys: pa.ChunkedArray) -> pa.Array:
    """Whether the key of each row is that of another row, too.

    >>> find_several(pa.chunked_array([["a", "b", "a"]])).to_pylist()
    [True, False, True]
    """
    codes = keys.combine_chunks().dictionary_encode().indices.to_numpy()
    return pa.array(np.bincount(codes)[codes] > 1, pa.bool_())


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
