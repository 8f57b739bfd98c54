"""Which names of bodies and places are joined, where the whole reading would hide it."""

from __future__ import annotations

from transforms.entities.organizations import cluster_bodies, join_nation
from transforms.names.words import Name, name_key
from transforms.reading.reading import Reading


def join(words: str, lexicon, **kinds: str) -> list[list[str]]:
    """The clusters of the capitalised words of a text, "_" parting a name's words; kinds by first word."""
    tokens = words.split()
    reading = Reading(words, [], words=tokens)
    names = []
    for place, token in enumerate(tokens):
        if token[0].isupper():
            name = Name(place, place + 1, "ORG", place, kind=kinds.get(token.split("_")[0], "organization"))
            names.append((name, name_key(token.split("_"))))
    clusters = join_nation(reading, cluster_bodies(names, lexicon))
    return sorted([tokens[name.first] for name in cluster.names] for cluster in clusters)


def test_our_nation_is_the_country_most_spoken_of(lexicon):
    text = "we in America ask that our Nation and America"
    assert join(text, lexicon, America="place") == [["America", "America", "Nation"]]


def test_nation_without_a_determiner_is_a_name_of_its_own(lexicon):
    text = "we in America read in The Nation that America"
    assert join(text, lexicon, America="place") == [["America", "America"], ["Nation"], ["The"]]


def test_of_two_countries_none_is_the_nation(lexicon):
    found = join("in America and in France our Nation", lexicon, America="place", France="place")
    assert ["Nation"] in found


def test_the_last_word_of_a_long_name_that_the_text_does_not_give(lexicon):
    assert join("a NASA rocket of the Administration", lexicon) == [["NASA", "Administration"]]


def test_initials_join_a_place_and_a_body(lexicon):
    found = join("the Fenwick_Space_Center and FSC", lexicon, Fenwick="place")
    assert found == [["Fenwick_Space_Center", "FSC"]]


def test_an_acronym_explained_in_the_text_is_not_the_well_known_body(lexicon):
    found = join("the International_Cricket_Council or ICC and the Court", lexicon)
    assert found == [["Court"], ["International_Cricket_Council", "ICC"]]


def test_campus_behind_initials(lexicon):
    assert join("at University_of_Harland_Fenwick and HU UH_Fenwick", lexicon) == [
        ["HU"],
        ["University_of_Harland_Fenwick", "UH_Fenwick"],
    ]
