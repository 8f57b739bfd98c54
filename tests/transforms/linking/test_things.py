"""Which organizations, places and groups of a corpus are one, and what kind a name has in all of it."""

from __future__ import annotations

from tests.transforms.linking.corpora import entity, judge, make_corpus, tell
from transforms.linking.corpus import list_cells
from transforms.linking.decision import Decisions
from transforms.linking.keys import BodyNames, NameParser
from transforms.linking.known import KnownEntities
from transforms.linking.name_rules import Rules
from transforms.linking.one_kind import settle_kinds
from transforms.linking.things import Homes, article_countries


def known_row(name, **cells):
    empty = dict.fromkeys(("aliases", "shared_aliases", "home_aliases", "country_code", "external_id", "criterion"), "")
    return {"name": name, "kind": "organization", **empty, **cells}


def country_row(code, name, adjectives):
    cells = dict.fromkeys(("other_names", "people", "prefixes", "capital", "metonyms"), "")
    return {**cells, "code": code, "name": name, "adjectives": adjectives}


SEEDS = {
    "name_parts": [{"part": "inc", "kind": "company"}],
    "known_entities": [
        known_row("Quillan Harbour Trust", aliases="QHT|Harbour Trust", external_id="Q1", country_code="QU"),
        known_row("Quillan Reserve Bank", home_aliases="the Reserve", country_code="QU"),
        known_row("Brandish Reserve Bank", home_aliases="the Reserve", country_code="BR"),
        known_row("Marta Quint", kind="person", aliases="Quint"),
    ],
    "countries": [country_row("QU", "Quillania", "Quillanian")],
    "generic_body_words": [{"word": "board", "alone": ""}],
}
NAMES = BodyNames.from_seeds(SEEDS)
KNOWN = KnownEntities(SEEDS, NAMES, NameParser(SEEDS), {"board"})


def test_well_known_things_are_found_by_all_their_names():
    trust = KNOWN.body(NAMES.key("Quillan Harbour Trust"))
    assert trust is not None and (trust.key, trust.external_id) == ("Q1", "Q1")
    assert KNOWN.body(NAMES.key("QHT")) is KNOWN.body(NAMES.key("The Harbour Trust, Inc.")) is trust
    assert KNOWN.body(NAMES.key("Tern Shipping")) is None
    assert {row.name for row in KNOWN.people.values()} == {"Marta Quint"} and len(KNOWN.people) == 2


def test_a_name_for_home_alone_means_nothing_everywhere():
    assert KNOWN.body(NAMES.key("the Reserve")) is None
    assert {known.country_code for known in KNOWN.at_home(NAMES.key("the Reserve"))} == {"QU", "BR"}


def bodies_of(*rows):
    corpus = make_corpus(list(rows))
    return corpus, judge(corpus, SEEDS)


def at(corpus, verdicts, number, country, source_id):
    return Homes(Rules(SEEDS)).at(corpus.readings[number], verdicts.by_country[number], [country], source_id)


def things_of(*rows):
    corpus, verdicts = bodies_of(*rows)
    return {corpus.readings[row["number"]].name: (row["kind"], row["key"]) for row in verdicts.decided.to_pylist()}


def test_spellings_acronyms_and_well_known_names_mean_one_thing():
    things = things_of(
        entity("a1", "organization", "The Tern Line, Inc."),
        entity("a2", "organization", "Tern Line"),
        entity("a3", "organization", "Dock Workers Union", "DWU"),
        entity("a4", "organization", "DWU"),
        entity("a5", "organization", "QHT"),
        entity("a6", "organization", "Gannet Line"),
    )
    assert things["The Tern Line, Inc."] == things["Tern Line"] != things["Gannet Line"]
    assert things["DWU"] == things["Dock Workers Union"]
    assert things["QHT"] == ("organization", "Q1")


def test_countries_places_and_peoples_have_keys_of_their_own():
    things = things_of(
        entity("a1", "place", "Quillania"),
        entity("a1", "group", "Quillanian"),
        entity("a1", "group", "Quillanians"),
        entity("a2", "place", "Springfield", country_code="US"),
        entity("a3", "place", "Springfield", country_code="AU"),
    )
    assert things["Quillania"] == ("place", "QU")
    assert things["Quillanian"] == things["Quillanians"] != things["Quillania"]
    _, bodies = bodies_of(*(entity(f"a{n}", "place", "Ternby", country_code=code) for n, code in enumerate("AB")))
    assert len(set(bodies.decided["key"].to_pylist())) == 2


def test_a_name_at_home_is_decided_by_the_country_of_its_article():
    corpus, bodies = bodies_of(
        entity("a1", "organization", "the Reserve"),
        entity("a1", "place", "Port Quillan", country_code="QU"),
        entity("a1", "place", "Upper Quillan", country_code="QU"),
        entity("a1", "place", "Brandtown", country_code="BR"),
        entity("a2", "organization", "the Reserve"),
        entity("a2", "organization", "Quillan Harbour Trust"),
    )
    (number,) = bodies.by_country
    countries = article_countries(corpus, corpus.rows_of(number).tolist(), Decisions(corpus, bodies.decided), KNOWN)
    assert list(countries.values()) == [("QU", "BR"), ("QU",)], "also where only a well-known body tells it"
    assert at(corpus, bodies, number, "QU", "s1").key == KNOWN.at_home(NAMES.key("the Reserve"))[0].key
    assert at(corpus, bodies, number, "BR", "s1").thing != at(corpus, bodies, number, "QU", "s1").thing


def test_a_common_word_alone_is_another_body_in_each_article():
    corpus, bodies = bodies_of(entity("a1", "organization", "Board"))
    (number,) = bodies.by_country
    assert at(corpus, bodies, number, "QU", "s1").thing != at(corpus, bodies, number, "QU", "s2").thing


def kinds_of(*rows):
    corpus = make_corpus(list(rows))
    settled = settle_kinds(list_cells(corpus.texts, "kind"), corpus.counts, tell(corpus, SEEDS))
    kinds = zip(corpus.readings, settled.to_pylist(), strict=True)
    return {(reading.name, reading.kind): kind for reading, kind in kinds}


def test_nearly_all_articles_decide_what_kind_a_name_has():
    places = [entity(f"a{n}", "place", "Port Quillan") for n in range(9)]
    found = kinds_of(*places, entity("b", "organization", "Port Quillan"))
    assert found["Port Quillan", "organization"] == "place"
    even = kinds_of(entity("a", "place", "Tern Hill"), entity("b", "organization", "Tern Hill"))
    assert even == {("Tern Hill", "place"): "place", ("Tern Hill", "organization"): "organization"}


def test_a_body_called_by_a_persons_surname_is_the_person_and_an_event_stays_one():
    people = [entity(f"a{n}", "person", "Jonas Brandt", "Brandt") for n in range(3)]
    found = kinds_of(*people, entity("b", "organization", "Brandt"), entity("c", "event", "Brandt"))
    assert found["Brandt", "organization"] == "person" and found["Brandt", "event"] == "event"
