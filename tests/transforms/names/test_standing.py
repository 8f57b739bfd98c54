"""What the words around one place of a name say of it: whose title, what only organizations have and do."""

from __future__ import annotations

import pytest

from tests.transforms.read_texts import parse
from transforms.names.conduct import (
    TESTS,
    acts,
    has_share,
    is_business,
    is_buyer,
    is_counterpart,
    is_described,
    is_headed,
    is_introduced,
    is_parent,
    is_run,
    is_seller,
    is_side,
    owns,
    speaks_of_itself,
)
from transforms.names.dealings import (
    changes_its_own,
    does_business,
    goes_under,
    has_kin,
    is_joined,
    is_left,
    is_meant,
    is_object,
    is_thing,
    merges,
    owns_site,
    runs_sites,
)
from transforms.names.sorts_beside import is_relegated
from transforms.names.standing import (
    has_property,
    has_shares,
    is_among_titled,
    is_example,
    is_inside,
    is_officer,
    is_work,
)
from transforms.names.words import Name

# the test, a sentence for whose "Ternova" it holds, and one for whose "Ternova" it does not
CASES = [
    (owns, "Analysts praised Ternova's quarterly profit on Monday.", "Analysts praised Ternova's mother on Monday."),
    (has_share, "He sold a subsidiary of Ternova on Monday.", "He told a friend of Ternova on Monday."),
    (is_run, "Ternova CEO Jonas Brandt resigned on Monday.", "Ternova and Jonas Brandt resigned on Monday."),
    (is_introduced, "The brewer Ternova closed on Monday.", "The singer Ternova left on Monday."),
    (is_headed, "The Ternova bus company closed on Monday.", "A Ternova bus company closed on Monday."),
    (is_parent, "It is a subsidiary of Ternova.", "It is a suburb of Ternova."),
    (is_counterpart, "Acme fell and its rival Ternova rose.", "He fell and his rival Ternova rose."),
    (is_business, "The deal went to Ternova, a local brewer.", "The deal went to Ternova, a local painter."),
    (is_thing, "Ternova, which makes tractors, grew last year.", "Ternova, which lies in the hills, grew last year."),
    (is_object, "Jonas Brandt left to found Ternova.", "Jonas Brandt left to find Ternova."),
    (is_joined, "He joined Ternova in 2015 as an engineer.", "He joined Ternova in 2015 for a walk."),
    (runs_sites, "Ternova recalled 3,000 cars on Monday.", "Ternova recalled her youth on Monday."),
    (owns_site, "Thieves broke into a Ternova store.", "They read a Ternova novel."),
    (goes_under, "Ternova filed for bankruptcy on Monday.", "Ternova filed for divorce on Monday."),
    (merges, "Ternova and Acme have agreed to merge.", "Ternova and Acme have agreed to speak."),
    (does_business, "Ternova posted a loss on Monday.", "Ternova posted a letter on Monday."),
    (changes_its_own, "Ternova raised its prices by a tenth.", "Ternova raised her prices by a tenth."),
    (has_kin, "Ternova and its parent signed the deal.", "Ternova and its birds were painted."),
    (is_left, "Jonas Brandt resigned from Ternova in May.", "Jonas Brandt returned from Ternova in May."),
    (is_meant, "Ternova lost the case, the brewer said.", "Ternova lost the case, the judge said."),
    (is_seller, "The firm will buy fibre from Ternova.", "The firm will bring fibre from Ternova."),
    (is_described, "Ternova, a Danish brewer, closed on Monday.", "Ternova, a Danish singer, left on Monday."),
    (acts, "Ternova employs 300 people in the harbour.", "Ternova hugged 300 people in the harbour."),
    (speaks_of_itself, "Ternova said its profit rose.", "Ternova said her profit rose."),
    (is_among_titled, "Senators Brandt, Ternova and Quint voted.", "The rain in Brandt, Ternova and Quint ended."),
    (is_example, "Companies like Ternova pay no tax.", "People like Ternova pay no tax."),
    (is_officer, "Its chief executive, Ternova, resigned.", "In the evening, Ternova, it rained."),
    (has_shares, "Shares of Ternova fell on Monday.", "Friends of Ternova fell on Monday."),
    (is_inside, "It rained in Ternova on Monday.", "It rained near Ternova on Monday."),
    (has_property, "Ternova's mayor opened the bridge.", "Ternova's shoes were wet."),
    (is_work, "He praised the film Ternova on Monday.", "He praised the girl Ternova on Monday."),
]


@pytest.fixture(scope="module")
def holds(annotator, lexicon):
    """Whether each test holds for the sentence where it should, and for the one where it should not."""
    texts = [text for _, one, other in CASES for text in (one, other)]
    readings = dict(zip(texts, parse(annotator, texts), strict=True))

    def ask(test, text):
        place = readings[text].words.index("Ternova")
        name = Name(place, place + 1, "", place)
        few = test in (has_shares, is_inside)
        return test(readings[text], name) if few else test(readings[text], name, lexicon)

    return ask


@pytest.mark.parametrize(("test", "one", "other"), CASES, ids=[test.__name__ for test, _, _ in CASES])
def test_the_words_around_a_name_tell_what_it_is(holds, test, one, other):
    assert holds(test, one) and not holds(test, other)


def test_a_place_is_an_organization_by_fewer_signs_than_a_person():
    assert set(TESTS["place"]) - {is_seller, is_buyer, is_side, is_business, is_relegated} < set(TESTS["person"])
