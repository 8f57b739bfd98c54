"""The demands of one article: cues of asking, their parties, and each action as a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from transforms.demands.actions import Action, ActionReader
from transforms.demands.askers import AskerReader
from transforms.demands.complements import ComplementReader
from transforms.demands.parties import FIRST_PERSON, PartyFinder
from transforms.demands.vocabulary import DemandLexicon
from transforms.quotes.speakers import SpeakerFinder
from transforms.records import ArticleEntities, Claim, Demand, Quote, Span

Party = tuple[Span | None, int | None]
POS = {"VERB": "verb", "NOUN": "noun"}


@dataclass(frozen=True, slots=True)
class Known:
    """What earlier steps found in the article."""

    entities: ArticleEntities
    quotes: Sequence[Quote]
    claims: Sequence[Claim]


def extract_demands(finder: SpeakerFinder, known: Known, lexicon: DemandLexicon) -> list[Demand]:
    """The demands of an article, in text order."""
    return DemandMaker(finder, known, lexicon).make()


class DemandMaker:
    """Makes the demands of one article."""

    def __init__(self, finder: SpeakerFinder, known: Known, lexicon: DemandLexicon) -> None:
        self.reading = finder.table.reading
        self.known = known
        self.lexicon = lexicon
        self.parties = PartyFinder(finder, known.entities, lexicon)
        self.askers = AskerReader(self.parties, lexicon)
        self.complements = ComplementReader(self.parties, lexicon)
        self.actions = ActionReader(self.reading)

    def make(self) -> list[Demand]:
        """Every demand, the likelier of two that share words."""
        found: list[Demand] = []
        covered = 0
        for cue in range(len(self.reading)):
            frames = self._frames(cue)
            if frames and cue >= covered:
                made, last = self._read_cue(cue, frames)
                found += made
                covered = max(covered, last)
        return sorted(found, key=lambda d: (d.start, d.end))

    def _frames(self, cue: int) -> frozenset[str]:
        pos = POS.get(self.reading.pos[cue])
        if pos is None:
            return frozenset()
        return self.lexicon.frames_of(pos, self.reading.lemmas[cue].lower())

    def _read_cue(self, cue: int, frames: frozenset[str]) -> tuple[list[Demand], int]:
        reading = self.reading
        segment = reading.segments[reading.token_segment[cue]]
        pos = POS[reading.pos[cue]]
        if segment.kind == "headline" or self.askers.is_void(cue):
            return [], 0
        contents, frame = self.complements.read(cue, frames)
        if not contents:
            return [], 0
        asker = self.askers.find(cue, pos)
        if asker is None:
            return [], 0
        found: list[Demand] = []
        last = 0
        for content in contents:
            for action in self.actions.split(content):
                found.append(self._make(cue, f"{pos} {frame}", asker.demander, asker.addressee, action))
                last = max(last, action.last)
        return found, last

    def _make(self, cue: int, rule: str, demander: int | None, addressee: int | None, action: Action) -> Demand:
        reading = self.reading
        span = reading.span(action.first, action.last)
        who = action.party if action.party is not None else addressee
        quote = self._quote_at(reading.starts[action.head])
        by = self._party(demander, quote)
        to = self._party(who, quote)
        status = "proposed" if (rule.split()[0], reading.lemmas[cue].lower()) in self.lexicon.proposing else "demanded"
        return Demand(
            span=span,
            demander_span=by[0],
            demander=by[1],
            addressee_span=to[0],
            addressee=to[1] if to[1] != by[1] else None,
            status=status,
            deadline=None,
            claim=self._claim_in(span.start, span.end),
            quote=quote,
            cue=reading.span(cue, cue + 1),
            rule=rule,
            confidence=self.lexicon.confidence.get(rule, self.lexicon.confidence["other"]),
        )

    def _party(self, token: int | None, quote: int | None) -> Party:
        if token is None:
            return None, None
        if self.reading.words[token].lower() in FIRST_PERSON and quote is not None:
            return self.parties.span(token), self.known.quotes[quote].speaker
        return self.parties.span(token), self.parties.entity(token)

    def _quote_at(self, place: int) -> int | None:
        for number, quote in enumerate(self.known.quotes):
            if any(part.start <= place < part.end for part in quote.parts):
                return number
        return None

    def _claim_in(self, start: int, end: int) -> int | None:
        for number, claim in enumerate(self.known.claims):
            if start <= claim.amount.start < end:
                return number
        return None
