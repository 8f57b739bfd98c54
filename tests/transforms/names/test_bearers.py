"""Who an unknown name is by what only people have, do and are told, and what tells nothing."""

from __future__ import annotations

import pytest

from tests.transforms.names.test_kinds import survey
from tests.transforms.read_texts import parse
from transforms.names.bearers import as_bearer, as_family, as_initialled

TEXTS = {
    "death": "The death of Orvane in May was sad.",
    "mayor's death": "The death of Orvane mayor Dana Poole was sad.",
    "letter": "A letter to Orvane was lost.",
    "place": "A letter to Orvane was lost. They met in Orvane.",
    "people": "They listened to Orvane leaders.",
    "speaker": "Orvane and I were late.",
    "in it": "It rained in Orvane and I left.",
    "hand": "They saw Orvane's left hand.",
    "sister ship": "They saw Orvane's sister ship.",
    "quote": "It is a quote attributed to Orvane.",
    "loss": "The loss was attributed to Orvane.",
    "shrug": "Orvane shrugged.",
    "home": "Dana Poole of Orvane, a lawyer, left.",
}
TOLD = {"death", "letter", "speaker", "hand", "quote", "shrug"}


@pytest.fixture(scope="module")
def read(annotator):
    families = "Orvane left. The Orvanes had no children. The Kessans are high."
    texts = [*TEXTS.values(), families, "They met S.Poole, K Kelly, T Orvane, B Mill and N Orvane."]
    return dict(zip([*TEXTS, "families", "initials"], parse(annotator, texts), strict=True))


@pytest.mark.parametrize("about", list(TEXTS))
def test_what_only_people_have_and_do_tells_of_somebody(read, lexicon, about):
    _, named = survey(read[about], lexicon, {"Orvane": "place"})
    for name in named.groups[("orvane",)]:
        name.label = "GPE"
    assert as_bearer(("orvane",), "place", named) == ("person" if about in TOLD else None)


def test_a_family_is_called_by_a_surname_that_the_text_has_alone(read, lexicon):
    _, named = survey(read["families"], lexicon, {"Orvane": "person", "Orvanes": "organization", "Kessans": "place"})
    for name in named.groups[("orvane",)]:
        name.label = "PERSON"
    found = {key: as_family(key, "organization", named) for key in (("orvanes",), ("kessans",))}
    assert found == {("orvanes",): "group", ("kessans",): None}


def test_a_letter_before_a_name_is_an_initial_unless_it_is_of_the_compass_or_before_a_common_word(read, lexicon):
    names = ("S.Poole", "K Kelly", "T Orvane", "B Mill", "N Orvane")
    _, named = survey(read["initials"], lexicon, dict.fromkeys(names, "organization"))
    for group in named.groups.values():
        for name in group:
            name.label = "ORG"
    found = {key[-1] for key in named.groups if as_initialled(key, "organization", named) == "person"}
    assert found == {"poole", "kelly"}


def test_who_tells_of_somebody_unless_of_several(annotator, lexicon):
    texts = ("She spoke to Orvane, who has two games left.", "They beat Orvane, who have two games left.")
    found = []
    for reading in parse(annotator, texts):
        _, named = survey(reading, lexicon, {"Orvane": "place"})
        for name in named.groups[("orvane",)]:
            name.label = "PERSON"
        found.append(as_bearer(("orvane",), "place", named))
    assert found == ["person", None]
