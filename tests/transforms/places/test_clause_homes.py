"""Homes and sites that clauses tell, straight from a parse; tests/cases/homes has more."""

from __future__ import annotations

import pytest

from tests.transforms.read_texts import parse
from transforms.places.clause_homes import find_clause_homes, find_clause_sites
from transforms.records import ArticleEntities, Entity, Mention

# a text, the name asked for, what it is, the place or people of country OR, and whether the country is told
CASES = [
    ("Acme, which is based in Oslo, won.", "Acme", "organization", "Oslo", True),
    ("Acme was founded by two brothers in Oslo.", "Acme", "organization", "Oslo", True),
    ("Acme was once based in Oslo.", "Acme", "organization", "Oslo", False),
    ("Acme opened a shop in Oslo.", "Acme", "organization", "Oslo", False),
    ("Acme, with its seat in Oslo, won.", "Acme", "organization", "Oslo", True),
    ("Acme is Danish and rich.", "Acme", "organization", "Danish", True),
    ("Acme is not Danish.", "Acme", "organization", "Danish", False),
    ("Ternby, a small town in northern Denmark, won.", "Ternby", "place", "Denmark", True),
    ("Ternby beat a small town in northern Denmark.", "Ternby", "place", "Denmark", False),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_a_clause_tells_a_country_or_does_not(annotator, case):
    text, name, kind, where, is_told = case
    reading = parse(annotator, [text])[0]
    start, place = text.index(name), text.index(where)
    people = "group" if where == "Danish" else "place"
    entities = [Entity(kind, name, [name]), Entity(people, where, [where], country_code="OR", external_id="OR")]
    mentions = [
        Mention(start, start + len(name), kind, "name", 0),
        Mention(place, place + len(where), people, "name", 1),
    ]
    find = find_clause_homes if kind == "organization" else find_clause_sites
    found = find(ArticleEntities(entities, sorted(mentions, key=lambda m: m.start)), reading, annotator.seats)
    assert found == ({0: "OR"} if is_told else {})
