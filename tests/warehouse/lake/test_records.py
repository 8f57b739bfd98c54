"""Commit records that are cut, emptied or altered are known as such, set aside, and written anew from the files."""

import duckdb
import pytest
from builders import annotation_tables, fill, link_tables, run_rows

from warehouse.lake import commits
from warehouse.lake.commits import DamagedRecordError, LakeError
from warehouse.lake.footers import is_ours
from warehouse.lake.lake import Lake
from warehouse.lake.mending import ORPHANS, discard_damaged
from warehouse.lake.picking import Covered
from warehouse.lake.recovering import DAMAGED
from warehouse.lake.restoring import restore_orphans

TABLES = ("articles", "quotes", "segments", "money_claims", "entity_links", "claim_links", "runs")


@pytest.fixture
def lake(tmp_path):
    lake = Lake(tmp_path / "lake")
    lake.append_log("runs", run_rows("run1"), "run_id")
    lake.append_log("runs", run_rows("run2"), "run_id")
    fill(lake, [0, 1], batch="first")
    fill(lake, [2], batch="second")
    lake.replace_links(link_tables(range(3)), "v1")
    return lake


def records(lake):
    return sorted(lake.storage.relative(info) for info in lake.storage.list("_commits"))


def rows(lake):
    return {name: sorted(map(repr, Lake(lake.storage.base).read(name).to_pylist())) for name in TABLES}


def raw(lake, table):
    pattern = f"{lake.storage.base}/{table}/**/*.parquet"
    return duckdb.sql(f"SELECT count(*) FROM read_parquet('{pattern}')").fetchall()[0][0]


def mend(lake, **how):
    lake = Lake(lake.storage.base)
    return [*lake.recover(**how), *discard_damaged(lake, thorough=True), *restore_orphans(lake)]


def test_any_altered_byte_of_a_record_is_seen(lake):
    path = records(lake)[2]
    words = lake.storage.read(path)
    for place in [*range(0, 80), *range(80, len(words), 37), len(words) - 1]:
        for flip in (1, 0x20):
            altered = words[:place] + bytes([words[place] ^ flip]) + words[place + 1 :]
            with pytest.raises(LakeError):
                commits.from_json("name", altered)
    for length in [*range(0, len(words), 41), len(words) - 1]:
        with pytest.raises(DamagedRecordError):
            commits.from_json("name", words[:length])


def test_a_record_of_an_earlier_version_has_no_checksum():
    assert commits.from_json("name", b'{"format": 1, "supersedes": ["a"], "batches": []}').supersedes == ("a",)


@pytest.mark.parametrize("harm", ["cut", "empty", "gone"])
def test_each_lost_record_is_written_anew(lake, harm):
    before, names = rows(lake), records(lake)
    for path in names:
        words = lake.storage.read(path)
        if harm == "gone":
            lake.storage.remove(path)
        else:
            lake.storage.write(path, words[: len(words) // 2] if harm == "cut" else b"")
        done = mend(lake)
        assert any("its rows are back" in line for line in done), (path, done)
        assert rows(lake) == before
    assert lake.storage.list(ORPHANS) == []
    assert len(lake.storage.list(DAMAGED)) == (0 if harm == "gone" else len(names))
    assert raw(lake, "quotes") == raw(lake, "articles") == 3
    assert Lake(lake.storage.base).batches("links")[0].pipeline_version is None  # so that they are made anew


def test_a_lake_without_any_record_is_refused_and_may_be_written_anew(lake):
    before = rows(lake)
    for path in records(lake):
        lake.storage.remove(path)
    files = sorted(info.path for info in lake.storage.list())
    with pytest.raises(LakeError, match=r"no commit record.*onrecord doctor --repair"):
        mend(lake)
    assert sorted(info.path for info in lake.storage.list()) == files
    mend(lake, anew=True)
    assert rows(lake) == before
    assert lake.storage.list(ORPHANS) == []


def test_records_after_compaction_and_replacement_are_written_anew(lake):
    lake.commit_batch(
        "again", "annotations", annotation_tables([1, 2], version="2"), covers=Covered(pipeline_version="2")
    )
    lake.compact()
    before = rows(lake)
    for path in records(lake):
        lake.storage.remove(path)
    mend(lake, anew=True)
    assert rows(lake) == before


def test_rows_of_a_lost_record_that_are_there_again_are_not_doubled(lake):
    (path,) = [
        p for p in records(lake) if b'"second"' in lake.storage.read(p) and b'"articles"' in lake.storage.read(p)
    ]
    lake.storage.remove(path)
    fill(Lake(lake.storage.base), [2], batch="second")  # a run that did not look first
    before = rows(lake)
    done = mend(lake)
    assert any(f"kept in {ORPHANS}" in line for line in done)
    assert rows(lake) == before
    assert raw(lake, "articles") == 3


def test_a_table_of_a_batch_that_is_missing_leaves_its_articles_due(lake):
    (path,) = [p for p in records(lake) if b'"second"' in lake.storage.read(p) and b'"quotes"' in lake.storage.read(p)]
    lake.storage.remove(path)
    (file,) = [info for info in lake.storage.list("quotes") if "second" in info.path]
    lake.storage.remove(lake.storage.relative(file))
    mend(lake)
    assert Lake(lake.storage.base).article_ids("annotations") == {"a0", "a1"}
    assert raw(lake, "segments") == raw(lake, "quotes") == 2


FOREIGN = (
    *("mine.parquet", "articles/mine.parquet", "quotes/2024/report-1234abcd.parquet", "quotes/mine-xyz.parquet"),
    *("articles/ingested_month=2026-03/mine.parquet", "_commits/note.txt", "other/batch-ab12-0123abcd.parquet"),
)


def test_files_of_others_are_never_touched(lake):
    for path in FOREIGN:
        assert not is_ours(path)
        lake.storage.write(path, b"another program's")
    lake.compact()
    lake.forget(["a1"])
    mend(lake)
    for path in FOREIGN:
        assert lake.storage.read(path) == b"another program's"


def test_files_of_ours_that_belong_to_nothing_are_set_aside_never_deleted(lake):
    stray = "quotes/ingested_month=2026-03/batch-ab12-0123abcd.parquet"
    lake.storage.write(stray, b"not even Parquet")
    assert mend(lake) == [f"found {stray} without a commit record; kept in {ORPHANS}"]
    kept = f"{ORPHANS}/quotes-ingested_month=2026-03-batch-ab12-0123abcd.parquet.orphan"
    assert lake.storage.read(kept) == b"not even Parquet"


def test_forgotten_rows_do_not_come_back_from_a_file_without_a_record(lake):
    backup = {lake.storage.relative(i): lake.storage.read(lake.storage.relative(i)) for i in lake.storage.list()}
    lake.forget(["a1"])
    for path, words in backup.items():
        if is_ours(path) and not lake.storage.exists(path):
            lake.storage.write(path, words)
    lake = Lake(lake.storage.base)
    restore_orphans(lake, lambda name: name in ("a1", "s1"))
    assert sorted(lake.read("articles")["article_id"].to_pylist()) == ["a0", "a2"]
    assert raw(lake, "articles") == 2
    held = [lake.storage.read(lake.storage.relative(info)) for info in lake.storage.list(ORPHANS)]
    assert not any(b'"a1"' in words or b"a1" in words.split(b"\n") for words in held)
