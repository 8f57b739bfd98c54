"""What each page of the explorer costs on a warehouse of 20,000 invented articles, and how soon a load is shown.

    python -m bench.explorer [--articles 20000] [--data DIR] [--requests 5000]

Prints a table of milliseconds of CPU time (the first request, and the median of the next five), and ends with 1 where
they are over the bounds below. CPU time of all threads is what an idle machine of one core would take. DIR may hold a
warehouse of one's own.
With --requests the pages are asked for by four readers while the file is replaced every three seconds, as loads do; the
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
from urllib.parse import quote_plus

import duckdb
import psutil
from starlette.testclient import TestClient

from explorer.server import create_app
from warehouse import tables
from warehouse.database.words import SEARCH_SQL, index_texts

MEDIAN_MS, PAGE_MS, SEARCH_MS = 100, 300, 200  # the bounds: of all pages, of any page, of a search
LOAD_MS = 1000  # and of the wall, from a load to the first page that shows it
SETTLED = 5.0  # seconds by which all is counted
COUNTED = ("articles", "quotes", "money_claims", "demands", "mentions")
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
ACTION = SAMPLE.index("owes")
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
    "demands": f"""SELECT printf('demand_%06d_%02d', i, k) AS demand_id, {ARTICLE_ID} AS article_id,
        printf('s_%06d_%02d', i, k) AS sentence_id, printf('owes $%03d million', 1 + (i * 7 + k) % 900) AS action_text,
        k * {WIDTH} + {ACTION} AS start, k * {WIDTH} + {ACTION + 17} AS "end",
        printf('Person %04d', {PERSON}) AS demander_text, k * {WIDTH} + {SPEAKER} AS demander_start,
        k * {WIDTH} + {SPEAKER + 11} AS demander_end, printf('person_%04d', {PERSON}) AS demander_id,
        printf('Body %03d', i % 400) AS addressee_text, k * {WIDTH} + {BODY} AS addressee_start,
        k * {WIDTH} + {BODY + 8} AS addressee_end, printf('body_%03d', i % 400) AS addressee_id, 'owes' AS cue,
        k * {WIDTH} + {ACTION} AS cue_start, k * {WIDTH} + {ACTION + 4} AS cue_end, 'demanded' AS status,
        printf('wish_%06d', (i * {PER_ARTICLE} + k) // 3) AS demand_group_id, 'bench' AS rule,
        0.6 AS confidence, {STAMP} {PLACES} WHERE (i + k) % 13 = 0""",
}
WORDS = """
SELECT word, n FROM (SELECT trim(word) AS word, sum(len(numbers)) AS n FROM search.held GROUP BY 1)
WHERE regexp_full_match(word, '[a-z]{3,}')"""
# what the pages are of: whoever and whatever there is most of
CHOSEN = {
    "person": """SELECT speaker_id, any_value(e.name) FROM quotes q JOIN entities e ON e.entity_id = q.speaker_id
        WHERE e.kind = 'person' GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1""",
    "body": """SELECT entity_id, any_value(e.name) FROM mentions m JOIN entities e USING (entity_id)
        WHERE e.kind = 'organization' GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1""",
    "place": """SELECT entity_id, any_value(e.name) FROM mentions m JOIN entities e USING (entity_id)
        WHERE e.kind = 'place' GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1""",
    "article": "SELECT article_id, headline FROM articles ORDER BY length(text) DESC, 1 LIMIT 1",
    "demand": "SELECT demand_group_id, NULL FROM demands GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1",
    "title": "SELECT title, title FROM roles GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1",
    # a word of many articles, one of a few, and one that nearly all have
    "common": f"{WORDS} ORDER BY abs(n - 0.12 * (SELECT count(*) FROM articles)), word LIMIT 1",
    "rare": f"{WORDS} AND n BETWEEN 1 AND 20 ORDER BY n DESC, word LIMIT 1",
    "usual": f"{WORDS} ORDER BY n DESC, word LIMIT 1",
}
PAGES = (
    "/",
    "/articles",
    "/articles?body={common}&page=3",
    "/articles/{article}",
    "/entities",
    "/entities?text={person_name}&sort=-quotes",
    "/entities/{person}",
    "/entities/{body}",
    "/entities/{place}",
    "/articles?entity_id={place}",
    "/quotes",
    "/quotes?text={common}&speaker={person_name}&since=2031-06-01&sort=-confidence",
    "/quotes?role={title}&page=40",
    "/quotes?speaker_id={person}&about_id={body}",
    "/money",
    "/money?sort=-amount&least=500000000",
    "/money?claimant={person_name}&deadline=none",
    "/demands",
    "/review",
    "/review?table=demands",
    "/rejects",
    "/search?q={rare}",
    "/search?q={common}",
    "/search?q={usual}",
    "/search?q={person_name}",
    "/compare",
    "/network",
    "/network?of={person}",
    "/map",
    "/life",
    "/life?demand={demand}",
    "/quotes.json",
    "/sql?q=SELECT+kind,+count(*)+FROM+entities+GROUP+BY+1",
)


def find_pages(path: Path) -> list[str]:
    """The pages of a warehouse."""
    chosen = {}
    with duckdb.connect(str(path), read_only=True) as connection:
        for name, sql in CHOSEN.items():
            key, label = (connection.execute(sql).fetchall() or [("", "")])[0]
            chosen |= {name: quote_plus(str(key)), f"{name}_name": quote_plus(str(label))}
    return [page.format(**chosen) for page in PAGES]


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
        for statement in SEARCH_SQL:
            connection.execute(statement)
        index_texts(connection)


def measure(client: TestClient, page: str) -> tuple[float, float]:
    """The first request's milliseconds of CPU time, and the median of five more."""
    times = []
    for _ in range(6):
        start = time.process_time()
        answer = client.get(page)
        times.append((time.process_time() - start) * 1000)
        if answer.status_code != 200:
            raise SystemExit(f"{page}: {answer.status_code}")
    return times[0], statistics.median(times[1:])


def measure_load(data: Path) -> tuple[float, float]:
    """From a load's new file until a page shows it: milliseconds of the wall, and the CPU time that they took."""
    path = data / "onrecord.duckdb"
    with TestClient(create_app(data), base_url="http://localhost") as client:
        client.get("/")
        time.sleep(SETTLED)
        name = f"run_{time.time_ns()}"
        draft = path.with_suffix(".building")
        shutil.copyfile(path, draft)
        with duckdb.connect(str(draft)) as connection:
            connection.execute("DELETE FROM runs WHERE pipeline_version = 'load'")
            connection.execute(
                f"INSERT INTO runs BY NAME SELECT '{name}' AS run_id, now() AS started_at, "
                "'completed' AS status, ['bench'] AS sources, 'load' AS pipeline_version, "
                "'none' AS model, '{}' AS counts"
            )
        wall, cpu = time.monotonic(), time.process_time()
        draft.replace(path)
        while name not in client.get("/").text:
            time.sleep(0.01)
        return (time.monotonic() - wall) * 1000, (time.process_time() - cpu) * 1000


def ask_during_loads(data: Path, requests: int) -> bool:
    """Whether every request was answered, while the warehouse is replaced again and again."""
    asked_for = find_pages(data / "onrecord.duckdb")
    done = threading.Event()
    threading.Thread(target=keep_loading, args=(data / "onrecord.duckdb", done), daemon=True).start()
    counts: Counter[int] = Counter()
    app = create_app(data)
    with (
        TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as client,
        ThreadPoolExecutor(READERS) as pool,
    ):
        asked = (asked_for[number % len(asked_for)] for number in range(requests))
        for number, status in enumerate(pool.map(lambda page: client.get(page).status_code, asked), 1):
            counts[status] += 1
            if number % (requests // 10) == 0:
                memory = psutil.Process().memory_info().rss / 1e6
                print(f"{number:,} requests, {memory:,.0f} MB, {dict(counts)}", flush=True)
    done.set()
    return max(counts) < 500


def keep_loading(path: Path, done: threading.Event) -> None:
    """Puts a copy in the place of the file every few seconds."""
    while not done.wait(LOAD_SECONDS):
        put_copy(path)


def put_copy(path: Path) -> None:
    """Puts a copy in the place of the file."""
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
        print(describe(path))
        if given.requests:
            sys.exit(not ask_during_loads(data, given.requests))
        client = TestClient(create_app(data), base_url="http://localhost")
        medians = {}
        for page in find_pages(path):
            first, medians[page] = measure(client, page)
            print(f"{page:<75} first {first:6.0f} ms   median {medians[page]:6.0f} ms", flush=True)
        after, cpu = measure_load(data)
    searches = max(cost for page, cost in medians.items() if page.startswith("/search"))
    median, slowest = statistics.median(medians.values()), max(medians.values())
    print(f"median page {median:.0f} ms, slowest {slowest:.0f} ms, slowest search {searches:.0f} ms of CPU time")
    print(f"first page that shows a load: after {after:.0f} ms of the wall, {cpu:.0f} ms of CPU time")
    sys.exit(median > MEDIAN_MS or slowest > PAGE_MS or searches > SEARCH_MS or after > LOAD_MS)


def describe(path: Path) -> str:
    """How much the warehouse holds."""
    with duckdb.connect(str(path), read_only=True) as connection:
        counts = [f"{connection.table(name).count('*').fetchall()[0][0]:,} {name}" for name in COUNTED]
    return f"{', '.join(counts)}, {path.stat().st_size / 1e6:.0f} MB"


if __name__ == "__main__":
    main()
