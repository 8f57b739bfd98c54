"""A pass that remembers the one before finds what a pass over everything finds, whatever has happened between."""

import random

import pyarrow as pa
import pytest

from tests.transforms.linking.corpora import entity, make_corpus
from transforms.linking import link_blocks, link_tables
from transforms.linking.corpus import to_table
from transforms.linking.history import Previous
from transforms.linking.name_rules import Rules
from transforms.linking.verdicts import MEMORY, Judge
from warehouse.arrow import find_moves
from warehouse.seeds import read_seeds

SEEDS = read_seeds("linking")
KNOWN = [row for row in SEEDS["known_entities"] if row["kind"] == "person" and row["aliases"]][:4]
NAMES = [
    *(("person", row["name"], row["name"].split()[-1]) for row in KNOWN),
    *(("person", row["aliases"].split("|")[0]) for row in KNOWN),
    ("person", "Rosa Quill", "Quill", "Rosa"),
    ("person", "Rosa M. Quill"),
    ("person", "Theo Quill", "Quill"),
    ("person", "Mrs. Quill"),
    ("person", "Quill"),
    ("person", "Rosa"),
    ("person", "Bob Marsh", "Marsh"),
    ("person", "Robert Marsh"),
    ("person", "Robert Marsh Jr."),
    ("person", "Ines Pardo Salinas", "Pardo Salinas"),
    ("person", "Pardo Salinas"),
    ("person", "Salinas"),
    ("person", "Jan van der Lint", "Lint"),
    ("person", "Lint"),
    ("organization", "Quill"),
    ("organization", "Marsh"),
    ("organization", "The Acorn Growers Union", "AGU"),
    ("organization", "Acorn Growers Union Inc."),
    ("organization", "AGU"),
    ("organization", "Committee"),
    ("organization", "Supreme Court"),
    ("place", "Marsh"),
    ("place", "Quillford"),
    ("group", "Quillers"),
    ("work", "The Marsh"),
    ("organization", "Rosa Quill"),
    ("organization", "Marsh Salinas", "Theo Lint", "Quill Trust"),
    ("person", "Marsh Salinas"),
    ("person", "Hal Ore", "Marsh Salinas"),
    ("person", "Ada Trust"),
    ("organization", "Lint Trust"),
]
TITLES = ("Senator", "coach", "Governor", "striker")
STEPS = 7


class Corpus:
    """Articles that come, go and change."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.articles, self.come = {}, 0

    def add(self, count=3):
        for _ in range(count):
            self.come += 1
            self.articles[f"a{self.come}"] = (self.write(f"a{self.come}"), True)

    def write(self, article):
        rows = []
        for kind, *names in self.chance.sample(NAMES, self.chance.randint(1, 6)):
            gender = self.chance.choice((None, None, "female", "male")) if kind == "person" else None
            row = entity(article, kind, *names, gender=gender, is_named=self.chance.random() < 0.95)
            rows.append({**row, "article_entity_id": f"{article}:{kind}:{names[0]}"})
        return rows

    def remove(self):
        self.articles.pop(self.chance.choice(list(self.articles)), None)

    def rewrite(self):
        article = self.chance.choice(list(self.articles))
        self.articles[article] = (self.write(article), True)

    def outdate(self):
        article = self.chance.choice(list(self.articles))
        rows, is_current = self.articles[article]
        self.articles[article] = (rows, not is_current)

    def tables(self, is_shuffled=True):
        rows = [row for some, _ in self.articles.values() for row in some]
        if is_shuffled:
            self.chance.shuffle(rows)
        roles = [
            {"person_id": row["article_entity_id"], "title": TITLES[hash_of(row) % len(TITLES)]}
            for row in rows
            if row["kind"] == "person" and hash_of(row) % 3 == 0
        ]
        articles = [
            {"article_id": name, "source_id": f"s{name}", "is_current": current}
            for name, (_, current) in self.articles.items()
        ]
        given = {"article_entities": rows, "roles": roles, "articles": articles}
        return [to_table(name, some) for name, some in given.items()]


def hash_of(row):
    return sum(map(ord, row["article_entity_id"]))


def keep(linked):
    return Previous(lambda: linked.links.table, linked.entities, linked.cut.blocks, linked.memory, linked.digests)


def rows_of(table):
    return sorted(map(repr, table.to_pylist()))


@pytest.mark.parametrize("seed", range(6))
def test_a_pass_that_remembers_equals_one_that_does_not(seed):
    corpus = Corpus(seed)
    corpus.add(20)
    before = None
    for _ in range(STEPS):
        tables = corpus.tables()
        linked, anew = link_tables(*tables, SEEDS, before), link_tables(*tables, SEEDS)
        assert rows_of(linked.links.table) == rows_of(anew.links.table)
        assert rows_of(linked.entities) == rows_of(anew.entities)
        assert rows_of(linked.memory) == rows_of(anew.memory)
        before = keep(linked)
        getattr(corpus, corpus.chance.choice(("add", "remove", "rewrite", "outdate")))()


@pytest.mark.parametrize("seed", range(8))
def test_what_moved_is_told_and_other_blocks_stay(seed, monkeypatch):
    """Articles come behind those that are there, or any of them changes."""
    monkeypatch.setattr(link_blocks, "ROWS", 4)
    corpus = Corpus(seed)
    corpus.add(8)
    linked = link_tables(*corpus.tables(is_shuffled=False), SEEDS)
    for _ in range(STEPS):
        getattr(corpus, corpus.chance.choice(("add", "add", "add", "remove", "rewrite", "outdate")))()
        now = link_tables(*corpus.tables(is_shuffled=False), SEEDS, keep(linked))
        moved = find_moves(linked.links.table, now.links.table, "article_entity_id")
        assert rows_of(now.moved["entity_links"]) == rows_of(moved)
        for number in set(range(now.cut.blocks.num_rows)) - set(now.cut.changed):
            assert now.links.block(number).equals(linked.links.block(number))
        entirely = Previous(lambda linked=linked: linked.links.table, linked.entities)
        assert now.changes == link_tables(*corpus.tables(is_shuffled=False), SEEDS, entirely).changes
        linked = now


def count_judged(monkeypatch, corpus, before):
    judged = []
    decide = Judge._decide
    monkeypatch.setattr(
        Judge, "_decide", lambda self, numbers, facts: judged.extend(numbers.tolist()) or decide(self, numbers, facts)
    )
    _, memory = Judge(corpus, Rules(SEEDS)).judge(before)
    monkeypatch.undo()
    return {corpus.readings[number].name for number in judged}, memory


def test_only_what_shares_a_name_with_a_change_is_decided_anew(monkeypatch):
    rows = [
        entity("a1", "person", "Rosa Quill", "Quill"),
        entity("a2", "person", "Quill"),
        entity("a2", "person", "Bob Marsh"),
        entity("a3", "organization", "Acorn Growers Union", "AGU"),
    ]
    everything, memory = count_judged(monkeypatch, make_corpus(rows), None)
    assert len(everything) == 4
    assert count_judged(monkeypatch, make_corpus(rows), memory)[0] == set()
    more = [*rows, entity("a4", "person", "Theo Quill")]
    assert count_judged(monkeypatch, make_corpus(more), memory)[0] == {"Rosa Quill", "Quill", "Theo Quill"}
    assert count_judged(monkeypatch, make_corpus(rows[:3]), memory)[0] == set()
    assert count_judged(monkeypatch, make_corpus(rows[1:]), memory)[0] == {"Quill"}
    assert count_judged(monkeypatch, make_corpus(rows, outdated=("a3",)), memory)[0] == {"Acorn Growers Union"}


def test_bodies_whose_names_end_alike_are_decided_apart_unless_one_is_read_as_a_person(monkeypatch):
    rows = [
        entity("a1", "organization", "Barrow University"),
        entity("a2", "organization", "Tolland University"),
        entity("a3", "person", "Ann Quill"),
    ]
    _, memory = count_judged(monkeypatch, make_corpus(rows), None)
    more = [*rows, entity("a4", "organization", "Ferris University"), entity("a4", "organization", "Quill")]
    assert count_judged(monkeypatch, make_corpus(more), memory)[0] == {"Ferris University", "Quill"}
    misread = [*rows, entity("a4", "person", "Tolland University"), entity("a4", "person", "Bea Quill")]
    judged = {"Tolland University", "Ann Quill", "Bea Quill"}
    assert count_judged(monkeypatch, make_corpus(misread), memory)[0] == judged


def test_nothing_is_remembered_of_what_is_gone(monkeypatch):
    rows = [entity("a1", "person", "Rosa Quill"), entity("a2", "person", "Bob Marsh")]
    _, memory = count_judged(monkeypatch, make_corpus(rows), None)
    _, memory = count_judged(monkeypatch, make_corpus(rows[1:]), memory)
    assert memory.schema.equals(MEMORY) and "Quill" not in str(memory.to_pylist())


def test_surnames_of_one_well_known_person_are_decided_together():
    seeds = {
        "known_entities": [
            {
                "name": "Ada Quill",
                "aliases": "Ada Marsh",
                "kind": "person",
                "external_id": "",
                "country_code": "",
                "shared_aliases": "",
                "home_aliases": "",
                "criterion": "business",
            }
        ]
    }
    rules = Rules(seeds)
    shared = rules.shared
    one, other = ([rules.parser.parse(name)] for name in ("Ann Quill", "Bea Marsh"))
    assert set(shared.surnames(one)) & set(shared.surnames(other))
    assert shared.group("quill") == shared.group("van marsh") != shared.group("lint")


def test_an_empty_corpus_leaves_an_empty_memory():
    linked = link_tables(*(to_table(name, []) for name in ("article_entities", "roles", "articles")), SEEDS)
    assert linked.memory.num_rows == 0 and isinstance(linked.memory, pa.Table)
