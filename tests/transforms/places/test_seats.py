"""In which country the text says that an organization is at home."""

from __future__ import annotations

import pytest

from transforms.places.seats import SeatWords, find_seats, is_of_many_lands, is_state_body
from transforms.records import ArticleEntities, Entity, Mention

NOUNS = frozenset({"bank", "brewer", "unit", "court", "partner"})
WORDS = SeatWords(
    NOUNS,
    frozenset({"court", "ministry"}),
    frozenset({"world"}),
    frozenset({"g7"}),
    frozenset({"partner"}),
    towns=frozenset({"port"}),
)


def seats_in(text, *names):
    """The country of each organization by its name; what is called Orten or Ortenian is of the country OR."""
    entities, mentions = [], []
    for number, (name, kind) in enumerate(names):
        start = text.index(name)
        code = "OR" if kind != "organization" else None
        entities.append(Entity(kind, name, [name], country_code=code, external_id=code))
        mentions.append(Mention(start, start + len(name), kind, "name", number))
    found = find_seats(ArticleEntities(entities, sorted(mentions, key=lambda m: m.start)), text, WORDS)
    return {name: found.get(number) for number, (name, kind) in enumerate(names) if kind == "organization"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Acme is based in Orten.", "OR"),
        ("Acme was registered in Orten in 1990.", "OR"),
        ("Acme has long been based in Orten.", "OR"),
        ("Acme, which began in 1990 in Orten, won.", "OR"),
        ("Acme calls Orten home.", "OR"),
        ("Acme calls Orten a bore.", None),
        ("The oldest brewer in Orten, Acme, won.", "OR"),
        ("The oldest house in Orten, Acme, won.", None),
        ("The oldest brewer in Orten, Acme said.", None),
        ("Acme (Orten) won.", "OR"),
        ("Acme, a bank from Orten, won.", "OR"),
        ("Acme, a unit of Orten's Kessan, won.", None),
        ("Acme is Orten's oldest brewer.", "OR"),
        ("Acme has moved its headquarters to Orten.", "OR"),
        ("Acme was founded in Orten in 1990.", "OR"),
        ("Founded in Orten in 1990, Acme won.", "OR"),
        ("Based in Orten, Acme won.", "OR"),
        ("The Orten brewer Acme won.", "OR"),
        ("In Orten brewer Acme won.", None),
        ("Acme sells beer in Orten.", None),
        ("Acme's office in Orten was shut.", None),
        ("Acme, Orten's flagship brewer, won.", "OR"),
        ("Acme, Orten's partner, won.", None),
        ("Orten's old brewer, the Acme, won.", "OR"),
        ("Orten's old brewer, Acme said.", None),
        ("Orten's troubled family brewer Acme won.", "OR"),
        ("The Orten-based maker and brewer Acme won.", "OR"),
        ("The Orten-based line kitted out Acme.", None),
        ("An Orten-based brewer, the Acme, won.", "OR"),
        ("Acme, a brewer of ales from Orten, won.", "OR"),
        ("It was told to sell Acme, an Orten court said.", None),
        ("Orten's Acme de Kessan won.", None),
    ],
)
def test_a_place_beside_an_organization(text, code):
    assert seats_in(text, ("Acme", "organization"), ("Orten", "place")) == {"Acme": code}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Acme is an Ortenian brewer.", "OR"),
        ("Acme, Ortenian brewer of ales, won.", "OR"),
        ("Acme, another Ortenian brewer, won.", "OR"),
        ("Acme, based in the Ortenian port, won.", "OR"),
        ("Acme, based in an Ortenian barn, won.", None),
        ("The Kessanian and Ortenian brewer Acme won.", None),
        ("An Ortenian brewer, named Acme, won.", "OR"),
        ("Ortenian-based Acme won.", "OR"),
        ("Ortenian brewers include Acme.", "OR"),
        ("The Ortenian brewer, Acme, won.", "OR"),
        ("The Ortenian unit of Acme won.", None),
        ("Acme, a unit of the Ortenian brewer Kessan, won.", None),
        ("Acme, the Ortenian bank Kessan and others won.", None),
    ],
)
def test_a_people_beside_an_organization(text, code):
    assert seats_in(text, ("Acme", "organization"), ("Ortenian", "group")) == {"Acme": code}


@pytest.mark.parametrize(
    "text",
    [
        "Ortenian brewers Acme and Kessan merged.",
        "Ortenian brewers such as Acme and Kessan merged.",
        "Acme and Kessan, two Ortenian brewers, merged.",
        "Two Ortenian brewers, Acme and Kessan, merged.",
    ],
)
def test_what_is_said_of_several_holds_for_each(text):
    found = seats_in(text, ("Acme", "organization"), ("Kessan", "organization"), ("Ortenian", "group"))
    assert found == {"Acme": "OR", "Kessan": "OR"}


def test_where_several_sit_holds_for_each():
    text = "Acme and Kessan, both based in Orten, merged."
    found = seats_in(text, ("Acme", "organization"), ("Kessan", "organization"), ("Orten", "place"))
    assert found == {"Acme": "OR", "Kessan": "OR"}


def test_a_body_that_each_state_has_is_of_the_country_that_a_sentence_begins_with():
    names = (("Orten", "place"), ("Supreme Court", "organization"))
    assert seats_in("In Orten, the Supreme Court sat.", *names) == {"Supreme Court": "OR"}
    assert is_state_body("Ministry of Works", WORDS)
    assert not is_state_body("World Court", WORDS)


def test_a_country_by_its_letters_may_stand_behind_a_preposition():
    text = "Shares in UK brewer Acme fell."
    assert seats_in(text, ("UK", "place"), ("Acme", "organization")) == {"Acme": "OR"}


def test_what_is_said_of_a_whole_name_counts_for_more_and_a_tie_tells_nothing():
    text = "Ortenian brewer Acme sued Kessan's Acme Ales."
    named = (("group", "Ortenian", "OR"), ("place", "Kessan", "KS"))
    lands = [Entity(kind, name, [name], country_code=code) for kind, name, code in named]
    brewer = Entity("organization", "Acme Ales", ["Acme Ales", "Acme"])
    spots = ((0, 8, "group", 0), (16, 20, "organization", 2), (26, 32, "place", 1), (35, 44, "organization", 2))
    mentions = [Mention(start, end, kind, "name", entity) for start, end, kind, entity in spots]
    assert find_seats(ArticleEntities([*lands, brewer], mentions), text, WORDS) == {2: "KS"}
    brewer.name = "Acme Breweries"
    assert find_seats(ArticleEntities([*lands, brewer], mentions), text, WORDS) == {}


@pytest.mark.parametrize(
    ("name", "is_union"), [("U.N.", True), ("the UN Council", True), ("G7", True), ("Unison", False)]
)
def test_unions_of_states_are_at_home_nowhere(name, is_union):
    assert is_of_many_lands([name], frozenset({"un", "g7"})) == is_union


def test_a_name_of_signs_alone_is_no_states_body():
    assert not is_state_body("\u2003", WORDS)
