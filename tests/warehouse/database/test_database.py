import duckdb
import pytest
from builders import fill, link_tables, run_rows

from warehouse.database.database import QueryStopped, build_warehouse, open_readonly, run_query
from warehouse.lake.lake import Lake


@pytest.fixture
def lake(tmp_path):
    lake = Lake(tmp_path / "lake")
    lake.append_log("runs", run_rows(), "run_id")
    return lake


@pytest.fixture
def path(tmp_path):
    return tmp_path / "onrecord.duckdb"


def test_rows_point_at_the_entities_that_linking_found(lake, path):
    fill(lake, range(3))
    lake.replace_links(link_tables(range(3)))
    counts = build_warehouse(lake, path)
    assert (counts["articles"], counts["quotes"], counts["entities"]) == (3, 3, 1)
    found = run_query(path, "SELECT DISTINCT speaker_id, name FROM quotes JOIN entities ON speaker_id = entity_id")
    assert found.rows == [("entity_stone", "Ada Stone")]


def test_without_links_every_reading_is_an_entity_of_its_own(lake, path):
    fill(lake, range(2))
    build_warehouse(lake, path)
    sql = "SELECT entity_id, name, article_count FROM entities ORDER BY ALL"
    assert run_query(path, sql).rows == [("reading0", "Ada Stone", 1), ("reading1", "Ada Stone", 1)]
    sql = "SELECT article_id, cluster_id, revision, is_current FROM articles ORDER BY ALL"
    assert run_query(path, sql).rows[0] == ("a0", "a0", 1, True)
    assert run_query(path, "SELECT claim_group_id FROM money_claims ORDER BY 1").rows[0] == ("claim0",)


def test_an_empty_lake_gives_empty_tables(tmp_path, path):
    assert set(build_warehouse(Lake(tmp_path / "none"), path).values()) == {0}


def test_the_query_cannot_write_or_reach_files(lake, path):
    build_warehouse(lake, path)
    for sql in (
        "CREATE TABLE x (i INTEGER)",
        "SELECT * FROM read_csv('/etc/passwd')",
        "COPY (SELECT 1) TO 'out.csv'",
        "ATTACH 'other.duckdb'",
        "SET enable_external_access = true",
    ):
        with pytest.raises(duckdb.Error):
            run_query(path, sql)


def test_the_query_is_limited_in_rows_and_time(lake, path):
    build_warehouse(lake, path)
    found = run_query(path, "SELECT * FROM range(100)", row_limit=10)
    assert len(found.rows) == 10
    assert found.is_cut
    with pytest.raises(QueryStopped):
        run_query(path, "SELECT count(*) FROM range(1000000) a, range(1000000) b", seconds=0.2)


def test_an_open_reader_keeps_its_version_while_the_next_is_swapped_in(lake, path):
    fill(lake, [1], batch="one")
    build_warehouse(lake, path)
    with open_readonly(path) as reader:
        fill(lake, [2], batch="two")
        build_warehouse(lake, path)
        assert reader.execute("SELECT count(*) FROM articles").fetchall() == [(1,)]
    assert run_query(path, "SELECT count(*) FROM articles").rows == [(2,)]


def test_the_file_opens_with_older_duckdbs_and_a_newer_one_is_made_anew(lake, path, monkeypatch):
    monkeypatch.setattr("warehouse.database.database.STORAGE_VERSION", "v1.5.0")
    build_warehouse(lake, path)
    monkeypatch.undo()
    fill(lake, [1])
    build_warehouse(lake, path)
    with duckdb.connect() as con:
        con.execute(f"ATTACH '{path}' AS built (READ_ONLY)")
        sql = "SELECT tags['storage_version'] FROM duckdb_databases() WHERE database_name = 'built'"
        assert con.execute(sql).fetchall() == [("v1.4.0+",)]
        assert con.execute("SELECT count(*) FROM built.articles").fetchall() == [(1,)]
