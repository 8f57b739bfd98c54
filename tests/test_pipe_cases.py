"""Cases of sources, schedules, files and clients after public reports, where their file stands beside the repository.

The file is no part of the repository and says in words what to do and what should come of it. Each of its ids stands
here with a program that does it with words of our own, or with the test that does it already; the few that want a
program of somebody else's are counted as not told.
"""

from __future__ import annotations

import asyncio
import json
import os
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from flows.command.cli import app
from flows.orchestration.schedules import ScheduleError, make_schedule, read_schedules
from flows.orchestration.serve import check_comes
from flows.progress import Silent
from flows.settings import Settings
from flows.sources import Item, SourceOptions, read_sources
from flows.stages.run import How, run_job
from flows.stages.withdraw import forget_article
from tests.flows.site import Site, page, serve
from tests.flows.sources import test_warcs as archives
from transforms.annotate import Article
from transforms.page.dates import read_date
from warehouse.exporting import export

ROOT = Path(__file__).resolve().parents[1]
CASES = Path(os.environ.get("ONRECORD_SHARED", ROOT.parent / "shared")) / "reports" / "pipe_cases.jsonl"
STORY = "The ferry to Aldersund sailed again on Friday, the harbour company said. " * 5
NEAR = ("127.0.0.1", "localhost")

# what a test of its own does already
ELSEWHERE = {
    "serve-kill-hang": "flows/orchestration/test_prefect_server.py::test_a_killed_serve_leaves_nothing_running",
    "xlsx-32767": "warehouse/test_exporting.py::test_no_cell_of_the_workbook_is_a_formula",
    "xlsx-utf16": "warehouse/test_exporting.py::test_a_cell_holds_as_many_letters_as_excel_counts",
    "pg-nul": "warehouse/test_exporting.py::test_postgres_holds_the_same_rows_with_comments",
    "pg-create": "warehouse/test_exporting.py::test_postgres_needs_no_right_but_that_to_its_schema",
    "duckdb-old": "warehouse/test_exporting.py::test_an_older_duckdb_gets_the_same_rows_with_what_they_mean",
    "serve-overlap": "flows/orchestration/test_overlaps.py::test_only_refused_ticks_go_and_each_is_said",
    "serve-two": "flows/orchestration/test_serve.py::test_a_data_directory_is_served_once",
}
NOT_TOLD = {"duckdb-node"}  # another program's client


CHECKS = {}


def told(check):
    """Notes a check under the id of its case, which is its name."""
    CHECKS[check.__name__.replace("_", "-")] = check
    return check


class Desk:
    """A folder to write sources into and to read them from."""

    def __init__(self, folder, annotator=None, tour=None):
        self.folder, self.annotator, self.tour = folder, annotator, tour
        self.notes = []

    def write(self, name, data):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    def read(self, *sources, **options):
        """The documents' fields, and the complaints."""
        given = SourceOptions(**{"allow_private": NEAR, "seconds_between": 0.0, "timeout": 5.0, **options})
        found = list(read_sources([str(one) for one in sources], given, self.notes.append))
        return [one.fields for one in found if isinstance(one, Item)], [
            one.error for one in found if not isinstance(one, Item)
        ]

    def file(self, name, data, **options):
        return self.read(self.write(name, data), **options)

    def table(self, rows, **options):
        return self.file("rows.csv", rows, **options)

    def run(self, *sources, **options):
        """New, revised, unchanged and rejected, of what a run takes in."""
        given = SourceOptions(**{"allow_private": NEAR, "seconds_between": 0.0, **options})
        settings = Settings(self.folder / "data", workers=1)
        counts = run_job(settings, [str(s) for s in sources], given, Silent(), How(stages=("ingest",))).as_counts()
        return tuple(counts[name] for name in ("new", "revised", "unchanged", "rejected"))


def only(found):
    """The one document, of which nothing was complained."""
    items, rejects = found
    assert rejects == [], rejects
    (item,) = items
    return item


def records(*rows):
    return json.dumps(rows[0] if len(rows) == 1 else list(rows))


def feed(*entries, channel="<title>Aldersund Post</title>"):
    items = "".join(f"<item>{entry}</item>" for entry in entries)
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{channel}{items}</channel></rss>'


def whole(story=STORY):
    return f"<description><![CDATA[<p>{story}</p><p>{story[::1]}</p><p>{story}</p>]]></description>"


@told
def forget_comes_back(desk):
    source = desk.write("gate.txt", f"The gate opens\n\n{STORY}\n")
    assert desk.run(source)[0] == 1
    assert forget_article(Settings(desk.folder / "data", workers=1), str(source.name), Silent()) or forget_article(
        Settings(desk.folder / "data", workers=1), str(source), Silent()
    )
    assert desk.run(source)[0] == 0


@told
def feed_time_lost(desk):
    site = Site()
    with serve(site) as root:
        stamp = '<meta property="article:published_time" content="2031-05-06T07:08:09+00:00">'
        site.put("/a", page("Ferry sails").replace("<head>", f"<head>{stamp}"))
        entry = f"<title>Ferry sails</title><link>{root}/a</link><pubDate>Tue, 06 May 2031 07:00:00 GMT</pubDate>"
        site.put("/feed", feed(entry), "application/rss+xml")
        item = only(desk.read(f"{root}/feed"))
    assert read_date(item["published_at"])[0].hour == 7


@told
def news_sitemap_date(desk):
    site = Site()
    with serve(site) as root:
        site.put("/a", page("Ferry sails"))
        news = (
            "<news:news><news:publication><news:name>Aldersund Post</news:name><news:language>en</news:language>"
            "</news:publication><news:publication_date>2031-05-06T07:00:00Z</news:publication_date>"
            "<news:title>Ferry sails</news:title></news:news>"
        )
        names = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
        site.put("/map.xml", f"<urlset {names}><url><loc>{root}/a</loc>{news}</url></urlset>", "application/xml")
        item = only(desk.read(f"{root}/map.xml"))
    assert (item["published_at"][:10], item["publisher"]) == ("2031-05-06", "Aldersund Post")


DATES = (
    "2031-05-06", "2031-05-06T07:08:09Z", "2031-05-06 07:08:09", "2031-05-06T07:08:09+02:00", "2031-05-06 07:08:09 UTC",
    "Tue, 06 May 2031 07:08:09 GMT", "Tue, 06 May 2031 07:08:09 +0000", "20310506", "20310506070809", "1935990489",
    "1935990489000", "May 6, 2031", "6 May 2031", "Tuesday, May 6, 2031", "2031/05/06", "2031-05", "06.05.2031",
    "May 06, 2031 7:08 AM",
)  # fmt: skip


@told
def dates_not_iso(desk):
    rows = "".join(f'"{STORY} {n}","{day}"\n' for n, day in enumerate(DATES))
    items, _ = desk.table(f"text,date\n{rows}")
    unread = [day for day, item in zip(DATES, items, strict=True) if not read_date(item.get("published_at"))[0]]
    assert len(unread) <= 1, unread  # a day that may be a month, and is counted


@told
def newspaper4k_json(desk):
    row = {"text": STORY, "title": "Ferry sails", "authors": ["Ana Melo", "Bo Lind"], "publish_date": "2031-05-06"}
    item = only(desk.read(desk.write("in/a.json", records(row)).parent))
    assert (item["headline"], item["byline"], item["published_at"]) == (
        "Ferry sails",
        "Ana Melo, Bo Lind",
        "2031-05-06",
    )


@told
def newsapi_wrapper(desk):
    row = {
        "source": {"id": None, "name": "Aldersund Post"}, "author": "Ana Melo", "title": "Ferry sails",
        "description": "It sails.", "url": "https://post.example/a", "publishedAt": "2031-05-06T07:00:00Z",
        "content": STORY,
    }  # fmt: skip
    item = only(desk.file("a.json", records({"status": "ok", "totalResults": 1, "articles": [row]})))
    assert (item["text"], item["publisher"]) == (STORY, "Aldersund Post")


@told
def guardian_nested(desk):
    row = {"id": "a/b", "webTitle": "Ferry sails", "fields": {"inner": {"told": STORY}}}
    item = only(desk.file("a.json", records({"answer": {"found": [row]}}), columns={"text": "fields.inner.told"}))
    assert item["text"] == STORY


@told
def lexis_one_file(desk):
    one = (
        "{n} of 3 DOCUMENTS\n\n\nAldersund Post\n\nMay {n}, 2031 Tuesday\n\nFerry sails, part {n}\n\n"
        "BYLINE: Ana Melo\n\n"
        "SECTION: NEWS; Pg. {n}\n\nLENGTH: 70 words\n\n{story}\n\nLOAD-DATE: May {n}, 2031\n\nLANGUAGE: ENGLISH\n\n"
        "PUBLICATION-TYPE: Newspaper\n\n\n"
    )
    items, rejects = desk.file("nexis.txt", "".join(one.format(n=n, story=STORY) for n in (1, 2, 3)))
    assert (len(items), rejects) == (3, [])
    assert [item["headline"] for item in items] == [f"Ferry sails, part {n}" for n in (1, 2, 3)]


@told
def rtf(desk):
    item = only(desk.file("a.rtf", r"{\rtf1\ansi\deff0 {\fonttbl{\f0 Arial;}} Ferry sails\par\par " + STORY + r"\par}"))
    assert STORY.strip() in item["text"] and "fonttbl" not in item["text"]


@told
def csv_utf16(desk):
    rows = f'text,title\n"{STORY} für Århus","Fähre"\n'
    assert only(desk.table(b"\xff\xfe" + rows.encode("utf-16-le")))["headline"] == "Fähre"


@told
def csv_cp1252(desk):
    item = only(desk.table(f'text,title\n"{STORY} “für” Århus",Fähre\n'.encode("cp1252")))
    assert "“für” Århus" in item["text"]


@told
def csv_header_newline(desk):
    assert only(desk.table(f'id,"the\ndate",text\n1,2031-05-06,"{STORY}"\n'))["text"] == STORY


@told
def csv_dup_header(desk):
    items, rejects = desk.table(f'text,title,text\n"{STORY}",Ferry,short\n')
    assert rejects or items[0]["text"] == STORY


@told
def csv_unclosed_quote(desk):
    rows = [f'"{STORY} {n}",Ferry {n}\n' for n in range(8)]
    rows[3] = f'"{STORY} 3,Ferry 3\n'
    items, rejects = desk.table("text,title\n" + "".join(rows))
    assert len(items) >= 6 and len(items) + len(rejects) >= 8


@told
def csv_backslash_quotes(desk):
    items, rejects = desk.table(f'text,title\n"She said \\"no\\", {STORY}",Ferry\n"{STORY}",Next\n')
    assert items[-1]["headline"] == "Next" and len(items) + len(rejects) == 2


@told
def csv_cr_only(desk):
    assert len(desk.table(f'text,title\r"{STORY} 1",Ferry\r"{STORY} 2",Next\r')[0]) == 2


@told
def csv_bom_semicolon(desk):
    assert only(desk.table(f"\ufefftext;title\n{STORY.replace(',', '')};Ferry\n"))["headline"] == "Ferry"


@told
def kaggle_atn(desk):
    names = ",id,title,publication,author,date,year,month,url,content"
    row = f'{names}\n0,17,Ferry,Post,Ana Melo,2031-05-06,2031.0,5.0,,"{STORY}"\n'
    item = only(desk.table(row))
    assert [item[k] for k in ("headline", "publisher", "byline", "published_at")] == [
        "Ferry", "Post", "Ana Melo", "2031-05-06",
    ]  # fmt: skip


@told
def kaggle_atn2(desk):
    row = f'date,year,month,day,author,title,article,url,section,publication\n2031-05-06 07:08:09,2031,5,6,Ana Melo,Ferry,"{STORY}",https://a.example/1,World,Post\n'
    item = only(desk.table(row))
    assert (item["publisher"], item["published_at"][:10], item["byline"]) == ("Post", "2031-05-06", "Ana Melo")


@told
def parquet_categorical_zstd(desk):
    when = pa.array([datetime(2031, 5, 6, 7, tzinfo=UTC)], pa.timestamp("us", "America/New_York"))
    names = pa.array(["Post"]).dictionary_encode()
    path = desk.folder / "a.parquet"
    pq.write_table(pa.table({"text": [STORY], "publisher": names, "published_at": when}), path, compression="zstd")
    item = only(desk.read(path))
    assert item["publisher"] == "Post" and read_date(item["published_at"])[0].astimezone(UTC).hour == 7


@told
def feed_title_markup(desk):
    entry = f"<title>Costs &lt; gains: R&amp;D row</title><guid>https://a.example/1</guid>{whole()}"
    item = only(desk.file("a.rss", feed(entry)))
    assert item["headline"] == "Costs < gains: R&D row"
    assert not item["text"].startswith("Costs\n")


@told
def feed_relative_link(desk):
    site = Site()
    with serve(site) as root:
        site.put("/a/6", page("Ferry sails"))
        site.put("/feed", feed("<title>Ferry sails</title><link>/a/6</link>"), "application/rss+xml")
        assert only(desk.read(f"{root}/feed"))["id"] == f"{root}/a/6"


@told
def feed_doctype(desk):
    words = feed(f"<title>Ferry &org;</title><guid>https://a.example/1</guid>{whole()}")
    items, rejects = desk.file("a.rss", words.replace("<rss", '<!DOCTYPE rss [<!ENTITY org "x">]><rss', 1))
    assert items or rejects


@told
def feed_description_story(desk):
    site = Site()
    with serve(site) as root:
        site.put("/feed", feed(f"<title>Ferry</title><link>{root}/gone</link>{whole()}"), "application/rss+xml")
        assert STORY.strip() in only(desk.read(f"{root}/feed"))["text"]


@told
def feed_html_entities(desk):
    words = feed(f"<title>Ferry&nbsp;sails & stays</title><guid>https://a.example/1</guid>{whole()}")
    assert "stays" in only(desk.file("a.rss", words))["headline"]


@told
def feed_control_char(desk):
    words = feed(f"<title>Ferry\x0b sails</title><guid>https://a.example/1</guid>{whole()}")
    assert "sails" in only(desk.file("a.rss", words))["headline"]


@told
def feed_leading_blank(desk):
    words = feed(f"<title>Ferry</title><guid>https://a.example/1</guid>{whole()}")
    assert only(desk.file("a.rss", "\n\n  \n" + words))["headline"] == "Ferry"


@told
def feed_charset_lies(desk):
    site = Site()
    with serve(site) as root:
        words = feed(f"<title>Fähre “fährt”</title><guid>{root}/1</guid>{whole()}")
        site.put("/a", words, "application/rss+xml; charset=iso-8859-1")
        site.put("/b", words.replace('"utf-8"', '"windows-1252"').encode("cp1252"), "application/rss+xml")
        assert {only(desk.read(f"{root}/{name}"))["headline"] for name in "ab"} == {"Fähre “fährt”"}


@told
def feed_no_guid_link_guid(desk):
    site = Site()
    with serve(site) as root:
        site.put("/a", page("Ferry sails"))
        site.put("/feed", feed(f'<title>Ferry</title><guid isPermaLink="true">{root}/a</guid>'), "application/rss+xml")
        assert only(desk.read(f"{root}/feed"))["id"] == f"{root}/a"


@told
def feed_redirect_tracking(desk):
    site = Site()
    with serve(site) as root:
        site.put("/a?utm_source=feed", page("Ferry sails"))
        site.put("/a", page("Ferry sails"))
        site.answers["/go"] = (302, {"Location": f"{root}/a?utm_source=feed"})
        site.put("/list.txt", f"{root}/go\n{root}/a\n")
        ids = {item["id"] for path in ("/go", "/a") for item in desk.read(root + path)[0]}
    assert ids == {f"{root}/a"}


@told
def json_feed(desk):
    entry = {"id": "https://a.example/1", "title": "Ferry", "content_html": f"<p>{STORY}</p>",
             "date_published": "2031-05-06T07:00:00Z", "authors": [{"name": "Ana Melo"}]}  # fmt: skip
    words = records({"version": "https://jsonfeed.org/version/1.1", "title": "Post", "items": [entry]})
    item = only(desk.file("feed.json", words))
    assert (item["headline"], item["byline"], item["publisher"]) == ("Ferry", "Ana Melo", "Post")


@told
def consent_wall(desk):
    asked = (
        "<p>We and our 812 partners store and access information on your device, such as cookies, to show you ads.</p>"
        "<p>Choose Accept all to agree, or Manage settings to say more. You can change your mind at any time.</p>"
    )
    title = "Before you go on"
    buttons = "<button>Accept all</button>"
    wall = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{asked * 2}{buttons}</body></html>"
    site = Site()
    with serve(site) as root:
        for name in "ab":
            site.put(f"/{name}", wall)
        assert desk.run(f"{root}/a", f"{root}/b") == (0, 0, 0, 2)


@told
def canonical_home(desk):
    site = Site()
    with serve(site) as root:
        for name in "abc":
            made = page(f"Story {name}", f"<p>The council of {name} spent 300 crowns on its ferry in March.</p>")
            site.put(f"/{name}", made.replace("<head>", f'<head><link rel="canonical" href="{root}/">'))
        assert desk.run(*(f"{root}/{name}" for name in "abc")) == (3, 0, 0, 0)


@told
def live_page(desk):
    site = Site()
    site.has_tags = False
    with serve(site) as root:
        for minutes in (3, 8):
            site.put("/a", page("Ferry sails").replace("</h1>", f"</h1><p>Updated {minutes} minutes ago</p>"))
            counts = desk.run(f"{root}/a")
    assert counts == (0, 0, 1, 0)


def warc_cut(name, kept, taken, complaints):
    def check(desk):
        data, offsets = archives.make_archive(6 if kept < 1 else 30, name.endswith("gz"))
        end = offsets[5] + 40 if kept < 1 else offsets[20] + 40
        items, rejects = desk.file(name, data[:end])
        assert (len(items), len(rejects)) == (taken, complaints)

    return check


@told
def gz_readahead(desk):
    import gzip

    parts = [gzip.compress(records({"text": f"{STORY} {n}"}).encode() + b"\n") for n in range(60)]
    items, rejects = desk.file("a.jsonl.gz", b"".join(parts[:30]) + parts[30][: len(parts[30]) // 2])
    assert (len(items), len(rejects)) == (30, 1)


@told
def warc_mid_damage(desk):
    data, offsets = archives.make_archive(30, True)
    place = (offsets[19] + offsets[20]) // 2
    items, rejects = desk.file("a.warc.gz", data[:place] + b"\0\xff\0\xff" + data[place + 4 :])
    assert (len(items), len(rejects)) == (29, 1)


@told
def warc_nonchunked(desk):
    import gzip

    assert len(desk.file("a.warc.gz", gzip.compress(archives.make_archive(5, False)[0]))[0]) == 5


@told
def warc_truncated_header(desk):
    items, rejects = desk.file("a.warc", archives.make_archive(3, False, truncated=1)[0])
    assert len(items) + len(rejects) == 3 and (rejects or any("cut" in note.words for note in desk.notes))


@told
def warc_date(desk):
    item = desk.file("a.warc", archives.make_archive(1, False)[0])[0][0]
    assert item.get("published_at") or item.get("captured_at") or item.get("updated_at"), sorted(item)


@told
def xlsx_control(desk):
    import xlsxwriter

    from warehouse.exporting.spreadsheet import SAFE, write_cell

    with xlsxwriter.Workbook(str(desk.folder / "a.xlsx"), SAFE) as book:
        write_cell(book.add_worksheet(), 0, 0, "a\x00b\x0bc\x1f", None)
    openpyxl.load_workbook(desk.folder / "a.xlsx")
    with zipfile.ZipFile(desk.folder / "a.xlsx") as parts:
        assert all(b"\x0b" not in parts.read(name) for name in parts.namelist())


@told
def xlsx_tz(desk):
    asked = "SELECT max(published_at) FROM articles"
    import duckdb

    with duckdb.connect(str(desk.tour), read_only=True) as con:
        con.execute("SET TimeZone = 'UTC'")
        newest = con.execute(asked).fetchone()[0]
    before = os.environ.get("TZ")
    os.environ["TZ"] = "America/New_York"
    time.tzset()
    try:
        export(desk.tour, "xlsx-full", str(desk.folder / "a.xlsx"), ["articles"])
    finally:
        os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
        time.tzset()
    sheet = openpyxl.load_workbook(desk.folder / "a.xlsx")["articles"]
    place = [cell.value for cell in sheet[1]].index("published_at")
    days = [row[place].value for row in sheet.iter_rows(min_row=2) if row[place].value]
    assert max(days).replace(microsecond=0) == newest.replace(tzinfo=None, microsecond=0)


@told
def cron_dst(desk):
    from prefect.client.schemas.schedules import CronSchedule
    from prefect.server.schemas.schedules import CronSchedule as Server

    assert CronSchedule
    for cron, first in (
        ("30 2 * * *", datetime(2031, 3, 8, tzinfo=UTC)),
        ("30 1 * * *", datetime(2031, 11, 1, tzinfo=UTC)),
    ):
        dates = asyncio.run(Server(cron=cron, timezone="America/New_York").get_dates(4, first))
        assert len({day.date() for day in dates}) == 4


@told
def serve_columns(desk):
    words = '[a]\nsources = ["x.jsonl"]\nevery = "1h"\nencoding = "cp1252"\nallow_private = ["wiki.local"]\n'
    (one,) = read_schedules(desk.write("sources.toml", words + '[a.columns]\ntext = "body"\n'))
    assert one.reading["columns"] == {"text": "body"} and tuple(one.allow_private) == ("wiki.local",)


@told
def serve_impossible_cron(desk):
    with pytest.raises(ScheduleError, match="never comes"):
        check_comes(make_schedule("a", {"sources": ["x"], "cron": "0 0 31 2 *"}))


@told
def tokenizer_blowup(desk):
    def cost(words):
        started = time.process_time()
        desk.annotator.annotate([Article("a", f"Ferry sails\n\nThe company said {words} on Friday.\n")], "run")
        return time.process_time() - started

    cost("nothing")
    for sign, size in (("🚢", 4000), ("█", 8000), ("═", 8000), ("…", 8000), ("aGVsbG8", 7000)):
        assert cost(sign * size) < 5, sign


@told
def page_behind_comment(desk):
    item = only(desk.file("a.cms", "<!-- made by a cms -->\n<!DOCTYPE html>" + page("Ferry sails")))
    assert item["headline"] == "Ferry sails" and "<" not in item["text"]


@told
def nitf(desk):
    body = "".join(f"<p>{STORY}</p>" for _ in range(3))
    words = (
        '<?xml version="1.0"?><nitf><head><title>Ferry</title><docdata><date.issue norm="20310506T070000Z"/></docdata>'
        "</head><body><body.head><hedline><hl1>Ferry sails</hl1></hedline><byline>By Ana Melo</byline></body.head>"
        f"<body.content>{body}</body.content></body></nitf>"
    )
    item = only(desk.file("a.xml", words))
    assert item["headline"] == "Ferry sails" and item["published_at"]


@told
def zip_mac(desk):
    path = desk.folder / "a.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("news/a.txt", f"Ferry sails\n\n{STORY}\n")
        for name in ("__MACOSX/news/._a.txt", "news/.DS_Store", "news/Thumbs.db"):
            packed.writestr(name, b"\0\1\2\3")
    items, _ = desk.read(path)
    assert len(items) == 1


@told
def sql_json(desk):
    words = "SELECT 1 AS n, 2 AS n, 1.0::DOUBLE / 0 AS x"
    answer = CliRunner().invoke(app, ["sql", words, "--format", "json", "--data", str(desk.tour.parent)])
    assert answer.exit_code == 0, answer.output
    (row,) = json.loads(answer.output)
    assert sorted(value for value in row.values() if value is not None) == [1, 2] and len(row) == 3


CHECKS["warc-trunc-small"] = warc_cut("a.warc.gz", 0.5, 5, 1)
CHECKS["warc-trunc-plain"] = warc_cut("a.warc", 1, 20, 1)


def read_ids():
    lines = CASES.read_text(encoding="utf-8").strip().split("\n") if CASES.exists() else []
    return [json.loads(line)["id"] for line in lines]


@pytest.mark.parametrize("case", read_ids() or [pytest.param("", marks=pytest.mark.skip("the cases stand outside"))])
def test_a_public_case_of_pipes_is_as_expected(case, annotator, tour, tmp_path):
    if case in NOT_TOLD:
        pytest.skip("wants a program of somebody else's")
    if case in ELSEWHERE:
        path, name = ELSEWHERE[case].split("::")
        assert f"def {name}(" in (ROOT / "tests" / path).read_text(encoding="utf-8")
        return
    CHECKS[case](Desk(tmp_path, annotator, tour))
