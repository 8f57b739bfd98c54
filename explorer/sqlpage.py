"""SQL in the browser: one query, read only, bounded in rows, time and memory as on the command line."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from explorer.database import WAREHOUSE_FILE
from explorer.keeping import LONGEST, read_kept
from explorer.links import Links
from warehouse.database.limited import QueryFailed, ask_limited
from warehouse.database.querying import QueryResult, QueryStopped

ROWS, SECONDS = 500, 10.0
AT_ONCE = threading.BoundedSemaphore(2)  # queries under way: the pages need a processor as well
BARS = 40  # rows drawn as bars at most
PAGES = {"article_id": "articles", "entity_id": "entities", "person_id": "entities", "speaker_id": "entities",
         "organization_id": "entities", "demander_id": "entities", "addressee_id": "entities",
         "claimant_id": "entities"}  # fmt: skip
EXAMPLES = (
    ("Most quoted people", "SELECT person, title, statements FROM most_quoted_people LIMIT 20"),
    (
        "Statements by week",
        "SELECT week, count(DISTINCT statement_key) AS statements FROM statements GROUP BY 1 ORDER BY 1",
    ),
    (
        "Sums with a deadline",
        "SELECT due_on, claimant, text, subject, article_id FROM commitments ORDER BY due_on LIMIT 50",
    ),
    ("Tables and views", "SELECT table_name, comment FROM duckdb_views() WHERE NOT internal ORDER BY 1"),
)


def read_answer(data: Path, query: Mapping[str, str], links: Links, *, may_run: bool) -> dict[str, Any]:
    """The page's contents: the query, its rows or why there are none, and bars where a number follows a name.

    A query is not run where another site's page led here (`may_run`): it is shown, to be sent by hand.
    """
    sql = query.get("q", "")[:LONGEST]
    shown = {
        "sql": sql,
        "saved": read_kept(data, "queries"),
        "examples": EXAMPLES,
        "bars": [],
        "result": None,
        "problem": "",
    }
    if not sql.strip() or not may_run:
        return {**shown, "status": 200}
    try:
        result = run_bounded(data, sql)
    except (QueryFailed, QueryStopped, OSError) as error:
        return {**shown, "problem": str(error), "status": 400}
    places = [PAGES.get(name) for name in result.columns]
    rows = [
        [
            (value, links.to(page, str(value)) if page and value else None)
            for value, page in zip(row, places, strict=True)
        ]
        for row in result.rows
    ]
    drawn, bars = read_bars(result)
    return {**shown, "result": result, "rows": rows, "drawn": drawn, "bars": bars, "status": 200}


def run_bounded(data: Path, sql: str) -> QueryResult:
    """The first rows of a query. Raises QueryStopped where too much is being asked at once, or takes too long."""
    if not AT_ONCE.acquire(timeout=1.0):
        raise QueryStopped("Other queries are under way; try again in a moment.")
    try:
        return ask_limited(data / WAREHOUSE_FILE, sql, ROWS, SECONDS)
    finally:
        AT_ONCE.release()


def read_bars(result: QueryResult) -> tuple[str, list[tuple[str, float, float]]]:
    """The name of a number, and its label, value and share of the largest in each row, where the answer is names or
    days and then numbers: the first of them.

    >>> read_bars(QueryResult(["who", "n"], ["VARCHAR", "BIGINT"], [("A", 4), ("B", 2)], False))
    ('n', [('A', 4.0, 1.0), ('B', 2.0, 0.5)])
    """
    numbers = [
        i
        for i, kind in enumerate(result.types)
        if i and kind.split("(")[0] in ("BIGINT", "DOUBLE", "DECIMAL", "HUGEINT", "INTEGER")
    ]
    if not numbers or not 1 < len(result.rows) <= BARS:
        return "", []
    pairs = [(str(row[0]), float(row[numbers[0]] or 0)) for row in result.rows]
    most = max(value for _, value in pairs)
    bars = [(label, value, max(0.0, value / most)) for label, value in pairs] if most > 0 else []
    return result.columns[numbers[0]], bars


def as_json(result: QueryResult) -> bytes:
    """The rows as objects."""
    rows = [dict(zip(result.columns, row, strict=True)) for row in result.rows]
    return json.dumps({"rows": rows, "is_cut": result.is_cut}, ensure_ascii=False, default=str).encode(
        "utf-8", "replace"
    )
