"""`onrecord forget` leaves an article's words nowhere: not in damaged files kept aside, not in the search index."""

import pytest

from flows.progress import Silent
from flows.settings import Settings
from flows.sources import SourceOptions
from flows.stages.run import run_job
from flows.stages.withdraw import forget_article
from warehouse.database.database import run_query
from warehouse.database.searching import index_path, search

SECRET = "Wilhelmina Trunk"


def files_with(folder, words):
    """Every file below the folder that holds the words as they are: the warehouse's and the index's strings are."""
    return [path for path in folder.rglob("*") if path.is_file() and words.encode() in path.read_bytes()]


def test_no_file_holds_a_forgotten_article(tmp_path):
    data = tmp_path / "data"
    for name, person in (("gate", SECRET), ("pier", "Olaf Brenner")):
        text = f"The {name} was closed\n\n“We close the {name},” {person} said on Monday.\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    sources = [str(tmp_path / "gate.txt"), str(tmp_path / "pier.txt")]
    run_job(Settings(data, workers=1), sources, SourceOptions(), Silent())
    search(data / "onrecord.duckdb", "close")
    damaged = next((data / "lake" / "quotes").rglob("*.parquet"))
    damaged.write_bytes(damaged.read_bytes()[:-3])
    run_job(Settings(data, workers=1), sources, SourceOptions(), Silent())
    assert list((data / "lake" / "_damaged").glob("*.damaged"))

    source = run_query(data / "onrecord.duckdb", f"SELECT source_id FROM articles WHERE contains(text, '{SECRET}')")
    removed = forget_article(Settings(data, workers=1), source.rows[0][0], Silent())
    assert removed["damaged files"] == 1
    assert not list((data / "lake" / "_damaged").iterdir())
    assert not index_path(data / "onrecord.duckdb").exists()
    assert files_with(data, SECRET) == []
    assert run_query(data / "onrecord.duckdb", "SELECT count(*) FROM articles").rows == [(1,)]
    assert forget_article(Settings(data, workers=1), source.rows[0][0], Silent()) == {}


@pytest.mark.parametrize("by_id", [True, False])
def test_an_article_whose_text_was_lost_can_still_be_forgotten(data, by_id):
    found = run_query(data / "onrecord.duckdb", "SELECT article_id, text FROM articles WHERE source_id = 'harbour'")
    lost, text = found.rows[0][0], found.rows[0][1][:25]
    damaged = next((data / "lake" / "articles").rglob("*.parquet"))
    damaged.write_bytes(damaged.read_bytes()[:-3])
    search(data / "onrecord.duckdb", "harbour")
    assert forget_article(Settings(data, workers=1), "never-seen", Silent()) == {}
    assert forget_article(Settings(data, workers=1), lost if by_id else "harbour", Silent())["damaged files"] == 1
    assert not list((data / "lake" / "_damaged").iterdir())
    assert not index_path(data / "onrecord.duckdb").exists()
    assert files_with(data, text) == []
