import duckdb
import pytest
from builders import annotation_tables, article_table, fill, link_tables, run_rows

from warehouse.arrow import to_table
from warehouse.lake.lake import Lake
from warehouse.lake.picking import Covered


@pytest.fixture
def lake(tmp_path):
    return Lake(tmp_path / "lake")


def raw(lake, table, column="article_id"):
    pattern = f"{lake.storage.base}/{table}/**/*.parquet"
    return sorted(row[0] for row in duckdb.sql(f"SELECT {column} FROM read_parquet('{pattern}')").fetchall())


def ids(lake, table, column="article_id"):
    return sorted(lake.read(table, [column])[column].to_pylist())


def test_committed_rows_are_read_and_raw_readers_agree(lake):
    fill(lake, range(3))
    assert ids(lake, "quotes") == raw(lake, "quotes") == ["a0", "a1", "a2"]


def test_the_same_batch_twice_adds_nothing(lake):
    fill(lake, range(3))
    fill(lake, range(3))
    assert ids(lake, "mentions") == raw(lake, "mentions") == ["a0", "a1", "a2"]


def test_an_article_committed_by_two_batches_is_kept_once(lake):
    fill(lake, range(3), batch="one")
    fill(lake, range(2, 5), batch="two")
    assert ids(lake, "articles") == raw(lake, "articles") == ["a0", "a1", "a2", "a3", "a4"]
    assert ids(lake, "quotes") == ["a0", "a1", "a2", "a3", "a4"]


def test_annotations_of_a_newer_pipeline_take_the_place_of_older_ones(lake):
    fill(lake, range(4))
    lake.commit_batch("again", "annotations", annotation_tables([1, 2], version="2"))
    assert ids(lake, "quotes") == raw(lake, "quotes") == ["a0", "a1", "a2", "a3"]
    assert lake.article_ids("annotations", "2") == {"a1", "a2"}
    assert sorted(lake.read("quotes", ["pipeline_version"])["pipeline_version"].to_pylist()) == ["1", "1", "2", "2"]


def test_annotations_named_in_replaces_are_replaced_although_of_the_same_version(lake):
    fill(lake, range(2))
    tables = annotation_tables([1])
    tables["quotes"] = tables["quotes"].slice(0, 0)
    lake.commit_batch("again", "annotations", tables, replaces=["a1"])
    assert ids(lake, "quotes") == raw(lake, "quotes") == ["a0"]
    assert ids(lake, "mentions") == ["a0", "a1"]


def test_an_article_without_any_annotation_counts_as_done(lake):
    lake.commit_batch("empty", "annotations", {}, covers=Covered(["a9"], "1"))
    assert lake.article_ids("annotations", "1") == {"a9"}


def test_links_are_replaced_as_a_whole(lake):
    fill(lake, range(2))
    lake.replace_links(link_tables(range(2)))
    lake.replace_links({"claim_links": link_tables([1])["claim_links"]})
    assert raw(lake, "claim_links", "claim_id") == ["claim1"]
    assert len(raw(lake, "entity_links", "entity_id")) == 2


def test_a_log_row_takes_the_place_of_one_with_its_key(lake):
    lake.append_log("runs", run_rows("run1", "running"), "run_id")
    lake.append_log("runs", run_rows("run2", "running"), "run_id")
    lake.append_log("runs", run_rows("run1", "completed"), "run_id")
    runs = lake.read("runs", ["run_id", "status"]).sort_by("run_id").to_pylist()
    assert [run["status"] for run in runs] == ["completed", "running"]
    assert raw(lake, "runs", "run_id") == ["run1", "run2"]


def test_forgetting_removes_every_row_and_every_file_with_it(lake):
    fill(lake, range(3))
    lake.replace_links(link_tables(range(3)))
    reject = {"reject_id": "r", "run_id": "run1", "source_uri": "x", "source_id": "s1", "stage": "load", "error": "e"}
    lake.append_log("rejects", to_table("rejects", [reject]), "reject_id")
    removed = lake.forget(["a1"])
    assert removed["articles"] == removed["quotes"] == removed["entity_links"] == removed["rejects"] == 1
    for table in ("articles", "quotes", "segments", "article_links"):
        assert ids(lake, table) == raw(lake, table) == ["a0", "a2"]


def test_a_forgotten_article_can_be_taken_in_again(lake):
    fill(lake, range(3))
    lake.forget(["a1"])
    fill(lake, range(3))
    assert ids(lake, "quotes") == raw(lake, "quotes") == ["a0", "a1", "a2"]


def test_forgetting_an_unknown_article_changes_nothing(lake):
    fill(lake, range(2))
    before = [info.path for info in lake.storage.list()]
    assert lake.forget(["no such"]) == {}
    assert [info.path for info in lake.storage.list()] == before


def test_compaction_keeps_the_rows_and_what_is_known_of_the_batches(lake):
    for number in range(6):
        fill(lake, [number], batch=f"b{number}")
        lake.append_log("runs", run_rows(f"run{number}"), "run_id")
    before = lake.read("quotes").sort_by("article_id")
    lake.compact()
    assert lake.read("quotes").sort_by("article_id").equals(before)
    assert len(lake.files("quotes")) == len(lake.files("runs")) == 1
    assert raw(lake, "quotes") == [f"a{n}" for n in range(6)]
    assert len(lake.storage.list("_commits")) == 1
    fill(lake, [3], batch="b3")
    assert ids(lake, "articles") == [f"a{n}" for n in range(6)]


def test_rows_of_some_articles_are_read_from_their_files_alone(lake):
    for number in range(3):
        fill(lake, [number], batch=f"b{number}")
    assert lake.read("quotes", article_ids=["a1"])["quote_id"].to_pylist() == ["quote1"]
    assert len(lake.files("quotes", ["a1"])) == 1


def test_rows_are_gathered_part_by_part(lake, monkeypatch):
    monkeypatch.setattr("warehouse.lake.reader.ROWS_OF_PART", 2)
    assert lake.gather("quotes", ["quote_id"], lambda part: part).rows.num_rows == 0
    fill(lake, range(3), batch="one")
    fill(lake, range(3, 5), batch="two")
    sizes = []
    gathered = lake.gather("quotes", ["quote_id", "text"], lambda part: sizes.append(part.num_rows) or part.select([0]))
    assert gathered.rows.equals(lake.read("quotes", ["quote_id"])) and sizes == [0, 2, 1, 2]


def test_a_commit_that_breaks_off_while_it_is_carried_through_doubles_nothing(tmp_path):
    lake = Lake(tmp_path)
    lake.append_log("runs", run_rows(), "run_id")
    fill(lake, range(3))
    with pytest.MonkeyPatch.context() as patch, pytest.raises(OSError, match="disk"):
        patch.setattr(lake.storage, "remove", broken_disk)
        lake.forget(["a1"])
    other = Lake(tmp_path)  # which commits before anyone has put things in order
    other.append_log("runs", run_rows(status="failed"), "run_id")
    assert other.read("runs")["status"].to_pylist() == ["failed"]
    assert sorted(other.read("quotes", ["article_id"])["article_id"].to_pylist()) == ["a0", "a2"]
    other.recover()
    assert sorted(other.read("articles", ["article_id"])["article_id"].to_pylist()) == ["a0", "a2"]


def broken_disk(path):
    raise OSError("the disk")


def test_a_table_of_another_kind_is_refused(lake):
    with pytest.raises(ValueError, match="quotes is no table of articles"):
        lake.commit_batch("b", "articles", {"quotes": annotation_tables([1])["quotes"]})


def test_a_failed_write_leaves_nothing(lake, monkeypatch):
    def fail(path, table):
        raise OSError("disk full")

    monkeypatch.setattr(lake.storage, "write_parquet", fail)
    with pytest.raises(OSError, match="disk full"):
        lake.commit_batch("b", "articles", {"articles": article_table([1])})
    assert [lake.storage.relative(info) for info in lake.storage.list("articles")] == []
