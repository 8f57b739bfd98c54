"""The Superset bundle: it names only what is there, and a real Superset takes it and gives DuckDB's own rows."""

import json
import os
import shutil
import subprocess
import time
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import httpx
import pytest
import yaml

from flows.progress import Silent
from flows.settings import Settings
from flows.sources import SourceOptions
from flows.stages.run import run_job
from tests.processes import free_port
from tools.superset_bundle import BUNDLE, DATASETS, build_bundle, query_of, read_configs, render_dataset
from warehouse.database.database import open_readonly

ROOT = Path(__file__).resolve().parent.parent
SUPERSET = shutil.which("superset", path=f"{ROOT}/build/superset/bin") or shutil.which("superset")
CHARTS = read_configs("charts")
DASHBOARDS = read_configs("dashboards")
TABLE_OF = {config["uuid"]: config["table_name"] for config in read_configs("datasets").values()}


def ask(database, sql):
    with open_readonly(database) as con:
        return con.execute(sql).fetchall()


def sql_of(chart):
    """A chart's query as we would write it."""
    query = query_of(chart)
    plain = [column for column in query["columns"] if isinstance(column, str)]
    timed = [
        f"date_trunc('month', {column['sqlExpression']}) AS {column['label']}"
        for column in query["columns"]
        if not isinstance(column, str)
    ]
    metrics = [f'{metric["sqlExpression"]} AS "{metric["label"]}"' for metric in query.get("metrics", ())]
    filters = [
        f"{f['col']} IS NOT NULL" if f["op"] == "IS NOT NULL" else f"{f['col']} = '{f['val']}'"
        for f in query["filters"]
    ]
    order = [f'"{by if isinstance(by, str) else by["label"]}" {"" if up else "DESC"}' for by, up in query["orderby"]]
    return (
        f"SELECT {', '.join([*timed, *plain, *metrics])} FROM {TABLE_OF[chart['dataset_uuid']]}"
        + (f" WHERE {' AND '.join(filters)}" if filters else "")
        + (" GROUP BY ALL" if metrics else "")
        + f" ORDER BY {', '.join(order)} LIMIT {query['row_limit']}"
    )


@pytest.mark.parametrize("view", DATASETS)
def test_datasets_have_the_columns_of_the_views(tour, view):
    written = (BUNDLE / "datasets" / "onrecord" / f"{view}.yaml").read_text(encoding="utf-8")
    with open_readonly(tour) as con:
        assert written == render_dataset(con, view), "run `make docs`"
    columns = [column["column_name"] for column in yaml.safe_load(written)["columns"]]
    assert columns == [row[0] for row in ask(tour, f"DESCRIBE {view}")]


@pytest.mark.parametrize("path", CHARTS)
def test_every_chart_gets_rows_from_the_sample_articles(tour, path):
    assert ask(tour, sql_of(CHARTS[path]))
    params = CHARTS[path]["params"]
    named = {params.get("x_axis"), *params.get("groupby", ()), *params.get("all_columns", ())} - {None}
    named |= {f["subject"] for f in params["adhoc_filters"]} | set(params.get("column_config", ()))
    assert named <= {row[0] for row in ask(tour, f"DESCRIBE {TABLE_OF[CHARTS[path]['dataset_uuid']]}")}


@pytest.mark.parametrize("path", DASHBOARDS)
def test_a_dashboard_shows_each_of_its_charts_once_and_has_room_for_it(path):
    dashboard = DASHBOARDS[path]
    places = {key: place for key, place in dashboard["position"].items() if isinstance(place, dict)}
    shown = [place["meta"] for place in places.values() if place["type"] == "CHART"]
    names = {chart["uuid"]: chart["slice_name"] for chart in CHARTS.values()}
    assert len(shown) == len({meta["uuid"] for meta in shown}) == 6
    assert all(meta["sliceName"] == names[meta["uuid"]] for meta in shown)
    for place in places.values():
        assert all(places[child]["parents"][-1] == place["id"] for child in place.get("children", ()))
        if place["type"] == "ROW":
            assert sum(places[child]["meta"]["width"] for child in place["children"]) <= 12
    filters = dashboard["metadata"]["native_filter_configuration"]
    targets = [target for f in filters for target in f["targets"] if target]
    first = next(chart["dataset_uuid"] for chart in CHARTS.values() if chart["uuid"] == shown[0]["uuid"])
    assert all(target["datasetUuid"] == first for target in targets)


def test_every_chart_is_on_a_dashboard():
    shown = {
        place["meta"]["uuid"]
        for dashboard in DASHBOARDS.values()
        for place in dashboard["position"].values()
        if isinstance(place, dict) and place["type"] == "CHART"
    }
    assert shown == {chart["uuid"] for chart in CHARTS.values()}


def test_the_same_bundle_gives_the_same_bytes_and_opens_read_only(tmp_path):
    for name in ("a.zip", "b.zip"):
        build_bundle(Path("/srv/news data/onrecord.duckdb"), tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as bundle:
        database = yaml.safe_load(bundle.read("onrecord/databases/onrecord.yaml"))
        charts = [yaml.safe_load(bundle.read(n)) for n in bundle.namelist() if n.startswith("onrecord/charts/")]
    uri = "duckdb:////srv/news%20data/onrecord.duckdb?access_mode=READ_ONLY&enable_external_access=false"
    assert database["sqlalchemy_uri"] == uri
    assert all(json.loads(chart["query_context"])["queries"] for chart in charts)


# From here on: a real Superset.


class Superset:
    """A Superset with a metadata database of its own, and a session with its API."""

    def __init__(self, folder):
        self.port = free_port()
        config = folder / "superset_config.py"
        config.write_text(
            'SECRET_KEY = "for this test alone, no secret at all"\n'
            f'SQLALCHEMY_DATABASE_URI = "sqlite:///{folder}/superset.db"\n',
            encoding="utf-8",
        )
        self.env = os.environ | {"SUPERSET_CONFIG_PATH": str(config), "PYTHONPATH": ""}
        self.log = folder / "log"

    def call(self, *arguments):
        with self.log.open("ab") as log:
            subprocess.run([SUPERSET, *arguments], check=True, env=self.env, stdout=log, stderr=log)

    def start(self):
        with self.log.open("ab") as log:
            command = [SUPERSET, "run", "-p", str(self.port)]
            self.server = subprocess.Popen(command, env=self.env, stdout=log, stderr=log)
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=60)
        wait_for(lambda: self.client.get("/health").text == "OK")
        user = {"username": "tester", "password": "tester", "provider": "db", "refresh": False}
        token = self.client.post("/api/v1/security/login", json=user).json()["access_token"]
        self.client.headers["Authorization"] = f"Bearer {token}"
        csrf = self.client.get("/api/v1/security/csrf_token/").json()["result"]
        self.client.headers.update({"X-CSRFToken": csrf, "Referer": str(self.client.base_url)})

    def chart_rows(self, name):
        found = self.client.get("/api/v1/chart/", params={"q": "(page_size:100)"}).json()["result"]
        (number,) = [chart["id"] for chart in found if chart["slice_name"] == name]
        answer = self.client.get(f"/api/v1/chart/{number}/data/", params={"force": "true"})
        assert answer.status_code == 200, answer.text
        result = answer.json()["result"][0]
        return [tuple(row[column] for column in result["colnames"]) for row in result["data"]]

    def sql(self, words):
        asked = {"database_id": 1, "sql": words, "runAsync": False}
        return self.client.post("/api/v1/sqllab/execute/", json=asked)


def wait_for(is_ready, seconds=90):
    end = time.monotonic() + seconds
    while True:
        try:
            if is_ready():
                return
        except httpx.TransportError:
            pass
        assert time.monotonic() < end, "Superset did not start"
        time.sleep(0.5)


@pytest.fixture(scope="module")
def corpus(tour, tmp_path_factory):
    """A copy of the sample articles' data, which a test may add to."""
    folder = tmp_path_factory.mktemp("superset")
    shutil.copytree(tour.parent, folder / "data")
    return folder / "data"


@pytest.fixture(scope="module")
def superset(corpus):
    if SUPERSET is None:
        pytest.skip("no Superset: make superset")
    app = Superset(corpus.parent)
    app.call("db", "upgrade")
    app.call("fab", "create-admin", "--username", "tester", "--firstname", "T", "--lastname", "T",
             "--email", "t@example.org", "--password", "tester")  # fmt: skip
    app.call("init")
    build_bundle(corpus / "onrecord.duckdb", corpus.parent / "bundle.zip")
    app.call("import-dashboards", "-p", str(corpus.parent / "bundle.zip"), "-u", "tester")
    try:
        app.start()
        yield app
    finally:
        app.server.terminate()
        app.server.wait(timeout=30)


def plain(row):
    """Superset's JSON has days as milliseconds since 1970 and money as floats."""
    return tuple(
        datetime(value.year, value.month, value.day, tzinfo=UTC).timestamp() * 1000
        if isinstance(value, date)
        else value
        if value is None or isinstance(value, str)
        else float(value)
        for value in row
    )


@pytest.mark.slow
@pytest.mark.parametrize("path", CHARTS)
def test_superset_gives_the_rows_that_duckdb_gives(superset, corpus, path):
    expected = [plain(row) for row in ask(corpus / "onrecord.duckdb", sql_of(CHARTS[path]))]
    found = [plain(row) for row in superset.chart_rows(CHARTS[path]["slice_name"])]
    assert expected
    assert sorted(found, key=repr) == sorted(expected, key=repr)


@pytest.mark.slow
def test_superset_cannot_write_or_reach_other_files(superset):
    assert superset.sql("SELECT count(*) AS n FROM quotes").json()["data"][0]["n"] > 0
    for words in ("SELECT * FROM read_csv('/etc/passwd')", "CREATE TABLE x AS SELECT 1", "ATTACH '/tmp/x.duckdb'"):
        assert superset.sql(words).status_code >= 400


@pytest.mark.slow
def test_superset_sees_the_next_version_without_a_restart(superset, corpus, tmp_path):
    name = CHARTS["charts/people_quoted.yaml"]["slice_name"]
    before = superset.chart_rows(name)
    story = tmp_path / "lock.txt"
    said = "".join(f"\n\n“We shall open lock {n},” Ottilie Vance said.\n" for n in range(40))
    story.write_text("The locks open\n" + said, encoding="utf-8")
    run_job(Settings(corpus, workers=1), [str(story)], SourceOptions(), Silent())
    after = superset.chart_rows(name)
    assert after[0][0] == "Ottilie Vance"
    assert before != after
