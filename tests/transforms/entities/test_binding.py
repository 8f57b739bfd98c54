"""Whom grammar forbids a pronoun to mean."""

from __future__ import annotations

import pytest

from tests.transforms.read_texts import parse
from transforms.entities.binding import is_blocked


@pytest.mark.parametrize(
    ("text", "pronoun", "name", "wanted"),
    [
        ("Brandt asked him to leave.", "him", "Brandt", True),
        ("Brandt said the board asked him to leave.", "him", "Brandt", False),
        ("My aunt Dee filmed her.", "her", "Dee", True),
        ("Brandt, who hired him, sold the boat.", "him", "Brandt", True),
        ("Brandt sold the boat without asking him.", "him", "Brandt", True),
        ("Brandt thanked the crowd for supporting him.", "him", "Brandt", False),
        ("Brandt asked Lang to call him.", "him", "Brandt", False),
        ("Brandt asked himself.", "himself", "Brandt", False),
        ("Brandt, his brother, sold the boat.", "his", "Brandt", True),
        ("Asked if Victor Lang could return to the board, he said it was too early.", "he", "Lang", True),
        ("Brandt, he said, would run.", "he", "Brandt", True),
    ],
)
def test_whoever_acts_upon_somebody_is_another(annotator, text, pronoun, name, wanted):
    (reading,) = parse(annotator, [text])
    assert is_blocked(reading, reading.words.index(pronoun), reading.words.index(name)) == wanted
