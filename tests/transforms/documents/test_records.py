"""Records of any shape: where values stand in them, what they say, and which of them are ours."""

import pytest

from transforms.documents.exports import EXPORTS, find_export
from transforms.documents.field_names import NAMES, guess_fields, rank_path
from transforms.documents.field_values import read_field
from transforms.documents.front_matter import split_head
from transforms.documents.known_shapes import BY_NAME, describe_shapes
from transforms.documents.paths import as_words, find_value, gather_words, parse_path, read_listed
from transforms.documents.shapes import UnknownPathError, find_records, plan_fields

STORY = "The ferry sailed again on Friday, the company said. " * 5


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (["Ana Melo", "Jo Brandt"], "Ana Melo, Jo Brandt"),
        ([{"name": "Ana Melo"}, {"title": "Jo Brandt"}], "Ana Melo, Jo Brandt"),
        ({"first_name": "Ana", "last_name": "Melo"}, "Ana Melo"),
        (["Ana Melo", "Ana Melo"], "Ana Melo"),
        ("NaN", None),
        (float("nan"), None),
        (True, None),
        ({"x": 1}, None),
        (3.0, "3"),
        ("a\ud800", None),
    ],
)
def test_what_values_say(value, words):
    assert as_words(value) == words


def test_paths_lead_through_objects_and_lists():
    record = {"a": {"b": [{"c": 1}, {"c": 2}]}, "x.y": 3}
    assert find_value(record, parse_path("a.b[].c")) == [1, 2]
    assert find_value(record, parse_path("x.y")) == 3
    assert find_value(record, parse_path("a.z")) is None


def test_paragraphs_are_put_together():
    assert gather_words([{"type": "text", "text": "One."}, {"type": "image", "src": "a.jpg"}, "Two."]) == "One.\n\nTwo."
    assert read_listed("['Ana Melo', \"Jo O'Hara\"]") == "Ana Melo, Jo O'Hara"


def test_names_of_fields_are_known_in_any_spelling():
    for spelling in ("Publication Date", "publication_date", "publicationDate"):
        assert ("published_at", NAMES["published_at"].index("publicationdate")) in rank_path((spelling,))
    assert guess_fields([{"Headline": "A", "Body Text": STORY}], set()).keys() == {"headline", "text"}


def test_a_value_that_a_field_cannot_have_is_none():
    assert read_field("url", "no address") is None
    assert read_field("publisher", "https://www.ledger.example/news") == "ledger.example"
    assert read_field("headline", "Bell &amp; Sons") == "Bell & Sons"


def test_a_path_that_no_record_has_is_told_with_the_nearest():
    with pytest.raises(UnknownPathError, match="Did you mean body"):
        plan_fields([{"body": STORY}], {"text": "bdy"}, ())


def test_a_list_of_records_is_found_wherever_it_stands():
    data = {
        "meta": {"n": 1},
        "payload": {"hits": [{"title": "A", "body": STORY, "related": [{"title": "B", "url": "x"}]}]},
    }
    assert [one["title"] for one in find_records(data)] == ["A"]
    assert find_records({"x": [1, 2]}) is None


def test_an_article_is_no_export():
    assert find_export(f"Ferry sails again\n\n{STORY}\n\nDocument found in the harbour.") is None
    assert find_export("LENGTH: 12 metres\n\n" + STORY) is None
    assert {kind.name for kind in EXPORTS} <= BY_NAME.keys()
    assert describe_shapes().count("\n") == len(BY_NAME) + 1


def test_a_rule_in_a_text_is_no_head():
    assert split_head(f"---\n{STORY}\n---\nMore.") == ({}, f"---\n{STORY}\n---\nMore.")
