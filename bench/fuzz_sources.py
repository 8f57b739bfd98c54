"""Reads damaged copies of every kind of source: each must end in items and rejects, and none may raise.

python bench/fuzz_sources.py [COUNT] (10,000 by default); prints what came of them and the greatest memory.
"""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import random
import resource
import sys
import tarfile
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.sources import Item, SourceOptions, read_sources
from transforms.page.layout import Layout
from transforms.page.segments import segment_text
from transforms.records import ArticleHints
from warehouse.seeds import SEEDS, read_seeds

OPTIONS = SourceOptions(max_item_bytes=2_000_000, max_page_bytes=500_000, max_expansion=100, timeout=0.2)
PIECES = [b"\0", b"\xff", b"\xed\xa0\x80", b'"', b"{", b"[" * 50, b"<div>" * 50, b"&a;", b"\r\n", b"PK\x05\x06"]


def build_sources() -> dict[str, bytes]:
    """One small source of every kind, made from the sample articles."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((SEEDS / "articles").glob("*.txt"))]
    rows = [{"id": f"n{i}", "text": text, "published_at": "2024-03-01"} for i, text in enumerate(texts)]
    lines = "".join(json.dumps(row) + "\n" for row in rows).encode()
    pages = [make_page(text) for text in texts]
    csv = "id;text\n" + "".join(f'{i};"{text.replace(chr(34), chr(34) * 2)}"\n' for i, text in enumerate(texts))
    entries = "".join(f"<item><title>T</title><description>d</description>{content(page)}</item>" for page in pages)
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    found = {
        "a.txt": texts[0].encode(),
        "latin.txt": texts[1].encode("cp1252", "replace"),
        "a.jsonl": lines,
        "a.json": json.dumps(rows).encode(),
        "a.csv": csv.encode(),
        "a.html": pages[0].encode(),
        "a.rss": f'<?xml version="1.0"?><rss version="2.0" {space}><channel>{entries}</channel></rss>'.encode(),
        "a.parquet": pack_parquet(rows),
        "a.warc": pack_warc(pages),
        "a.zip": pack_zip(texts),
        "a.tar": pack_tar(texts),
        "dump": lines,
    }
    packers = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress}
    found |= {f"a.jsonl{ending}": pack(lines) for ending, pack in packers.items()}
    found["a.jsonl.zst"] = zstandard.ZstdCompressor().compress(lines)
    found["a.warc.gz"] = gzip.compress(found["a.warc"])
    return found


def make_page(text: str) -> str:
    """A page of a text's paragraphs."""
    body = "".join(f"<p>{line}</p>" for line in text.splitlines() if line)
    return f"<!doctype html><html><head><title>News</title></head><body><article>{body}</article></body></html>"


def content(page: str) -> str:
    """A page as the whole content of a feed's entry."""
    return f"<content:encoded><![CDATA[{page}]]></content:encoded>"


def pack_parquet(rows: list[dict[str, str]]) -> bytes:
    """A Parquet file."""
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), buffer)
    return buffer.getvalue()


def pack_warc(pages: list[str]) -> bytes:
    """A web archive."""
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=False)
    for number, page in enumerate(pages):
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        url = f"https://ledger.example/{number}"
        payload = io.BytesIO(page.encode())
        writer.write_record(writer.create_warc_record(url, "response", payload, http_headers=headers))
    return buffer.getvalue()


def pack_zip(texts: list[str]) -> bytes:
    """A zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, text in enumerate(texts):
            archive.writestr(f"{number}.txt", text)
    return buffer.getvalue()


def pack_tar(texts: list[str]) -> bytes:
    """A tar archive."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for number, text in enumerate(texts):
            info = tarfile.TarInfo(f"{number}.txt")
            info.size = len(text.encode())
            archive.addfile(info, io.BytesIO(text.encode()))
    return buffer.getvalue()


def damage(data: bytes, pick: random.Random) -> bytes:
    """The bytes with one to four wounds."""
    wounded = bytearray(data)
    for _ in range(pick.randint(1, 4)):
        place, length = pick.randrange(len(wounded) + 1), pick.choice((1, 1, 4, 40, 400))
        kind = pick.randrange(6)
        if kind == 0:
            wounded[place : place + length] = pick.randbytes(length)
        elif kind == 1:
            del wounded[place : place + length]
        elif kind == 2:
            del wounded[place:]
        elif kind == 3:
            wounded[place:place] = pick.choice(PIECES) * pick.choice((1, 1, 30))
        elif kind == 4:
            wounded[place:place] = wounded[: pick.randrange(len(wounded) + 1)]
        elif wounded:
            wounded[place % len(wounded)] ^= 1 << pick.randrange(8)
    return bytes(wounded)


def fuzz(count: int, folder: Path, seed: int = 7) -> Iterator[tuple[str, int, int]]:
    """Reads that many damaged sources; gives each one's name and how many items and rejects came of it."""
    pick = random.Random(seed)
    sources = build_sources()
    names = sorted(sources)
    layout = Layout.from_seeds(read_seeds("annotation"))
    for _ in range(count):
        name = pick.choice(names)
        shown = pick.choice(names) if pick.random() < 0.1 else name  # under another kind's name
        path = folder / shown
        path.write_bytes(damage(sources[name], pick))
        items = rejects = 0
        for found in read_sources([str(path)], OPTIONS):
            if isinstance(found, Item):
                items += 1
                check_item(found, layout)
            else:
                rejects += 1
                assert found.error.endswith("."), found
                (found.error + (found.raw or "")).encode("utf-8")
        assert items + rejects, f"{shown}: nothing came of it"
        path.unlink()
        yield shown, items, rejects


def check_item(item: Item, layout: Layout) -> None:
    """What every item holds: text that can be stored, and segments that cover it in order."""
    text = item.fields["text"]
    text.encode("utf-8")
    assert text.strip() and item.fields["id"]
    end = 0
    for segment in segment_text(text, ArticleHints(), layout):
        assert end <= segment.start < segment.end <= len(text)
        assert not text[end : segment.start].strip()
        end = segment.end
    assert not text[end:].strip()


def main() -> None:
    """Fuzzes and prints the totals."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    totals: Counter[str] = Counter()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        for name, items, rejects in fuzz(count, Path(folder)):
            totals["items"] += items
            totals["rejects"] += rejects
            totals[f"inputs {Path(name).suffix or name}"] += 1
    for name, number in sorted(totals.items()):
        print(f"{name:20} {number:8,}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds = time.monotonic() - began
    print(f"{count:,} damaged inputs read in {seconds:.0f} s; greatest memory {memory:.0f} MB; none raised")


if __name__ == "__main__":
    main()
