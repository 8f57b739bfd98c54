"""Measures of lake and warehouse. `python bench/lake.py NAME`:

load       1M mention rows from the lake against a bare CREATE TABLE AS of the same files
update     10 new articles on 20,000: the incremental load, and that it equals a full one
kills      40 SIGKILLs at random moments of a whole job; afterwards every table equals that of a job never killed
writers    two writers at once, 20 batches each
views      every view over 1M mentions, 160,000 quotes: the slowest
readers    a reader process that reconnects in a loop through 20 loads
size       bytes per article of a lake and its warehouse (--data DIR)
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "tests" / "warehouse")]

import duckdb  # noqa: E402
import jobs  # noqa: E402
import pyarrow as pa  # noqa: E402
from builders import NOON, run_rows  # noqa: E402

from warehouse.arrow import to_table  # noqa: E402
from warehouse.database.database import build_warehouse, open_readonly  # noqa: E402
from warehouse.database.viewing import read_views  # noqa: E402
from warehouse.lake.lake import Lake  # noqa: E402
from warehouse.tables import TABLES  # noqa: E402

PROCESSES = multiprocessing.get_context("forkserver")
PER_ARTICLE = {
    "mentions": 50,
    "sentences": 25,
    "article_entities": 15,
    "quotes": 8,
    "quote_spans": 8,
    "money_claims": 2,
}
PARAGRAPH = "Mayor Ada Stone said the bridge will cost $5 million. "


def make_corpus(lake: Lake, articles: int, batch_size: int = 200) -> None:
    """A lake of made-up articles with as many rows as news articles of 500 words have."""
    lake.append_log("runs", run_rows(), "run_id")
    for first in range(0, articles, batch_size):
        numbers = range(first, min(articles, first + batch_size))
        rows = [article(number) for number in numbers]
        lake.commit_batch(f"b{first}", "articles", {"articles": to_table("articles", rows)})
        lake.commit_batch(f"b{first}", "annotations", annotations(numbers))
    readings = [f"reading{n}_{i}" for n in range(articles) for i in range(PER_ARTICLE["article_entities"])]
    people = articles // 4 + 1
    entities = [f"entity{place % people}" for place in range(len(readings))]
    rules = ["same_name"] * len(readings)
    links = {"article_entity_id": readings, "entity_id": entities, "rule": rules, "confidence": [0.9] * len(readings)}
    names = sorted(set(entities))
    entity_rows = [
        {
            "entity_id": name,
            "kind": "person",
            "name": f"Ada {name}",
            "aliases": [f"Ada {name}"],
            "article_count": 4,
            "pipeline_version": "1",
        }
        for name in names
    ]
    states = [
        {"article_id": f"a{n}", "cluster_id": f"a{n}", "revision": 1, "is_current": True} for n in range(articles)
    ]
    lake.replace_links(
        {
            "entity_links": pa.table(links),
            "entities": to_table("entities", entity_rows),
            "article_links": to_table("article_links", states),
        }
    )


def article(number: int) -> dict[str, object]:
    """A row of articles, 2,700 characters long."""
    return {
        "article_id": f"a{number}",
        "source_id": f"s{number}",
        "source_uri": f"news/{number}.txt",
        "publisher": f"Paper {number % 40}",
        "published_at": NOON,
        "language": "en",
        "text": PARAGRAPH * 50,
        "content_hash": str(number),
        "ingested_at": NOON,
        "arrival": number,
        "run_id": "run1",
    }


def annotations(numbers: range) -> dict[str, pa.Table]:
    """Annotation tables of some articles; every paragraph has the same mention, quote and claim."""
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in ("segments", *PER_ARTICLE)}
    size = len(PARAGRAPH)
    for n in numbers:
        made = {"article_id": f"a{n}", "run_id": "run1", "pipeline_version": "1"}
        rows["segments"].append({**made, "segment_id": f"segment{n}", "kind": "body", "start": 0, "end": size * 50})
        for name, count in PER_ARTICLE.items():
            for i in range(count):
                rows[name].append({**made, **annotation(name, n, i, size)})
    return {name: to_table(name, found) for name, found in rows.items()}


def annotation(name: str, n: int, i: int, size: int) -> dict[str, object]:
    """The i-th row of a table in article n."""
    sentence, reading = f"sentence{n}_{i % 25}", f"reading{n}_{i % 15}"
    at = (i % 25) * 2 * size + (i // 25) * size
    match name:
        case "sentences":
            return {"sentence_id": sentence, "segment_id": f"segment{n}", "start": at, "end": at + 2 * size - 1}
        case "article_entities":
            return {
                "article_entity_id": reading,
                "kind": "person",
                "name": "Ada Stone",
                "names": ["Ada Stone"],
                "is_named": True,
                "mention_count": 3,
            }
        case "mentions":
            return {
                "mention_id": f"mention{n}_{i}",
                "sentence_id": sentence,
                "entity_id": reading,
                "kind": "person",
                "form": "name",
                "text": "Ada Stone",
                "start": at + 6,
                "end": at + 15,
            }
        case "quotes":
            return {
                "quote_id": f"quote{n}_{i}",
                "sentence_id": sentence,
                "kind": "indirect",
                "act": "said",
                "text": PARAGRAPH[21:-2],
                "quoted_text": PARAGRAPH[21:-2],
                "start": at + 21,
                "end": at + size - 2,
                "speaker_text": "Ada Stone",
                "speaker_start": at + 6,
                "speaker_end": at + 15,
                "speaker_id": reading,
                "is_negated": False,
                "rule": "clause",
                "confidence": 0.9,
                "speaker_confidence": 0.9,
            }
        case "quote_spans":
            return {"quote_id": f"quote{n}_{i}", "part": 0, "start": at + 21, "end": at + size - 2}
        case _:
            return {
                "claim_id": f"claim{n}_{i}",
                "sentence_id": sentence,
                "text": "$5 million",
                "currency": "USD",
                "start": at + PARAGRAPH.index("$"),
                "end": at + PARAGRAPH.index("$") + 10,
                "amount_low": Decimal(5_000_000),
                "amount_high": Decimal(5_000_000),
                "modifier": "exact",
                "direction": "level",
                "modality": "asserted",
                "rule": "symbol",
                "confidence": 0.8,
            }


def timed(work: Callable[..., Any], *args: Any, **kwargs: Any) -> tuple[float, float, Any]:
    """Wall seconds and CPU seconds (of all threads) of a call, and what it gave."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = work(*args, **kwargs)
    return time.perf_counter() - wall, time.process_time() - cpu, result


def measure_load(folder: Path) -> None:
    """1M mentions: the warehouse's statements for all tables against CREATE TABLE AS of the same files, by turns."""
    from warehouse.database.database import database

    lake = Lake(folder / "lake")
    make_corpus(lake, 20_000)
    lake.compact()
    checks, database.run_checks = database.run_checks, lambda con, passed: None
    bare, loaded = [], []
    for _ in range(3):
        bare.append(timed(load_bare, lake, folder / "bare.duckdb")[:2])
        loaded.append(timed(build_warehouse, lake, folder / "onrecord.duckdb", anew=True)[:2])
    database.run_checks = checks
    checked, checked_cpu, rows = timed(build_warehouse, lake, folder / "onrecord.duckdb", anew=True)
    print(f"rows: {rows}")
    for name, place in (("wall", 0), ("CPU", 1)):
        plain, full = (min(times[place] for times in found) for found in (bare, loaded))
        print(f"{name}: bare CREATE TABLE AS {plain:.2f} s, load {full:.2f} s, ratio {full / plain:.2f} (target: 1.5)")
    print(f"with every check: {checked:.2f} s, {checked_cpu:.2f} s CPU")


def load_bare(lake: Lake, path: Path) -> None:
    """What a person without onrecord would do."""
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path)) as con:
        for name in TABLES:
            files = lake.files(name)
            if files:
                con.execute(f"CREATE TABLE {name} AS FROM read_parquet({files}, hive_partitioning = false)")
        con.execute("CHECKPOINT")


def measure_update(folder: Path) -> None:
    """Ten new articles on 20,000, and that the result equals a full build."""
    from test_updating import difference

    lake, path = Lake(folder / "lake"), folder / "onrecord.duckdb"
    make_corpus(lake, 20_000)
    lake.compact()
    full, full_cpu, _ = timed(build_warehouse, lake, path)
    numbers = range(50_000, 50_010)
    lake.commit_batch("new", "articles", {"articles": to_table("articles", [article(n) for n in numbers])})
    lake.commit_batch("new", "annotations", annotations(numbers))
    seconds, cpu, rows = timed(build_warehouse, lake, path)
    build_warehouse(lake, folder / "anew.duckdb", anew=True)
    print(f"full load with checks: {full:.2f} s ({full_cpu:.2f} s CPU); rows {rows}")
    print(f"10 new articles on 20,000: {seconds:.2f} s ({cpu:.2f} s CPU; target: at most 5 s)")
    print(f"tables that differ from a full load: {difference(path, folder / 'anew.duckdb') or 'none'}")


def measure_kills(folder: Path, kills: int = 40, seed: int = 7) -> None:
    """Kills a job at random moments, runs it again, compares every table with those of a job never killed."""
    whole, _, _ = timed(jobs.run_job, folder / "unharmed", batches=6, size=4)
    expected = (jobs.hash_raw(folder / "unharmed"), jobs.hash_warehouse(folder / "unharmed"))
    luck, wrong, unfinished = random.Random(seed), [], 0
    for number in range(kills):
        place = folder / str(number)
        place.mkdir()
        process = PROCESSES.Process(target=jobs.run_job, args=(place,), kwargs={"batches": 6, "size": 4})
        process.start()
        process.join(luck.uniform(0.05, whole))
        unfinished += process.exitcode is None
        process.kill()
        process.join()
        jobs.run_job(place, batches=6, size=4)
        found = (jobs.hash_raw(place), jobs.hash_warehouse(place))
        if found != expected or jobs.leftovers(place):
            wrong.append(number)
        shutil.rmtree(place)
    print(f"{kills} kills, {unfinished} of them before the job's end; wrong afterwards: {wrong or 'none'}")


def measure_writers(folder: Path) -> None:
    """Two writers at once, 20 batches each, over one shared set of articles besides their own."""
    from test_killed import write_batches

    root = folder / "lake"
    writers = [PROCESSES.Process(target=write_batches, args=(root, first, 20)) for first in (0, 100)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    found = sorted(Lake(root).read("quotes", ["article_id"])["article_id"].to_pylist())
    raw = duckdb.sql(f"SELECT count(*), count(DISTINCT article_id) FROM read_parquet('{root}/quotes/**/*.parquet')")
    expected = sorted(f"a{n}" for n in (*range(20), *range(100, 120), 1000, 1001))
    print(f"lost or double: {'none' if found == expected else 'SOME'}; raw rows and articles: {raw.fetchall()[0]}")


def measure_views(folder: Path) -> None:
    """Every view over 20,000 articles; a dashboard asks for one or two at a time."""
    lake, path = Lake(folder / "lake"), folder / "onrecord.duckdb"
    make_corpus(lake, 20_000)
    build_warehouse(lake, path)
    with open_readonly(path) as con:
        times = [(timed(lambda view=name: con.execute(f"FROM {view}").fetchmany(1000)), name) for name in read_views()]
    for (seconds, cpu, _), name in sorted(times, reverse=True)[:4]:
        print(f"{name}: {seconds:.2f} s ({cpu:.2f} s CPU)")


def measure_readers(folder: Path) -> None:
    """A reader that reconnects in a loop sees only whole versions and no error through 20 loads, or this fails."""
    from test_reading import watch_loads

    print(f"20 loads, {watch_loads(folder, 20)} looks by a reader that reconnects: all whole, no error")


def measure_size(data: Path) -> None:
    """Bytes per article of an existing data folder."""
    lake = Lake(data / "lake")
    articles = len(lake.article_ids("articles"))
    stored = sum(batch.bytes for batch in lake.live())
    database = (data / "onrecord.duckdb").stat().st_size
    text = sum(len(t.encode()) for t in lake.read("articles", ["text"])["text"].to_pylist())
    print(
        f"{articles} articles; text {text / articles:,.0f}, lake {stored / articles:,.0f}, "
        f"warehouse {database / articles:,.0f} bytes each"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=["load", "update", "kills", "writers", "views", "readers", "size"])
    parser.add_argument("--data", type=Path)
    arguments = parser.parse_args()
    PROCESSES.set_forkserver_preload(["jobs"])
    if arguments.name == "size":
        measure_size(arguments.data)
        return
    with tempfile.TemporaryDirectory(dir=arguments.data) as folder:
        globals()[f"measure_{arguments.name}"](Path(folder))


if __name__ == "__main__":
    main()
