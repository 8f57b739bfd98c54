"""How long each page of the explorer takes on a warehouse of 20,000 invented articles.

    python -m bench.explorer [--articles 20000] [--data DIR] [--requests 5000]

Prints a table of milliseconds (first and median of the next five requests) and ends with 1 if a page's median is
over 300 ms. The bounds of the sizes are printed too; the rows are invented and the same on every run. With
--requests the pages are asked for by four readers while the file is replaced every three seconds, as loads do; the
memory is printed on the way, and a status of 500 or more ends with 1.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import psutil
from starlette.testclient import TestClient

from explorer.server import create_app
from warehouse import tables

LIMIT_MS = 300
READERS, LOAD_SECONDS = 4, 3.0
STAMP = "'run_1' AS run_id, 'bench' AS pipeline_version"
PEOPLE = 4_000
# one sentence has one length, so that every offset is known without looking
SENTENCE = (
    "printf('“We counted %06d crates in hall %02d and most of the lids were open,” "
    "Person %04d said of Body %03d, which owes $%03d million. ', i, k, {person}, i % 400, 1 + (i * 7 + k) % 900)"
)
SAMPLE = (
    "“We counted 000000 crates in hall 00 and most of the lids were open,” "
    "Person 0000 said of Body 000, which owes $000 million. "
)
WIDTH = len(SAMPLE)
QUOTE = SAMPLE.index("”") + 1
SPEAKER, BODY, SUM = SAMPLE.index("Person"), SAMPLE.index("Body"), SAMPLE.index("$")
PERSON = f"CAST(pow(((i * 7919 + k * 104729) % 10000) / 10000.0, 3) * {PEOPLE} AS INTEGER)"
PER_ARTICLE = 14
PLACES = f"FROM range($n) a(i), range({PER_ARTICLE}) s(k)"
QUOTE_ID = "printf('quote_%06d_%02d', i, k)"
ARTICLE_ID = "printf('article_%06d', i)"
FILL = {
    "runs": """SELECT 'run_1' AS run_id, TIMESTAMPTZ '2033-01-01 00:00:00+00' AS started_at,
        NULL::TIMESTAMPTZ AS finished_at,
        'completed' AS status, ['bench'] AS sources, 'bench' AS pipeline_version, 'none' AS model, '{}' AS counts""",
    "articles": f"""SELECT {ARTICLE_ID} AS article_id, printf('doc-%06d', i) AS source_id, 'bench' AS source_uri,
        'Publisher ' || i % 60 AS publisher, 'Crates counted in hall ' || i AS headline,
        TIMESTAMPTZ '2031-01-01 00:00:00+00' + INTERVAL 1 HOUR * (i % 17000) AS published_at, 'en' AS language,
        (SELECT string_agg({SENTENCE.format(person=PERSON)}, '' ORDER BY k) FROM range({PER_ARTICLE}) s(k)) AS text,
        '-' AS content_hash, {ARTICLE_ID} AS cluster_id, 1 AS revision, true AS is_current,
        TIMESTAMPTZ '2033-01-01 00:00:00+00' AS ingested_at, i AS arrival, 'run_1' AS run_id FROM range($n) a(i)""",
    "segments": f"""SELECT {ARTICLE_ID} AS article_id, printf('segment_%06d', i) AS segment_id, 'body' AS kind,
        0 AS start,
        {WIDTH * PER_ARTICLE} AS "end", {STAMP} FROM range($n) a(i)""",
    "sentences": f"""SELECT {ARTICLE_ID} AS article_id, printf('s_%06d_%02d', i, k) AS sentence_id, 's' AS segment_id,
        k * {WIDTH} AS start, (k + 1) * {WIDTH} AS "end", {STAMP} {PLACES}""",
    "entities": f"""SELECT printf('person_%04d', i) AS entity_id, 'person' AS kind, printf('Person %04d', i) AS name,
        [printf('Person %04d', i)] AS aliases, 70 AS article_count,
        'bench' AS pipeline_version FROM range({PEOPLE}) a(i)
        UNION ALL SELECT printf('body_%03d', i), 'organization', printf('Body %03d', i), [printf('Body %03d', i)],
        700, 'bench'
        FROM range(400) a(i)""",
    "mentions": f"""SELECT printf('mention_%06d_%02d_%d', i, k, j) AS mention_id, {ARTICLE_ID} AS article_id,
        CASE j WHEN 0 THEN printf('person_%04d', {PERSON}) ELSE printf('body_%03d', i % 400) END AS entity_id,
        CASE j WHEN 0 THEN 'person' ELSE 'organization' END AS kind, 'name' AS form,
        CASE j WHEN 0 THEN printf('Person %04d', {PERSON}) ELSE printf('Body %03d', i % 400) END AS text,
        k * {WIDTH} + CASE j WHEN 0 THEN {SPEAKER} ELSE {BODY} END AS start,
        k * {WIDTH} + CASE j WHEN 0 THEN {SPEAKER + 11} ELSE {BODY + 8} END AS "end", {STAMP} {PLACES},
        range(2) m(j)""",
    "roles": f"""SELECT printf('role_%06d_%02d', i, k) AS role_id, {ARTICLE_ID} AS article_id,
        printf('person_%04d', {PERSON}) AS person_id, 'teller' AS title, printf('body_%03d',
        i % 400) AS organization_id,
        false AS is_former, 0 AS start, 6 AS "end", 'bench' AS rule, {STAMP} {PLACES} WHERE k < 4""",
    "quotes": f"""SELECT {QUOTE_ID} AS quote_id, {ARTICLE_ID} AS article_id, 'direct' AS kind,
        CASE WHEN (i + k) % 40 = 0 THEN 'demanded' ELSE 'said' END AS act,
        printf('“We counted %06d crates in hall %02d and most of the lids were open,”', i, k) AS text,
        printf('“We counted %06d crates in hall %02d and most of the lids were open,”', i, k) AS quoted_text,
        k * {WIDTH} AS start, k * {WIDTH} + {QUOTE} AS "end", printf('Person %04d', {PERSON}) AS speaker_text,
        k * {WIDTH} + {SPEAKER} AS speaker_start, k * {WIDTH} + {SPEAKER + 11} AS speaker_end,
        printf('person_%04d', {PERSON}) AS speaker_id,
        CASE WHEN (i + k) % 40 = 0 THEN printf('body_%03d', i % 400) END AS addressee_id, 'said' AS cue,
        false AS is_negated, 'bench' AS rule, ((i * 31 + k * 17) % 1000) / 1000.0 AS confidence,
        ((i * 31 + k * 17) % 1000) / 1000.0 AS speaker_confidence, {STAMP} {PLACES}""",
    "quote_spans": f"""SELECT {ARTICLE_ID} AS article_id, {QUOTE_ID} AS quote_id, 0 AS part, k * {WIDTH} AS start,
        k * {WIDTH} + {QUOTE} AS "end", {STAMP} {PLACES}""",
    "money_claims": f"""SELECT printf('claim_%06d_%02d', i, k) AS claim_id, {ARTICLE_ID} AS article_id,
        printf('$%03d million', 1 + (i * 7 + k) % 900) AS text, k * {WIDTH} + {SUM} AS start,
        k * {WIDTH} + {SUM + 12} AS "end",
        (1 + (i * 7 + k) % 900) * 1000000 AS amount_low, (1 + (i * 7 + k) % 900) * 1000000 AS amount_high,
        'USD' AS currency,
        'exact' AS modifier, 'owes' AS subject, 'level' AS direction, 'asserted' AS modality,
        printf('person_%04d', {PERSON}) AS claimant_id, printf('group_%06d',
        (i * {PER_ARTICLE} + k) // 3) AS claim_group_id,
        'bench' AS rule, 0.8 AS confidence, {STAMP} {PLACES} WHERE k < 4""",
}
PAGES = (
    "/",
    "/articles",
    "/articles?body=hall+07&page=3",
    "/articles/article_000017",
    "/entities",
    "/entities?text=person+12&sort=-quotes",
    "/entities/person_0000",
    "/entities/body_003",
    "/quotes",
    "/quotes?text=crates&speaker=person+0001&since=2031-06-01&sort=-confidence",
    "/quotes?role=teller&page=40",
    "/quotes?speaker_id=person_0000&about_id=body_003",
    "/money",
    "/money?sort=-amount&least=500000000",
    "/money?claimant=person+0002&deadline=none",
    "/demands",
    "/review",
    "/review?table=demands",
    "/rejects",
    "/search?q=crates",
    "/search?q=person+0012",
    "/compare",
    "/network",
    "/network?of=person_0001",
    "/map",
    "/life",
    "/sql?q=SELECT+kind,+count(*)+FROM+entities+GROUP+BY+1",
)


def build(path: Path, articles: int) -> None:
    """Writes the invented warehouse."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(path)) as connection:
        for name, table in tables.TABLES.items():
            if table.in_warehouse:
                for statement in tables.ddl(table):
                    connection.execute(statement)
                if name in FILL:
                    values = {"n": articles} if "$n" in FILL[name] else None
                    connection.execute(f'INSERT INTO "{name}" BY NAME {FILL[name]}', values)


def measure(client: TestClient, page: str) -> tuple[float, float]:
    """The first request's milliseconds, and the median of five more."""
    times = []
    for _ in range(6):
        start = time.perf_counter()
        answer = client.get(page)
        times.append((time.perf_counter() - start) * 1000)
        if answer.status_code != 200:
            raise SystemExit(f"{page}: {answer.status_code}")
    return times[0], statistics.median(times[1:])


def ask_during_loads(data: Path, requests: int) -> bool:
    """Whether every request was answered, while the warehouse is replaced again and again."""
    client = TestClient(create_app(data), base_url="http://localhost", raise_server_exceptions=False)
    done = threading.Event()
    threading.Thread(target=keep_loading, args=(data / "onrecord.duckdb", done), daemon=True).start()
    counts: Counter[int] = Counter()
    with ThreadPoolExecutor(READERS) as pool:
        asked = (PAGES[number % len(PAGES)] for number in range(requests))
        for number, status in enumerate(pool.map(lambda page: client.get(page).status_code, asked), 1):
            counts[status] += 1
            if number % (requests // 10) == 0:
                print(f"{number:,} requests, {psutil.Process().memory_info().rss / 1e6:,.0f} MB, {dict(counts)}")
    done.set()
    return max(counts) < 500


def keep_loading(path: Path, done: threading.Event) -> None:
    """Puts a copy in the place of the file every few seconds."""
    while not done.wait(LOAD_SECONDS):
        draft = path.with_suffix(".building")
        shutil.copyfile(path, draft)
        draft.replace(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--data", type=Path, help="where to leave the warehouse; by default a folder that is removed")
    parser.add_argument("--requests", type=int, default=0, help="ask so often while the file is replaced")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = given.data or Path(folder)
        path = data / "onrecord.duckdb"
        if not path.exists():
            build(path, given.articles)
        print(
            f"{given.articles:,} articles, {given.articles * PER_ARTICLE:,} quotes, {path.stat().st_size / 1e6:.0f} MB"
        )
        if given.requests:
            sys.exit(not ask_during_loads(data, given.requests))
        client = TestClient(create_app(data), base_url="http://localhost")
        slowest = 0.0
        for page in PAGES:
            first, median = measure(client, page)
            slowest = max(slowest, median)
            print(f"{page:<75} first {first:6.0f} ms   median {median:6.0f} ms")
    sys.exit(slowest > LIMIT_MS)


if __name__ == "__main__":
    main()
