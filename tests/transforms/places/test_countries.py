"""In which country places, peoples and organizations lie, by a made gazetteer and by what the text says."""

from __future__ import annotations

import pytest

from transforms.places.countries import add_places, find_country
from transforms.places.gazetteer import Gazetteer
from transforms.places.place_context import PlaceContext
from transforms.places.seats import SeatWords, find_seats
from transforms.places.topics import Topics
from transforms.reading.reading import Reading
from transforms.records import ArticleEntities, Entity, Mention


def country(code, name, adjectives):
    cells = dict.fromkeys(("other_names", "people", "prefixes", "capital", "metonyms"), "")
    return {**cells, "code": code, "name": name, "adjectives": adjectives}


def place(number, name, kind, home, **cells):
    empty = {"other_names": "", "division": "", "population": ""}
    return {"geoname_id": str(number), "name": name, "kind": kind, "country_code": home, **empty, **cells}


GAZETTEER = Gazetteer(
    {
        "countries": [
            country("QA", "Quillania", "Quillanian"),
            country("BR", "Brandland", "Brandish"),
            country("US", "Sandland", "Sandish"),  # whose states are as well known as countries
        ],
        "places": [
            place(1, "Ternby", "city", "QA", population="900000", division="Upper Moor"),
            place(2, "Ternby", "city", "BR", population="300000", division="Fenmark"),
            place(3, "Fenmark", "state", "BR"),
            place(4, "Port Quillan", "city", "QA", population="500000"),
            place(5, "North Quill", "state", "US"),
            place(6, "Moorland", "state", "US"),
            place(7, "Moorland", "state", "QA"),
            place(8, "Lowmark", "state", "QA"),
            place(9, "Hallam upon Tern", "city", "BR", population="200000", other_names="Hallam"),
            place(10, "Hallam", "city", "QA", population="300000"),
            place(11, "Kelling", "city", "QA", population="20000"),
            place(12, "Westmark", "state", "BR", other_names="WM"),
            place(13, "West Moor", "state", "US", other_names="WM"),
        ],
        "landmarks": [
            {"name": "Sea of Glass", "country_code": ""},
            {"name": "Greater Quillania", "country_code": ""},
            {"name": "Glassmere", "country_code": ""},
        ],
        "facility_words": [{"word": "museum"}],
    }
)


def named(text, *names):
    """The entities of a text, one for each name, at their first place in it."""
    entities = [Entity(kind, name, [name]) for name, kind in names]
    mentions = []
    for number, (name, kind) in enumerate(names):
        start = text.index(name)
        mentions.append(Mention(start, start + len(name), kind, "name", number))
    return ArticleEntities(entities, sorted(mentions, key=lambda m: m.start))


def codes_in(text, *names, nouns=frozenset()):
    entities = named(text, *names)
    topics = Topics(frozenset({"studies"}), frozenset({"committee"}))
    add_places(entities, Reading(text, []), GAZETTEER, SeatWords(nouns), topics)
    return {entity.name: entity.country_code for entity in entities.entities}


def test_a_name_with_one_meaning_needs_no_context():
    assert find_country("Port Quillan", "place", GAZETTEER).country_code == "QA"
    assert find_country("Quillanian", "group", GAZETTEER).country_code == "QA"
    assert find_country("Nowhereton", "place", GAZETTEER) is None
    assert find_country("Nowherish", "group", GAZETTEER) is None
    sea = find_country("Sea of Glass", "place", GAZETTEER)
    assert sea is not None and sea.country_code is None


def test_the_larger_of_two_towns_is_meant_unless_a_container_says_otherwise():
    assert find_country("Ternby", "place", GAZETTEER).external_id == "geonames:1"
    inside = PlaceContext(containers=frozenset({"fenmark"}))
    assert find_country("Ternby", "place", GAZETTEER, inside).external_id == "geonames:2"


def test_the_other_places_of_an_article_tell_which_town_is_meant():
    alone = codes_in("Rain fell on Ternby.", ("Ternby", "place"))
    beside = codes_in("Rain fell on Ternby, Fenmark.", ("Ternby", "place"), ("Fenmark", "place"))
    assert (alone["Ternby"], beside["Ternby"]) == ("QA", "BR")


def test_what_an_article_already_says_of_an_entity_stays():
    entities = named("Rain fell on Ternby.", ("Ternby", "place"))
    entities.entities[0].country_code = "XX"
    add_places(entities, Reading("Rain fell on Ternby.", []), GAZETTEER)
    assert entities.entities[0].country_code == "XX"


def test_an_organization_is_at_home_where_its_name_says():
    found = codes_in(
        "Bank of Quillania met Tern Line.", ("Bank of Quillania", "organization"), ("Tern Line", "organization")
    )
    assert found == {"Bank of Quillania": "QA", "Tern Line": None}


@pytest.mark.parametrize(
    ("text", "name", "places", "code"),
    [
        ("Aldo's Quillanian Grille opened in June.", "Aldo's Quillanian Grille", (), None),  # of its kitchen
        ("The Federation of Quillanian Drivers met.", "Federation of Quillanian Drivers", (), "QA"),
        ("The Fenmark Salt Board met.", "Fenmark Salt Board", (), None),  # some other Fenmark, perhaps
        ("Fenmark is cold. The Fenmark Salt Board met.", "Fenmark Salt Board", ("Fenmark",), "BR"),
        ("The University of North Quill met.", "University of North Quill", (), "US"),
        ("The University of Moorland met.", "University of Moorland", (), None),  # there are two
        ("Moorland Resources grew.", "Moorland Resources", (), None),
        ("Quillania voted. The House Quillania Committee met.", "House Quillania Committee", ("Quillania",), None),
        ("Quillania voted. The Radio of Quillania Trust met.", "Radio of Quillania Trust", ("Quillania",), "QA"),
        ("Quillania voted. The Royal Quillania Guard met.", "Royal Quillania Guard", ("Quillania",), "QA"),
        ("Ternby is dry. The Senate Ternby Committee met.", "Senate Ternby Committee", ("Ternby",), None),
        (
            "Fenmark Museum shut. Quillania and Port Quillan wept.",
            "Fenmark Museum",
            ("Quillania", "Port Quillan"),
            None,
        ),
        ("Quillania voted. Quillania & Brandland met.", "Quillania & Brandland", ("Quillania",), None),
        ("Quillania voted. Quillanian & Sea of Glass met.", "Quillanian & Sea of Glass", ("Quillania",), None),
        ("Quillania voted. Quillania Boats & Nets met.", "Quillania Boats & Nets", ("Quillania",), "QA"),
        ("Quillania voted. The Council on Quillania met.", "Council on Quillania", ("Quillania",), None),
        ("Quillania voted. The Quillania Studies Board met.", "Quillania Studies Board", ("Quillania",), None),
        ("Orten Museum shut. Quillania and Port Quillan wept.", "Orten Museum", ("Quillania", "Port Quillan"), "QA"),
        (
            "Glassmere Museum shut. Quillania and Port Quillan wept.",
            "Glassmere Museum",
            ("Quillania", "Port Quillan"),
            None,
        ),
        ("Orten Museum in Port Quillan is shut.", "Orten Museum", ("Port Quillan",), "QA"),
        ("Orten Traders in Port Quillan shut.", "Orten Traders", ("Port Quillan",), None),  # who trade elsewhere, too
    ],
)
def test_a_word_of_a_name_alone_is_no_home(text, name, places, code):
    found = codes_in(text, (name, "organization"), *((place, "place") for place in places))
    assert found[name] == code


@pytest.mark.parametrize(
    ("name", "code"), [("Greater Quillanian Shipping Chamber", None), ("Quillanian Shipping Chamber", "QA")]
)
def test_a_part_of_the_world_is_no_country(name, code):
    assert codes_in(f"The {name} met.", (name, "organization"))[name] == code


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("Quillania's Tern Line sank.", "place", "QA"),
        ("Quillania-based Tern Line sank.", "place", "QA"),
        ("Tern Line of Quillania sank.", "place", "QA"),
        ("Tern Line, headquartered in Quillania, sank.", "place", "QA"),
        ("Quillania sued Tern Line.", "place", None),
        ("In Quillania, Tern Line sank.", "place", None),
        ("Quillania's largest line, Tern Line, sank.", "place", None),
        ("Quillania's ruling Tern Line met.", "place", "QA"),
        ("Quillania's answer to Tern Line sank.", "place", None),
        ("Quillania's support for Tern Line ended.", "place", None),
        ("Quillania's Tern Line/QSX 200 fell.", "place", None),
    ],
)
def test_the_seat_of_an_organization_is_what_the_text_says(text, kind, code):
    entities = named(text, ("Tern Line", "organization"), ("Quillania", kind))
    entities.entities[1].country_code = "QA"
    assert find_seats(entities, text, SeatWords(frozenset({"brewer"}))).get(0) == code


@pytest.mark.parametrize(("noun", "code"), [("brewer", "QA"), ("lawyer of", None), ("language brewer", None)])
def test_a_nationality_before_a_noun_for_organizations_tells_the_seat(noun, code):
    text = f"The Quillanian {noun} Tern Line spoke."
    entities = named(text, ("Quillanian", "group"), ("Tern Line", "organization"))
    entities.entities[0].country_code = "QA"
    assert find_seats(entities, text, SeatWords(frozenset({"brewer"}))).get(1) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("FORT ELLIS, Fenmark — The river rose.", "BR"),
        ("The river rose at Fort Ellis, Fenmark, on Monday.", "BR"),
        ("Fort Ellis, Fenmark rose.", None),  # it may be somebody
        ("Fort Ellis, Nowhereton — The river rose.", None),
    ],
)
def test_a_state_behind_an_unknown_place_tells_its_country_though_it_is_no_mention(text, code):
    name = text[text.lower().index("fort") :][:10]
    assert codes_in(text, (name, "place")) == {name: code}


def test_a_place_called_after_a_town_that_is_elsewhere_too_lies_where_the_article_is():
    text, names = "North Quill in Sandland met in {}.", (("North Quill", "place"), ("Sandland", "place"))
    for name, code in (("Ternby Square", "US"), ("Quillania Square", "QA")):
        assert codes_in(text.format(name), *names, (name, "place"))[name] == code
    assert codes_in("They met in Ternby Square.", ("Ternby Square", "place")) == {"Ternby Square": "QA"}


def test_a_small_division_that_only_one_land_has_may_be_another_where_the_article_is_not_about_it():
    text = "They drove through North Quill in Sandland to Lowmark."
    names = (("North Quill", "place"), ("Sandland", "place"), ("Lowmark", "place"))
    assert codes_in(text, *names)["Lowmark"] is None
    assert codes_in("They drove to Lowmark.", ("Lowmark", "place")) == {"Lowmark": "QA"}


def test_an_unknown_place_lies_where_the_place_behind_in_lies():
    text = "Sandland and Sandish guests met at Orten Wharf, in Port Quillan."
    names = (("Sandland", "place"), ("Orten Wharf", "place"), ("Port Quillan", "place"))
    assert codes_in(text, *names)["Orten Wharf"] == "QA"


@pytest.mark.parametrize(
    ("text", "name", "other", "code"),
    [
        ("Ternby beat Brandland 2-0.", "Ternby", "Brandland", "BR"),  # which of two towns, by the land named
        ("Port Quillan beat Tern Line 2-0.", "Port Quillan", "Tern Line", "QA"),
        ("Kelling beat Tern Line 2-0.", "Kelling", "Tern Line", None),  # others may be called so
        ("Kelling beat Quillania 2-0.", "Kelling", "Quillania", "QA"),
        ("PORT QUILLAN beat Tern Line 2-0.", "PORT QUILLAN", "Tern Line", None),
        ("Air Quillania flew.", "Air Quillania", "flew", "QA"),
        ("Sporting Port Quillan beat Quillania.", "Sporting Port Quillan", "Quillania", "QA"),
    ],
)
def test_clubs_and_branches_are_at_home_where_they_are_called_after(text, name, other, code):
    kind = "place" if GAZETTEER.find(other) else "event"
    assert codes_in(text, (name, "organization"), (other, kind))[name] == code


def test_a_name_that_was_cut_behind_another_people_tells_no_home():
    text = "The Brandish and Quillanian Lions won."
    assert codes_in(text, ("Brandish", "group"), ("Quillanian Lions", "organization"))["Quillanian Lions"] is None
    assert codes_in("Quillanian Lions won.", ("Quillanian Lions", "organization"))["Quillanian Lions"] == "QA"


def test_a_town_on_a_river_goes_by_its_short_name():
    assert codes_in("Hallam and Brandland met.", ("Hallam", "place"), ("Brandland", "place"))["Hallam"] == "BR"
    assert codes_in("Hallam and Quillania met.", ("Hallam", "place"), ("Quillania", "place"))["Hallam"] == "QA"


def test_two_lands_may_share_the_code_of_a_state():
    assert codes_in("WM and Brandland met.", ("WM", "place"), ("Brandland", "place"))["WM"] == "BR"
    assert codes_in("WM and Sandland met.", ("WM", "place"), ("Sandland", "place"))["WM"] == "US"


def test_a_people_named_once_beside_others_tells_not_where_a_street_lies():
    text = "A Sandish firm sued." + " It lost." * 40 + " A Brandish cafe is in Castle Row."
    names = (("Sandish", "group"), ("Brandish", "group"), ("Castle Row", "place"))
    assert codes_in(text, *names)["Castle Row"] is None
    assert codes_in("A Brandish cafe is in Castle Row.", *names[1:])["Castle Row"] == "BR"
