"""Other programs' ways to the warehouse and the lake, while it is loaded and after."""

import multiprocessing
from time import sleep

import duckdb
import pandas
import polars
import pytest
import sqlalchemy
from builders import fill, make_warehouse, run_rows

from warehouse.database.database import build_warehouse, open_readonly
from warehouse.database.viewing import read_views
from warehouse.lake.lake import Lake
from warehouse.tables import TABLES

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["jobs"])
LOADS = 4
COUNTS = "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM quotes)"


def read_again_and_again(path, stop, found):
    """Connects anew for each look, as a dashboard does, and notes what it saw or what went wrong."""
    looks = 0
    seen = set()
    while not stop.is_set():
        try:
            with open_readonly(path) as con:
                seen.add(
                    con.execute("SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM quotes)").fetchall()[0]
                )
        except duckdb.Error as error:
            found.put(f"error: {error}")
            return
        looks += 1
    found.put((looks, sorted(seen)))


def test_a_reader_that_reconnects_sees_only_whole_versions_through_many_loads(tmp_path):
    watch_loads(tmp_path, LOADS)


@pytest.mark.slow
def test_a_reader_through_twenty_loads(tmp_path):
    watch_loads(tmp_path, 20)


def watch_loads(tmp_path, loads):
    """Loads again and again while a reader process reconnects in a loop; returns how often it looked."""
    lake, path = Lake(tmp_path / "lake"), tmp_path / "onrecord.duckdb"
    lake.append_log("runs", run_rows(), "run_id")
    fill(lake, range(20), batch="first")
    build_warehouse(lake, path)
    stop, found = PROCESSES.Event(), PROCESSES.Queue()
    reader = PROCESSES.Process(target=read_again_and_again, args=(path, stop, found))
    reader.start()
    for number in range(loads):
        fill(lake, [100 + number], batch=f"b{number}")
        build_warehouse(lake, path, anew=number % 4 == 3)
    sleep(0.2)
    stop.set()
    looks, seen = found.get(timeout=30)
    reader.join()
    assert looks > loads
    assert all(articles == quotes for articles, quotes in seen)
    assert {articles for articles, _ in seen} <= set(range(20, 21 + loads))
    assert seen[-1] == (20 + loads, 20 + loads)
    return looks


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make_warehouse(tmp_path_factory.mktemp("read"), range(3)).parent


@pytest.mark.skipif(sqlalchemy.__version__ >= "2.1", reason="duckdb-engine 0.17 cannot reflect with SQLAlchemy 2.1")
def test_sqlalchemy_reflects_tables_views_columns_and_comments(folder):
    engine = sqlalchemy.create_engine(f"duckdb:///{folder}/onrecord.duckdb", connect_args={"read_only": True})
    inspector = sqlalchemy.inspect(engine)
    assert {name for name, table in TABLES.items() if table.in_warehouse} <= set(
        inspector.get_table_names(schema="main")
    )
    assert set(read_views()) <= set(inspector.get_view_names(schema="main"))
    columns = {column["name"]: column for column in inspector.get_columns("money_claims", schema="main")}
    assert list(columns) == [column.name for column in TABLES["money_claims"].columns]
    assert isinstance(columns["amount_low"]["type"], sqlalchemy.Numeric)
    assert columns["currency"]["comment"] == "ISO 4217 code"
    with engine.connect() as con:
        # duckdb-engine 0.17 reflects no comments of tables; asked for by SQL they are there
        sql = sqlalchemy.text("SELECT comment FROM duckdb_tables() WHERE table_name = 'quotes'")
        assert con.execute(sql).scalar() == TABLES["quotes"].meaning
        people = sqlalchemy.table("most_quoted_people", sqlalchemy.column("person"), sqlalchemy.column("statements"))
        row = con.execute(sqlalchemy.select(people)).one()
    assert tuple(row) == ("Ada Stone", 3)
    engine.dispose()


def test_pandas_and_polars_read_the_lake(folder):
    frame = polars.scan_parquet(f"{folder}/lake/money_claims/**/*.parquet").select("amount_low", "currency").collect()
    assert frame.height == 3
    assert frame["amount_low"].sum() == 15_000_000
    frame = pandas.read_parquet(folder / "lake" / "quotes")
    assert sorted(frame["quote_id"]) == ["quote0", "quote1", "quote2"]
    assert set(frame["ingested_month"].astype(str)) <= {frame["ingested_month"].astype(str).iloc[0]}


def test_pandas_and_polars_read_the_warehouse(folder):
    with open_readonly(folder / "onrecord.duckdb") as con:
        assert con.sql("FROM quotes").df()["speaker_id"].unique().tolist() == ["entity_stone"]
        assert con.sql("FROM quotes").pl()["speaker_id"].unique().to_list() == ["entity_stone"]


def test_adbc_reads_the_warehouse(folder):
    dbapi = pytest.importorskip("adbc_driver_duckdb.dbapi", reason="adbc-driver-manager is not installed")
    with dbapi.connect(str(folder / "onrecord.duckdb")) as con, con.cursor() as cursor:
        cursor.execute("SELECT person, statements FROM most_quoted_people")
        assert cursor.fetch_arrow_table().to_pylist() == [{"person": "Ada Stone", "statements": 3}]
