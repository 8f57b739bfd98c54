"""What the names of an article tell of its descriptions, read once for all who ask."""

from __future__ import annotations

from transforms.entities.descriptions import DescriptionFinder
from transforms.entities.mentions import find_mentions, find_names
from transforms.entities.named_things import NamedThings
from transforms.records import Segment

TEXT = (
    "Corvane Mills, a weaver, hired Tilde Osk, the mayor. The weaver pays the mayor. "
    "A trucking company left. The company sued."
)


def read(annotator):
    return next(iter(annotator.reader.read([(TEXT, [Segment("body", 0, len(TEXT))])])))


def test_names_tell_where_they_stand_and_what_stands_beside_them(annotator):
    reading = read(annotator)
    named = find_names(reading, annotator.lexicon).named
    things = NamedThings(reading, named, annotator.lexicon.nouns)
    assert {reading.words[token] for token in things.named} == {"Corvane", "Mills", "Tilde", "Osk"}
    assert {named.entities[stated.entity].name for stated in things.stated["weaver"]} == {"Corvane Mills"}
    assert list(things.by_head) == ["mills"], "of bodies alone"
    assert [reading.words[token - 1] for token in things.told_apart["company"]] == ["trucking"]


def test_finders_that_share_them_find_what_a_finder_of_its_own_does(annotator):
    reading, lexicon = read(annotator), annotator.lexicon
    cast = find_names(reading, lexicon)
    known, roles = find_mentions(reading, cast, lexicon)
    alone = DescriptionFinder(reading, known, roles, lexicon.nouns)
    for _ in range(2):  # the second time phrases are remembered
        sharing = DescriptionFinder(reading, known, roles, lexicon.nouns, cast.names)
        found = [sharing.find(token) for token in range(len(reading))]
        assert found == [alone.find(token) for token in range(len(reading))]
        assert any(found)
