"""A warehouse brought up to date holds the same rows as one built anew, whatever happened to the lake."""

import shutil

import duckdb
import pytest
from builders import (
    annotation_tables,
    article_row,
    fill,
    link_tables,
    run_rows,
)

from warehouse.arrow import to_table
from warehouse.database import database
from warehouse.database.checking import CheckFailed
from warehouse.database.database import Hooks, build_warehouse
from warehouse.lake.lake import Lake
from warehouse.tables import TABLES


def commit_revision(lake):
    row = article_row(3, article_id="a3b", text="Mayor Ada Stone said nothing.", arrival=90)
    lake.commit_batch("revision", "articles", {"articles": to_table("articles", [row])})


def split_person(lake):
    tables = link_tables(range(40))
    links = tables["entity_links"].to_pylist()
    links[5]["entity_id"] = "entity_other"
    people = [*tables["entities"].to_pylist(), tables["entities"].to_pylist()[0] | {"entity_id": "entity_other"}]
    lake.replace_links({"entity_links": to_table("entity_links", links), "entities": to_table("entities", people)})


def join_claims(lake):
    claims = [{"claim_id": f"claim{n}", "claim_group_id": "claim0"} for n in range(4)]
    lake.replace_links({"claim_links": to_table("claim_links", claims)})


def supersede_revision(lake):
    commit_revision(lake)
    links = link_tables(range(40))["article_links"].to_pylist()
    links[3]["is_current"] = False
    links.append({"article_id": "a3b", "cluster_id": "a7", "revision": 2, "is_current": True})
    lake.replace_links({"article_links": to_table("article_links", links)})


def annotate_again(lake):
    lake.commit_batch("again", "annotations", annotation_tables([2, 3], version="2"))


HAPPENINGS = {
    "nothing": lambda lake: None,
    "new articles, not linked yet": lambda lake: fill(lake, [50, 51], batch="new"),
    "a person is split": split_person,
    "claims are found to repeat": join_claims,
    "an unlinked revision": commit_revision,
    "a linked revision": supersede_revision,
    "a newer pipeline": annotate_again,
    "an article is forgotten": lambda lake: lake.forget(["a7"]),
    "small files are put together": lambda lake: lake.compact(),
    "a run ends": lambda lake: lake.append_log("runs", run_rows("run2", "failed"), "run_id"),
}


@pytest.fixture
def folder(forty, tmp_path):
    shutil.copytree(forty, tmp_path / "data")
    return tmp_path / "data"


WORDS = """
SELECT DISTINCT word, article_id
FROM (SELECT word, unnest(numbers) AS number FROM {side}.search.held) JOIN {side}.search.texts USING (number)
"""


def difference(left, right):
    """Rows of any table that only one of the two files has, counting doubles."""
    with duckdb.connect() as con:
        con.execute(f"ATTACH '{left}' AS l (READ_ONLY)")
        con.execute(f"ATTACH '{right}' AS r (READ_ONLY)")
        found = {}
        for name in (name for name, table in TABLES.items() if table.in_warehouse):
            more = con.execute(f"FROM l.{name} EXCEPT ALL FROM r.{name}").fetchall()
            less = con.execute(f"FROM r.{name} EXCEPT ALL FROM l.{name}").fetchall()
            if more or less:
                found[name] = (more, less)
        one, other = (sorted(con.execute(WORDS.format(side=side)).fetchall()) for side in "lr")
        return found if one == other else {**found, "search": (one, other)}


def refuse_full_build(*given):
    raise AssertionError("built anew")


@pytest.mark.parametrize("happening", HAPPENINGS)
def test_an_update_equals_a_full_build(folder, happening, monkeypatch):
    lake, path, anew = Lake(folder / "lake"), folder / "onrecord.duckdb", folder / "anew.duckdb"
    HAPPENINGS[happening](lake)
    build_warehouse(lake, anew, anew=True)
    monkeypatch.setattr(database, "_build", refuse_full_build)
    build_warehouse(lake, path)
    assert difference(path, anew) == {}


def test_when_much_changed_it_is_built_anew(folder, monkeypatch):
    lake = Lake(folder / "lake")
    fill(lake, range(50, 90), batch="many")
    monkeypatch.setattr(database, "_build", refuse_full_build)
    with pytest.raises(AssertionError, match="built anew"):
        build_warehouse(lake, folder / "onrecord.duckdb")


def test_a_file_of_other_code_is_built_anew(folder, monkeypatch):
    monkeypatch.setattr("warehouse.database.updating.fingerprint", lambda: "other")
    monkeypatch.setattr(database, "_build", refuse_full_build)
    with pytest.raises(AssertionError, match="built anew"):
        build_warehouse(Lake(folder / "lake"), folder / "onrecord.duckdb")


def test_an_update_is_checked(folder):
    lake, path = Lake(folder / "lake"), folder / "onrecord.duckdb"
    before = path.read_bytes()
    tables = annotation_tables([2], version="2")
    wrong = tables["mentions"].to_pylist()[0] | {"text": "Eda Stone"}
    lake.commit_batch("wrong", "annotations", tables | {"mentions": to_table("mentions", [wrong])})
    with pytest.raises(CheckFailed, match="texts_equal"):
        build_warehouse(lake, path)
    assert path.read_bytes() == before


@pytest.fixture
def asked(monkeypatch):
    """Of each build, whether the checks of single articles were passed over."""
    told = []
    monkeypatch.setattr(database, "run_checks", lambda con, passed: told.append(passed))
    return told


def test_rows_that_passed_in_the_file_in_place_are_not_looked_at_again(folder, asked):
    lake, path = Lake(folder / "lake"), folder / "onrecord.duckdb"
    build_warehouse(lake, path, anew=True)
    assert asked == [True]
    fill(lake, [50], batch="new")
    build_warehouse(lake, path, anew=True)
    assert asked == [True, False]
    fill(lake, [51], batch="newer")
    build_warehouse(lake, path)  # which looks at the new rows
    build_warehouse(lake, path, anew=True)
    assert asked == [True, False, False, True]


def forget_checks(monkeypatch, path):
    monkeypatch.setattr("warehouse.database.updating.fingerprint", lambda: "other")


def lose_file(monkeypatch, path):
    path.unlink()


def damage_file(monkeypatch, path):
    path.write_bytes(path.read_bytes()[:4_096])


@pytest.mark.parametrize("spoil", [forget_checks, lose_file, damage_file])
def test_else_a_full_build_looks_at_every_row(folder, asked, monkeypatch, spoil):
    spoil(monkeypatch, folder / "onrecord.duckdb")
    build_warehouse(Lake(folder / "lake"), folder / "onrecord.duckdb", anew=True)
    assert asked == [False]


def test_so_does_one_before_and_after_which_a_person_amended_rows(folder, asked):
    lake, path = Lake(folder / "lake"), folder / "onrecord.duckdb"
    build_warehouse(lake, path, hooks=Hooks(amend=lambda con: None))
    build_warehouse(lake, path, anew=True)
    assert asked == [False, False]
