"""Damaged and cut web archives and gzip files: whole records and lines are taken in, and one reject says the rest."""

import gzip
import io
import json
import random

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.sources import Item, Reject, SourceOptions, read_sources
from flows.sources.members import Members
from flows.sources.warcs import Cutter

STORY = "<html><head><title>Story {n}</title></head><body><article><h1>Story {n}</h1>{body}</article></body></html>"
PARAGRAPH = (
    "<p>The lock board of Rottenhaven agreed on Tuesday to pay {n} million for new gates by the next winter.</p>"
)


def make_archive(count, is_packed, truncated=None):
    out, offsets = io.BytesIO(), []
    writer = WARCWriter(out, gzip=is_packed)
    for n in range(count):
        offsets.append(out.tell())
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        page = STORY.format(n=n, body=PARAGRAPH.format(n=n) * 3)
        about = {"WARC-Truncated": "length"} if n == truncated else {}
        record = writer.create_warc_record(
            f"https://a.example/{n}", "response", io.BytesIO(page.encode()), http_headers=head, warc_headers_dict=about
        )
        writer.write_record(record)
    return out.getvalue(), offsets


def read(tmp_path, name, data, **options):
    path = tmp_path / name
    path.write_bytes(data)
    notes = []
    found = list(read_sources([str(path)], SourceOptions(**options), notes.append))
    items = [one for one in found if isinstance(one, Item)]
    return items, [one for one in found if isinstance(one, Reject)], [note.words for note in notes]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
@pytest.mark.parametrize("part", [0.02, 0.1, 0.5, 0.9, 0.999])
def test_an_archive_that_is_cut_gives_every_whole_record_and_one_reject(tmp_path, name, part):
    data, offsets = make_archive(12, name.endswith(".gz"))
    place = offsets[8] + int((offsets[9] - offsets[8]) * part)
    items, rejects, _ = read(tmp_path, name, data[:place])
    is_read = part == 0.999 and name.endswith(".warc")  # only blank lines are missing
    assert len(items) == 9 if is_read else 8
    assert len(rejects) == (0 if is_read else 1)
    assert is_read or "damaged" in rejects[0].error


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_damaged_record_costs_itself_alone(tmp_path, name):
    data, offsets = make_archive(12, name.endswith(".gz"))
    chance = random.Random(3)
    hurt = bytearray(data)
    at = offsets[5]
    hurt[at : at + 300] = chance.randbytes(300)
    items, rejects, _ = read(tmp_path, name, bytes(hurt))
    assert [item.fields["id"][-2:].strip("/") for item in items] == [str(n) for n in range(12) if n != 5]
    assert len(rejects) == 1


@pytest.mark.parametrize("wrong", [b"Content-Length: 9", b"Content-Length: 99999999999", b"Content-Length: x"])
def test_a_wrong_length_costs_its_record_or_what_it_covers(tmp_path, wrong):
    data, offsets = make_archive(6, False)
    middle = data[offsets[2] : offsets[3]].replace(b"Content-Length: ", wrong, 1)
    items, rejects, _ = read(tmp_path, "a.warc", data[: offsets[2]] + middle + data[offsets[3] :])
    assert len(items) in (2, 5)
    assert len(rejects) == 1


def test_a_page_that_the_archive_cut_off_is_told(tmp_path):
    data, _ = make_archive(3, True, truncated=1)
    items, rejects, notes = read(tmp_path, "a.warc.gz", data)
    assert (len(items), rejects) == (3, [])
    assert "WARC-Truncated" in notes[0]


def test_beginnings_without_end_take_linear_time(tmp_path):
    data = b"WARC/1.0\r\nContent-Length: 4000000\r\n\r\n" * 150_000
    assert list(Cutter(io.BufferedReader(io.BytesIO(data)), 5_000_000).cut()) == []


def lines(count):
    return [json.dumps({"id": f"line-{n}", "text": f"Row {n}. {PARAGRAPH.format(n=n)}"}) + "\n" for n in range(count)]


@pytest.mark.parametrize(("members", "whole"), [(True, 100), (False, None)])
def test_lines_before_a_cut_are_taken_in(tmp_path, members, whole):
    parts = [gzip.compress(line.encode()) for line in lines(200)]
    data = b"".join(parts) if members else gzip.compress("".join(lines(200)).encode())
    end = sum(map(len, parts[:100])) + len(parts[100]) // 2 if members else len(data) // 2
    items, rejects, _ = read(tmp_path, "a.jsonl.gz", data[:end])
    assert len(items) == whole if whole else len(items) > 60
    assert [item.fields["id"] for item in items] == [f"line-{n}" for n in range(len(items))]
    assert len(rejects) == 1


def test_a_damaged_part_of_lines_costs_its_own_lines(tmp_path):
    parts = [gzip.compress("".join(lines(200)[n : n + 10]).encode()) for n in range(0, 200, 10)]
    hurt = bytearray(parts[7])
    hurt[60:90] = bytes(30)
    items, rejects, _ = read(tmp_path, "a.jsonl.gz", b"".join([*parts[:7], bytes(hurt), *parts[8:]]))
    assert len(items) == 190
    assert len(rejects) == 1


def test_a_letter_that_is_wrong_is_not_taken_in(tmp_path):
    """A byte stored without packing: nothing but the checksum tells."""
    data = bytearray(gzip.compress("".join(lines(3)).encode(), 0))
    data[data.index(b"Row 1")] ^= 1
    items, rejects, _ = read(tmp_path, "a.jsonl.gz", bytes(data))
    assert (items, len(rejects)) == ([], 1)


@pytest.mark.parametrize("ending", [".gz", ".bz2", ".xz", ".zst"])
def test_a_text_that_is_cut_is_no_text(tmp_path, ending):
    import bz2
    import lzma

    import zstandard

    pack = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress, ".zst": zstandard.compress}[ending]
    items, rejects, _ = read(tmp_path, f"a.txt{ending}", pack((PARAGRAPH * 50).encode())[:-20])
    assert (items, len(rejects)) == ([], 1)


@pytest.mark.parametrize("seed", range(20))
def test_members_unpack_as_gzip_does(seed):
    chance = random.Random(seed)
    parts = [chance.randbytes(chance.choice((0, 1, 5000))) * chance.randint(1, 400) for _ in range(5)]
    packed = b"".join(map(gzip.compress, parts)) + bytes(chance.choice((0, 512)))
    with io.BufferedReader(Members(io.BytesIO(packed))) as file:
        assert file.read() == b"".join(parts)
