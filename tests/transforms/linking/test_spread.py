"""However the judging of names is cut into pieces, and in whatever order these are done, the tables are the same."""

import random

import pyarrow as pa
import pytest

from tests.transforms.linking.test_memory import Corpus, rows_of
from transforms.linking import link_articles, link_tables
from transforms.linking.corpus import COLUMNS, shrink, to_table
from transforms.linking.corpus import Corpus as Whole
from transforms.linking.history import Previous
from transforms.linking.name_rules import Rules, Spread, cut, cut_groups
from warehouse.seeds import read_seeds

SEEDS = read_seeds("linking")


def carry_in_disorder(rules, work, pieces):
    """As workers do: each with rules of its own, the last piece first."""
    order = list(range(len(pieces)))
    random.Random(len(pieces)).shuffle(order)
    found = {place: work(Rules(SEEDS), pieces[place]) for place in order}
    return (found[place] for place in range(len(pieces)))


def link_spread(entities, roles, articles, before, spread):
    return link_articles(Whole(entities, articles), roles, SEEDS, before, spread)


def all_of(linked):
    return [rows_of(table) for table in (linked.links.table, linked.entities, linked.memory)]


@pytest.mark.parametrize("at_once", [1, 5, 40])
def test_pieces_of_any_size_give_the_same_tables(at_once):
    corpus = Corpus(at_once)
    corpus.add(40)
    spread = Spread(carry_in_disorder, at_once)
    tables = corpus.tables()
    whole = link_tables(*tables, SEEDS)
    cut_up = link_spread(*corpus.tables(), None, spread)
    assert all_of(whole) == all_of(cut_up)
    corpus.add(3)
    before = Previous(lambda: whole.links.table, whole.entities, whole.cut.blocks, whole.memory, whole.digests)
    more = corpus.tables()
    assert all_of(link_tables(*more, SEEDS)) == all_of(link_spread(*more, before, spread))


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_a_corpus_shrunk_part_by_part_gives_the_same_tables(size):
    corpus = Corpus(9)
    corpus.add(30)
    entities, *others = corpus.tables()
    parts = [shrink(entities.slice(first, size)) for first in range(0, entities.num_rows, size)]
    empty = shrink(to_table("article_entities", []).select(COLUMNS["article_entities"]))
    assert all_of(link_tables(pa.concat_tables([empty, *parts]), *others, SEEDS)) == all_of(
        link_tables(entities, *others, SEEDS)
    )


def test_groups_are_never_cut():
    rows = pa.table({"group": list("bababcacd"), "number": range(9)})
    pieces = [piece["number"].to_pylist() for piece in cut_groups(rows, "group", 3)]
    assert pieces == [[1, 3, 6], [0, 2, 4], [5, 7, 8]]
    assert [len(piece) for piece in cut_groups(rows, "group", 100)] == [9]
    assert [len(piece) for piece in cut_groups(rows.slice(0, 0), "group", 3)] == [0]
    assert [len(piece) for piece in cut(rows, 4)] == [4, 4, 1]
    assert [len(piece) for piece in cut(rows.slice(0, 0), 4)] == [0]
