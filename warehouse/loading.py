"""Fills the warehouse's tables from the lake's files, joining in what the whole corpus decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb

from warehouse.tables import ENTITY_COLUMNS, LINKED_COLUMNS, SQL_TYPES, TABLES, Table, ddl, lake_columns

LAKE = "lake"  # schema of the temporary views over the lake's files
# What a row gets that no link row speaks of: each article and claim is a group of its own.
UNLINKED = {
    "cluster_id": "r.article_id",
    "revision": "1",
    "is_current": "true",
    "claim_group_id": "r.claim_id",
}
LINK_TABLES = {"articles": ("article_links", "article_id"), "money_claims": ("claim_links", "claim_id")}

# Entities that linking has not seen yet stand for themselves, so that no row points nowhere.
ENTITY_LINKS_SQL = """
INSERT INTO entity_links BY NAME
SELECT * FROM lake.entity_links
UNION ALL BY NAME
SELECT article_entity_id, article_entity_id AS entity_id, 'not_linked' AS rule, 0.0 AS confidence
FROM lake.article_entities WHERE article_entity_id NOT IN (SELECT article_entity_id FROM lake.entity_links)
"""
ENTITIES_SQL = """
INSERT INTO entities BY NAME
SELECT * FROM lake.entities
UNION ALL BY NAME
SELECT a.article_entity_id AS entity_id, kind, name, country_code, external_id, names AS aliases, 1 AS article_count,
       pipeline_version
FROM lake.article_entities AS a JOIN entity_links AS l USING (article_entity_id) WHERE l.rule = 'not_linked'
"""


def view_lake(con: duckdb.DuckDBPyConnection, paths: Mapping[str, Sequence[str]]) -> None:
    """Makes a view `lake.TABLE` for each table over its files, with the declared columns; missing ones are null."""
    con.execute("ATTACH ':memory:' AS lake_files")
    con.execute("CREATE SCHEMA lake_files.lake")
    for table in TABLES.values():
        source = _source(con, paths.get(table.name, ()))
        con.execute(f"CREATE VIEW lake_files.lake.{table.name} AS {_select_declared(con, table, source)}")


def _source(con: duckdb.DuckDBPyConnection, paths: Sequence[str]) -> str | None:
    if not paths:
        return None
    listed = ", ".join("'" + path.replace("'", "''") + "'" for path in paths)
    return f"read_parquet([{listed}], union_by_name = true, hive_partitioning = false)"


def _select_declared(con: duckdb.DuckDBPyConnection, table: Table, source: str | None) -> str:
    present = set()
    if source:
        present = {row[0] for row in con.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()}
    columns = [
        f"CAST({_quoted(c.name) if c.name in present else 'NULL'} AS {SQL_TYPES[c.kind]}) AS {_quoted(c.name)}"
        for c in lake_columns(table)
    ]
    return f"SELECT {', '.join(columns)}" + (f" FROM {source}" if source else " WHERE false")


def create_tables(con: duckdb.DuckDBPyConnection) -> None:
    """Makes the declared tables, empty and described."""
    for table in TABLES.values():
        if table.in_warehouse:
            for statement in ddl(table):
                con.execute(statement)


def load_all(con: duckdb.DuckDBPyConnection) -> None:
    """Fills every table from the lake's views."""
    con.execute("SET search_path = 'main,lake_files.lake'")
    con.execute(ENTITY_LINKS_SQL.replace("lake.", "lake_files.lake."))
    con.execute(ENTITIES_SQL.replace("lake.", "lake_files.lake."))
    for table in TABLES.values():
        if table.in_warehouse and table.name not in ("entities", "entity_links"):
            con.execute(f"INSERT INTO {table.name} BY NAME {select_rows(table)}")


def select_rows(table: Table, where: str = "") -> str:
    """The query for a table's rows as the warehouse has them: entities resolved, linked columns filled in."""
    by_entity = ENTITY_COLUMNS.get(table.name, ())
    linked = LINKED_COLUMNS.get(table.name, ())
    columns = [_expression(c.name, by_entity, linked) + f" AS {_quoted(c.name)}" for c in table.columns]
    joins = [f"LEFT JOIN entity_links AS {name}_link ON {name}_link.article_entity_id = r.{name}" for name in by_entity]
    if linked:
        links, key = LINK_TABLES[table.name]
        joins.append(f"LEFT JOIN lake_files.lake.{links} AS link ON link.{key} = r.{key}")
    return f"SELECT {', '.join(columns)} FROM lake_files.lake.{table.name} AS r {' '.join(joins)} {where}"


def _expression(name: str, by_entity: Sequence[str], linked: Sequence[str]) -> str:
    if name in by_entity:
        return f"coalesce({name}_link.entity_id, r.{name})"
    if name in linked:
        return f"coalesce(link.{name}, {UNLINKED[name]})"
    return f"r.{_quoted(name)}"


def _quoted(name: str) -> str:
    return f'"{name}"'
