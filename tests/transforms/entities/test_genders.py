"""Whether somebody is a man or a woman, by the words beside a name and by the name itself."""

from __future__ import annotations

import pytest

from tests.transforms.read_texts import parse
from transforms.entities.genders import find_leaning
from transforms.entities.mentions import find_names


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("My aunt Dee Kessler sold the ferry.", "female"),
        ("Dee Kessler, a widower from Orten, sold the ferry.", "male"),
        ("Dee Kessler sold the ferry.", None),
    ],
)
def test_nouns_beside_a_name_tell_a_gender(annotator, lexicon, text, wanted):
    (reading,) = parse(annotator, [text])
    assert [entity.gender for entity in find_names(reading, lexicon).named.entities if entity.kind == "person"] == [
        wanted
    ]


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("Chanda Kapotwe sold the ferry.", True),
        ("Mrs. Chanda Kapotwe sold the ferry.", False),
        ("Laura Benitez sold the ferry.", False),
        ("Dee Kessler sold the ferry.", False),  # tells nothing to be trusted or not
    ],
)
def test_names_of_one_country_s_list_are_trusted_less(annotator, lexicon, text, leans):
    (reading,) = parse(annotator, [text])
    assert find_leaning(find_names(reading, lexicon).clusters, lexicon) == ({0} if leans else set())
