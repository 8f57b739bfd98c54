"""What tells that an unknown name is a place's: who lives there, what leads there, who governs it."""

from __future__ import annotations

import pytest

from tests.transforms.read_texts import parse
from transforms.names.whereabouts import (
    has_people,
    has_weather,
    is_birthplace,
    is_called_place,
    is_goal,
    is_policed,
    is_seated,
    is_visited,
)
from transforms.names.words import Name

# the test, a sentence for whose "Ternova" it holds, and one for whose "Ternova" it does not
CASES = [
    (is_goal, "Flights to Ternova resumed on Monday.", "Letters to Ternova arrived on Monday."),
    (is_goal, "The track goes as far as Ternova.", "The track belongs to Ternova."),
    (is_birthplace, "She was born in Ternova in 1987.", "She believed in Ternova in 1987."),
    (is_visited, "The minister toured Ternova on Monday.", "The minister thanked Ternova on Monday."),
    (has_weather, "Ternova recorded its highest rainfall.", "Ternova recorded its highest profit."),
    (has_people, "Ternova has 3,000 inhabitants.", "Ternova has 3,000 books."),
    (is_called_place, "Ternova, a village of 300 people, has no doctor.", "Ternova, a village elder, has no doctor."),
    (is_policed, "Nobody was hurt, Ternova police said.", "Nobody was hurt, Ternova told police."),
    (is_seated, "Ternova mayor Jonas Brandt resigned.", "Ternova brewer Jonas Brandt resigned."),
]


@pytest.fixture(scope="module")
def readings(annotator):
    texts = [text for _, one, other in CASES for text in (one, other)]
    return dict(zip(texts, parse(annotator, texts), strict=True))


@pytest.mark.parametrize(("test", "one", "other"), CASES, ids=[one for _, one, _ in CASES])
def test_the_words_around_a_name_tell_that_it_is_a_place(readings, lexicon, test, one, other):
    def holds(text):
        place = readings[text].words.index("Ternova")
        return test(readings[text], Name(place, place + 1, "", place), lexicon)

    assert holds(one) and not holds(other)
