"""The main job on sources that are followed, packed, damaged or odd: every input is accounted for."""

import gzip
import json

import duckdb

from flows.progress import Silent
from flows.settings import Settings
from flows.sources import SourceOptions
from flows.stages.run import run_job
from tests.flows.conftest import HARBOUR
from tests.flows.site import Site, page, serve
from tests.flows.tables import read_tables


def ask(tmp_path, query):
    with duckdb.connect(str(tmp_path / "data" / "onrecord.duckdb"), read_only=True) as con:
        return con.execute(query).fetchall()


def run(tmp_path, *sources, **options):
    settings = Settings(tmp_path / "data", workers=1)
    counts = run_job(settings, [str(s) for s in sources], SourceOptions(**options), Silent()).as_counts()
    assert counts["inputs"] == counts["new"] + counts["revised"] + counts["unchanged"] + counts["rejected"]
    return tuple(counts[name] for name in ("new", "revised", "unchanged", "rejected"))


def test_a_feed_and_its_site_taken_in_twice_and_after_an_edit(tmp_path):
    site = Site()
    options = {"allow_private": ("127.0.0.1", "localhost"), "seconds_between": 0.0, "cache": tmp_path / "pages"}
    with serve(site) as root:
        links = "".join(f"<item><link>{root}/{n}</link></item>" for n in (1, 2, 3))
        site.put("/feed.xml", f'<rss version="2.0"><channel>{links}</channel></rss>', "application/rss+xml")
        site.put("/1", page("Ferry strike ends"))
        site.put("/2", page("Council meets at last", "<p>The mayor, Ana Melo, said that she was glad of it.</p>"))
        assert run(tmp_path, f"{root}/feed.xml", **options) == (2, 0, 0, 1)
        site.log.clear()
        assert run(tmp_path, f"{root}/feed.xml", **options) == (0, 0, 2, 1)
        assert 200 not in {status for _, status, _ in site.log}
        site.put("/2", page("Council meets at last", "<p>The mayor, Ana Melo, said that she was tired of it.</p>"))
        assert run(tmp_path, f"{root}/feed.xml", **options) == (0, 1, 1, 1)
    assert ask(tmp_path, "SELECT count(*) FROM changes WHERE table_name = 'quotes'")[0][0] >= 1


def test_a_server_that_fails_hangs_or_trickles_in_mid_feed(tmp_path):
    """The pages that came are kept, each other one is told why; once the server is well the next run completes."""
    site = Site()
    options = {"allow_private": ("127.0.0.1", "localhost"), "seconds_between": 0.0, "timeout": 0.4}
    with serve(site) as root:
        links = "".join(f"<item><link>{root}/{n}</link></item>" for n in range(5))
        site.put("/feed.xml", f'<rss version="2.0"><channel>{links}</channel></rss>', "application/rss+xml")
        for n in range(5):
            site.put(
                f"/{n}", page(f"Ferry strike ends on day {n}", f"<p>The mayor, Ana Melo, said {n} was enough.</p>")
            )
        site.answers["/1"] = (500, {})
        site.hanging.add("/2")
        site.trickling.add("/3")
        assert run(tmp_path, f"{root}/feed.xml", **options) == (2, 0, 0, 3)
        why = dict(ask(tmp_path, "SELECT source_id[-1:], error FROM rejects"))
        assert "500 Internal Server Error" in why["1"]
        assert "timed out" in why["2"]
        assert "not whole after 2.4 seconds" in why["3"]
        site.answers.clear()
        site.hanging.clear()
        site.trickling.clear()
        assert run(tmp_path, f"{root}/feed.xml", **options) == (3, 0, 2, 0)
        run(tmp_path / "undisturbed", f"{root}/feed.xml", **options)
    ended = tmp_path / "data" / "onrecord.duckdb"
    assert read_tables(ended) == read_tables(tmp_path / "undisturbed" / "data" / "onrecord.duckdb")


def test_odd_inputs_are_kept_marked_or_rejected(tmp_path):
    rows = [
        {"id": "old", "text": HARBOUR, "published_at": "1850-01-01"},
        {"id": "far", "text": HARBOUR, "published_at": "9999-12-31"},
        {"id": "undated", "text": HARBOUR, "published_at": "soon"},
        {"id": "arabic", "text": "وقال الوزير يوم الجمعة إن العبارة ستبحر مرة أخرى"},
        {"id": "japanese", "text": "大臣は金曜日、フェリーの運航を再開すると述べた。"},
        {"id": "marks", "text": '”“”“ "" «»'},
        {"id": "nul", "text": "Rates\0 rose."},
        {"id": "twice", "text": "One."},
        {"id": "twice", "text": "One."},
        {"id": "twice", "text": "Two."},
    ]
    data = "".join(json.dumps(row) + "\n" for row in rows).encode()
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "odd.jsonl.gz").write_bytes(gzip.compress(data))
    (folder / "menu.txt").write_text("Menu\nSubscribe\n\nPrivacy policy\n")
    (folder / "empty.txt").write_text("")
    assert run(tmp_path, folder, tmp_path / "gone") == (9, 1, 1, 2)
    texts = dict(ask(tmp_path, "SELECT source_id, text FROM articles WHERE is_current"))
    assert texts == {row["id"]: row["text"] for row in rows} | {"menu.txt": "Menu\nSubscribe\n\nPrivacy policy\n"}
    languages = dict(ask(tmp_path, "SELECT source_id, language FROM articles"))
    assert (languages["old"], languages["arabic"], languages["japanese"]) == ("en", "ar", "ja")
    annotated = {row[0] for row in ask(tmp_path, "SELECT source_id FROM sentences JOIN articles USING (article_id)")}
    assert annotated.isdisjoint({"arabic", "japanese", "menu.txt"})
    years = dict(ask(tmp_path, "SELECT source_id, year(published_at) FROM articles"))
    assert (years["old"], years["far"], years["undated"]) == (1850, None, None)  # no year of news
    assert ask(tmp_path, "SELECT count(DISTINCT cluster_id) FROM articles WHERE source_id IN ('old', 'far')") == [(1,)]
