import json

import pytest

from flows.sources import Item, Reject, SourceOptions, read_sources


def read(*sources, **options):
    return list(read_sources([str(s) for s in sources], SourceOptions(**options)))


def only_reject(*sources, **options):
    (found,) = read(*sources, **options)
    assert isinstance(found, Reject)
    assert found.stage == "ingest"
    return found


def test_txt_is_its_decoded_content_character_for_character(tmp_path):
    text = "Harbour strike ends\r\n\r\n  Cranes moved again.\t\n"
    (tmp_path / "strike.txt").write_bytes(text.encode())
    (item,) = read(tmp_path / "strike.txt")
    assert item.fields == {"text": text, "id": "strike.txt"}
    assert item.line is None


def test_byte_order_mark_is_no_part_of_the_text(tmp_path):
    for name, encoding in (("a.txt", "utf-8-sig"), ("b.txt", "utf-16")):
        (tmp_path / name).write_bytes("Rates rose.".encode(encoding))
    assert [item.fields["text"] for item in read(tmp_path)] == ["Rates rose.", "Rates rose."]


def test_legacy_encoding_is_read_where_it_is_plain(tmp_path):
    text = "The mayor of Besançon said the café’s “temporary” closure cost €1,000. Its owner, José Peña, agreed.\n" * 3
    (tmp_path / "a.txt").write_bytes(text.encode("cp1252"))
    (item,) = read(tmp_path / "a.txt")
    assert item.fields["text"] == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "white space"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "binary"),
        (b"Rates\0rose.", "NUL"),
        ("Café prices ".encode() + "rose in Orléans".encode("latin-1"), "byte 25"),
        (b"\xff\xfe\x00\xd8x\x00y", "UTF-16"),
    ],
)
def test_bad_text_files_say_why(tmp_path, data, reason):
    (tmp_path / "bad.txt").write_bytes(data)
    assert reason in only_reject(tmp_path / "bad.txt").error


def test_missing_places_are_rejects(tmp_path):
    (tmp_path / "empty").mkdir()
    assert "no file or folder" in only_reject(tmp_path / "gone.txt").error
    assert "no files" in only_reject(tmp_path / "empty").error
    assert "No file matches" in only_reject(tmp_path / "*.txt").error


def test_folder_and_glob_name_documents_alike(tmp_path):
    (tmp_path / "b").mkdir()
    for name in ("z.txt", "b/a.txt", ".hidden.txt"):
        (tmp_path / name).write_text("Rates rose.")
    folder = [item.fields["id"] for item in read(tmp_path)]
    assert folder == ["z.txt", "b/a.txt"]
    assert sorted(item.fields["id"] for item in read(tmp_path / "**" / "*.txt")) == sorted(folder)


def test_names_and_rejects_can_always_be_stored(tmp_path):
    (tmp_path / "caf\udce9.txt").write_bytes(b"Rates rose.")
    (tmp_path / "bad.jsonl").write_bytes(b'{"id": "a\\ud800", "text": "x"}\n')
    bad, story = read(tmp_path)
    assert repr((bad, story)).encode("utf-8")
    assert "?" in story.fields["id"]
    assert bad.fields["text"] == "x"
    assert set(bad.unread) == {"id"}


def test_one_bad_json_line_leaves_the_others(tmp_path):
    lines = [json.dumps({"id": f"n{i}", "text": f"Story {i}."}) for i in range(10)]
    lines[2] = lines[2][:-5]
    (tmp_path / "ten.jsonl").write_text("\n".join(lines))
    found = read(tmp_path / "ten.jsonl")
    assert [type(x) for x in found].count(Item) == 9
    (bad,) = [x for x in found if isinstance(x, Reject)]
    assert bad.line == 3
    assert "not JSON" in bad.error
    assert bad.raw == lines[2]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"id": "a"}', "missing"),
        (b'{"text": "  "}', "blank"),
        (b'{"text": 5}', "a number"),
        (b'["text"]', "no object"),
        (b'{"text": "a\\ud800b"}', "lone surrogate"),
        (b'{"text": "caf\xe9"}', "UTF-8"),
        (b'{"text":' + b"[" * 100_000, "nested"),
        (b'{"text": ' + b"1" * 5_000 + b"}", "JSON"),
    ],
)
def test_bad_records_say_why(tmp_path, line, reason):
    (tmp_path / "one.jsonl").write_bytes(line + b"\n")
    reject = only_reject(tmp_path / "one.jsonl")
    assert reason in reject.error
    assert reject.line == 1


def test_line_beyond_the_limit_is_read_past(tmp_path):
    long = json.dumps({"text": "x" * 5_000})
    (tmp_path / "long.jsonl").write_text(long + "\n" + json.dumps({"text": "short"}) + "\n" + long)
    found = read(tmp_path / "long.jsonl", max_item_bytes=1_000)
    assert [isinstance(x, Item) for x in found] == [False, True, False]
    assert "longer than 1,000 bytes" in found[0].error


def test_documents_without_id_are_named_by_address_or_text(tmp_path):
    lines = [{"text": "A.", "url": "https://Example.com/x?utm_source=feed"}, {"text": "B."}, {"text": "C.", "id": 7}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, lines)))
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "a.jsonl").write_text("\n".join(map(json.dumps, reversed(lines))))
    names = {item.fields["id"] for item in read(tmp_path / "a.jsonl")}
    assert {"https://example.com/x", "7"} < names
    assert names == {item.fields["id"] for item in read(tmp_path / "b" / "a.jsonl")}
