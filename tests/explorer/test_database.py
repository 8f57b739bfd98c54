"""The warehouse is read only, followed through swaps, and nothing else on the machine can be reached."""

import threading
from concurrent.futures import ThreadPoolExecutor

import duckdb
import pytest

from explorer.database import Opened, Warehouse

MAKE = Opened._make_table
COUNT = "SELECT count(*) AS n FROM articles"


def test_a_reader_keeps_its_file_while_the_next_reads_the_new_one(own_data, corpus):
    warehouse = Warehouse(own_data)
    with warehouse.reader() as old:
        before = old.row(COUNT)
        corpus.rows["articles"].pop()
        corpus.write(own_data / "onrecord.duckdb")
        with warehouse.reader() as new:
            assert new.row(COUNT) == {"n": before["n"] - 1}
        assert old.row(COUNT) == before


def test_an_older_file_without_some_tables_and_columns_still_opens(tmp_path):
    with duckdb.connect(str(tmp_path / "onrecord.duckdb")) as connection:
        connection.execute("CREATE TABLE articles AS SELECT 'a' AS article_id, 'text' AS text, true AS is_current")
    with Warehouse(tmp_path).reader() as reader:
        assert reader.row("SELECT text, headline FROM articles") == {"text": "text", "headline": None}
        assert reader.rows("SELECT * FROM quotes") == []


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM file.main.quotes",
        "SELECT * FROM read_text('/etc/hostname')",
        "COPY (SELECT 1) TO 'out.csv'",
        "ATTACH 'other.duckdb'",
        "SET enable_external_access = true",
    ],
)
def test_a_query_can_reach_nothing_but_the_file(data, sql):
    with Warehouse(data).reader() as reader, pytest.raises(duckdb.Error):
        reader.rows(sql)


def test_an_internal_error_is_tried_once_more_on_a_fresh_database(data):
    seen = []

    def work(reader):
        seen.append(reader)
        if len(seen) == 1:
            raise duckdb.FatalException("database has been invalidated")
        return reader.row(COUNT)

    assert Warehouse(data).read(work) == {"n": 4}


def test_the_second_internal_error_is_told(data):
    def work(reader):
        raise duckdb.InternalException("again")

    with pytest.raises(duckdb.InternalException, match="again"):
        Warehouse(data).read(work)


def test_the_file_before_is_shown_until_the_new_one_is_ready(own_data, corpus):
    warehouse = Warehouse(own_data)
    shown = []

    def prepare(reader):
        with warehouse.reader() as meanwhile:
            shown.append((reader.row(COUNT)["n"], meanwhile.row(COUNT)["n"]))

    warehouse.follow(prepare)
    warehouse.is_followed = True
    corpus.rows["articles"].pop()
    corpus.write(own_data / "onrecord.duckdb")
    with warehouse.reader() as before:
        assert before.row(COUNT) == {"n": shown[0][0]}
    version = warehouse.version
    warehouse.follow(prepare)
    assert shown == [(shown[0][0],) * 2, (shown[0][0] - 1, shown[0][0])]
    assert warehouse.version != version
    with warehouse.reader() as after:
        assert after.row(COUNT) == {"n": shown[1][0]}
    warehouse.follow(prepare)
    assert len(shown) == 2


def test_an_earlier_version_is_searched_without_the_words_of_its_texts(data):
    with duckdb.connect(str(data / "onrecord.duckdb"), read_only=True) as file:
        assert not file.execute("SELECT 1 FROM duckdb_tables() WHERE schema_name = 'search'").fetchall()
    with Warehouse(data).reader() as reader:
        assert reader.rows("SELECT word FROM search.held WHERE contains(word, 'harbour')")


def test_a_request_after_a_load_waits_for_the_new_file(own_data, corpus):
    warehouse = Warehouse(own_data)
    warehouse.follow(lambda reader: None)
    warehouse.is_followed = True
    with warehouse.reader() as reader:
        before = reader.row(COUNT)["n"]
    corpus.rows["articles"].pop()
    corpus.write(own_data / "onrecord.duckdb")
    threading.Timer(0.05, warehouse.follow, (lambda reader: None,)).start()
    with warehouse.reader() as reader:
        assert reader.row(COUNT) == {"n": before - 1}


def test_a_table_is_made_once_when_it_is_asked_for(data, monkeypatch):
    made = []
    monkeypatch.setattr(Opened, "_make_table", lambda opened, name: made.append(name) or MAKE(opened, name))
    warehouse = Warehouse(data)

    def count(_):
        return warehouse.read(lambda reader: reader.row("SELECT count(*) AS n FROM made.claims")["n"])

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(count, range(8)))) == 1
    assert sorted(set(made)) == ["claims", "current", "outlets"]
