"""Which people of a corpus are one: full names, bare names, titles and what else their articles name."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from tests.transforms.linking.corpora import entity, judge, make_corpus, row_of
from transforms.linking.corpus import to_table
from transforms.linking.decision import Decision, Decisions, list_decisions
from transforms.linking.keys import NameParser
from transforms.linking.link import link_rows
from transforms.linking.namesakes import Namesakes
from transforms.linking.resolve import Resolver
from transforms.linking.surroundings import Context
from transforms.linking.titles import Titles
from transforms.linking.variants import Variant, join_variants

SEEDS = {
    "name_parts": [{"part": "mr", "kind": "male"}, {"part": "ms", "kind": "female"}],
    "nicknames": [{"nickname": "Joni", "name": "Jonas"}],
    "title_fields": [
        {"title": "senator", "field": "politics"},
        {"title": "goalkeeper", "field": "sport"},
    ],
}
PARSER = NameParser(SEEDS)


def join(*names, meet=False):
    """The names that are one person's, as sets."""
    variants = [Variant(PARSER.parse(name), 1, [number]) for number, name in enumerate(names)]
    joined = join_variants(variants, PARSER, lambda ours, theirs: meet)
    return {frozenset(names[number] for v in members for number in v.readings) for members in joined.values()}


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Marta Quint", "Marta L. Quint", True),
        ("Jonas Brandt", "Joni Brandt", True),
        ("Marta L. Quint", "Marta K. Quint", False),
        ("Marta Quint", "Elsa Quint", False),
    ],
)
def test_variants_join_where_nothing_contradicts(one, other, is_same):
    assert (len(join(one, other)) == 1) == is_same


def test_father_and_son_are_parted_where_an_article_names_both():
    assert len(join("Jonas Brandt", "Jonas Brandt Jr.")) == 1
    assert len(join("Jonas Brandt", "Jonas Brandt Jr.", meet=True)) == 2


def test_a_bare_name_can_mean_whoever_bears_it_and_fits_its_gender():
    corpus = make_corpus(
        [
            entity("a1", "person", "Marta Quint", gender="female"),
            entity("a2", "person", "Elsa Quint", gender="female"),
            entity("a3", "person", "Tomas Quint", gender="male"),
            entity("a4", "person", "Ms. Quint"),
            entity("a5", "person", "Brandt"),
        ]
    )
    verdicts = judge(corpus, SEEDS)
    assert len(set(verdicts.decided["key"].to_pylist())) == 3
    by_name = {corpus.readings[number].name: name for names in verdicts.bare() for number, name in names.items()}
    assert set(by_name) == {"Ms. Quint", "Brandt"}
    assert by_name["Ms. Quint"].bearers == ["elsa quint", "marta quint"] == by_name["Ms. Quint"].by_surname
    assert by_name["Brandt"].bearers == []


def decide(corpus):
    """Everybody with a full name is decided, each name a person."""
    named = {number: reading.name for number, reading in enumerate(corpus.readings) if " " in reading.name}
    by_reading = {number: Decision("person", name, "full_name", 0.9) for number, name in named.items()}
    return Decisions(corpus, list_decisions(by_reading))


def titles_of(corpus, titles):
    roles = [{"person_id": person, "title": title} for person, title in titles]
    return Titles(corpus, to_table("roles", roles))


def test_titles_are_counted_by_row_and_by_person():
    corpus = make_corpus(
        [entity(f"a{n}", "person", "Marta Quint") for n in (1, 2)] + [entity("a2", "person", "Jo Tamm")]
    )
    given = [
        ("a1:Marta Quint", "Senator"),
        ("a2:Marta Quint", "senator"),
        ("a2:Jo Tamm", "Goalkeeper"),
        ("gone", "King"),
    ]
    titles = titles_of(corpus, given)
    rows = [row_of(corpus, name) for name in ("a1:Marta Quint", "a2:Jo Tamm", "a2:Marta Quint")]
    assert titles.of_rows(rows) == [("senator",), ("goalkeeper",), ("senator",)]
    assert titles.share("senator") == pytest.approx(2 / 3)
    things, thing_of = decide(corpus).things()
    titles.settle(thing_of)
    marta, nobody = things.places([("person", "Marta Quint"), ("person", "Nobody")]).tolist()
    assert titles.of_person(marta) == {"senator": 2}
    assert titles.of_person(nobody) == {}


@pytest.fixture(scope="module")
def two_circles():
    """Marta Quint beside Elsa Roth, Ida Quint beside Paul Finch; then two articles that name but a Quint."""
    rows = []
    for n in range(8):
        one = n % 2
        rows.append(entity(f"a{n}", "person", ("Marta Quint", "Ida Quint")[one], "Quint"))
        rows.append(entity(f"a{n}", "person", ("Elsa Roth", "Paul Finch")[one]))
    rows += [entity("b1", "person", "Quint"), entity("b1", "person", "Elsa Roth")]
    rows += [entity("b2", "person", "Quint"), entity("b2", "person", "Paul Finch")]
    return make_corpus(rows)


def test_what_stands_beside_a_bare_name_tells_whom_it_means(two_circles):
    decisions = decide(two_circles)
    context = Context(two_circles, decisions, titles_of(two_circles, []))
    marta, ida = ("person", "Marta Quint"), ("person", "Ida Quint")
    rows = [row_of(two_circles, "b1:Quint"), row_of(two_circles, "b2:Quint")]
    beside_roth, beside_finch = context.likeliest(rows, [(marta, 4.0), (ida, 4.0)])
    assert (beside_roth[0], beside_finch[0]) == (marta, ida)
    assert 0.5 < beside_roth[1] <= 1.0 and 0.5 < beside_finch[1] <= 1.0
    assert [person for person, _ in context.likeliest(rows, [(ida, 9000.0), (marta, 1.0)])] == [ida, ida]
    assert context.share_of_articles(context.place_of[marta]) == pytest.approx(0.4)
    articles = [two_circles.articles[a].as_py() for a in context.articles_of(context.place_of[marta]).tolist()]
    assert sorted(articles) == ["a0", "a2", "a4", "a6"]


def test_a_title_tells_whom_a_bare_name_means(two_circles):
    given = [("a0:Marta Quint", "Senator"), ("a1:Ida Quint", "Goalkeeper"), ("b1:Quint", "Goalkeeper")]
    decisions = decide(two_circles)
    marta, ida = ("person", "Marta Quint"), ("person", "Ida Quint")
    row, bearers = row_of(two_circles, "b1:Quint"), [(ida, 6.4), (marta, 4.0)]
    meant = []
    for titles in (titles_of(two_circles, given), titles_of(two_circles, given[:2])):
        meant += [person for person, _ in Context(two_circles, decisions, titles).likeliest([row], bearers)]
    assert meant == [ida, marta], "beside Elsa Roth a Quint is Marta, unless the article calls her a goalkeeper"


def test_namesakes_of_two_fields_are_parted_unless_something_connects_them():
    quints = [entity(f"a{n}", "person", "Marta Quint") for n in range(3)]
    given = [("a0:Marta Quint", "Senator"), ("a1:Marta Quint", "Senator"), ("a2:Marta Quint", "Goalkeeper")]
    roth = [entity(f"a{n}", "person", "Elsa Roth") for n in (0, 2)]
    for around, is_parted in (([], True), (roth, False)):
        corpus = make_corpus([*quints, *around])
        titles, decisions = titles_of(corpus, given), decide(corpus)
        namesakes = Namesakes(corpus, titles, Context(corpus, decisions, titles), SEEDS)
        namesakes.part(decisions)
        rows = [row_of(corpus, f"a{n}:Marta Quint") for n in range(3)]
        assert decisions.of(rows[0]).thing == decisions.of(rows[1]).thing
        assert (decisions.of(rows[2]).thing != decisions.of(rows[0]).thing) == is_parted
        assert namesakes.is_elsewhere(rows[2], {"politics"}) and not namesakes.is_elsewhere(rows[0], {"politics"})


def test_the_resolver_decides_every_named_row():
    corpus = make_corpus(
        [
            entity("a1", "person", "Marta Quint", "Quint"),
            entity("a2", "person", "Quint"),
            entity("a2", "organization", "Tern Shipping"),
            entity("a3", "person", "Oddo"),
            entity("a3", "person", "an aide", is_named=False),
        ]
    )
    decisions = Resolver(corpus, to_table("roles", []), SEEDS).decisions
    assert decisions.of(1).thing == decisions.of(0).thing, "the only Quint of the corpus is meant"
    assert decisions.of(2).kind == "organization"
    assert decisions.of(3).thing not in (decisions.of(0).thing, decisions.of(2).thing)
    assert decisions.of(4) is None


def test_rows_of_tables_are_linked():
    entities = [entity("a1", "person", "Jonas Brandt"), entity("a2", "person", "Joni Brandt", "Brandt")]
    links, things, changes = link_rows(entities, [], [{"article_id": a, "source_id": a} for a in ("a1", "a2")], SEEDS)
    assert len(things) == 1 and things[0]["article_count"] == 2 and changes == []
    assert {link["entity_id"] for link in links} == {things[0]["entity_id"]}


def test_the_articles_of_a_thing_are_found_among_many_articles_and_things():
    """More pairs of an article and a thing than 32 bits number: 20,000 articles have 100,000 things."""
    corpus = make_corpus([entity(f"a{n}", "person", "Ada Quint") for n in range(50_000)])
    things = [("person", f"somebody {n}") for n in range(50_000)]
    last = len(corpus) - 1
    thing_of = np.full(len(corpus), -1)
    thing_of[last] = last
    context = Context(corpus, SimpleNamespace(things=lambda: (things, thing_of)), titles_of(corpus, []))
    assert context.articles_of(last).tolist() == [corpus.article_of[last]]
