"""Whatever encoding a user names, a file ends in articles or in a reject that says the encoding."""

import json

import pytest
from typer.testing import CliRunner

from flows.command.cli import app
from flows.sources import Item, Reject, SourceOptions, read_sources
from flows.sources.reading import check_reading

TEXT = "The café’s ferry left at noon."
ROWS = [{"id": "1", "text": TEXT}, {"id": "2", "text": TEXT * 2}]
FORMS = {
    "a.txt": TEXT,
    "a.md": f"---\ntitle: Ferries\n---\n{TEXT}",
    "a.csv": f"id,text\n1,{TEXT}\n2,{TEXT * 2}\n",
    "a.jsonl": "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS),
    "a.json": json.dumps(ROWS, ensure_ascii=False),
    "c.json": "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS),
    "b.json": json.dumps({"articles": ROWS}, ensure_ascii=False),
}


def read(path, encoding):
    return list(read_sources([str(path)], SourceOptions(encoding=encoding)))


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("written", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "cp037"])
def test_the_encoding_asked_for_is_read_without_a_byte_order_mark(tmp_path, name, written):
    path = tmp_path / name
    path.write_bytes(FORMS[name].replace("’", "'").encode(written))
    found = read(path, written.removesuffix("-le").removesuffix("-be"))
    assert all(isinstance(item, Item) for item in found)
    assert found[0].fields["text"] == TEXT.replace("’", "'")
    assert len(found) == (1 if name in ("a.txt", "a.md") else 2)


@pytest.mark.parametrize("name", FORMS)
def test_a_byte_order_mark_is_enough(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(FORMS[name].encode("utf-16"))
    assert read(path, None)[0].fields["text"] == TEXT


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-16-be", "ascii", "utf-7", "idna", "punycode", "cp424"])
def test_a_file_that_is_in_another_is_a_reject_that_names_it(tmp_path, name, encoding):
    path = tmp_path / name
    path.write_bytes(FORMS[name].encode())
    found = read(path, check_reading({"encoding": encoding})["encoding"])
    assert found
    rejects = [item for item in found if isinstance(item, Reject)]
    assert rejects, "letters would be lost"
    assert encoding.upper() in rejects[-1].error or "no" in rejects[-1].error


def test_chinese_is_not_taken_for_plain_letters(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("渡船中午离港".encode("utf-16-le"))
    [item] = read(path, "utf-16")
    assert item.fields["text"] == "渡船中午离港"


@pytest.mark.parametrize("encoding", ["utf-61", "rot13", "base64", "undefined", "zip", "hex"])
def test_what_is_no_encoding_of_text_is_refused_up_front(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    done = CliRunner().invoke(app, ["run", str(path), "--encoding", encoding, "--data", str(tmp_path / "data")])
    assert done.exit_code == 2
    assert f"there is no encoding '{encoding}' of text" in done.output
    assert not (tmp_path / "data").exists()
