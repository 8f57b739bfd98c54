"""Every kind of source, and what becomes of damaged and hostile ones."""

import bz2
import gzip
import io
import json
import lzma
import sys
import tarfile
import zipfile
from datetime import date

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.sources import Item, Reject, SourceOptions, read_sources

STORY = "Ferry crews voted on Friday to end their strike. " * 6
LINES = "".join(json.dumps({"id": f"n{i}", "text": f"Story {i}."}) + "\n" for i in range(3)).encode()
PAGE = """<!doctype html><html lang="en"><head><title>Ferry strike ends</title>
<meta property="og:site_name" content="The Harbour Ledger"><meta name="author" content="Ana Melo">
<meta property="article:published_time" content="2024-03-01T08:00:00Z">
<link rel="canonical" href="https://ledger.example/ferry?utm_source=x"></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Ferry strike ends</h1>
<p>Crews of the island ferries voted on Friday to end a strike that had lasted for nine weeks, the union said.</p>
<p>“We are tired, and so are the passengers,” said Jo Brandt, who speaks for the crews of the northern line.</p>
<p>The company said that it would raise wages by 4 percent and pay each of the 300 sailors a bonus of €500.</p>
</article><footer>© The Harbour Ledger. All rights reserved.</footer></body></html>"""


def read(*sources, **options):
    return list(read_sources([str(s) for s in sources], SourceOptions(**options)))


def ids(found):
    return [item.fields["id"] for item in found if isinstance(item, Item)]


def only_reject(*sources, **options):
    (found,) = read(*sources, **options)
    assert isinstance(found, Reject), found
    return found


def write(path, data):
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.mark.parametrize(
    ("ending", "pack"),
    [
        (".gz", gzip.compress),
        (".bz2", bz2.compress),
        (".xz", lzma.compress),
        (".zst", lambda data: zstandard.ZstdCompressor().compress(data)),
    ],
)
def test_compressed_files_are_read_and_cut_off_ones_say_so(tmp_path, ending, pack):
    packed = pack(LINES * 500)
    assert len(read(write(tmp_path / f"all.jsonl{ending}", packed))) == 1500
    found = read(write(tmp_path / f"cut.jsonl{ending}", packed[: len(packed) // 2]))
    assert isinstance(found[-1], Reject)
    assert all(isinstance(item, Item) for item in found[:-1])


def test_archives_are_read_member_by_member(tmp_path):
    members = {"a.txt": STORY, "deep/b.jsonl": LINES.decode(), "c.txt": "", "__MACOSX/a.txt": "x", ".hidden": "x"}
    with zipfile.ZipFile(tmp_path / "news.zip", "w") as archive:
        archive.mkdir("empty")
        for name, text in members.items():
            archive.writestr(name, text)
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name, text in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(text)
            archive.addfile(info, io.BytesIO(text.encode()))
    write(tmp_path / "news.tgz", buffer.getvalue())
    for name in ("news.zip", "news.tgz"):
        found = read(tmp_path / name)
        assert len(ids(found)) == 4
        (bad,) = [item for item in found if isinstance(item, Reject)]
        assert bad.source_uri.endswith("!/c.txt")
        assert bad.error == "The file is empty."
    with zipfile.ZipFile(tmp_path / "outer.zip", "w") as archive:
        archive.write(tmp_path / "news.zip", "inner/news.zip")
    assert len(ids(read(tmp_path / "outer.zip"))) == 4


def test_bombs_are_bounded(tmp_path):
    limits = {"max_item_bytes": 100_000, "max_expansion": 50}
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.txt", b"0" * 8_000_000)
        archive.writestr("fine.txt", STORY)
    found = read(tmp_path / "bomb.zip", **limits)
    assert "larger than 100,000 bytes" in found[0].error
    assert ids(found) == ["bomb.zip/fine.txt"]
    bomb = gzip.compress(b"\n" * 8_000_000)
    assert "bomb" in only_reject(write(tmp_path / "bomb.jsonl.gz", bomb), **limits).error


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.zip", b"PK\x03\x04 no zip"),
        ("a.tar", b"no tar" * 200),
        ("a.parquet", b"PAR1 no parquet PAR1"),
        ("a.warc", b"WARC/1.0\r\nContent-Length: x\r\n\r\n"),
        ("a.gz", b"no gzip"),
        ("a.zst", b"no zstd"),
        ("a.csv", b""),
        ("a.html", b" \n"),
        ("a.html", b"<html><body><nav>Home</nav></body></html>"),
        ("a.xml", b"<nothing/>"),
        ("a.xml", b"<urlset><url>"),
        ("a.rss", b"<rss version='2.0'><channel></channel></rss>"),
        ("a.json", b"["),
        ("a.json", b"5"),
        ("a.urls", b"ftp://a.example/x\n"),
    ],
)
def test_damaged_files_are_rejected_with_a_reason(tmp_path, name, data):
    assert only_reject(write(tmp_path / name, data)).error.endswith(".")


def test_entity_bomb_and_external_entities_are_not_read(tmp_path):
    bomb = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss><channel>&b;</channel></rss>'
    assert "entities" in only_reject(write(tmp_path / "bomb.xml", bomb)).error


def test_deeply_nested_page_ends_soon(tmp_path):
    page = "<html><body>" + "<div>" * 100_000 + STORY + "</div>" * 100_000
    assert len(read(write(tmp_path / "deep.html", page))) == 1


def test_page_keeps_paragraphs_and_tells_who_wrote_it_when(tmp_path):
    (item,) = read(write(tmp_path / "ferry.html", PAGE))
    paragraphs = item.fields["text"].split("\n\n")
    assert paragraphs[0] == "Ferry strike ends"
    assert len(paragraphs) == 4
    assert "rights reserved" not in item.fields["text"]
    expected = {
        "id": "https://ledger.example/ferry",
        "url": "https://ledger.example/ferry",
        "headline": "Ferry strike ends",
        "byline": "Ana Melo",
        "publisher": "The Harbour Ledger",
        "published_at": "2024-03-01",
    }
    assert {name: item.fields[name] for name in expected} == expected


def test_page_encoding_is_the_declared_one(tmp_path):
    text = PAGE.replace('<html lang="en"><head>', '<html><head><meta charset="iso-8859-1">').replace("Brandt", "Brändt")
    text = text.replace("“", '"').replace("”", '"').replace("€", "EUR ")
    (item,) = read(write(tmp_path / "ferry.html", text.encode("latin-1")))
    assert "Jo Brändt" in item.fields["text"]


def test_csv_columns_are_found_or_named(tmp_path):
    rows = (
        f'Title;Body;Date;Author\nFerry strike ends;"{STORY}\nSecond line";2024-03-01;Ana Melo\nNo text;;2024-03-02;\n'
    )
    found = read(write(tmp_path / "a.csv", rows))
    assert found[0].fields["text"] == f"{STORY}\nSecond line"
    assert found[0].fields["headline"] == "Ferry strike ends"
    assert found[0].fields["published_at"] == "2024-03-01"
    assert isinstance(found[1], Reject)
    assert found[1].line == 3
    assert "No column holds the text" in only_reject(write(tmp_path / "b.csv", "a,b\n1,2\n")).error
    (item,) = read(write(tmp_path / "b.csv", "a,b\n1,Rates rose.\n"), columns={"text": "b", "id": "a"})
    assert item.fields == {"text": "Rates rose.", "id": "1"}


def test_csv_row_that_is_damaged_or_too_long_is_rejected_alone(tmp_path):
    data = b"id,text\n1,Rates rose.\n2," + "café ø".encode() + b"\xe9\n3,a,b\n4,Rates fell.\n"
    found = read(write(tmp_path / "a.csv", data))
    assert ids(found) == ["1", "4"]
    assert [bad.line for bad in found if isinstance(bad, Reject)] == [3, 4]


def test_csv_row_in_windows_letters_is_read_as_such(tmp_path):
    found = read(write(tmp_path / "a.csv", b"id,text\n1,Rates rose.\n2," + "The café’s".encode("cp1252") + b"\n"))
    assert [item.fields["text"] for item in found] == ["Rates rose.", "The café’s"]


def test_parquet_columns_and_dates(tmp_path):
    table = pa.table({"content": [STORY, None], "date": [date(2024, 3, 1)] * 2, "tags": [["a"], []]})
    pq.write_table(table, tmp_path / "a.parquet")
    found = read(tmp_path / "a.parquet")
    assert found[0].fields["published_at"] == "2024-03-01"
    assert isinstance(found[1], Reject)
    assert found[1].line == 2


def test_json_object_list_and_lines_under_one_ending(tmp_path):
    assert ids(read(write(tmp_path / "a.json", '{"text": "Rates rose.", "id": 5}'))) == ["5"]
    assert len(ids(read(write(tmp_path / "b.json", json.dumps([{"text": f"Rates rose {i}."} for i in range(3)]))))) == 3
    assert len(ids(read(write(tmp_path / "c.json", LINES)))) == 3


@pytest.mark.parametrize("ending", [".warc", ".warc.gz"])
def test_web_archive_gives_its_pages(tmp_path, ending):
    with (tmp_path / f"a{ending}").open("wb") as file:
        writer = WARCWriter(file, gzip=ending.endswith("gz"))
        for url, status, kind, body in (
            ("https://ledger.example/ferry", "200 OK", "text/html", PAGE.encode()),
            ("https://ledger.example/gone", "404 Not Found", "text/html", b"gone"),
            ("https://ledger.example/logo", "200 OK", "image/png", b"\x89PNG"),
            ("https://ledger.example/menu", "200 OK", "text/html", b"<html><nav>Home</nav></html>"),
        ):
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            writer.write_record(writer.create_warc_record(url, "response", io.BytesIO(body), http_headers=headers))
    found = read(tmp_path / f"a{ending}")
    assert ids(found) == ["https://ledger.example/ferry"]
    assert found[0].fields["updated_at"].startswith("20")  # when it was captured
    (bad,) = [item for item in found if isinstance(item, Reject)]
    assert bad.source_id == "https://ledger.example/menu"


@pytest.mark.parametrize(("data", "count"), [(LINES, 3), (STORY.encode(), 1), (PAGE.encode(), 1), (b"", 1)])
def test_standard_input_is_read_by_its_beginning(monkeypatch, data, count):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    found = read("-")
    assert len(found) == count
    assert all(isinstance(item, Item) for item in found) == bool(data)


def test_addresses_of_fsspec(tmp_path):
    memory = fsspec.filesystem("memory")
    memory.pipe("/news/2024/a.txt", STORY.encode())
    memory.pipe("/news/b.jsonl", LINES)
    assert ids(read("memory://news")) == ["2024/a.txt", "n0", "n1", "n2"]
    assert ids(read("memory://news/*/a.txt")) == ["2024/a.txt"]
    assert ids(read("memory://news/b.jsonl")) == ["n0", "n1", "n2"]
    assert "no file" in only_reject("memory://news/gone.txt").error
    assert "cannot be read" in only_reject("nothing://bucket/a").error


def test_files_without_telling_names(tmp_path):
    assert len(read(write(tmp_path / "dump", LINES))) == 3
    assert ids(read(write(tmp_path / "story", STORY))) == ["story"]
    long = b"x" * 3_999 + "é".encode() * 10_000
    (item,) = read(write(tmp_path / "long", long))
    assert item.fields["text"] == long.decode()


def test_the_year_of_a_footer_dates_nothing(tmp_path):
    story = "<p>The lock board of Rottenhaven met on Tuesday and agreed on new gates, its chairwoman said.</p>" * 3
    foot = "<footer>© 2019 Rottenhaven Courier. All rights reserved.</footer>"
    path = tmp_path / "a.html"
    path.write_text(f"<!doctype html><title>Gates</title><article><h1>Gates</h1>{story}</article>{foot}")
    (item,) = read_sources([str(path)])
    assert "published_at" not in item.fields
