"""Names, people and roles within one article, on sentences of our own."""

from __future__ import annotations

import pytest

from transforms.annotate import Article


@pytest.fixture(scope="module")
def read(annotator):
    def annotate(text):
        return annotator.annotate([Article("a1", text)], "r1")

    return annotate


def test_surname_and_pronoun_are_the_person(read):
    tables = read("Treasurer Maria Kowalski resigned on Friday. Kowalski said she was tired.")
    people = [e for e in tables["article_entities"] if e["kind"] == "person"]
    assert [p["name"] for p in people] == ["Maria Kowalski"]
    assert [m["text"] for m in tables["mentions"] if m["entity_id"] == people[0]["article_entity_id"]] == [
        "Maria Kowalski",
        "Kowalski",
        "she",
    ]
    assert people[0]["gender"] == "female"
    assert [r["title"] for r in tables["roles"]] == ["Treasurer"]
