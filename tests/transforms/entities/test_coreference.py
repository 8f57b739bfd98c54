"""Whom pronouns and descriptions mean: the people named before, where grammar and gender allow it."""

from __future__ import annotations

import pytest

from tests.transforms.read_texts import parse, read_texts
from transforms.entities.coreference import FEWEST_SCORE, Scene, best_candidate, resolve_pronouns
from transforms.entities.descriptions import DescriptionFinder
from transforms.entities.mentions import find_names
from transforms.entities.nominals import definite_nouns, find_described_bodies, find_described_people

TEXTS = {
    "she": "Senator Marta Quint arrived early. She opened the meeting.",
    "two": "Mr. Jonas Brandt met Mrs. Marta Quint. She thanked the crowd.",
    "object": "Mr. Jonas Brandt asked him to leave.",
    "nobody": "The rain stopped. She opened the meeting.",
    "senator": "Sen. Marta Quint arrived early. The senator opened the meeting.",
    "bank": "Ternby Bank lost money last year. The bank closed two offices.",
    "other": "Sen. Marta Quint arrived early. The goalkeeper left the pitch.",
}


@pytest.fixture(scope="module")
def read(annotator):
    return read_texts(annotator, TEXTS)


@pytest.fixture(scope="module")
def casts(annotator, lexicon):
    readings = zip(TEXTS, parse(annotator, list(TEXTS.values())), strict=True)
    return {name: (reading, find_names(reading, lexicon)) for name, reading in readings}


def pronouns(casts, lexicon, name):
    """The entities' names that the pronouns of a text mean, with the pronouns."""
    reading, cast = casts[name]
    found = resolve_pronouns(reading, cast.clusters, cast.named.entities, lexicon)
    assert all((m.form, m.kind) == ("pronoun", "person") for m in found)
    return [(reading.text[m.start : m.end], cast.named.entities[m.entity].name) for m in found]


def test_a_pronoun_means_the_person_named_before(casts, lexicon):
    assert pronouns(casts, lexicon, "she") == [("She", "Marta Quint")]
    assert casts["she"][1].named.entities[0].gender == "female", "which a pronoun tells"


def test_a_pronoun_means_nobody_of_another_gender(casts, lexicon):
    assert pronouns(casts, lexicon, "two") == [("She", "Marta Quint")]


@pytest.mark.parametrize("name", ["object", "nobody"])
def test_a_pronoun_whom_nobody_can_be_stays_open(casts, lexicon, name):
    assert pronouns(casts, lexicon, name) == []


def test_only_those_already_named_are_candidates(casts, lexicon):
    reading, cast = casts["two"]
    scene = Scene(reading, cast.clusters, cast.named.entities, lexicon)
    ((token, gender),) = scene.pronouns()
    found = {cast.named.entities[number].name for number in scene.candidates(token, gender)}
    assert (reading.words[token], gender, found) == ("She", "female", {"Marta Quint"})
    fresh = Scene(reading, cast.clusters, cast.named.entities, lexicon)
    assert fresh.candidates(token, gender) == {}, "no name has been met yet"


def test_the_best_candidate_has_the_highest_sum_and_enough_of_it():
    weights = {"near": 2.0, "far": 1.0, "bias": 0.0}
    assert best_candidate({1: {"far": 1.0}, 2: {"near": 1.0}}, weights) == 2
    assert best_candidate({1: {"far": FEWEST_SCORE / 2}}, weights) is None
    assert best_candidate({}, weights) is None


def nominals(read, name, lexicon):
    one = read[name]
    names = type(one.entities)(one.entities.entities, [m for m in one.entities.mentions if m.form == "name"])
    nouns = definite_nouns(one.reading)
    people = find_described_people(DescriptionFinder(one.reading, names, one.roles, lexicon.nouns), nouns)
    bodies = find_described_bodies(DescriptionFinder(one.reading, names, (), lexicon.nouns), nouns)
    return [[(one.words((m.start, m.end)), one.name_of(m.entity), m.form) for m in found] for found in (people, bodies)]


def test_descriptions_mean_the_person_or_the_body_that_they_fit(read, lexicon):
    assert nominals(read, "senator", lexicon) == [[("The senator", "Marta Quint", "nominal")], []]
    assert nominals(read, "bank", lexicon) == [[], [("The bank", "Ternby Bank", "nominal")]]


def test_a_description_of_somebody_else_means_nobody(read, lexicon):
    assert nominals(read, "other", lexicon) == [[], []]
