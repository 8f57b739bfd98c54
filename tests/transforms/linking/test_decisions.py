"""What linking decides of each row, the tables made of it, and the user's own overrides of it."""

from __future__ import annotations

import numpy as np
import pytest

from tests.transforms.linking.corpora import entity, make_corpus, row_of
from transforms.linking.decision import Decision, Decisions, list_decisions
from transforms.linking.entities import Lists, Members, entity_id, find_known, make_entities, name_things
from transforms.linking.keys import BodyNames, NameParser
from transforms.linking.known import KnownEntities
from transforms.linking.link_blocks import Links
from transforms.linking.overrides import apply_overrides
from transforms.places.gazetteer import Gazetteer

MARTA = Decision("person", "marta quint", "full_name", 0.9)
JONAS = Decision("person", "jonas brandt", "full_name", 0.8)
ENTITIES = [
    entity("a1", "person", "Marta Quint", "Quint"),
    entity("a2", "person", "Marta Quint", "Quint"),
    entity("a3", "person", "MARTA QUINT"),
    entity("a3", "person", "Jonas Brandt"),
    entity("a3", "person", "a spokesman", is_named=False),
]


@pytest.fixture
def corpus():
    return make_corpus(ENTITIES, outdated=("a2",))


@pytest.fixture
def decisions(corpus):
    by_name = {"marta quint": MARTA, "jonas brandt": JONAS, "a spokesman": JONAS}
    return Decisions(corpus, list_decisions({n: by_name[r.name.lower()] for n, r in enumerate(corpus.readings)}))


def describe(corpus, decisions, lists):
    things, entity_ids, thing_of = with_ids(decisions)
    return make_entities(corpus, things, entity_ids, Members(corpus, thing_of, len(things)), lists).table


def make_lists(renamed=None):
    known = KnownEntities({}, BodyNames([]), NameParser({}), ())
    return Lists(known, Gazetteer({}), renamed or {})


def override(action, name, other, source_id=""):
    return {"action": action, "kind": "person", "name": name, "other": other, "source_id": source_id}


def with_ids(decisions):
    things, thing_of = decisions.things()
    return things, name_things(things, find_known(things, None), None), thing_of


def test_a_reading_is_decided_for_all_its_rows_and_a_row_alone(corpus, decisions):
    assert decisions.of(0) == decisions.of(1) == MARTA
    decisions.decide(1, JONAS)
    assert (decisions.of(0), decisions.of(1)) == (MARTA, JONAS)


def test_what_has_no_name_is_never_decided(corpus, decisions):
    unnamed = row_of(corpus, "a3:a spokesman")
    things, thing_of = decisions.things()
    assert decisions.of(unnamed) is None and thing_of[unnamed] == -1
    assert set(things) == {MARTA.thing, JONAS.thing}
    assert [things[place] for place in thing_of[:4]] == [MARTA.thing] * 3 + [JONAS.thing]


def test_ids_of_things_tell_kind_and_key_apart():
    assert entity_id(MARTA.thing) == entity_id(("person", "marta quint"))
    assert len({entity_id(thing) for thing in (MARTA.thing, JONAS.thing, ("place", "marta quint"))}) == 3


def test_every_row_is_linked_once(corpus, decisions):
    links = Links(corpus, decisions, *with_ids(decisions)[1:]).table.to_pylist()
    by_row = {link["article_entity_id"]: link for link in links}
    assert len(links) == len(by_row) == len(corpus)
    assert by_row["a1:Marta Quint"]["entity_id"] == by_row["a3:MARTA QUINT"]["entity_id"] == entity_id(MARTA.thing)
    assert (by_row["a3:Jonas Brandt"]["rule"], by_row["a3:Jonas Brandt"]["confidence"]) == ("full_name", 0.8)
    unnamed = row_of(corpus, "a3:a spokesman")
    assert by_row["a3:a spokesman"]["rule"] == "unnamed"
    assert [by_row["a3:a spokesman"]["entity_id"]] == corpus.own_ids(np.array([unnamed])).to_pylist()


def test_an_entity_has_its_commonest_name_all_its_names_and_its_current_articles(corpus, decisions):
    rows = describe(corpus, decisions, make_lists()).to_pylist()
    by_name = {row["name"]: row for row in rows}
    assert set(by_name) == {"Marta Quint", "Jonas Brandt", "a spokesman"}
    assert by_name["Marta Quint"]["article_count"] == 2, "the revised article does not count"
    assert set(by_name["Marta Quint"]["aliases"]) == {"Marta Quint", "MARTA QUINT", "Quint"}
    renamed = describe(corpus, decisions, make_lists({MARTA.thing: "Dr. Quint"}))
    assert "Dr. Quint" in renamed["name"].to_pylist()


def test_an_entity_is_called_by_its_full_name_and_lies_where_most_articles_say():
    rows = [entity(f"a{n}", "person", "Quint") for n in range(3)] + [entity("a9", "person", "Marta Quint")]
    rows += [entity(f"a{n}", "place", "PORT QUILLAN", country_code=code) for n, code in enumerate(("QA", "QA", "BR"))]
    corpus = make_corpus(rows)
    place = Decision("place", "port quillan", "name", 0.9)
    by_reading = {n: MARTA if reading.kind == "person" else place for n, reading in enumerate(corpus.readings)}
    decided = Decisions(corpus, list_decisions(by_reading))
    found = describe(corpus, decided, make_lists()).to_pylist()
    assert {(row["name"], row["country_code"], row["article_count"]) for row in found} == {
        ("Marta Quint", None, 4),
        ("Port Quillan", "QA", 3),
    }


def test_a_merge_moves_every_row_of_the_other(corpus, decisions):
    names, unmatched = apply_overrides(
        corpus, decisions, {"overrides": [override("merge", "Jonas Brandt", "Marta Quint")]}
    )
    assert (names, unmatched) == ({}, [])
    assert {decisions.of(row).thing for row in range(4)} == {JONAS.thing}


def test_a_split_of_one_source_leaves_the_others(corpus, decisions):
    seeds = {"overrides": [override("split", "Marta Quint", "Marta Quint (poet)", "source a2")]}
    names, _ = apply_overrides(corpus, decisions, seeds)
    assert decisions.of(0) == MARTA and decisions.of(1).thing != MARTA.thing
    assert names == {decisions.of(1).thing: "Marta Quint (poet)"}


def test_a_rename_moves_nothing_and_what_meets_nothing_is_told(corpus, decisions):
    lost = override("rename", "Nora Tamm", "N. Tamm")
    seeds = {"overrides": [override("rename", "Marta Quint", "Marta R. Quint"), lost]}
    names, unmatched = apply_overrides(corpus, decisions, seeds)
    assert names == {MARTA.thing: "Marta R. Quint"} and unmatched == [lost]
    assert decisions.of(0) == MARTA
    with pytest.raises(ValueError, match="'forget' is none of"):
        apply_overrides(corpus, decisions, {"overrides": [override("forget", "Marta Quint", "")]})
