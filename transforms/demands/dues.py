"""By when an action is to be done, and the sum it is about."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from transforms.demands.actions import Action
from transforms.demands.wanted import Asking
from transforms.money.deadlines import DeadlineReader
from transforms.records import Claim, Span

BEHIND = 10  # tokens behind an action in which its date may stand
MEANT = frozenset({"demanded", "proposed"})
TERM = "verb until"


class DueReader:
    """Reads the dates and sums of one article's demands; the claims are in text order."""

    def __init__(self, deadlines: DeadlineReader, claims: Sequence[Claim]) -> None:
        self.deadlines = deadlines
        self.reading = deadlines.reading
        self.claims = claims
        self._starts = [claim.amount.start for claim in claims]

    def deadline(self, asking: Asking, action: Action) -> str | None:
        """The date by which, where the action or the words right behind it tell one."""
        if asking.rule == TERM:
            until = next((t for t in range(asking.cue, action.first) if self.reading.words[t].lower() == "until"), None)
            found = None if until is None else self.deadlines.behind(until, action.first)
            return None if found is None else found.value
        end = self.reading.sentences[self.reading.token_sentence[action.head]][1]
        last = min(action.last + BEHIND, max(end, action.last))
        for due in self.deadlines.find(action.first, last):
            if due.first < action.last + (self.reading.words[action.last : action.last + 1] == [","]) + 1:
                return due.value
        return None

    def claim(self, action: Span) -> int | None:
        """The claim in the action: one that is asked for, or the size of a change, before one that only is."""
        inside = range(*(bisect_left(self._starts, place) for place in (action.start, action.end)))
        return min(inside, key=lambda n: (self._is_level(n), n), default=None)

    def _is_level(self, number: int) -> bool:
        claim = self.claims[number]
        return claim.direction == "level" and claim.modality not in MEANT
