"""Queries of anyone's: whatever they ask, they end in time and in memory, and say why."""

import time
from contextlib import suppress

import pytest
from builders import fill, run_rows

from warehouse.database import limited
from warehouse.database.database import build_warehouse
from warehouse.database.limited import QueryFailed, ask_limited
from warehouse.database.querying import QueryStopped
from warehouse.lake.lake import Lake

SECONDS = 3.0
BOMBS = {
    "cross join": "SELECT count(*) FROM range(1000000) a, range(1000000) b",
    "three cross joins in order": "SELECT * FROM range(100000) a, range(100000) b, range(100000) c ORDER BY 1 DESC, 2",
    "edit distance": "SELECT levenshtein(repeat('a', 40000), repeat('b', 40000))",
    "another edit distance": "SELECT damerau_levenshtein(repeat('a', 60000), repeat('b', 60000))",
    "likeness": "SELECT jaro_similarity(repeat('a', 400000), repeat('b', 400000))",
    "one long string": "SELECT length(repeat('a', 4000000000))",
    "many long strings": "SELECT repeat('x', 100000) FROM range(100000)",
    "strings put together": "SELECT string_agg(repeat('x', 1000), '') FROM range(10000000)",
    "endless recursion": "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT max(n) FROM r",
    "a list of all": "SELECT list(i) FROM range(1000000000) t(i)",
    "a long list sorted": "SELECT list_sort(range(300000000))",
    "a regular expression": "SELECT regexp_replace(repeat('a', 50000000), '(a*)*b', 'x', 'g')",
    "an order of all": "SELECT * FROM range(1000000000) ORDER BY hash(range) DESC",
}


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    folder = tmp_path_factory.mktemp("limited")
    lake = Lake(folder / "lake")
    lake.append_log("runs", run_rows(), "run_id")
    fill(lake, range(2))
    build_warehouse(lake, folder / "onrecord.duckdb")
    return folder / "onrecord.duckdb"


def test_rows_come_as_from_the_file(warehouse):
    found = ask_limited(warehouse, "SELECT article_id, 1.5::DECIMAL(5,1) AS n FROM articles ORDER BY 1", row_limit=1)
    assert (found.columns, found.rows[0][0], str(found.rows[0][1]), found.is_cut) == (
        ["article_id", "n"],
        "a0",
        "1.5",
        True,
    )


@pytest.mark.parametrize(
    "sql", ["", "  \n", ";", "SELEC 1", "DROP TABLE articles", "SELECT * FROM read_csv('/etc/hosts')"]
)
def test_what_is_wrong_is_said(warehouse, sql):
    with pytest.raises(QueryFailed, match=r"\w"):
        ask_limited(warehouse, sql)


@pytest.mark.parametrize("name", ["edit distance", "one long string", pytest.param("all", marks=pytest.mark.slow)])
def test_a_bomb_ends_in_time_and_memory(warehouse, monkeypatch, name):
    peak = [0]
    look = limited._memory
    monkeypatch.setattr(limited, "_memory", lambda pid: peak.append(look(pid)) or peak[-1])
    for sql in BOMBS.values() if name == "all" else [BOMBS[name]]:
        began = time.monotonic()
        with suppress(QueryStopped, QueryFailed):
            ask_limited(warehouse, sql, seconds=SECONDS)
        assert time.monotonic() - began < SECONDS + 2, sql
    assert max(peak) < 1_000_000_000
