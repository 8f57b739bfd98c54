"""`old_lake/` was written by an earlier version: it lacks columns that came later and has one that is gone (`mood`)."""

import shutil
from pathlib import Path

import pytest
from builders import fill

from warehouse.database.database import build_warehouse, run_query
from warehouse.lake.commits import LaterFormatError
from warehouse.lake.lake import Lake

OLD = Path(__file__).parents[1] / "old_lake"


@pytest.fixture
def lake(tmp_path):
    shutil.copytree(OLD, tmp_path / "lake")
    return Lake(tmp_path / "lake")


def test_columns_that_came_later_are_null(lake):
    quotes = lake.read("quotes")
    assert quotes["addressee_text"].to_pylist() == [None, None]
    assert "mood" not in quotes.column_names
    assert sorted(quotes["quote_id"].to_pylist()) == ["quote0", "quote1"]
    gathered = lake.gather("quotes", ["addressee_text", "quote_id"], lambda part: part).rows
    assert gathered.equals(lake.read("quotes", ["addressee_text", "quote_id"]))


def test_it_loads_beside_rows_of_today(lake, tmp_path):
    fill(lake, [2])
    counts = build_warehouse(lake, tmp_path / "onrecord.duckdb")
    assert (counts["articles"], counts["quotes"], counts["runs"]) == (3, 3, 1)
    sql = "SELECT quote_id, addressee_text, speaker_text FROM quotes ORDER BY quote_id"
    assert run_query(tmp_path / "onrecord.duckdb", sql).rows[0] == ("quote0", None, "Ada Stone")


def test_what_a_row_must_have_is_told_for_older_rows(lake, tmp_path):
    build_warehouse(lake, tmp_path / "onrecord.duckdb")
    sql = "SELECT quoted_text = text, is_negated, speaker_confidence FROM quotes"
    assert run_query(tmp_path / "onrecord.duckdb", sql).rows == [(True, False, None)] * 2


def test_it_can_be_compacted_and_forgotten_like_any_other(lake):
    fill(lake, [2])
    lake.compact()
    lake.forget(["a0"])
    assert sorted(lake.read("quotes", ["quote_id"])["quote_id"].to_pylist()) == ["quote1", "quote2"]


def test_a_record_of_a_later_format_is_refused_in_words(lake):
    lake.storage.write("_commits/29991231T000000000000-00000000.json", b'{"format": 99}')
    with pytest.raises(LaterFormatError, match="has format 99; this version reads up to 2"):
        lake.read("quotes")
