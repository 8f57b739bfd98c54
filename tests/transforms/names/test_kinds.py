"""What may be a name in an article, and what kind of thing each name means by what stands around it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.transforms.read_texts import parse
from transforms.names.body_rules import as_called, as_company, as_conducted, as_employer, as_example
from transforms.names.candidates import find_candidates
from transforms.names.evidence import describe_names, group_names
from transforms.names.kind_rules import apply_rules
from transforms.names.kinds import CLASSES, best_class, decide_kinds, known_kinds, score_classes, weigh_names
from transforms.names.survey import survey_names
from transforms.names.words import Name, name_key

TEXTS = {
    "meeting": "Senator Marta Quint met Jonas Brandt in Port Quillan on Monday. Quint opened the harbour.",
    "shares": "Shares of Ternova fell on Monday. Ternova said its profit dropped.",
    "brewer": "The brewer Ternova employs 300 people.",
    "companies": "Companies like Ternova and Gannova pay no tax.",
    "hospital": "The Quillan Harbour Workers Association (Quilharb) met. Quilharb elected a chair.",
    "newspaper": "They read it in the Ternova newspaper.",
    "boss": "Ternova boss Jonas Brandt left.",
    "list": "They flew from Oslo, Madrid and Lisbon.",
}


@pytest.fixture(scope="module")
def read(annotator):
    return dict(zip(TEXTS, parse(annotator, list(TEXTS.values())), strict=True))


def names_at(reading, *names, label=""):
    """The places of these names in a reading."""
    found = []
    for text in names:
        words = text.split()
        for first in range(len(reading)):
            if reading.words[first : first + len(words)] == words:
                found.append(Name(first, first + len(words), label, first))
    return sorted(found, key=lambda name: name.first)


def survey(reading, lexicon, classes, label=""):
    """What is known of an article whose names and their weighed classes are given."""
    groups = group_names(reading, names_at(reading, *classes, label=label))
    facts = describe_names(reading, groups, lexicon)
    keyed = {name_key(text.split()): kind for text, kind in classes.items()}
    return keyed, survey_names(reading, groups, facts, keyed, lexicon)


def test_candidates_are_names_in_text_order_without_overlap(read, lexicon):
    for reading in read.values():
        found = find_candidates(reading, lexicon)
        assert all(a.last <= b.first for a, b in pairwise(found))
    texts = [" ".join(name.words(read["meeting"])) for name in find_candidates(read["meeting"], lexicon)]
    assert texts == ["Marta Quint", "Jonas Brandt", "Port Quillan", "Quint"]


def test_the_title_before_a_candidate_is_known(read, lexicon):
    first = find_candidates(read["meeting"], lexicon)[0]
    assert first.title is not None and first.title.sort == "office" and first.title_first == first.first - 1


def test_kinds_are_decided_for_all_names(read, lexicon):
    names = decide_kinds(read["meeting"], find_candidates(read["meeting"], lexicon), lexicon)
    kinds = [(" ".join(name.words(read["meeting"])), name.kind) for name in names]
    assert kinds[:2] == [("Marta Quint", "person"), ("Jonas Brandt", "person")] and kinds[-1] == ("Quint", "person")
    assert {name.kind for name in names} <= known_kinds()


def test_names_of_the_same_words_are_one_group_with_shares_of_their_places(read, lexicon):
    reading = read["shares"]
    groups = group_names(reading, names_at(reading, "Ternova"))
    (key,) = groups
    facts = describe_names(reading, groups, lexicon)[key]
    assert key == ("ternova",) and len(groups[key]) == 2
    assert facts["before=of"] == facts["starts"] == 0.5, "one of the two places"
    assert all(0.0 <= share <= 1.0 for share in facts.values())


def test_titles_and_longer_names_are_facts(read, lexicon):
    reading = read["meeting"]
    groups = group_names(reading, find_candidates(reading, lexicon))
    facts = describe_names(reading, groups, lexicon)
    assert facts["marta", "quint"]["title=office"] == 1.0 and "title=office" not in facts["jonas", "brandt"]
    assert any(fact.startswith("within=last") for fact in facts["quint",])


def test_the_class_with_the_highest_weighted_sum_is_chosen():
    weights = {"a": tuple(float(c == "place") for c in CLASSES), "b": tuple(2.0 * (c == "person") for c in CLASSES)}
    assert CLASSES[best_class({"a": 1.0}, weights)] == "place"
    assert CLASSES[best_class({"a": 1.0, "b": 1.0, "unheard of": 9.0}, weights)] == "person"
    assert CLASSES[best_class({"a": 1.0, "b": 0.25}, weights)] == "place", "a fact counts by its share"
    assert sum(score_classes({"a": 1.0, "b": 1.0}, weights)) == 3.0


def test_every_group_is_weighed(read, lexicon):
    groups = group_names(read["meeting"], find_candidates(read["meeting"], lexicon))
    classes = weigh_names(describe_names(read["meeting"], groups, lexicon), lexicon)
    assert classes.keys() == groups.keys() and set(classes.values()) <= set(CLASSES)
    assert classes["marta", "quint"] == classes["quint",] == "person"


def test_a_survey_knows_the_people_and_bodies_named_in_full(read, lexicon):
    _, named = survey(read["meeting"], lexicon, {"Marta Quint": "person", "Quint": "none", "Port Quillan": "place"})
    assert named.surnames == {"quint"} and named.firsts == {"marta"}
    _, named = survey(
        read["hospital"], lexicon, {"Quillan Harbour Workers Association": "organization", "Quilharb": "none"}
    )
    assert named.fronts == {"quillan"} and named.body_initials == {"qhwa"} and named.is_short(("quilharb",))


def test_neighbours_in_a_list_share_a_class(read, lexicon):
    _, named = survey(read["list"], lexicon, {"Oslo": "place", "Madrid": "none", "Lisbon": "place"})
    assert named.listed["madrid",] == "place" and named.is_known(("oslo",)) and not named.is_known(("quillhaven",))


def test_the_first_rule_that_knows_decides_and_else_the_weighed_class_stays(read, lexicon):
    classes, named = survey(
        read["meeting"], lexicon, {"Marta Quint": "person", "Quint": "place", "Port Quillan": "place"}
    )
    assert apply_rules(classes, named) == {
        ("marta", "quint"): "person",
        ("quint",): "person",
        ("port", "quillan"): "place",
    }
    classes, named = survey(
        read["hospital"], lexicon, {"Quillan Harbour Workers Association": "organization", "Quilharb": "none"}
    )
    assert apply_rules(classes, named)["quilharb",] == "organization"


@pytest.mark.parametrize(
    ("rule", "text", "weighed"),
    [(as_company, "shares", "person"), (as_example, "companies", "person"), (as_conducted, "brewer", "none")],
)
def test_a_body_is_told_by_what_the_text_says_of_it(rule, text, weighed, read, lexicon):
    _, named = survey(read[text], lexicon, {"Ternova": weighed})
    assert rule(("ternova",), weighed, named) == "organization"
    _, other = survey(read["meeting"], lexicon, {"Jonas Brandt": weighed})
    assert rule(("jonas", "brandt"), weighed, other) is None


@pytest.mark.parametrize(("rule", "text"), [(as_called, "newspaper"), (as_employer, "boss")])
def test_what_is_called_a_body_or_employs_somebody_is_one_where_nothing_else_is_sure(rule, text, read, lexicon):
    _, named = survey(read[text], lexicon, {"Ternova": "none"}, label="ORG")
    assert rule(("ternova",), "none", named) == "organization"
    assert rule(("ternova",), "person", named) is None
    _, other = survey(read["shares"], lexicon, {"Ternova": "none"}, label="ORG")
    assert rule(("ternova",), "none", other) is None
