"""Brings a copy of the last warehouse file up to date: only articles that changed are loaded again.

The schema `meta` keeps what the file was built from: `built` (how) and `loaded` (which batch each article came with).
An article is dirty when its batch changed, or when linking now says something else of it. What linking changed is
told by `warehouse.database.moves` where the file holds the links from before it; else the link tables are compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
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
    move_rows,
    replace_links,
    replace_whole_tables,
    select_rows,
    view_lake,
)
from warehouse.database.moves import KEYS, Moves, state_of
from warehouse.database.viewing import macros_sql, read_views
from warehouse.database.words import SEARCH_SQL, index_texts
from warehouse.lake.commits import Batch
from warehouse.lake.lake import Lake
from warehouse.tables import ANNOTATION_TABLES, TABLES, ddl

MAX_DIRTY = 0.25  # share of articles beyond which building anew is as fast
AMENDED = 0  # bytes noted for a file with amended rows: it never serves as a start, since they might be taken back
WHOLE = ("links", "log")  # kinds of batches that are seen whole; of the others those with articles to be loaded
MAX_GROWTH = 1.5  # of the file since it was last built anew: deleted rows leave room that only that gives back

META_SQL = """
CREATE SCHEMA meta;
CREATE TABLE meta.built (fingerprint VARCHAR, full_bytes BIGINT, links VARCHAR, annotations VARCHAR);
CREATE TABLE meta.loaded (kind VARCHAR, article_id VARCHAR, batch_id VARCHAR);
"""
DIRTY_SQL = """
CREATE OR REPLACE TEMP TABLE dirty AS
SELECT DISTINCT
    coalesce(old.kind, new.kind) AS kind, coalesce(old.article_id, new.article_id) AS article_id,
    old.article_id IS NOT NULL AS was_loaded
FROM (SELECT loaded.* FROM meta.loaded SEMI JOIN other_batches USING (kind, batch_id)) AS old
FULL JOIN now_loaded AS new ON old.kind = new.kind AND old.article_id = new.article_id
WHERE old.batch_id IS DISTINCT FROM new.batch_id
"""
# Only of dirty articles of the batches that are others now: most came with the batch that they came with before, also
# those that are dirty for their links alone.
NOTE_LOADED_SQL = (
    """
    DELETE FROM meta.loaded
    WHERE (kind, batch_id) IN (FROM other_batches)
        AND (kind, article_id) IN (SELECT (kind, article_id) FROM dirty WHERE was_loaded)
    """,
    "INSERT INTO meta.loaded BY NAME FROM now_loaded SEMI JOIN dirty USING (kind, article_id)",
)
# Of the link tables: as they are in the lake, or what moved in them.
DIRTY_LINKS_SQL = """
INSERT INTO dirty
SELECT 'annotations', article_id, true FROM (
    SELECT article_id FROM article_entities SEMI JOIN (
        SELECT article_entity_id FROM entity_links AS old {join} {links}_entity_links AS new USING (article_entity_id)
        WHERE {relinked} AND old.entity_id <> coalesce(new.entity_id, article_entity_id)
    ) USING (article_entity_id)
    UNION
    SELECT article_id FROM money_claims AS old {join} {links}_claim_links AS new USING (claim_id)
    WHERE old.claim_group_id <> coalesce(new.claim_group_id, claim_id)
    UNION
    SELECT article_id FROM demands AS old {join} {links}_demand_links AS new USING (demand_id)
    WHERE old.demand_group_id <> coalesce(new.demand_group_id, demand_id)
) ANTI JOIN (FROM dirty WHERE kind = 'annotations') USING (article_id)
"""
# Documents of which the order of revisions, or the cluster of one, may be another.
TOUCHED_SQL = """
CREATE OR REPLACE TEMP TABLE touched AS
SELECT source_id FROM before_dirty
UNION SELECT source_id FROM lake_articles WHERE {is_dirty}
UNION SELECT source_id FROM articles LEFT JOIN lake_article_links AS links USING (article_id)
WHERE articles.cluster_id IS DISTINCT FROM links.cluster_id
    OR articles.revision IS DISTINCT FROM links.revision
    OR articles.is_current IS DISTINCT FROM links.is_current
"""
TOUCHED_ARTICLES = """(
    SELECT article_id, source_id, updated_at, ingested_at, arrival
    FROM (
        SELECT article_id, source_id, updated_at, ingested_at, arrival FROM articles
        UNION ALL SELECT article_id, source_id, updated_at, ingested_at, arrival FROM lake_articles WHERE {is_dirty}
    ) SEMI JOIN touched USING (source_id)
)"""
UPDATE_STATE_SQL = """
UPDATE articles
SET cluster_id = state.cluster_id, revision = state.revision, is_current = state.is_current
FROM article_state AS state
WHERE articles.article_id = state.article_id
    AND (articles.cluster_id, articles.revision, articles.is_current)
        IS DISTINCT FROM (state.cluster_id, state.revision, state.is_current)
"""
RESTATED_SQL = """
CREATE OR REPLACE TEMP TABLE restated AS
SELECT articles.source_id FROM articles JOIN article_state AS state USING (article_id)
WHERE (articles.cluster_id, articles.revision, articles.is_current)
        IS DISTINCT FROM (state.cluster_id, state.revision, state.is_current)
    OR article_id IN (SELECT article_id FROM dirty WHERE kind = 'articles')
"""
# In place of all links: those of the articles that are loaded, with which every table of annotations is joined, and for
# the checks those that moved or may have lost their entity.
NEAR_LINKS_SQL = """
CREATE TEMP TABLE entity_links AS FROM onrecord.entity_links
WHERE article_entity_id IN (
        SELECT article_entity_id FROM article_entities UNION ALL SELECT article_entity_id FROM moved_entity_links
    )
    OR entity_id IN (SELECT entity_id FROM moved_entities WHERE is_gone)
"""
# The same where no article that was loaded is loaded again and no entity is gone: whatever is near has moved.
MOVED_LINKS_SQL = (
    "CREATE TEMP TABLE entity_links AS SELECT * EXCLUDE (is_gone) FROM moved_entity_links WHERE NOT is_gone"
)
ONLY_CAME_SQL = """
SELECT NOT EXISTS (FROM dirty WHERE kind = 'annotations' AND was_loaded)
    AND NOT EXISTS (FROM moved_entities WHERE is_gone)
"""
# Beside the rows of dirty articles and these links, what they refer to.
VIEW_CHANGED_SQL = (
    """
    CREATE TEMP TABLE entities AS FROM onrecord.entities
    WHERE entity_id IN (SELECT entity_id FROM entity_links UNION ALL SELECT entity_id FROM moved_entities)
    """,
    """
    INSERT INTO article_entities BY NAME
    SELECT article_entity_id, article_id FROM onrecord.article_entities
    WHERE article_entity_id IN (
        SELECT article_entity_id FROM entity_links ANTI JOIN article_entities USING (article_entity_id)
    )
    """,  # whose rows stay, so that nobody looks at what else they say
    """
    CREATE TEMP TABLE near_articles AS SELECT rowid AS place, article_id FROM onrecord.articles
    WHERE article_id IN (SELECT article_id FROM dirty UNION ALL SELECT article_id FROM article_entities)
        OR source_id IN (SELECT source_id FROM restated UNION ALL SELECT source_id FROM before_dirty)
    """,  # with the numbers of their rows, by which these are found: the texts of all would be read otherwise
    """
    CREATE TEMP TABLE articles AS FROM onrecord.articles
    WHERE rowid IN (SELECT place FROM near_articles SEMI JOIN dirty USING (article_id))
    """,
    """
    INSERT INTO articles BY NAME
    SELECT * EXCLUDE (text) FROM onrecord.articles
    WHERE rowid IN (SELECT place FROM near_articles ANTI JOIN dirty USING (article_id))
    """,  # whose rows stay, so that nobody looks at their texts
)


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
    links, annotations = _describe_links(con, batches), describe_annotations(batches)
    # not as parameters: with the first of them DuckDB would import pandas
    if full_bytes is None:
        con.execute(f"UPDATE meta.built SET links = {links}, annotations = '{annotations}'")
        return
    _register_loaded(con, batches)
    con.execute("INSERT INTO meta.loaded BY NAME FROM now_loaded")
    con.unregister("now_loaded")
    noted = "NULL" if full_bytes == AMENDED else f"'{annotations}'"  # what was amended are not the lake's rows
    con.execute(f"INSERT INTO meta.built VALUES ('{fingerprint()}', {full_bytes}, {links}, {noted})")


def describe_annotations(batches: Sequence[Batch]) -> str:
    """A name of the articles and what was made of their texts."""
    return state_of(batches, ("articles", "annotations"))


def find_passed(path: Path) -> str | None:
    """The articles and annotations, as `describe_annotations` names them, that passed today's checks in the file; None
    where there is no such file.
    """
    try:
        with duckdb.connect(str(path), read_only=True) as con:
            sql = f"SELECT annotations FROM meta.built WHERE fingerprint = '{fingerprint()}'"
            found: list[tuple[str | None]] = con.execute(sql).fetchall()
    except duckdb.Error:
        return None
    return found[0][0] if found else None


def _describe_links(con: duckdb.DuckDBPyConnection, batches: Sequence[Batch]) -> str:
    """The state of the links that the file holds, for SQL; null where it does not hold just those of the lake."""
    rows = {name: sum(batch.rows.get(name, 0) for batch in batches) for name in ("entity_links", "entities")}
    held = {name: con.execute(f"SELECT count(*) FROM onrecord.{name}").fetchall()[0][0] for name in rows}
    return f"'{state_of(batches)}'" if rows == held and is_linked(con) else "NULL"


def _find_other_batches(con: duckdb.DuckDBPyConnection, batches: Sequence[Batch]) -> set[tuple[str, str]]:
    """Kind and id of the batches that came, went, or lost articles since the file was made: a batch never gains any."""
    counts = "SELECT kind, batch_id, count(*) FROM meta.loaded GROUP BY ALL"
    before = Counter({(kind, batch): count for kind, batch, count in con.execute(counts).fetchall()})
    now: Counter[tuple[str, str]] = Counter()
    for batch in batches:
        for origin, articles in batch.origins.items():
            now[batch.kind, origin] += len(articles)
    others = {key for key in before.keys() | now.keys() if before[key] != now[key]}
    columns = list(zip(*others, strict=True)) or [(), ()]
    table = pa.table([pa.array(column, pa.string()) for column in columns], names=["kind", "batch_id"])
    con.register("some_rows", table)
    con.execute("CREATE OR REPLACE TEMP TABLE other_batches AS FROM some_rows")
    con.unregister("some_rows")
    return others


def _register_loaded(
    con: duckdb.DuckDBPyConnection, batches: Sequence[Batch], only: Collection[tuple[str, str]] | None = None
) -> None:
    """Makes a view of which article came with which batch; only of some batches, named by kind and id, if given."""
    every = ((batch.kind, origin, articles) for batch in batches for origin, articles in batch.origins.items())
    parts = [part for part in every if only is None or part[:2] in only]
    columns = {
        "kind": [pa.repeat(kind, len(articles)) for kind, _, articles in parts],
        "article_id": [pa.array(list(articles), pa.string()) for _, _, articles in parts],
        "batch_id": [pa.repeat(origin, len(articles)) for _, origin, articles in parts],
    }
    con.register("now_loaded", pa.table({name: pa.chunked_array(some, pa.string()) for name, some in columns.items()}))


def update(con: duckdb.DuckDBPyConnection, lake: Lake, batches: Sequence[Batch], moves: Moves | None = None) -> bool:
    """Loads what changed into the current database; False, before any row is touched, where too much did.

    moves: what the last pass of linking changed.
    """
    view_lake(con, lake, [batch for batch in batches if batch.kind in WHOLE])
    given = moves is not None and _register_moves(con, batches, moves)
    _register_loaded(con, batches, _find_other_batches(con, batches))
    con.execute(DIRTY_SQL)
    con.execute(_find_dirty_sql(moves if given else None))
    dirty = {row[0] for row in con.execute("SELECT DISTINCT article_id FROM dirty").fetchall()}
    known = con.execute("SELECT count(*) FROM articles").fetchall()[0][0]
    if len(dirty) > MAX_DIRTY * known:
        return False
    con.execute("BEGIN")
    for statement in NOTE_LOADED_SQL:
        con.execute(statement)
    con.unregister("now_loaded")
    if dirty:
        view_lake(con, lake, [batch for batch in batches if batch.find(dirty)], "batch")
    _reload_articles(con)
    _reload_annotations(con, given)
    con.execute("COMMIT")
    index_texts(con)  # of every article, which the checks do not see
    _view_changed(con)
    return True


def _register_moves(con: duckdb.DuckDBPyConnection, batches: Sequence[Batch], moves: Moves) -> bool:
    """Makes the moves temporary tables; False where the file holds other links than those they start from, or the lake
    others than those they lead to.
    """
    [(links,)] = con.execute("SELECT links FROM meta.built").fetchall()
    if links != moves.before or state_of(batches) != moves.after:
        return False
    for name, rows in moves.tables.items():
        con.register("some_rows", rows)
        con.execute(f"CREATE OR REPLACE TEMP TABLE moved_{name} AS FROM some_rows")
        con.unregister("some_rows")
    return True


def _find_dirty_sql(moves: Moves | None) -> str:
    """The statement that adds the articles of which the links say something else; moves are None where unknown."""
    if moves is None:
        return DIRTY_LINKS_SQL.format(join="LEFT JOIN", links="lake", relinked="true")
    return DIRTY_LINKS_SQL.format(join="JOIN", links="moved", relinked=str(moves.relinked).lower())


def _is_dirty(kind: str, column: str = "article_id", also: str = "") -> str:
    return f"{column} IN (SELECT article_id FROM dirty WHERE kind = '{kind}' {also})"


def _delete_dirty(con: duckdb.DuckDBPyConnection, kind: str, names: Sequence[str]) -> None:
    """Takes out the rows of dirty articles; most are new and have none, which spares a look at every row."""
    if con.execute(f"SELECT 1 FROM dirty WHERE kind = '{kind}' AND was_loaded LIMIT 1").fetchall():
        for name in names:
            con.execute(f"DELETE FROM {name} WHERE {_is_dirty(kind, also='AND was_loaded')}")


def _reload_articles(con: duckdb.DuckDBPyConnection) -> None:
    is_dirty = _is_dirty("articles")
    was_there = _is_dirty("articles", also="AND was_loaded")
    con.execute(f"CREATE OR REPLACE TEMP TABLE before_dirty AS SELECT source_id FROM articles WHERE {was_there}")
    _delete_dirty(con, "articles", ["articles"])
    con.execute(TOUCHED_SQL.format(is_dirty=is_dirty))
    con.execute(ARTICLE_STATE_SQL.format(articles=TOUCHED_ARTICLES.format(is_dirty=is_dirty)))
    where = f"WHERE {_is_dirty('articles', 'r.article_id')}"
    insert_rows(con, ["articles"], where)
    con.execute(RESTATED_SQL)
    con.execute(UPDATE_STATE_SQL)


def _reload_annotations(con: duckdb.DuckDBPyConnection, given: bool) -> None:
    """given: whether what moved in the links is known."""
    where = f"WHERE {_is_dirty('annotations', 'r.article_id')}"
    others = [name for name in ANNOTATION_TABLES if name != "article_entities"]
    _delete_dirty(con, "annotations", ANNOTATION_TABLES)
    _add_rows(con, "article_entities", where)
    if given:
        for name in ("entity_links", "entities"):
            move_rows(con, name, KEYS[name])
    if not (given and is_linked(con)):
        replace_links(con)
    replace_whole_tables(con)
    [(only_came,)] = con.execute(ONLY_CAME_SQL).fetchall()
    con.execute(MOVED_LINKS_SQL if only_came else NEAR_LINKS_SQL)
    for name in others:
        _add_rows(con, name, where)


def _add_rows(con: duckdb.DuckDBPyConnection, name: str, where: str) -> None:
    """Adds rows of the lake to a table, and keeps them as a temporary one of its name: the checks see no others."""
    con.execute(f"CREATE TEMP TABLE {name} AS {select_rows(TABLES[name], where)}")
    con.execute(f"INSERT INTO onrecord.{name} BY NAME FROM temp.{name}")


def is_linked(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether every article's entity has one link, and one that linking made."""
    rows = con.execute("""
        SELECT (SELECT count(*) FROM onrecord.article_entities) = count(*) AND count_if(rule = 'not_linked') = 0
        FROM onrecord.entity_links
    """).fetchall()
    return bool(rows[0][0])


def _view_changed(con: duckdb.DuckDBPyConnection) -> None:
    """Temporary tables that the checks see in place of the long ones: the other rows passed them when they came."""
    for statement in VIEW_CHANGED_SQL:
        con.execute(statement)
