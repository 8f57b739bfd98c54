"""Who people are by the words around their names: the title's words, the body, and whether it is past."""

from __future__ import annotations

import pytest

from tests.transforms.read_texts import read_texts
from transforms.lexicon import LONGEST_TITLE
from transforms.records import Role
from transforms.roles.orders import offices_before, title_behind, titles_of_many
from transforms.roles.phrases import Words
from transforms.roles.roles import RoleFinder, in_text_order

TEXTS = {
    "before": "Tern Shipping spokeswoman Marta Quint declined to answer on Monday.",
    "apposition": "Marta Quint, the chief executive of Tern Shipping, declined to answer on Monday.",
    "former": "Former senator Jonas Brandt arrived in the evening.",
    "many": "Three judges – Marta Quint, Jonas Brandt and Elsa Roth – heard the appeal on Monday.",
    "office": "Minister of Mines and Energy Marta Quint opened the tunnel on Monday.",
    "behind": "The court heard Jonas Brandt former justice minister of the republic on Monday.",
    "none": "Marta Quint and Jonas Brandt walked along the river on Monday.",
}


@pytest.fixture(scope="module")
def read(annotator):
    return read_texts(annotator, TEXTS)


@pytest.fixture(scope="module")
def words(read, lexicon):
    return {name: Words(one.reading, one.entities, lexicon) for name, one in read.items()}


def mention_of(read, name):
    return next(m for m in read.entities.mentions if read.words((m.start, m.end)) == name)


def phrase_words(words, phrase):
    start, end = words.reading.span(phrase.first, phrase.last)
    return words.reading.text[start:end]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("before", ("Marta Quint", "spokeswoman", "Tern Shipping", False)),
        ("apposition", ("Marta Quint", "chief executive", "Tern Shipping", False)),
        ("former", ("Jonas Brandt", "senator", None, True)),
    ],
)
def test_a_role_has_title_body_and_time(read, lexicon, name, expected):
    one, (person, title, body, is_former) = read[name], expected
    (role,) = RoleFinder(one.reading, one.entities, lexicon).find(one.entities.mentions)
    assert one.name_of(role.person) == person and one.name_of(role.organization) == body
    assert title in one.words((role.start, role.end)) and role.is_former == is_former


def test_names_alone_tell_no_role(read, lexicon):
    one = read["none"]
    assert RoleFinder(one.reading, one.entities, lexicon).find(one.entities.mentions) == []


def test_a_place_in_the_text_is_one_role_of_a_person():
    late, early = Role(0, None, 9, 12, False, "x"), Role(1, None, 2, 5, False, "x")
    assert in_text_order([late, early, Role(0, None, 9, 12, True, "y")]) == [early, late]


def test_a_title_is_found_from_both_of_its_ends(words):
    found = words["apposition"]
    first = found.reading.words.index("chief")
    limit = found.sentence_end(first)
    ahead, behind = found.title_at(first, limit), found.title_before(first + 2, found.sentence_start(first))
    assert (ahead.first, ahead.last) == (behind.first, behind.last) == (first, first + 2)
    assert ahead.last - ahead.first <= LONGEST_TITLE and found.title_at(first - 1, limit) is None


def test_the_body_is_read_before_and_behind_a_title(words, read):
    found = words["before"]
    place = found.reading.words.index("Marta")
    assert read["before"].name_of(found.body_before(found.title_before(place, 0))) == "Tern Shipping"
    found = words["apposition"]
    wide, body = found.follow(found.title_at(found.reading.words.index("chief"), found.sentence_end(0)))
    assert read["apposition"].name_of(body) == "Tern Shipping" and phrase_words(found, wide) == "chief executive"


def test_only_words_before_a_title_make_it_past(words):
    for name, is_former in (("former", True), ("before", False)):
        found = words[name]
        title = next(
            t for n in range(len(found.reading)) if (t := found.title_at(n, found.sentence_end(n))) is not None
        )
        assert found.is_former(title) == is_former


def test_an_office_goes_on_to_the_name_over_what_it_is_for(words):
    found = words["office"]
    place = found.reading.words.index("Marta")
    ((phrase, _, _),) = offices_before(found, place, 0)
    assert phrase_words(found, phrase) == "Minister of Mines and Energy"
    assert list(offices_before(words["none"], words["none"].reading.words.index("Jonas"), 0)) == []


def test_each_of_several_people_has_the_title_before_them(words, read):
    found = words["many"]
    for name in ("Marta Quint", "Jonas Brandt", "Elsa Roth"):
        mention = mention_of(read["many"], name)
        ((phrase, _, _),) = titles_of_many(found, mention, found.bounds[mention.start][0])
        assert phrase_words(found, phrase).endswith("judges")


def test_a_past_office_stands_right_behind_a_name(words, read):
    found, mention = words["behind"], mention_of(read["behind"], "Jonas Brandt")
    ((phrase, _, _),) = title_behind(found, found.bounds[mention.start][1])
    assert "justice minister" in phrase_words(found, phrase) and found.is_former(phrase)
    assert list(title_behind(words["none"], words["none"].reading.words.index("walked"))) == []
