"""A whole job on a small lake, that can be killed anywhere and run again, and what its result looks like."""

import os
import signal
from hashlib import blake2b
from pathlib import Path

import duckdb
from builders import annotation_tables, article_table, link_tables, run_rows

from warehouse.database.database import build_warehouse
from warehouse.lake.lake import Lake
from warehouse.lake.storage import Storage

BATCHES, SIZE = 2, 3
FORGOTTEN = ["a1"]
CHANGING = ("write", "write_parquet", "publish", "remove")  # what changes the storage
LAKE_TABLES = (
    *("articles", "segments", "sentences", "article_entities", "mentions", "roles", "quotes", "quote_spans"),
    *("money_claims", "entities", "entity_links", "article_links", "claim_links", "runs"),
)


def run_job(folder, load=True, batches=BATCHES, size=SIZE):
    """Takes in, annotates, annotates again by a newer version, compacts, forgets, links and loads."""
    lake = Lake(Path(folder) / "lake")
    lake.recover()
    lake.append_log("runs", run_rows(status="running"), "run_id")
    for number in range(batches):
        numbers = range(number * size, (number + 1) * size)
        lake.commit_batch(f"b{number}", "articles", {"articles": article_table(numbers)})
        newer = lake.article_ids("annotations", "2")
        older = [n for n in numbers if f"a{n}" not in newer]
        if older:
            lake.commit_batch(f"b{number}", "annotations", annotation_tables(older))
    lake.compact()
    for number in range(batches // 2):
        numbers = range(number * size, (number + 1) * size)
        lake.commit_batch(f"c{number}", "annotations", annotation_tables(numbers, version="2"))
    lake.compact()
    lake.forget(FORGOTTEN)
    lake.replace_links(link_tables(n for n in range(batches * size) if f"a{n}" not in FORGOTTEN))
    lake.append_log("runs", run_rows(), "run_id")
    lake.compact()
    if load:
        build_warehouse(lake, Path(folder) / "onrecord.duckdb")


def run_until(folder, number, load=False):
    """Runs the job and is killed just before the given change of the storage."""
    seen = 0

    def count(method):
        def wrapped(*args):
            nonlocal seen
            seen += 1
            if seen == number:
                os.kill(os.getpid(), signal.SIGKILL)
            return method(*args)

        return wrapped

    for name in CHANGING:
        setattr(Storage, name, count(getattr(Storage, name)))
    run_job(folder, load)
    Path(folder, "changes").write_text(str(seen))


def hash_raw(folder):
    """A hash of the rows of each table as raw readers of the Parquet files see them, whatever their order."""
    found = {}
    for table in LAKE_TABLES:
        pattern = Path(folder) / "lake" / table / "**" / "*.parquet"
        rows = duckdb.sql(f"FROM read_parquet('{pattern}', hive_partitioning = false, union_by_name = true)").fetchall()
        found[table] = _hash(rows)
    return found


def hash_warehouse(folder):
    """A hash of the rows of each table of the warehouse."""
    with duckdb.connect(str(Path(folder) / "onrecord.duckdb"), read_only=True) as con:
        tables = [
            row[0]
            for row in con.execute("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main'").fetchall()
        ]
        return {table: _hash(con.execute(f"FROM {table}").fetchall()) for table in tables}


def _hash(rows):
    return len(rows), blake2b("\n".join(sorted(map(repr, rows))).encode(), digest_size=8).hexdigest()


def leftovers(folder):
    """Files that are neither live data, nor records, nor locks."""
    lake = Lake(Path(folder) / "lake")
    live = {file.path for record in lake.live_records() for file in record.files()}
    found = {lake.storage.relative(info) for info in lake.storage.list()}
    return sorted(p for p in found - live if not p.startswith(("_commits/2", "_locks/")))
