import duckdb
import pytest
from builders import fill, run_rows

from warehouse.database import build_warehouse
from warehouse.lake import Lake
from warehouse.searching import build_index, index_path, search


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    folder = tmp_path_factory.mktemp("searched")
    lake = Lake(folder / "lake")
    lake.append_log("runs", run_rows(), "run_id")
    fill(lake, range(3))
    build_warehouse(lake, folder / "onrecord.duckdb")
    return folder / "onrecord.duckdb"


def has_extension():
    with duckdb.connect() as con:
        return bool(
            con.execute("SELECT 1 FROM duckdb_extensions() WHERE extension_name = 'fts' AND installed").fetchall()
        )


def test_rows_with_more_of_the_words_come_first(database, monkeypatch):
    monkeypatch.setattr("warehouse.searching._load_extension", lambda con: False)
    found = search(database, "Bridge 2!")
    assert found.way == "scan"
    assert [hit.row_id for hit in found.hits] == ["quote2", "quote0", "quote1"]
    assert found.hits[0].text == "the bridge 2 will cost $5 million"


def test_only_whole_words_of_current_texts_are_found(database, monkeypatch):
    monkeypatch.setattr("warehouse.searching._load_extension", lambda con: False)
    assert search(database, "bridg").hits == []
    assert len(search(database, "mayor", "articles").hits) == 3
    assert search(database, "mayor").hits == []


@pytest.mark.parametrize("words", ["", "' OR x=x --", "(a+)+$ [", "\\", "ünïcödé 東京"])
def test_any_words_may_be_searched(database, words):
    assert search(database, words).hits == []


def test_another_kind_is_refused(database):
    with pytest.raises(KeyError):
        search(database, "bridge", "entities")


@pytest.mark.skipif(not has_extension(), reason="DuckDB's fts extension is not installed (INSTALL fts)")
def test_the_index_ranks_by_stems_and_is_made_anew_for_a_new_warehouse(database):
    found = search(database, "costs")
    assert found.way == "fts"
    assert len(found.hits) == 3
    assert index_path(database).exists()


def test_without_the_extension_no_index_is_made(database, monkeypatch):
    monkeypatch.setattr("warehouse.searching._load_extension", lambda con: False)
    assert build_index(database) is False
    assert not list(database.parent.glob(".*.building"))
