"""What moved in the link tables is what differs, and a load that is told of it looks at nothing else."""

import shutil

import pyarrow as pa
import pytest
from builders import fill, link_tables

from tests.warehouse.database.test_updating import difference, join_claims, refuse_full_build, split_person
from warehouse.arrow import find_moves, to_table
from warehouse.database import database, updating
from warehouse.database.database import Hooks, build_warehouse
from warehouse.database.moves import KEYS, Moves, state_of
from warehouse.lake.lake import Lake


def take_in(lake):
    fill(lake, [40, 41], batch="new")
    lake.replace_links(link_tables(range(42)))


def drop_entity(lake):
    """An article is annotated again, and the person it named is another."""
    tables = link_tables(range(40))
    links = [row for row in tables["entity_links"].to_pylist() if row["article_entity_id"] != "reading9"]
    one = {"article_entity_id": "reading9", "entity_id": "entity_other", "rule": "alone", "confidence": 0.5}
    people = tables["entities"].to_pylist()
    people.append(people[0] | {"entity_id": "entity_other", "aliases": ["Ada", "Stone"]})
    lake.replace_links(
        {"entity_links": to_table("entity_links", [*links, one]), "entities": to_table("entities", people)}
    )


HAPPENINGS = (take_in, split_person, join_claims, drop_entity)


@pytest.fixture
def lake(forty, tmp_path):
    shutil.copytree(forty, tmp_path / "data")
    return Lake(tmp_path / "data" / "lake")


def follow(lake, happen):
    """What moved in the tables while something happened."""
    state, before = state_of(lake.live()), {name: lake.read(name) for name in KEYS}
    happen(lake)
    moved = {name: find_moves(before[name], lake.read(name), key) for name, key in KEYS.items()}
    return Moves(state, state_of(lake.live()), moved)


def refuse(*given):
    raise AssertionError("compared as a whole")


@pytest.mark.parametrize("happen", HAPPENINGS)
def test_an_update_by_moves_equals_a_full_build(lake, tmp_path, monkeypatch, happen):
    path, anew = tmp_path / "data/onrecord.duckdb", tmp_path / "anew.duckdb"
    moves = follow(lake, happen)
    build_warehouse(lake, anew, anew=True)
    monkeypatch.setattr(database, "_build", refuse_full_build)
    monkeypatch.setattr(updating, "replace_links", refuse)
    build_warehouse(lake, path, hooks=Hooks(moves=moves))
    assert difference(path, anew) == {}


@pytest.mark.parametrize("happen", HAPPENINGS)
def test_one_that_was_interrupted_compares_everything(lake, tmp_path, monkeypatch, happen):
    path, anew = tmp_path / "data/onrecord.duckdb", tmp_path / "anew.duckdb"
    follow(lake, split_person)  # and the warehouse never came
    moves = follow(lake, happen)
    build_warehouse(lake, anew, anew=True)
    monkeypatch.setattr(database, "_build", refuse_full_build)
    build_warehouse(lake, path, hooks=Hooks(moves=moves))
    assert difference(path, anew) == {}


def test_what_was_not_linked_yet_is_compared(lake, tmp_path):
    path, anew = tmp_path / "data/onrecord.duckdb", tmp_path / "anew.duckdb"
    fill(lake, [40, 41], batch="new")
    build_warehouse(lake, path)
    moves = follow(lake, lambda lake: lake.replace_links(link_tables(range(42))))
    build_warehouse(lake, path, hooks=Hooks(moves=moves))
    build_warehouse(lake, anew, anew=True)
    assert difference(path, anew) == {}


def test_lists_and_nulls_are_compared():
    schema = pa.schema([("id", pa.string()), ("names", pa.list_(pa.string())), ("country", pa.string())])
    rows = [
        {"id": "a", "names": ["x", "y"], "country": None},
        {"id": "b", "names": ["x\x1ey"], "country": "SE"},
        {"id": "c", "names": [], "country": "SE"},
        {"id": "d", "names": ["x"], "country": None},
    ]
    before = pa.Table.from_pylist(rows, schema)
    changes = {"b": {"names": ["x", "y"]}, "c": {"names": [""]}, "d": {"country": "NO"}}
    after = pa.Table.from_pylist([row | changes.get(row["id"], {}) for row in rows[::-1]], schema)
    assert sorted(find_moves(before, after, "id")["id"].to_pylist()) == ["b", "c", "d"]
    assert find_moves(before, before.slice(0, 0), "id")["is_gone"].to_pylist() == [True] * 4
