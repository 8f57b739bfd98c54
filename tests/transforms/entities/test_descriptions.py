"""Whom descriptions mean: a reason with a name, or nobody."""

from __future__ import annotations

import pytest

from transforms.entities.descriptions import RULES, DescriptionFinder
from transforms.entities.mentions import find_mentions, find_names
from transforms.entities.stated import find_beside, is_definite, spread_heads
from transforms.records import Segment


def finder_of(annotator, text: str) -> DescriptionFinder:
    reading = next(iter(annotator.reader.read([(text, [Segment("body", 0, len(text))])])))
    known, roles = find_mentions(reading, find_names(reading, annotator.lexicon), annotator.lexicon)
    return DescriptionFinder(reading, known, roles, annotator.lexicon.nouns)


def meant(annotator, text: str) -> tuple[str, str] | None:
    """The name and the rule of the description that is the text's last subject."""
    finder = finder_of(annotator, text)
    reading = finder.reading
    subject = [t for t, dep in enumerate(reading.deps) if dep == "nsubj" and reading.words[t].lower() != "it"][-1]
    found = finder.find(subject)
    return None if found is None else (finder.entities[found.entity].name, found.rule)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Mayor Marta Quint came. The mayor left.", ("Marta Quint", "post")),
        ("Mayor Marta Quint came. The engineer left.", None),
        ("Marta Quint, the mayor, came. The deputy mayor left.", None),
        ("Marta Quint, the mayor, came. The new mayor left.", None),
        ("Tom Wells, a plumber, came. The plumber left.", ("Tom Wells", "post")),
        ("Marta Quint quit as mayor in May. The former mayor left.", ("Marta Quint", "post")),
        ("Sen. Marta Quint met Sen. Otto Reyes. The senator left.", None),
        ("Rep. Marta Quint met Sen. Otto Reyes. The congresswoman left.", ("Marta Quint", "post")),
        ("Otto Reyes, the chairman, came. The chairwoman left.", None),
        ("Harland Bank met the mayor. The bank left.", ("Harland Bank", "name of its kind")),
        ("Harland Bank met Fenwick Bank. The bank left.", None),
        ("Harland Bank met the mayor. The central bank left.", None),
        ("Norvik, a brewer based in Oslo, came. The brewer left.", ("Norvik", "stated kind")),
        ("Norvik Ltd. came to town in May. The company left.", ("Norvik Ltd.", "name of its kind")),
        ("Harland Steel came to town in May. The company left.", ("Harland Steel", "only body")),
        ("Fenwick University came. The company left.", None),
        ("Fenwick Workers Union came. The company left.", None),
        ("Harland Steel met the lawyer of a brewing company. The company left.", None),
        ("Harland Steel, a steel company, came to town. The company left.", ("Harland Steel", "stated kind")),
    ],
)
def test_a_description_means_somebody_for_a_reason(annotator, text, wanted):
    assert meant(annotator, text) == wanted


def test_rules_have_names_of_their_own():
    assert len({name for name, _ in RULES}) == len(RULES)


def test_what_was_not_read_counts_for_nothing(annotator):
    text = "By Marta Quint, mayor\n\nThe mayor left."
    segments = [Segment("byline", 0, 21), Segment("body", 23, len(text))]
    reading = next(iter(annotator.reader.read([(text, segments)])))
    known, _ = find_mentions(reading, find_names(reading, annotator.lexicon), annotator.lexicon)
    finder = DescriptionFinder(reading, known, [], annotator.lexicon.nouns)
    assert [finder.find(token) for token in range(len(reading))] == [None] * len(reading)


def test_nouns_beside_names_are_stated(annotator):
    finder = finder_of(annotator, "Norvik, a brewer, fell. Tom Wells is a plumber. Ines Falk is not a plumber.")
    found = [
        stated
        for token, entity in finder.named.items()
        for stated in find_beside(finder.reading, entity, token, token + 1)
    ]
    assert {(finder.entities[s.entity].name, s.head) for s in found} == {("Norvik", "brewer"), ("Tom Wells", "plumber")}


def test_one_post_has_several_nouns(annotator):
    nouns = annotator.lexicon.nouns
    assert {"chairman", "chairwoman", "chair"} <= spread_heads("chairman", nouns)
    assert "congressman" in spread_heads("rep", nouns)
    assert spread_heads("plumber", nouns) == {"plumber"}


def test_definite_is_told_by_the_article(annotator):
    text = "The mayor met a clerk."
    reading = next(iter(annotator.reader.read([(text, [Segment("body", 0, len(text))])])))
    assert [is_definite(reading, token) for token in (1, 4)] == [True, False]
