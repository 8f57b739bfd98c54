"""Brings a copy of the last warehouse file up to date: only articles that changed are loaded again.

The schema `meta` keeps what the file was built from: `built` (how) and `loaded` (which batch each article came with).
An article is dirty when its batch changed, or when linking now says something else of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

import duckdb
import pyarrow as pa

from warehouse.database.checking import read_checks
from warehouse.database.loading import (
    ARTICLE_STATE_SQL,
    ENTITIES_SQL,
    ENTITY_LINKS_SQL,
    insert_rows,
    load_annotations,
    load_whole_tables,
    select_rows,
    view_lake,
)
from warehouse.database.viewing import macros_sql, read_views
from warehouse.database.words import SEARCH_SQL
from warehouse.lake.commits import Batch
from warehouse.lake.lake import Lake
from warehouse.tables import ANNOTATION_TABLES, TABLES, ddl

MAX_DIRTY = 0.25  # share of articles beyond which building anew is as fast
AMENDED = 0  # bytes noted for a file with amended rows: it never serves as a start, since they might be taken back
MAX_GROWTH = 1.5  # of the file since it was last built anew: deleted rows leave room that only that gives back

META_SQL = """
CREATE SCHEMA meta;
CREATE TABLE meta.built (fingerprint VARCHAR, full_bytes BIGINT);
CREATE TABLE meta.loaded (kind VARCHAR, article_id VARCHAR, batch_id VARCHAR);
"""
DIRTY_SQL = """
CREATE OR REPLACE TEMP TABLE dirty AS
SELECT DISTINCT coalesce(old.kind, new.kind) AS kind, coalesce(old.article_id, new.article_id) AS article_id
FROM meta.loaded AS old
FULL JOIN now_loaded AS new ON old.kind = new.kind AND old.article_id = new.article_id
WHERE old.batch_id IS DISTINCT FROM new.batch_id
UNION
SELECT 'annotations', article_id
FROM article_entities JOIN entity_links AS old USING (article_entity_id)
LEFT JOIN lake_entity_links AS new USING (article_entity_id)
WHERE old.entity_id <> coalesce(new.entity_id, article_entity_id)
UNION
SELECT 'annotations', article_id
FROM money_claims AS old LEFT JOIN lake_claim_links AS new USING (claim_id)
WHERE old.claim_group_id <> coalesce(new.claim_group_id, claim_id)
UNION
SELECT 'annotations', article_id
FROM demands AS old LEFT JOIN lake_demand_links AS new USING (demand_id)
WHERE old.demand_group_id <> coalesce(new.demand_group_id, demand_id)
"""
KEPT_ARTICLES = """(
    SELECT article_id, source_id, updated_at, ingested_at, arrival FROM articles
    UNION ALL SELECT article_id, source_id, updated_at, ingested_at, arrival FROM lake_articles WHERE {is_dirty}
)"""
UPDATE_STATE_SQL = """
UPDATE articles
SET cluster_id = state.cluster_id, revision = state.revision, is_current = state.is_current
FROM article_state AS state
WHERE articles.article_id = state.article_id
    AND (articles.cluster_id, articles.revision, articles.is_current)
        IS DISTINCT FROM (state.cluster_id, state.revision, state.is_current)
"""


def fingerprint() -> str:
    """Changes whenever a table, view, check or the way of loading does: then a file is built anew."""
    parts = [*(statement for table in TABLES.values() for statement in ddl(table))]
    parts += [select_rows(table) for table in TABLES.values()]
    parts += [*macros_sql(), *read_views().values(), *read_checks().values()]
    parts += [ARTICLE_STATE_SQL, ENTITY_LINKS_SQL, ENTITIES_SQL, META_SQL, *SEARCH_SQL, duckdb.__version__]
    return blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


def can_update(con: duckdb.DuckDBPyConnection, path: Path) -> bool:
    """Whether the file at `path`, open as the current database, was built by this code and has not grown too far."""
    found = con.execute("SELECT 1 FROM duckdb_tables() WHERE schema_name = 'meta' AND table_name = 'built'").fetchall()
    if not found:
        return False
    built = con.execute("SELECT fingerprint, full_bytes FROM meta.built").fetchall()
    return bool(built) and built[0][0] == fingerprint() and path.stat().st_size <= MAX_GROWTH * built[0][1]


def note_built(con: duckdb.DuckDBPyConnection, batches: Sequence[Batch], full_bytes: int | None) -> None:
    """Writes down what the file holds; full_bytes is its size when it was built anew, None to keep what is noted."""
    _register_loaded(con, batches)
    con.execute("DELETE FROM meta.loaded")
    con.execute("INSERT INTO meta.loaded BY NAME FROM now_loaded")
    con.unregister("now_loaded")
    if full_bytes is not None:
        con.execute("DELETE FROM meta.built")
        # not as parameters: with the first of them DuckDB would import pandas
        con.execute(f"INSERT INTO meta.built VALUES ('{fingerprint()}', {full_bytes})")


def _register_loaded(con: duckdb.DuckDBPyConnection, batches: Sequence[Batch]) -> None:
    rows = [
        (batch.kind, article, origin)
        for batch in batches
        for origin, articles in batch.origins.items()
        for article in articles
    ]
    columns = list(zip(*rows, strict=True)) or [(), (), ()]
    names = ("kind", "article_id", "batch_id")
    arrays = [pa.array(column, pa.string()) for column in columns]
    con.register("now_loaded", pa.table(dict(zip(names, arrays, strict=True))))


def update(con: duckdb.DuckDBPyConnection, lake: Lake, batches: Sequence[Batch]) -> bool:
    """Loads what changed into the current database; False, before any row is touched, where too much did."""
    view_lake(con, lake, batches, only=())
    _register_loaded(con, batches)
    con.execute(DIRTY_SQL)
    con.unregister("now_loaded")
    dirty = {row[0] for row in con.execute("SELECT DISTINCT article_id FROM dirty").fetchall()}
    known = con.execute("SELECT count(*) FROM articles").fetchall()[0][0]
    if len(dirty) > MAX_DIRTY * known:
        return False
    con.execute("BEGIN")
    if dirty:
        view_lake(con, lake, batches, only=dirty)
        _reload_articles(con)
        _reload_annotations(con)
    else:
        load_whole_tables(con)
    con.execute("COMMIT")
    _view_changed(con)
    return True


def _is_dirty(kind: str, column: str = "article_id") -> str:
    return f"{column} IN (SELECT article_id FROM dirty WHERE kind = '{kind}')"


def _reload_articles(con: duckdb.DuckDBPyConnection) -> None:
    is_dirty = _is_dirty("articles")
    con.execute(f"DELETE FROM articles WHERE {is_dirty}")
    con.execute(ARTICLE_STATE_SQL.format(articles=KEPT_ARTICLES.format(is_dirty=is_dirty)))
    where = f"WHERE {_is_dirty('articles', 'r.article_id')}"
    insert_rows(con, ["articles"], where)
    con.execute(UPDATE_STATE_SQL)


def _reload_annotations(con: duckdb.DuckDBPyConnection) -> None:
    for name in ANNOTATION_TABLES:
        con.execute(f"DELETE FROM {name} WHERE {_is_dirty('annotations')}")
    load_annotations(con, f"WHERE {_is_dirty('annotations', 'r.article_id')}")


def _view_changed(con: duckdb.DuckDBPyConnection) -> None:
    """Temporary tables that the checks see in place of the long ones: the other rows passed them when they came."""
    for name in ANNOTATION_TABLES:
        if name != "article_entities":  # which entity_links refers to as a whole
            con.execute(f"CREATE TEMP TABLE {name} AS FROM onrecord.{name} WHERE {_is_dirty('annotations')}")
