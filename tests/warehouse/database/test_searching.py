import duckdb
import pytest
from builders import article_row, fill, make_warehouse, run_rows

from warehouse.arrow import to_table
from warehouse.database.database import build_warehouse
from warehouse.database.searching import _load_extension, build_index, index_path, remove_index, search
from warehouse.lake.lake import Lake


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    return make_warehouse(tmp_path_factory.mktemp("searched"), range(3))


def has_extension():
    with duckdb.connect() as con:
        return _load_extension(con)


needs_extension = pytest.mark.skipif(
    not has_extension(), reason="no fts extension for this DuckDB (pip install duckdb-extension-fts, or INSTALL fts)"
)


def test_rows_with_more_of_the_words_come_first(database, monkeypatch):
    monkeypatch.setattr("warehouse.database.searching._load_extension", lambda con: False)
    found = search(database, "Bridge 2!")
    assert found.way == "scan"
    assert [hit.row_id for hit in found.hits] == ["quote2", "quote0", "quote1"]
    assert found.hits[0].text == "the bridge 2 will cost $5 million"


def test_only_whole_words_of_current_texts_are_found(database, monkeypatch):
    monkeypatch.setattr("warehouse.database.searching._load_extension", lambda con: False)
    assert search(database, "bridg").hits == []
    assert len(search(database, "mayor", "articles").hits) == 3
    assert search(database, "mayor").hits == []


@pytest.mark.parametrize("words", ["", "' OR x=x --", "(a+)+$ [", "\\", "ünïcödé 東京"])
def test_any_words_may_be_searched(database, words):
    assert search(database, words).hits == []


def test_another_kind_is_refused(database):
    with pytest.raises(KeyError):
        search(database, "bridge", "entities")


@needs_extension
def test_the_index_ranks_by_stems_and_is_made_anew_for_a_new_warehouse(database):
    found = search(database, "costs")
    assert found.way == "fts"
    assert len(found.hits) == 3
    assert index_path(database).exists()


def test_without_the_extension_no_index_is_made(database, monkeypatch):
    monkeypatch.setattr("warehouse.database.searching._load_extension", lambda con: False)
    assert build_index(database) is False
    assert not list(database.parent.glob(".*.building"))


@needs_extension
def test_the_index_follows_the_warehouse_and_goes_when_told(tmp_path):
    lake, path = Lake(tmp_path / "lake"), tmp_path / "onrecord.duckdb"
    lake.append_log("runs", run_rows(), "run_id")
    fill(lake, range(2))
    build_warehouse(lake, path)
    assert len(search(path, "bridges").hits) == 2
    fill(lake, [7], batch="later")
    build_warehouse(lake, path)
    found = search(path, "bridge 7")
    assert (found.way, found.hits[0].row_id, len(found.hits)) == ("fts", "quote7", 3)
    assert search(path, "stone", "articles").hits
    remove_index(path)
    assert not index_path(path).exists()


@pytest.mark.parametrize("way", ["scan", pytest.param("fts", marks=needs_extension)])
def test_figures_and_letters_of_any_language_are_found(tmp_path, monkeypatch, way):
    if way == "scan":
        monkeypatch.setattr("warehouse.database.searching._load_extension", lambda con: False)
    lake, path = Lake(tmp_path / "lake"), tmp_path / "onrecord.duckdb"
    lake.append_log("runs", run_rows(), "run_id")
    texts = {"a1": "Zoë Šimková came in 1987.", "a2": "Москва said nothing.", "a3": "Nobody came."}
    rows = [article_row(n, article_id=key, source_id=key, text=text) for n, (key, text) in enumerate(texts.items())]
    lake.commit_batch("b", "articles", {"articles": to_table("articles", rows)})
    build_warehouse(lake, path)
    for words, expected in (("1987", ["a1"]), ("Šimková", ["a1"]), ("ZOË", ["a1"]), ("москва", ["a2"]), ("198", [])):
        found = search(path, words, "articles")
        assert (found.way, [hit.row_id for hit in found.hits]) == (way, expected)


@needs_extension
def test_where_no_index_can_be_written_the_texts_are_scanned(database, monkeypatch):
    def refuse(database):
        raise PermissionError(database)

    remove_index(database)
    monkeypatch.setattr("warehouse.database.searching.build_index", refuse)
    assert search(database, "bridge").way == "scan"
