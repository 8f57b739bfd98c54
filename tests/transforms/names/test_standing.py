"""What the words around one place of a name say of it: whose title, what only organizations have and do."""

from __future__ import annotations

import pytest

from tests.transforms.read_texts import parse
from transforms.names.conduct import (
    TESTS,
    acts,
    has_share,
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
    assert set(TESTS["place"]) - {is_seller, is_side} < set(TESTS["person"])
