"""What the officers of an unknown name say of it."""

from __future__ import annotations

import pytest

from tests.transforms.names.asking import ask
from transforms.names.office_rules import is_coached, is_company_seat, is_office_seat, is_seat, is_staffed
from transforms.names.officers import (
    has_field,
    has_officer,
    is_chaired,
    is_foremost,
    is_founded,
    is_listed,
    is_owned,
)

# the test, a sentence for whose "Ternova" it holds, and one for whose "Ternova" it does not
CASES = [
    (is_chaired, "Jonas Brandt, who chairs Ternova, left.", "Jonas Brandt, who knows Ternova, left."),
    (has_officer, "Ternova, whose chairman is Brandt, fell.", "Ternova, whose mother is ill, fell."),
    (has_officer, "Ternova (chairman Jonas Brandt) won.", "Ternova (a friend of Brandt) won."),
    (has_field, "Ternova's head of research left.", "Ternova's head of hair grew."),
    (has_field, "Brandt, Ternova vice president for Asia, left.", "Brandt, Ternova cousin for years, left."),
    (is_listed, "Jonas Brandt, chief executive, Ternova, left.", "Jonas Brandt, a friend, Ternova, left."),
    (is_listed, "Jonas Brandt, chairman, Ternova.", "Jonas Brandt, chairman, Ternova, treasurer, left."),
    (is_owned, "Brandt, whose company, Ternova, fell, left.", "Brandt, whose sister, Ternova, fell, left."),
    (is_owned, "Brandt, whose side Ternova lost, left.", "Brandt, whose aunt Ternova lost, left."),
    (is_foremost, "Norway's largest grocer, Ternova, fell.", "Norway's largest island, Ternova, fell."),
    (is_foremost, "Ternova, the second-largest lender, fell.", "Ternova, the second-largest island, fell."),
    (is_founded, "Ternova, founded in Oslo, fell.", "Ternova, found in Oslo, fell."),
    (is_seat, "Jonas Brandt, secretary of Ternova, left.", "Jonas Brandt, lover of Ternova, left."),
    (is_seat, "Jonas Brandt, a driver at Ternova, left.", "Jonas Brandt, a driver of Ternova, left."),
    (is_office_seat, "The chairman of Ternova left.", "The head of Ternova left."),
    (is_company_seat, "The chief executive of Ternova left.", "The chairman of Ternova left."),
    (is_coached, "Ternova coach Jonas Brandt left.", "Ternova mayor Jonas Brandt left."),
    (is_staffed, "Ternova analyst Jonas Brandt left.", "Ternova and Jonas Brandt left."),
]


@pytest.mark.parametrize(("test", "told", "other"), CASES)
def test_an_officer_tells_an_organization(annotator, lexicon, test, told, other):
    assert ask(annotator, lexicon, test, "Ternova", (told, other)) == [True, False]
