"""What names mean that no list knows: the facts of the places where they stand, and what they weigh."""

from __future__ import annotations

import pytest

from tests.transforms.names.test_kinds import survey
from tests.transforms.read_texts import parse
from transforms.names.clues import find_cues
from transforms.names.no_people import as_nobody
from transforms.names.unknown_names import CLASSES, as_weighed, gather_facts, is_unknown, weigh_cues

TEXTS = {
    "body": "Kodera was fined by the regulator. Kodera's profit fell. Shareholders of Kodera want more.",
    "person": "Talvik was arrested on Monday. Talvik told the court that she was innocent.",
    "nobody": "Many nurses at NHS Orten went home after the long meeting. "
    "The shop sells the iPhone XR Max. Moscow said no.",
}


@pytest.fixture(scope="module")
def read(annotator):
    return dict(zip(TEXTS, parse(annotator, list(TEXTS.values())), strict=True))


def test_cues_are_relations_with_lemmas(read, lexicon):
    _, named = survey(read["body"], lexicon, {"Kodera": "person"})
    found = {cue for name in named.groups[("kodera",)] for cue in find_cues(read["body"], name)}
    assert {"own:profit", "prep=of:shareholder"} <= found


def test_an_unknown_body_is_told_by_all_its_places(read, lexicon):
    _, named = survey(read["body"], lexicon, {"Kodera": "person"})
    chances = weigh_cues(gather_facts(("kodera",), "person", named), lexicon)
    assert sum(chances) == pytest.approx(1)
    assert max(zip(chances, CLASSES, strict=True))[1] == "organization"
    assert as_weighed(("kodera",), "person", named) == "organization"


def test_somebody_unknown_stays_somebody(read, lexicon):
    _, named = survey(read["person"], lexicon, {"Talvik": "person"})
    assert is_unknown(("talvik",), named)
    assert as_weighed(("talvik",), "person", named) is None


@pytest.mark.parametrize(
    ("name", "kind"), [("NHS Orten", "organization"), ("iPhone XR Max", "none"), ("Moscow", "place")]
)
def test_what_only_looks_like_somebody(name, kind, read, lexicon):
    _, named = survey(read["nobody"], lexicon, {name: "person"})
    assert as_nobody(tuple(name.lower().split()), "person", named) == kind
