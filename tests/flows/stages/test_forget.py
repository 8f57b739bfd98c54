"""`onrecord forget` leaves an article's words nowhere: not in damaged files kept aside, not in the search index."""

import json
import shutil

import pytest
from typer.testing import CliRunner

from flows.command.cli import app
from flows.progress import Silent
from flows.settings import Settings
from flows.sources import SourceOptions
from flows.sources.page_cache import PageCache, StoredPage
from flows.stages.run import run_job
from flows.stages.tidying import mend
from flows.stages.withdraw import forget_article
from tests.flows.conftest import HARBOUR
from warehouse.database.database import run_query
from warehouse.database.searching import index_path, search
from warehouse.lake.forgotten import INTENTS, allow, begin_forgetting, put_on_list, read_forgotten, read_intents
from warehouse.lake.lake import Lake

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


STEPS = ("put_on_list", "forget_pages", "forget_decisions", "forget_damaged", "remove_index", "load_corpus")


class Killed(BaseException):
    pass


@pytest.fixture(scope="module", params=[*STEPS, "end_forgetting"])
def killed(request, taken_in, tmp_path_factory):
    """A data directory whose `forget` was killed at a step; not to be changed."""

    def kill(*given):
        raise Killed

    data = shutil.copytree(taken_in, tmp_path_factory.mktemp("killed") / "data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(f"flows.stages.erasing.{request.param}", kill)
        with pytest.raises(Killed):
            forget_article(Settings(data, workers=1), "harbour", Silent())
    return data


@pytest.mark.parametrize("then", ["run", "sql", "forget"])
def test_a_forget_that_is_killed_is_finished_by_whatever_comes_next(killed, taken_in, source, tmp_path, then):
    sql = "SELECT text FROM articles WHERE source_id = 'harbour'"
    text = run_query(taken_in / "onrecord.duckdb", sql).rows[0][0][:25]
    data = shutil.copytree(killed, tmp_path / "data")
    settings = Settings(data, workers=1)
    if then == "run":
        run_job(settings, [str(source)], SourceOptions(), Silent())
    elif then == "sql":
        call("sql", "SELECT 1", "--data", data)
    else:
        assert forget_article(settings, "harbour", Silent()) == {}
    assert files_with(data, text) == []
    assert run_query(data / "onrecord.duckdb", "SELECT source_id FROM articles").rows == [("orchard",)]
    assert not list((data / "lake" / "_forgetting").iterdir())


def call(*arguments):
    ended = CliRunner().invoke(app, [str(a) for a in arguments])
    assert ended.exit_code == 0, ended.output
    return ended.output


def test_a_forgotten_article_stays_out_until_it_is_allowed(data, source):
    settings = Settings(data, workers=1)
    forget_article(settings, "harbour", Silent())
    for _ in range(2):
        again = run_job(settings, [str(source)], SourceOptions(), Silent())
        assert (again.counts.new, again.counts.unchanged, again.counts.rejected) == (0, 1, 1)
        (reject,) = again.counts.rejects
        assert "was forgotten" in reject["error"]
        assert reject["raw"] is reject["source_id"] is None
    assert b"harbour" not in b"".join(path.read_bytes() for path in (data / "lake").rglob("*.json"))
    assert "may be taken in again" in call("forget", "harbour", "--allow", "--data", data)
    assert run_job(settings, [str(source)], SourceOptions(), Silent()).counts.new == 1
    assert CliRunner().invoke(app, ["forget", "harbour", "--allow", "--data", str(data)]).exit_code == 1


def test_one_revision_that_is_forgotten_stays_out_and_others_come(data, tmp_path):
    settings = Settings(data, workers=1)
    old = run_query(data / "onrecord.duckdb", "SELECT article_id FROM articles WHERE source_id = 'harbour'").rows[0][0]
    forget_article(settings, old, Silent())
    both = tmp_path / "both.jsonl"
    rows = [{"id": "harbour", "text": HARBOUR}, {"id": "harbour", "text": HARBOUR.replace("40 million", "45 million")}]
    both.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    taken = run_job(settings, [str(both)], SourceOptions(), Silent())
    assert (taken.counts.new, taken.counts.rejected) == (1, 1)
    call("forget", old, "--allow", "--data", data)
    assert run_job(settings, [str(both)], SourceOptions(), Silent()).counts.rejected == 0


def test_cached_pages_and_lists_with_its_text_go(data):
    text = "“We close the gate for good this winter,” said Wilhelmina Trunk, who keeps it."
    page = "<html><body><p>“We close the gate <b>for good</b> this winter,”\nsaid Wilhelmina Trunk, who keeps it.</p>"
    feed = "<rss><description>&lt;p&gt;“We close the gate for good this winter,” said Wilhelmina Trunk, who keeps it."
    cache = PageCache(data / "cache" / "pages")
    stored = {
        "https://a.example/gate": "moved",
        "https://a.example/gate?utm_source=x": "moved",
        "https://b.example/copy": page,
        "https://b.example/feed.xml": feed,
        "https://b.example/map.xml": "<loc>https://a.example/gate</loc>",
        "https://b.example/other": "<p>The pier was closed for good this winter, said Olaf Brenner of the harbour.</p>",
    }
    for url, words in stored.items():
        cache.keep(url, StoredPage(200, {"etag": "1"}, words.encode()))
    assert cache.forget({"https://a.example/gate"}, [text]) == 5
    assert cache.find("https://b.example/other")
    assert len(list((data / "cache" / "pages").iterdir())) == 1


def test_a_damaged_request_is_told_and_removed_and_looking_changes_nothing(data):
    lake = Lake(data / "lake")
    path = f"{INTENTS}/{begin_forgetting(lake.storage, 'harbour', ['a']).intent_id}.json"
    lake.storage.write(path, lake.storage.read(path)[:20])
    assert read_intents(lake.storage) == []
    assert lake.storage.exists(path)
    assert [line for line in mend(lake, Silent()) if "forget that article again" in line]
    assert not lake.storage.exists(path)


def test_one_on_the_list_whose_file_is_damaged_stays_out_until_it_is_allowed(data):
    storage = Lake(data / "lake").storage
    put_on_list(storage, begin_forgetting(storage, "harbour", []))
    (path,) = (storage.relative(info) for info in storage.list("_forgotten"))
    storage.write(path, b"")
    assert read_forgotten(storage)("harbour")
    assert allow(storage, "harbour")
    assert not read_forgotten(storage)("harbour")


def test_a_damaged_warehouse_file_does_not_end_forget(data):
    settings = Settings(data, workers=1)
    settings.database.write_bytes(settings.database.read_bytes()[:5000])
    assert forget_article(settings, "nowhere", Silent()) == {}
    assert forget_article(settings, "harbour", Silent())
    left = run_query(settings.database, "SELECT count(*) FROM articles WHERE source_id = 'harbour'").rows
    assert list(left) == [(0,)]
