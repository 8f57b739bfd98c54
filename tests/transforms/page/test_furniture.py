"""Blocks around a story, told by what they say and where they stand."""

import pytest

from transforms.page.furniture import STAMP, TURN, is_consent, is_greeting
from transforms.page.layout import Layout
from transforms.page.lines import make_line
from transforms.page.mojibake import find_mojibake
from warehouse.seeds import read_seeds

FURNITURE = Layout.from_seeds(read_seeds("sources")).furniture


def line(words):
    return make_line(words, 0, len(words), True)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("We and our 90 partners store cookies on your device to show you personalised ads.", True),
        ("This site uses cookies. By clicking accept, you agree to our privacy policy.", True),
        ("Cookie settings", True),
        ("The firm will stop using cookies that follow people, its chief engineer said.", False),
        ("“We use cookies and you know it,” said the chief engineer of our oldest bank.", False),
        ("The bakery sold 4,000 cookies on Friday.", False),
    ],
)
def test_notices_on_consent(words, expected):
    assert is_consent(line(words), FURNITURE) is expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Good morning. You’re reading The Tide.", True),
        ("Welcome to Farm Desk, a weekly letter.", True),
        ("Welcome to the season of promises.", False),
        ("Good evening:", True),
        ("Good morning America is back with a new host, the network said on Friday in New York.", False),
    ],
)
def test_greetings(words, expected):
    assert is_greeting(line(words), FURNITURE) is expected


def test_stamps_and_turns():
    assert all(STAMP.match(words) for words in ("14:32", "09.15 HKT", "3:42 p.m.", "12 min ago", "1h ago"))
    assert not any(STAMP.match(words) for words in ("14 dead", "At 14:32 the bridge fell.", "2:1"))
    assert all(TURN.match(words) for words in ("Q: How long have you kept it?", "MR. LUND: Eleven, Senator."))
    assert not TURN.match("The mayor said: “We will rebuild.”")


def test_letters_that_are_right_are_left_alone():
    assert list(find_mojibake("Ångström, naïve, São Paulo, Ürümqi, «Ça va»")) == []
