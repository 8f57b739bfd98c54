"""Names in a series: what a noun beside them says, what they say of one another, and branches beside them."""

from __future__ import annotations

import pytest

from tests.transforms.read_texts import parse
from transforms.names.branches import find_branches, may_have_branch
from transforms.names.mates import LEAST_PEOPLE
from transforms.names.rows_of_names import find_series
from transforms.names.series import is_sure_body, tell_kind
from transforms.names.words import Name

# a text, the first and last word of its series, and the kind that a noun says of it
CASES = [
    ("Three operators, Vialo, Nembra and Tosk, will share a line.", "organization"),
    ("Lenders such as Vialo, Nembra and Tosk raised their rates.", "organization"),
    ("The bidders include Vialo, Nembra and Tosk.", "organization"),
    ("Vialo, Nembra and Tosk, all of them brewers, opposed it.", "organization"),
    ("Vialo, Nembra and Tosk will merge, the companies said.", "organization"),
    ("Vialo, Nembra and Tosk will merge. The three lenders lost money.", "organization"),
    ("The villages of Vialo, Nembra and Tosk have no water.", "place"),
    ("Vialo, Nembra and Tosk have left.", ""),
    ("It needs apps such as Vialo, Nembra and Tosk.", ""),
]


@pytest.mark.parametrize(("text", "kind"), CASES)
def test_a_noun_says_what_the_names_of_a_series_are(annotator, lexicon, text, kind):
    (reading,) = parse(annotator, [text])
    names = [reading.words.index(word) for word in ("Vialo", "Nembra", "Tosk")]
    groups = {(reading.words[t].lower(),): [Name(t, t + 1, "", t)] for t in names}
    (series,) = find_series(reading, groups, lexicon)
    assert tell_kind(reading, series, lexicon) == kind


def test_the_words_of_some_names_are_surely_an_organizations(lexicon):
    assert is_sure_body(("vialo", "ltd"), lexicon)
    assert not is_sure_body(("vialo",), lexicon)
    assert LEAST_PEOPLE > 2


def test_a_branch_has_a_country_behind_its_own_name(annotator, lexicon):
    (reading,) = parse(annotator, ["Tandvik Brazil, a unit of Tandvik Group, will build a plant."])
    first = reading.words.index("Brazil")
    (found,) = find_branches(reading, lexicon, [(first, first + 1, "GPE")])
    assert reading.words[slice(*found)] == ["Tandvik", "Brazil"]
    assert may_have_branch(["tandvik"], lexicon)
    assert not may_have_branch(["northern"], lexicon)
