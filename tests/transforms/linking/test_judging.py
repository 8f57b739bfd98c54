"""The steps by which names are judged: what each tells alone, what is usual, whom full names mean, single words."""

import numpy as np
import pyarrow as pa
import pytest

from tests.transforms.linking.corpora import entity, make_corpus, tell
from transforms.linking.bare import weigh_bearers
from transforms.linking.corpus import list_cells
from transforms.linking.full_names import choose_names, find_bare
from transforms.linking.keys import NameParser
from transforms.linking.name_rules import Rules
from transforms.linking.persons import ALONE, PIECE, join_people
from transforms.linking.shared import SharedNames
from transforms.linking.things import agree_on_aliases

SEEDS = {
    "name_parts": [{"part": "ms", "kind": "female"}],
    "given_names": [{"name": name} for name in ("Marta", "Elsa", "Jonas")],
}


def facts_of(*names, counts=None):
    """The facts of readings of people, each of these names in one article but where counts say otherwise."""
    corpus = make_corpus([entity(f"a{n}", "person", *some) for n, some in enumerate(names)])
    counts = np.array(counts or [1] * len(names))
    return choose_names(NameParser(SEEDS), corpus.texts, counts, tell(corpus, SEEDS))


def test_facts_tell_a_name_as_a_persons_and_as_a_bodys():
    [row] = facts_of(["Ms. Quint", "Marta Tamm Quint"]).to_pylist()
    assert (row["best"], row["surname"], row["gender"], row["is_full"]) == (1, "quint", "female", True)
    assert row["spellings"] == ["marta tamm quint", "ms quint"] and row["surnames"] == ["quint"]
    assert (row["vote"], row["persons"]) == ("ms quint", ["marta tamm quint"])
    assert (row["body"], row["aliases"]) == ("ms quint", ["marta tamm quint"])
    assert row["tails"] == ["tamm\x1fquint"] and not row["several"]


def test_an_odd_full_name_gives_way_to_one_that_is_usual():
    names = [["Marta Quint Wins", "Marta Quint"], ["Marta Quint"]]
    assert facts_of(*names, counts=[1, 3])["surname"].to_pylist() == ["quint", "quint"]
    assert facts_of(*names, counts=[1, 2])["surname"].to_pylist() == ["wins", "quint"]
    assert facts_of(*names, counts=[2, 3])["surname"].to_pylist() == ["wins", "quint"]


def test_two_surnames_are_no_full_name_where_a_longer_one_says_so():
    names = [["Marta Tamm Quint"], ["Tamm Quint"], ["Elsa Quint"], ["Quint"]]
    assert find_bare(facts_of(*names)).tolist() == [False, True, False, True]
    assert find_bare(facts_of(*names[1:])).tolist() == [False, False, True]


def test_surnames_that_end_alike_are_of_one_group():
    seeds = {"known_entities": []}
    shared = SharedNames(Rules(seeds).known)
    assert shared.group("van der lint") == shared.group("lint") == "lint" != shared.group("quint")


def test_joined_people_tell_which_words_articles_use_for_them():
    rows = [
        {"number": 4, "text": "Marta Quint|Marta Quint\x1eQuint", "best": 0, "gender": "female", "count": 5},
        {"number": 7, "text": "Marta Quint|Marta Quint\x1eMarta", "best": 0, "gender": None, "count": 2},
        {"number": 9, "text": "Elsa Quint|Elsa Quint", "best": 0, "gender": None, "count": 0},
    ]
    for row in rows:
        name, names = row["text"].split("|")
        row |= {"text": "\x1f".join(("person", name, names, "", "", "")), "articles": [], "group": "quint"}
    found = join_people(Rules(SEEDS), pa.Table.from_pylist(rows, PIECE)).to_pylist()
    keys = {row["number"]: row["key"] for row in found if row["number"] is not None}
    assert keys == {4: "marta quint", 7: "marta quint", 9: "elsa quint"}
    words = {(row["word"], row["key"]): row for row in found if row["number"] is None}
    assert set(words) == {("quint", "marta quint"), ("marta", "marta quint")}, "nobody is named Elsa Quint by now"
    assert words["quint", "marta quint"]["weight"] == pytest.approx(0.2 * 7 + 5)
    assert words["marta", "marta quint"]["weight"] == 2 and not words["marta", "marta quint"]["is_surname"]
    assert words["quint", "marta quint"]["gender"] == "female" and words["quint", "marta quint"]["is_surname"]


def test_bare_names_list_whom_they_can_mean_by_weight_then_name():
    rows = [
        ("quint", "marta quint", 2.0, "female", True),
        ("quint", "elsa quint", 2.0, None, True),
        ("quint", "quint tamm", 9.0, "male", False),
        ("roth", "ida roth", 1.0, None, True),
    ]
    alone = pa.Table.from_pylist([dict(zip(ALONE.names, row, strict=True)) for row in rows], ALONE)
    names = {"surname": ["quint", "quint", "finch"], "suffix": [""] * 3, "gender": ["female", None, None]}
    columns = {k: pa.array(v, pa.string()) for k, v in names.items()}
    bare = pa.table({"number": [3, 5, 8], **columns, "is_full": [False] * 3})
    found = weigh_bearers(bare, alone, Rules(SEEDS)).to_pylist()
    assert [row["bearers"] for row in found] == [
        ["elsa quint", "marta quint"],
        ["quint tamm", "elsa quint", "marta quint"],
        [],
    ]
    assert [row["weights"] for row in found] == [[2.0, 2.0], [9.0, 2.0, 2.0], []]
    assert found[1]["by_surname"] == ["elsa quint", "marta quint"]
    assert found[0]["strangers"] < found[1]["strangers"], "a given name may be anybody's"


def test_articles_that_disagree_on_a_short_name_explain_nothing():
    corpus = make_corpus(
        [
            *(entity(f"a{n}", "organization", "Dock Workers Union", "DWU") for n in range(4)),
            entity("b1", "organization", "Deep Water Union", "DWU"),
            entity("b2", "organization", "Deep Water Union", "Deep"),
            entity("b3", "organization", "DWU"),
            entity("b4", "organization", "Deep"),
        ]
    )
    facts, names = tell(corpus, SEEDS), list_cells(corpus.texts, "name").to_pylist()
    agreed = dict(zip(names, agree_on_aliases(facts, corpus.counts).to_pylist(), strict=True))
    assert agreed["DWU"] == {"alias": "dock workers union", "is_told": True}
    assert agreed["Deep"] == {"alias": "deep water union", "is_told": False}
    assert agreed["Deep Water Union"] == {"alias": None, "is_told": False}
    fewer = corpus.counts.copy()
    fewer[names.index("Dock Workers Union")] = 3
    assert agree_on_aliases(facts, fewer)["alias"][names.index("DWU")].as_py() is None
