"""Every shape that is declared, or read by a reader of its own, has a sample that arrives whole without a flag."""

import json
from pathlib import Path

import pytest

from flows.sources import Item, Reject, SourceOptions, read_sources
from flows.sources.items import Link, Note
from flows.sources.locations import find_blobs
from flows.sources.readers import read_blob
from transforms.documents.known_shapes import FILES, OURS, SHAPES
from transforms.page.dates import read_date

SAMPLES = Path(__file__).parents[2] / "samples"
EXPECTED = json.loads((SAMPLES / "shapes.json").read_text(encoding="utf-8"))


def find(path, **options):
    (blob,) = find_blobs(str(path))
    return list(read_blob(blob, SourceOptions(**options)))


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_sample_arrives_whole(name):
    found = [one for one in find(SAMPLES / "shapes" / name) if not isinstance(one, Note)]
    assert len(found) == len(EXPECTED[name])
    for one, expected in zip(found, EXPECTED[name], strict=True):
        assert isinstance(one, Item | Link), one
        if "text" not in expected and isinstance(one, Link):
            assert one.url == expected.get("url", expected.get("_link"))
        given = {key: value for key, value in expected.items() if not key.startswith("_")}
        assert {key: one.fields.get(key) for key in given} == given
        assert read_date(one.fields.get("published_at", "2024-03-01"))[0] is not None


def test_every_sample_is_expected_and_every_shape_has_one():
    assert {path.name for path in (SAMPLES / "shapes").iterdir()} == set(EXPECTED)
    assert {shape.sample for shape in (OURS, *SHAPES, *FILES)} <= set(EXPECTED)
    assert all(shape.recipe.endswith(".") for shape in SHAPES)
    assert len({shape.name for shape in SHAPES}) == len(SHAPES)


@pytest.mark.parametrize("shape", [shape for shape in SHAPES if shape.needs], ids=lambda shape: shape.name)
def test_shape_is_told_in_one_line(shape):
    notes = [one.words for one in find(SAMPLES / "shapes" / shape.sample) if isinstance(one, Note)]
    assert len(notes) == 1
    assert notes[0].startswith(f"read as {shape.title}")


def write(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


STORY = "The ferry sailed again on Friday, the company said. " * 5


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"news": {"Headline": "Ferry sails", "Full Text": STORY}}, {"headline": "Ferry sails", "text": STORY}),
        ({"data": [{"attributes": {"title": "A", "body": STORY}}]}, {"headline": "A", "text": STORY}),
        ({"result": {"doc1": {"title": "A", "text": STORY}, "doc2": {"title": "B", "text": STORY}}}, {"headline": "A"}),
        ([{"corpus_text": STORY, "n": 1}], {"text": STORY}),
        ([{"summary": "Short one.", "body": STORY}], {"text": STORY}),
        ([{"text": STORY, "author": {"name": "Ana Melo"}}], {"byline": "Ana Melo"}),
        ([{"text": STORY, "authors": [{"first_name": "Ana", "last_name": "Melo"}]}], {"byline": "Ana Melo"}),
        ([{"text": STORY, "source": "https://www.ledger.example/a"}], {"url": "https://www.ledger.example/a"}),
        ([{"text": STORY, "source": {"name": "The Ledger"}}], {"publisher": "The Ledger"}),
        ([{"text": STORY, "date": None, "pubDate": "2024-03-01"}], {"published_at": "2024-03-01"}),
        ([{"text": ["One.", "Two."], "title": "A"}], {"text": "One.\n\nTwo."}),
        ([{"text": STORY, "title": "Bell &amp; Sons"}], {"headline": "Bell & Sons"}),
    ],
)
def test_records_of_no_known_shape_are_read_by_their_fields(tmp_path, record, expected):
    first = next(read_sources([str(write(tmp_path, "a.json", json.dumps(record)))]))
    assert isinstance(first, Item), first
    assert {key: first.fields.get(key) for key in expected} == expected


@pytest.mark.parametrize("headline", [["a"], {"x": 1}, 5, "", None, "a\ud800"])
def test_a_wrong_field_never_ends_the_row(tmp_path, headline):
    (item,) = read_sources([str(write(tmp_path, "a.jsonl", json.dumps({"text": STORY, "headline": headline})))])
    assert item.fields["text"] == STORY
    assert ("headline" in item.unread) == (headline in ({"x": 1}, "a\ud800"))


def test_a_column_that_is_not_there_is_told_with_the_nearest(tmp_path):
    path = write(tmp_path, "a.jsonl", json.dumps({"fields": {"bodyText": STORY}, "webTitle": "A"}))
    (reject,) = read_sources([str(path)], SourceOptions(columns={"text": "fields.bodytext"}))
    assert isinstance(reject, Reject)
    assert "Did you mean fields.bodyText?" in reject.error
    (item,) = read_sources([str(path)], SourceOptions(columns={"text": "fields.bodyText"}))
    assert (item.fields["text"], item.fields["headline"]) == (STORY, "A")


def test_a_nested_path_leads_through_the_list_of_records(tmp_path):
    data = {"answer": {"rows": [{"inner": {"x": STORY}}, {"inner": {"x": STORY}}]}}
    for column in ("answer.rows[].inner.x", "inner.x"):
        found = list(
            read_sources([str(write(tmp_path, "a.json", json.dumps(data)))], SourceOptions(columns={"text": column}))
        )
        assert [one.fields["text"] for one in found] == [STORY, STORY]


def test_what_a_source_says_of_all_its_articles(tmp_path):
    path = write(tmp_path, "a.csv", f'text,date\n"{STORY}",03/04/2024\n')
    options = SourceOptions(publisher="The Ledger", currency="CAD", date_format="%d/%m/%Y", id_space="ledger")
    (item,) = read_sources([str(path)], options)
    assert item.fields["publisher"] == "The Ledger"
    assert item.fields["home_currency"] == "CAD"
    assert item.fields["published_at"] == "2024-04-03"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "cp1252"])
def test_tables_in_other_encodings(tmp_path, encoding):
    data = f"title;text\nThe café’s end;“Yes,” she said. {STORY}\n".encode(encoding)
    (item,) = read_sources([str(write(tmp_path, "a.csv", data))])
    assert item.fields["headline"] == "The café’s end"


def test_a_header_may_break_over_lines_and_repeat_a_name(tmp_path):
    (item,) = read_sources([str(write(tmp_path, "a.csv", f'"full\ntext",title,title\n"{STORY}",First,Second\n'))])
    assert (item.fields["text"], item.fields["headline"]) == (STORY, "First")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.css", "p { color: red }"),
        ("app.js", "var a = 1;"),
        ("robots.txt", "User-agent: *\nDisallow: /"),
        ("logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("paper.pdf", b"%PDF-1.7"),
    ],
)
def test_what_is_no_text_of_news_is_refused_in_words(tmp_path, name, data):
    (reject,) = read_sources([str(write(tmp_path, name, data))])
    assert isinstance(reject, Reject)


def test_a_page_behind_a_comment_is_a_page(tmp_path):
    head = "<!-- cms --><!doctype html><html><head><title>A</title></head>"
    page = f"{head}<body><article><p>{STORY}</p></article></body></html>"
    (item,) = read_sources([str(write(tmp_path, "story", page))])
    assert "cms" not in item.fields["text"]


def test_a_long_list_of_json_is_read_piece_by_piece(tmp_path):
    rows = [{"id": f"n{n}", "text": f"{n} {STORY * 40}"} for n in range(200)]
    found = list(read_sources([str(write(tmp_path, "a.json", json.dumps(rows, indent=1)))]))
    assert [one.fields["text"] for one in found] == [row["text"] for row in rows]
    cut = json.dumps(rows)[:-500]
    found = list(read_sources([str(write(tmp_path, "b.json", cut))]))
    assert len(found) == 200
    assert "breaks off" in found[-1].error


@pytest.mark.parametrize(
    "others", ['{n},"Row {n} said ""yes"" and went\nover two lines, too"\n', "{n},Row {n} of the tale\n"]
)
def test_a_quotation_mark_that_is_never_closed_costs_its_row_alone(tmp_path, others):
    before, after = ("".join(others.format(n=n) for n in numbers) for numbers in (range(20), range(21, 40)))
    path = tmp_path / "news.csv"
    path.write_text(f'id,text\n{before}20,"Never closed here\n{after}', encoding="utf-8")
    found = list(read_sources([str(path)]))
    items = [one for one in found if isinstance(one, Item)]
    assert [item.fields["id"] for item in items] == [str(n) for n in range(40) if n != 20]
    assert all(item.fields["text"].startswith(f"Row {item.fields['id']} ") for item in items)
    (reject,) = [one for one in found if not isinstance(one, Item)]
    assert "never closed" in reject.error


def test_a_mark_that_is_never_closed_before_the_end_costs_no_row_behind_it(tmp_path):
    path = tmp_path / "news.csv"
    path.write_text('id,text\n1,"Open\n2,Ferries sail.\n3,"Open too\n4,Harbours close.\n', encoding="utf-8")
    found = list(read_sources([str(path)]))
    assert [one.fields["id"] if isinstance(one, Item) else one.line for one in found] == [2, "2", 4, "4"]


def test_rows_that_each_swallow_all_others_are_not_read_again_for_ever(tmp_path, monkeypatch):
    monkeypatch.setattr("flows.sources.tabular.MOST_GIVEN_BACK", 1_000)
    first, others = read_sources([str(write(tmp_path, "news.csv", "id,text\n" + 'a,"b"c,"d\n' * 5_000))])
    assert "never closed" in first.error
    assert "cells" in others.error  # of one row: once enough lines were given back, the next one keeps what it swallows
