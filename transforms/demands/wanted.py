"""What the readers of demands hand on: complements of a cue, and the cue with who asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Content(NamedTuple):
    """One complement of a cue: its head word, who is to act, and how the action is said.

    kind: act (a verb whose subject is to act), clause (a verb with a subject that is acted on), thing (a noun phrase)
    """

    head: int
    party: int | None
    kind: str


class Asking(NamedTuple):
    """A cue with what is asked for; parties are head words.

    quote: place of the statement whose speaker asks, where no word of the sentence names who does
    """

    cue: int
    rule: str
    demander: int | None
    addressee: int | None
    contents: Sequence[Content]
    is_proposed: bool = False
    quote: int | None = None
    recipient: int | None = None  # whom the letter is sent to that asks
    is_told: bool = False  # whether whoever the statement is said to is to act
