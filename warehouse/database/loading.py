"""Fills the warehouse's tables from the lake's files, joining in what the whole corpus decides.

The lake's tables are seen through temporary views `lake_TABLE`; `dirty` is a temporary table of the articles whose rows
are to be loaded (kind, article_id), all of them in a full build. `onrecord` is the file: an update keeps what it adds
as temporary tables of the same names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import duckdb

from warehouse.lake.commits import Batch
from warehouse.lake.lake import Lake
from warehouse.tables import (
    ANNOTATION_TABLES,
    ENTITY_COLUMNS,
    LINKED_COLUMNS,
    SQL_TYPES,
    TABLES,
    Column,
    Table,
    ddl,
    lake_columns,
)

# Whole tables: written anew by every load, they are small or say something of every article.
WHOLE_TABLES = ("entity_changes", "changes", "rejects", "runs")

# Which revision is current. A document that linking has not seen wholly, or has lost its current revision since, gets
# its revisions from the order of arrival.
ARTICLE_STATE_SQL = """
CREATE OR REPLACE TEMP TABLE article_state AS
WITH known AS (
    SELECT article_id, source_id, coalesce(updated_at, ingested_at) AS changed_at, ingested_at, arrival FROM {articles}
),
seen AS (
    SELECT
        known.article_id,
        links.cluster_id,
        links.revision,
        links.is_current,
        row_number() OVER (document ORDER BY changed_at, ingested_at, arrival, known.article_id) AS counted,
        count(*) OVER (document) AS texts,
        count(links.article_id) OVER (document) = texts
            AND count_if(links.is_current) OVER (document) = 1 AS is_linked
    FROM known LEFT JOIN lake_article_links AS links USING (article_id)
    WINDOW document AS (PARTITION BY source_id)
)
SELECT
    article_id,
    coalesce(cluster_id, article_id) AS cluster_id,
    CAST(if(is_linked, revision, counted) AS INTEGER) AS revision,
    if(is_linked, is_current, counted = texts) AS is_current
FROM seen
"""
# Entities that linking has not seen yet stand for themselves, so that no row points nowhere.
ENTITY_LINKS_SQL = """
SELECT article_entity_id, coalesce(links.entity_id, article_entity_id) AS entity_id,
       coalesce(links.rule, 'not_linked') AS rule, coalesce(links.confidence, 0.0) AS confidence
FROM onrecord.article_entities LEFT JOIN lake_entity_links AS links USING (article_entity_id)
"""
ENTITIES_SQL = """
SELECT * FROM lake_entities
UNION ALL BY NAME
SELECT article_entity_id AS entity_id, kind, name, country_code, external_id, names AS aliases, 1 AS article_count,
       pipeline_version
FROM onrecord.article_entities
SEMI JOIN (FROM onrecord.entity_links WHERE rule = 'not_linked') USING (article_entity_id)
"""


def view_lake(con: duckdb.DuckDBPyConnection, lake: Lake, batches: Sequence[Batch], store: str | None = None) -> None:
    """Makes a view `lake_TABLE` of each table over the batches' files, with the declared columns, null where missing.

    store: of the tables of that store alone, if given.
    """
    for table in TABLES.values():
        if store in (None, table.store):
            source = _source(con, lake, table, lake.paths(table.name, batches))
            con.execute(f"CREATE OR REPLACE TEMP VIEW lake_{table.name} AS {_select_declared(con, table, source)}")


def _source(con: duckdb.DuckDBPyConnection, lake: Lake, table: Table, paths: Sequence[str]) -> str | None:
    if not paths:
        return None
    if not lake.storage.is_local:
        con.register(f"remote_{table.name}", lake.scan(table.name, paths))
        return f"remote_{table.name}"
    listed = ", ".join("'" + path.replace("'", "''") + "'" for path in paths)
    return f"read_parquet([{listed}], union_by_name = true, hive_partitioning = false)"


def _select_declared(con: duckdb.DuckDBPyConnection, table: Table, source: str | None) -> str:
    present = set()
    if source:
        present = {row[0] for row in con.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()}
    columns = [f"{_declared(c, present)} AS {_quoted(c.name)}" for c in lake_columns(table)]
    return f"SELECT {', '.join(columns)}" + (f" FROM {source}" if source else " WHERE false")


def _declared(column: Column, present: Collection[str]) -> str:
    """The column as its type, with what stands for it in rows of files that lack it."""
    value = f"CAST({_quoted(column.name) if column.name in present else 'NULL'} AS {SQL_TYPES[column.kind]})"
    return f"coalesce({value}, {column.older})" if column.older else value


def create_tables(con: duckdb.DuckDBPyConnection) -> None:
    """Makes the declared tables, empty and described."""
    for table in TABLES.values():
        if table.in_warehouse:
            for statement in ddl(table):
                con.execute(statement)


def replace_links(con: duckdb.DuckDBPyConnection) -> None:
    """Brings links and entities up to date with the lake's, row by row compared with those that are there."""
    _replace_changed(con, "entity_links", "article_entity_id", ENTITY_LINKS_SQL)
    _replace_changed(con, "entities", "entity_id", ENTITIES_SQL)


def _replace_changed(con: duckdb.DuckDBPyConnection, name: str, key: str, query: str) -> None:
    """Gives a table the rows of the query. Rows that stay are not written again: a file keeps the room of deleted ones
    until it is built anew, and there are many times as many rows as articles.
    """
    columns = _column_list(name)
    con.execute(f"CREATE OR REPLACE TEMP TABLE fresh AS SELECT {columns} FROM ({query})")
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE moved_{name} AS SELECT *, fresh.{key} IS NULL AS is_gone
        FROM (
            SELECT DISTINCT {key}
            FROM (SELECT {columns} FROM onrecord.{name} UNION ALL FROM fresh) GROUP BY {columns} HAVING count(*) <> 2
        ) LEFT JOIN fresh USING ({key})
    """)  # a row that stays is in both, once in each
    con.execute("DROP TABLE fresh")
    move_rows(con, name, key)


def move_rows(con: duckdb.DuckDBPyConnection, name: str, key: str) -> None:
    """Brings a table up to date with the temporary table of what moved in it."""
    columns = _column_list(name)
    con.execute(f"DELETE FROM onrecord.{name} WHERE {key} IN (SELECT {key} FROM moved_{name})")
    con.execute(f"INSERT INTO onrecord.{name} BY NAME SELECT {columns} FROM moved_{name} WHERE NOT is_gone")


def _column_list(name: str) -> str:
    return ", ".join(_quoted(column.name) for column in TABLES[name].columns)


def load_everything(con: duckdb.DuckDBPyConnection) -> None:
    """Fills the empty tables."""
    con.execute(ARTICLE_STATE_SQL.format(articles="lake_articles"))
    insert_rows(con, ["articles"])
    load_annotations(con)


def load_annotations(con: duckdb.DuckDBPyConnection) -> None:
    """Fills the annotation tables with their rows of the lake; entities first, which the others refer to."""
    insert_rows(con, ["article_entities"])
    con.execute(f"INSERT INTO entity_links BY NAME {ENTITY_LINKS_SQL}")
    con.execute(f"INSERT INTO entities BY NAME {ENTITIES_SQL}")
    insert_rows(con, WHOLE_TABLES)
    insert_rows(con, [name for name in ANNOTATION_TABLES if name != "article_entities"])


def replace_whole_tables(con: duckdb.DuckDBPyConnection) -> None:
    """Writes the small tables anew."""
    for name in WHOLE_TABLES:
        con.execute(f"DELETE FROM {name}")
    insert_rows(con, WHOLE_TABLES)


def insert_rows(con: duckdb.DuckDBPyConnection, names: Iterable[str], where: str = "") -> None:
    """Adds rows of the lake, all or those of the condition, to the tables of those names."""
    for name in names:
        con.execute(f"INSERT INTO {name} BY NAME {select_rows(TABLES[name], where)}")


def select_rows(table: Table, where: str = "") -> str:
    """The query for a table's rows as the warehouse has them: entities resolved, linked columns filled in."""
    by_entity = ENTITY_COLUMNS.get(table.name, ())
    columns = [f"{_expression(table.name, c.name)} AS {_quoted(c.name)}" for c in table.columns]
    joins = [f"LEFT JOIN entity_links AS {name}_link ON {name}_link.article_entity_id = r.{name}" for name in by_entity]
    if table.name == "articles":
        joins.append("JOIN article_state USING (article_id)")
    if table.name == "money_claims":
        joins.append("LEFT JOIN lake_claim_links AS claim_link ON claim_link.claim_id = r.claim_id")
    if table.name == "demands":
        joins.append("LEFT JOIN lake_demand_links AS demand_link ON demand_link.demand_id = r.demand_id")
    return f"SELECT {', '.join(columns)} FROM lake_{table.name} AS r {' '.join(joins)} {where}"


def _expression(table: str, column: str) -> str:
    if column in ENTITY_COLUMNS.get(table, ()):
        return f"{column}_link.entity_id"
    if column == "claim_group_id":
        return "coalesce(claim_link.claim_group_id, r.claim_id)"
    if column == "demand_group_id":
        return "coalesce(demand_link.demand_group_id, r.demand_id)"
    if column in LINKED_COLUMNS.get(table, ()):
        return f"article_state.{column}"
    return f"r.{_quoted(column)}"


def _quoted(name: str) -> str:
    return f'"{name}"'
