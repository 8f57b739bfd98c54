"""The resolution pass: laws that hold whatever the corpus says."""

import random

from transforms.linking import link_rows
from warehouse.seeds import read_seeds

SEEDS = read_seeds()


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
    links, rows, _ = link_rows(entities, [], [], articles, SEEDS)
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
