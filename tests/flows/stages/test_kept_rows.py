"""Rows that are kept are those of the lake, whatever came, went or is named by other rows since."""

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from flows.stages import kept_rows
from flows.stages.kept_rows import KEPT, NAMING, Kept, name_file
from tests.warehouse.builders import annotation_tables, article_row
from warehouse.arrow import to_table
from warehouse.lake.lake import Lake


@pytest.fixture
def lake(tmp_path):
    return Lake(tmp_path / "lake")


def add(lake, numbers, version="1"):
    articles = {"articles": to_table("articles", [article_row(number) for number in numbers])}
    lake.commit_batch(f"b{numbers[0]}", "articles", articles)
    lake.commit_batch(f"n{numbers[0]}-{version}", "annotations", annotation_tables(numbers, version))


def read_all(kept):
    """Every kept table with the ids of article entities in place of their rows."""
    entities = kept.read("article_entities")
    ids = entities.table["article_entity_id"].combine_chunks()
    tables = {}
    for name in KEPT:
        rows = kept.read(name, entities if name in NAMING else None).table
        for column in NAMING.get(name, ()):
            named = ids.take(rows[column].combine_chunks())
            rows = rows.set_column(rows.column_names.index(column), column, named)
        tables[name] = rows.to_pylist()
    return tables


def assert_kept(lake, folder):
    found = read_all(Kept(folder, lake))
    assert found == read_all(Kept(folder / "anew", lake, anew=True))
    for name in NAMING:
        assert found[name] == lake.read(name, columns=KEPT[name]).to_pylist()


def test_what_is_kept_and_what_came_since_is_what_the_lake_holds(lake, tmp_path):
    add(lake, range(60))
    for number in (60, 61, 62):
        assert_kept(lake, tmp_path)
        add(lake, range(number, number + 1))
    assert_kept(lake, tmp_path)
    lake.forget(["a3"])
    assert_kept(lake, tmp_path)
    add(lake, range(70, 80))
    lake.compact()
    assert_kept(lake, tmp_path)


def test_files_are_written_again_when_a_twentieth_is_new(lake, tmp_path):
    add(lake, range(60))
    written, names = [], [name for name in KEPT if name != "article_signatures"]  # of which none was made
    for count in (1, 1, 4):
        read_all(Kept(tmp_path, lake))
        written.append([(tmp_path / name_file(name)).read_bytes() for name in names])
        first = 100 + 10 * len(written)
        add(lake, range(first, first + count))
    read_all(Kept(tmp_path, lake))
    written.append([(tmp_path / name_file(name)).read_bytes() for name in names])
    assert written[0] == written[1] == written[2]
    assert all(old != new for old, new in zip(written[2], written[3], strict=True))


def test_rows_that_name_an_entity_of_older_files_find_it():
    ids = pa.chunked_array([["e0", "e1"], ["e2", "e3"]])
    rows = pa.table({"person_id": pa.array(["e3", "e1", None, "e9"])})
    numbered = kept_rows._number(rows, ["person_id"], pa.table({"article_entity_id": ids}), 2)
    assert numbered["person_id"].to_pylist() == [3, 1, None, None]


def test_rows_are_read_anew_where_they_were_kept_otherwise(lake, tmp_path, monkeypatch):
    add(lake, range(20))
    read_all(Kept(tmp_path, lake))
    monkeypatch.setitem(KEPT, "articles", (*KEPT["articles"], "url"))
    add(lake, [40])
    assert_kept(lake, tmp_path)
    path = tmp_path / name_file("roles")
    path.write_bytes(path.read_bytes()[:-9])
    assert_kept(lake, tmp_path)
    assert pc.all(Kept(tmp_path, lake).read("roles", Kept(tmp_path, lake).read("article_entities")).table[0].is_valid())
