"""Full-text search over quotes and articles: ranked by DuckDB's fts extension where it is, by counting words where not.

The extension is no part of DuckDB's package: `pip install 'onrecord[search]'` brings it, or `INSTALL fts` fetches it
once. The index is a file of its own beside the warehouse, so that the warehouse itself opens without any extension.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import duckdb

from warehouse.database.database import open_readonly
from warehouse.tables import quote_literal

KINDS = {"quotes": "quote_id", "articles": "article_id"}
WORD = re.compile(r"\w+")
BETWEEN_WORDS = r"[^\pL\pN]+"  # by default the extension passes over figures and all letters but a to z
MAX_WORDS = 20  # of a search; the rest is ignored


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that was found; the score compares hits of one search only."""

    row_id: str
    score: float
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, and how: `fts` (BM25 over stems) or `scan` (whole words counted in every text, slower)."""

    hits: list[Hit]
    way: str


def search(database: Path, words: str, kind: str = "quotes", limit: int = 20) -> Found:
    """The quotes or articles (kind) of current revisions that hold the words, best first.

    Any word is enough for a hit; rows with more of the words come first. The first search of a new warehouse makes
    the index. Raises KeyError on another kind.
    """
    wanted = list(dict.fromkeys(word.lower() for word in WORD.findall(words)))[:MAX_WORDS]
    key = KINDS[kind]
    if not wanted:
        return Found([], "scan")
    indexed = _open_index(database)
    if indexed is not None:
        with indexed as con:
            return Found(_ask(con, _ranked(kind, key), {"words": " ".join(wanted), "limit": limit}), "fts")
    with open_readonly(database) as con:
        # \b knows no letters but a to z here
        patterns = [rf"(?:^|[^\pL\pN]){re.escape(word)}(?:$|[^\pL\pN])" for word in wanted]
        return Found(_ask(con, _counted(kind, key), {"patterns": patterns, "limit": limit}), "scan")


def build_index(database: Path) -> bool:
    """Makes the index file of a warehouse anew; False where the extension is missing."""
    target = index_path(database)
    draft = target.with_name(f".{target.name}.building")
    draft.unlink(missing_ok=True)
    with duckdb.connect(str(draft)) as con:
        if not _load_extension(con):
            draft.unlink(missing_ok=True)
            return False
        con.execute(f"ATTACH {quote_literal(str(database))} AS source (READ_ONLY)")
        for kind, key in KINDS.items():
            con.execute(f"CREATE TABLE {kind} AS SELECT {key}, text FROM source.{kind} {_only_current('source.')}")
            con.execute(f"PRAGMA create_fts_index('{kind}', '{key}', 'text', ignore={quote_literal(BETWEEN_WORDS)})")
    draft.replace(target)
    return True


def remove_index(database: Path) -> None:
    """Removes the index: it holds texts, and those of a forgotten article may not stay until the next search."""
    index_path(database).unlink(missing_ok=True)


def index_path(database: Path) -> Path:
    """Where the index of a warehouse is kept."""
    return database.with_name(f"{database.stem}.fts.duckdb")


def _open_index(database: Path) -> duckdb.DuckDBPyConnection | None:
    """The index, made anew where the warehouse is newer; None without the extension, and where it cannot be written."""
    path = index_path(database)
    is_old = not path.exists() or path.stat().st_mtime < database.stat().st_mtime
    try:
        if is_old and not build_index(database):
            return None
    except (OSError, duckdb.IOException):  # the folder is read-only, or the disk is full
        return None
    con = duckdb.connect(str(path), read_only=True)
    if _load_extension(con):
        return con
    con.close()
    return None


def _load_extension(con: duckdb.DuckDBPyConnection) -> bool:
    """Loads the extension that was installed with DuckDB's INSTALL, else that of the package `duckdb-extension-fts`."""
    for name in ("fts", *_packaged_extension()):
        try:
            con.execute(f"LOAD {quote_literal(name)}")
        except duckdb.Error:
            continue
        return True
    return False


def _packaged_extension() -> list[str]:
    """The file in the package, which is made for one version of DuckDB."""
    found = find_spec("duckdb_extension_fts")
    folders = (found.submodule_search_locations if found else None) or ()
    inside = Path("extensions") / f"v{duckdb.__version__}" / "fts.duckdb_extension"
    paths = [Path(folder) / inside for folder in folders]
    return [str(path) for path in paths if path.exists()]


def _only_current(prefix: str = "") -> str:
    return f"WHERE article_id IN (SELECT article_id FROM {prefix}articles WHERE is_current)"


def _ranked(kind: str, key: str) -> str:
    return f"""
    SELECT {key}, score, text FROM (SELECT *, fts_main_{kind}.match_bm25({key}, $words) AS score FROM {kind})
    WHERE score IS NOT NULL ORDER BY score DESC, {key} LIMIT $limit
    """


def _counted(kind: str, key: str) -> str:
    return f"""
    WITH counted AS (
        SELECT {key}, text,
            list_sum(list_transform($patterns, lambda p: CAST(regexp_matches(lower(text), p) AS INTEGER))) AS score
        FROM {kind} {_only_current()}
    )
    SELECT {key}, CAST(score AS DOUBLE), text FROM counted
    WHERE score > 0 ORDER BY score DESC, length(text), {key} LIMIT $limit
    """


def _ask(con: duckdb.DuckDBPyConnection, sql: str, parameters: dict[str, object]) -> list[Hit]:
    return [Hit(*row) for row in con.execute(sql, parameters).fetchall()]
