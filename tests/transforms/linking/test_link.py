"""The resolution pass: laws that hold whatever the corpus says."""

import random

import pytest

from transforms.linking import link_rows, link_tables
from transforms.linking.corpus import to_table
from transforms.linking.history import Previous
from warehouse.seeds import read_seeds

SEEDS = read_seeds("linking")


def entity(article, kind, *names, **more):
    return {
        "article_entity_id": f"{article}:{kind}:{names[0]}",
        "article_id": article,
        "kind": kind,
        "name": names[0],
        "names": list(names),
        "is_named": True,
        **more,
    }


ENTITIES = [
    entity("a1", "person", "Rosa Quill", "Quill"),
    entity("a2", "person", "Quill"),
    entity("a3", "person", "Rosa M. Quill"),
    entity("a3", "person", "Theo Quill", gender="male"),
    entity("a4", "person", "Quill", gender="male"),
    entity("a4", "organization", "The Acorn Group"),
    entity("a5", "organization", "Acorn Group"),
    entity("a5", "person", "Bob Marsh", "Marsh"),
    entity("a6", "person", "Robert Marsh"),
]
ARTICLES = [{"article_id": f"a{n}", "source_id": f"s{n}", "is_current": True} for n in range(1, 7)]


def ids_of(entities, articles=ARTICLES):
    links, rows, _ = link_rows(entities, [], articles, SEEDS)
    assert {link["entity_id"] for link in links} == {row["entity_id"] for row in rows}
    return {link["article_entity_id"]: link["entity_id"] for link in links}


def test_ids_do_not_depend_on_the_order_of_arrival():
    expected = ids_of(ENTITIES)
    for seed in range(20):
        shuffled, articles = ENTITIES[:], ARTICLES[:]
        random.Random(seed).shuffle(shuffled)
        random.Random(seed + 1).shuffle(articles)
        assert ids_of(shuffled, articles) == expected


def test_variants_of_a_name_are_one_person():
    ids = ids_of(ENTITIES)
    assert ids["a1:person:Rosa Quill"] == ids["a3:person:Rosa M. Quill"]
    assert ids["a5:person:Bob Marsh"] == ids["a6:person:Robert Marsh"]
    assert ids["a1:person:Rosa Quill"] != ids["a3:person:Theo Quill"]


def link(entities, articles=ARTICLES, seeds=SEEDS, previous=None):
    tables = [to_table("article_entities", entities), to_table("roles", []), to_table("articles", articles)]
    return link_tables(*tables, seeds, previous)


def changes_between(before, after, **more):
    first = link(before)
    return link(after, previous=Previous(lambda: first.links.table, first.entities), **more).changes


def test_running_twice_changes_nothing():
    assert changes_between(ENTITIES, ENTITIES) == []
    first, second = link(ENTITIES), link(ENTITIES)
    assert first.links.table.equals(second.links.table) and first.entities.equals(second.entities)


def test_more_articles_keep_the_ids():
    full = [row for row in ENTITIES if " " in row["name"]]
    for row in full:
        assert ids_of([row]).items() <= ids_of(ENTITIES).items()


def test_a_name_explained_later_is_recorded():
    lone = [entity("a1", "person", "Vantongeren")]
    known = [*lone, entity("a2", "person", "Ida Vantongeren", "Vantongeren")]
    (change,) = changes_between(lone, known)
    assert (change["change"], change["before"], change["after"]) == ("renamed", "Vantongeren", "Ida Vantongeren")
    assert change["entity_id"] != change["other_id"]


def test_merges_and_splits_are_recorded():
    two = [entity("a1", "person", "Jim Tarrow"), entity("a2", "person", "Jimmy Tarrow")]
    one = [*two, entity("a3", "person", "James Tarrow")]
    assert sorted(c["change"] for c in changes_between(two, one)) == ["merged", "renamed"]
    assert sorted(c["change"] for c in changes_between(one, two)) == ["renamed", "split"]


def override(action, name, other, kind="person", source_id=""):
    row = {"action": action, "kind": kind, "name": name, "other": other, "source_id": source_id}
    return {**SEEDS, "overrides": [{**row, "reason": "known to be so", "date": "2026-01-02"}]}


def test_overrides_merge_split_and_rename():
    ids = ids_of(ENTITIES)
    merged = links_of(link(ENTITIES, seeds=override("merge", "Rosa Quill", "Theo Quill")))
    assert merged["a3:person:Theo Quill"] == ids["a1:person:Rosa Quill"]
    split = links_of(link(ENTITIES, seeds=override("split", "Robert Marsh", "Robert Marsh (sculptor)", source_id="s6")))
    assert split["a6:person:Robert Marsh"] not in ids.values()
    assert split["a5:person:Bob Marsh"] == ids["a5:person:Bob Marsh"]
    renamed = link(ENTITIES, seeds=override("rename", "Acorn Group", "Acorn", kind="organization"))
    assert "Acorn" in renamed.entities["name"].to_pylist()
    assert links_of(renamed) == ids


def test_an_override_that_meets_nothing_is_reported():
    linked = link(ENTITIES, seeds=override("merge", "Rosa Quill", "Nobody Named"))
    assert [row["other"] for row in linked.unmatched] == ["Nobody Named"]


def test_an_unknown_action_is_refused():
    with pytest.raises(ValueError, match="'join' is none of"):
        link(ENTITIES, seeds=override("join", "Rosa Quill", "Theo Quill"))


def links_of(linked):
    return dict(
        zip(
            linked.links.table["article_entity_id"].to_pylist(),
            linked.links.table["entity_id"].to_pylist(),
            strict=True,
        )
    )


def test_only_current_articles_are_counted():
    old = [{**ARTICLES[0], "is_current": False}, *ARTICLES[1:]]
    counts = {row["name"]: row["article_count"] for row in link(ENTITIES, articles=old).entities.to_pylist()}
    assert counts["Rosa M. Quill"] == 1
    assert set(links_of(link(ENTITIES, articles=old))) == {row["article_entity_id"] for row in ENTITIES}


def test_an_acronym_that_some_articles_explain():
    explained = [entity("a1", "organization", "Harbour Workers Association", "HWA")]
    ids = ids_of([*explained, entity("a2", "organization", "HWA")])
    assert ids["a1:organization:Harbour Workers Association"] == ids["a2:organization:HWA"]


def test_a_surname_read_as_a_body_is_the_person():
    ids = ids_of([*ENTITIES, entity("a6", "organization", "Marsh")])
    assert ids["a6:organization:Marsh"] == ids["a6:person:Robert Marsh"]


def test_an_empty_corpus_is_linked():
    linked = link([], articles=[])
    assert len(linked.links) == linked.entities.num_rows == 0


def test_namesakes_in_unconnected_fields_are_two_people():
    smiths = [entity(f"a{n}", "person", "John Smith") for n in range(1, 5)]
    around = [entity(f"a{n}", "person", name) for n, name in ((1, "Ana Roth"), (2, "Ana Roth"), (3, "Leo Finch"))]
    titles = {1: "Senator", 2: "Senator", 3: "Goalkeeper", 4: "Senator"}
    roles = [{"person_id": f"a{n}:person:John Smith", "title": title} for n, title in titles.items()]
    links, _, _ = link_rows([*smiths, *around], roles, ARTICLES, SEEDS)
    ids = {link["article_entity_id"]: link["entity_id"] for link in links}
    assert ids["a1:person:John Smith"] == ids["a2:person:John Smith"] == ids["a4:person:John Smith"]
    assert ids["a3:person:John Smith"] != ids["a1:person:John Smith"]
    beside = [*smiths, *around, entity("a3", "person", "Ana Roth")]
    links, _, _ = link_rows(beside, roles, ARTICLES, SEEDS)
    assert len({link["entity_id"] for link in links if "John Smith" in link["article_entity_id"]}) == 1


@pytest.mark.parametrize(("odd", "is_joined"), [("Boastful Quill", True), ("Theo Quill", False)])
def test_a_headlines_odd_words_are_no_second_bearer_of_a_name(odd, is_joined):
    entities = [
        entity("a1", "person", "Rosa Quill", "Quill"),
        entity("a2", "person", "Rosa Quill", "Quill"),
        entity("a3", "person", odd, "Quill"),
        entity("a4", "person", "Quill"),
    ]
    ids = ids_of(entities)
    assert (ids["a4:person:Quill"] == ids["a1:person:Rosa Quill"]) == is_joined
