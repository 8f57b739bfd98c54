"""The corpus that linking is measured with: the same for the same seed, and with new names however long it gets."""

import pytest

from bench import made_corpus
from bench.linking import link_lake, sum_up
from bench.made_corpus import PER_ARTICLE, make_lake, make_pieces
from transforms.linking.name_rules import HERE


@pytest.fixture(autouse=True)
def few_at_once(monkeypatch):
    monkeypatch.setattr(made_corpus, "AT_ONCE", 50)


def test_more_articles_leave_the_first_as_they_are():
    few, many = list(make_pieces(50)), list(make_pieces(150))
    assert all(one.equals(other) for one, other in zip(few[0], many[0], strict=True))
    assert [piece[0].num_rows for piece in many] == [50 * PER_ARTICLE] * 3


def test_new_names_keep_coming():
    known, new = set(), []
    for entities, _, _ in make_pieces(400):
        names = set(entities["name"].to_pylist())
        new.append(len(names - known))
        known |= names
    assert min(new) > 200, new


def test_a_lake_is_linked_part_by_part(tmp_path):
    lake = make_lake(tmp_path / "lake", 120)
    assert lake.read("article_entities").num_rows == 120 * PER_ARTICLE
    linked = link_lake(lake, HERE)
    assert len(linked.links) == 120 * PER_ARTICLE
    assert sum_up(link_lake(lake, HERE)) == sum_up(linked)
    more = link_lake(lake, HERE, more=30)
    assert len(more.links) == 150 * PER_ARTICLE
