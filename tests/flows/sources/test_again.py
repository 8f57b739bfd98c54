"""The same command again: nothing is revised, and nothing fetched twice but what changed."""

import csv
import json
from pathlib import Path

import duckdb
import pytest

from flows.progress import Silent
from flows.settings import Settings
from flows.sources import SourceOptions
from flows.stages.run import How, run_job
from tests.flows.site import Site, page, serve

STAGES = ("ingest",)
TEXTS = [
    f"The council of {place} voted on Friday to keep its ferry for {n} years." for n, place in enumerate("ABCDE", 2)
]


def run(tmp_path, *sources, stages=STAGES, **options):
    settings = Settings(tmp_path / "data", workers=1)
    counts = run_job(
        settings, [str(s) for s in sources], SourceOptions(**options), Silent(), How(stages=stages)
    ).as_counts()
    return tuple(counts[name] for name in ("new", "revised", "unchanged", "rejected"))


def write(path, rows):
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_ids_that_repeat_with_other_texts_are_unchanged_however_often(tmp_path):
    rows = [{"id": "a", "text": text} for text in TEXTS[:3]] + [{"id": "b", "text": TEXTS[3]}]
    first = write(tmp_path / "in.jsonl", rows)
    assert run(tmp_path, first) == (2, 2, 0, 0)
    for _ in range(2):
        assert run(tmp_path, first) == (0, 0, 4, 0)
    write(tmp_path / "in.jsonl", list(reversed(rows)))
    assert run(tmp_path, first) == (0, 0, 4, 0)


def test_a_text_that_returns_where_it_stood_is_a_revision(tmp_path):
    for text, expected in ((TEXTS[0], (1, 0, 0, 0)), (TEXTS[1], (0, 1, 0, 0)), (TEXTS[0], (0, 1, 0, 0))):
        assert run(tmp_path, write(tmp_path / "in.jsonl", [{"id": "a", "text": text}])) == expected
        assert run(tmp_path, tmp_path / "in.jsonl") == (0, 0, 1, 0)


def test_an_older_file_read_again_is_no_revision(tmp_path):
    may = write(tmp_path / "may.jsonl", [{"id": "a", "text": TEXTS[0]}])
    june = write(tmp_path / "june.jsonl", [{"id": "a", "text": TEXTS[1]}])
    assert run(tmp_path, may, june) == (1, 1, 0, 0)
    assert run(tmp_path, may) == (0, 0, 1, 0)
    assert run(tmp_path, june, may) == (0, 0, 2, 0)


@pytest.mark.parametrize("turned", [False, True])
def test_two_dumps_that_both_number_from_one(tmp_path, turned):
    dumps = []
    for number, name in enumerate(("may", "june")):
        path = tmp_path / f"{name}.csv"
        with path.open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["id", "title", "content"])
            writer.writerows([n, f"Title {n}", TEXTS[n + 2 * number]] for n in (1, 2))
        dumps.append(path)
    for expected in ((4, 0, 0, 0), (0, 0, 4, 0), (0, 0, 4, 0)):
        assert run(tmp_path, *(reversed(dumps) if turned else dumps)) == expected
    assert run(tmp_path, dumps[1], dumps[0]) == (0, 0, 4, 0)


def test_ids_of_one_space_mean_the_same_documents(tmp_path):
    may = write(tmp_path / "may.jsonl", [{"id": "1", "text": TEXTS[0]}])
    june = write(tmp_path / "june.jsonl", [{"id": "1", "text": TEXTS[1]}])
    assert run(tmp_path, may, june, id_space="wire") == (1, 1, 0, 0)
    assert run(tmp_path, may, june, id_space="wire") == (0, 0, 2, 0)


def test_another_line_of_boilerplate_is_no_revision(tmp_path):
    story = (
        "Ferry sails again\n\nUpdated {} minutes ago\n\nThe ferry sailed again on Friday morning, the company said.\n"
    )
    for minutes, expected in ((5, (1, 0, 0, 0)), (9, (0, 0, 1, 0))):
        (tmp_path / "story.txt").write_text(story.format(minutes))
        assert run(tmp_path, tmp_path / "story.txt") == expected


def test_revisions_stand_in_the_order_in_which_they_were_written(tmp_path):
    rows = [
        {"id": "a", "text": TEXTS[0], "updated_at": "2024-03-02T10:00:00Z"},
        {"id": "a", "text": TEXTS[1], "updated_at": "2024-03-01T10:00:00Z"},
    ]
    run(tmp_path, write(tmp_path / "in.jsonl", rows), stages=("ingest", "transform", "load"))
    with duckdb.connect(str(tmp_path / "data" / "onrecord.duckdb"), read_only=True) as con:
        assert con.execute("SELECT text FROM articles WHERE is_current").fetchall() == [(TEXTS[0],)]


@pytest.fixture
def site():
    return Site()


def sitemap(root, days):
    urls = "".join(f"<url><loc>{root}/{n}</loc><lastmod>{day}</lastmod></url>" for n, day in days.items())
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'


def test_a_site_without_validators_is_asked_for_what_changed(tmp_path, site):
    site.has_tags = False
    with serve(site) as root:
        options = {"allow_private": ("127.0.0.1", "localhost"), "seconds_between": 0.0, "cache": tmp_path / "pages"}
        days = dict.fromkeys(("a", "b", "c"), "2024-03-01")
        site.put("/sitemap.xml", sitemap(root, days), "application/xml")
        for name in days:
            site.put(f"/{name}", page(f"Story {name}"))
        assert run(tmp_path, f"{root}/sitemap.xml", **options) == (3, 0, 0, 0)
        for _ in range(2):
            site.log.clear()
            assert run(tmp_path, f"{root}/sitemap.xml", **options) == (0, 0, 3, 0)
            assert {path for path, _, _ in site.log} <= {"/robots.txt", "/sitemap.xml"}
        site.put("/b", page("Story b", "<p>The ferry will sail on Sundays, too, from May to the end of September.</p>"))
        site.put("/sitemap.xml", sitemap(root, {**days, "b": "2024-03-02"}), "application/xml")
        site.log.clear()
        assert run(tmp_path, f"{root}/sitemap.xml", **options) == (0, 1, 2, 0)
        assert [path for path, _, _ in site.log if path in ("/a", "/b", "/c")] == ["/b"]


def test_since_and_limit_leave_out_what_lists_name(tmp_path, site):
    with serve(site) as root:
        options = {"allow_private": ("127.0.0.1", "localhost"), "seconds_between": 0.0}
        days = {"a": "2024-03-01", "b": "2024-03-05", "c": "2024-03-09"}
        site.put("/sitemap.xml", sitemap(root, days), "application/xml")
        for name in days:
            site.put(f"/{name}", page(f"Story {name}"))
        from flows.sources.reading import check_reading

        assert run(tmp_path, f"{root}/sitemap.xml", **options, **check_reading({"since": "2024-03-05"})) == (2, 0, 0, 0)
        assert run(tmp_path, f"{root}/sitemap.xml", **options, limit=1) == (1, 0, 0, 0)


def test_three_pages_that_name_the_home_page_are_three_articles(tmp_path, site):
    with serve(site) as root:
        link = f'<link rel="canonical" href="{root}/">'
        for name in "abc":
            made = page(f"Story {name}", f"<p>The council of {name} spent 400 crowns on its ferry in March.</p>")
            site.put(f"/news/{name}", made.replace("<head>", f"<head>{link}"))
        addresses = Path(tmp_path / "list.urls")
        addresses.write_text("".join(f"{root}/news/{name}\n" for name in "abc"))
        assert run(tmp_path, addresses, allow_private=("127.0.0.1", "localhost"), seconds_between=0.0) == (3, 0, 0, 0)
