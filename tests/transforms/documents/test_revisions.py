"""Which text of a document is which revision, and which is the newest."""

from __future__ import annotations

from itertools import permutations

from transforms.documents.revisions import link_articles, order_of


def text(article_id, source_id, arrival, updated_at=None):
    return {
        "article_id": article_id,
        "source_id": source_id,
        "updated_at": updated_at,
        "ingested_at": f"2031-05-0{arrival}",
        "arrival": arrival,
    }


FIRST, SECOND, THIRD = text("c", "ferry", 1), text("a", "ferry", 2), text("b", "ferry", 3)
OTHER = text("x", "tunnel", 2)


def revisions(links):
    return {link["article_id"]: (link["revision"], link["is_current"]) for link in links}


def test_revisions_count_in_order_of_arrival_within_a_document_whatever_the_order_given():
    for rows in permutations([FIRST, SECOND, THIRD, OTHER]):
        found = revisions(link_articles(rows, {}))
        assert found == {"c": (1, False), "a": (2, False), "b": (3, True), "x": (1, True)}


def test_a_text_that_the_source_changed_earlier_is_an_earlier_revision():
    late_arrival = text("old", "ferry", 4, updated_at="2031-04-01")
    assert order_of(late_arrival) < order_of(FIRST)
    assert revisions(link_articles([FIRST, late_arrival], {})) == {"old": (1, False), "c": (2, True)}


def test_an_article_that_no_cluster_names_is_alone():
    links = {link["article_id"]: link["cluster_id"] for link in link_articles([FIRST, OTHER], {"c": "cluster 1"})}
    assert links == {"c": "cluster 1", "x": "x"}
