"""The demands of one article: cues of asking, their parties, and each action as a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transforms.demands.actions import Action, ActionReader
from transforms.demands.askers import AskerReader
from transforms.demands.asking_words import DemandLexicon
from transforms.demands.clauses import lemma
from transforms.demands.complements import ComplementReader
from transforms.demands.conditions import ConditionReader
from transforms.demands.listed import ListReader
from transforms.demands.modals import ModalReader
from transforms.demands.parties import FIRST_PERSON, PartyFinder
from transforms.demands.spoken import StatementFinder
from transforms.demands.wanted import Asking
from transforms.quotes.speakers import SpeakerFinder
from transforms.records import ArticleEntities, Claim, Demand, Quote, Span

POS = {"VERB": "verb", "NOUN": "noun"}
REACH = 4  # sentences back in which "the demands" finds who made them
Party = tuple[Span | None, int | None]


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
        self.statements = StatementFinder(known.quotes)
        self.askers = AskerReader(self.parties, lexicon)
        self.complements = ComplementReader(self.parties, lexicon)
        self.lists = ListReader(self.parties, self.complements, lexicon)
        self.modals = ModalReader(self.parties, self.statements, lexicon)
        self.conditions = ConditionReader(self.parties, lexicon)
        self.actions = ActionReader(self.reading)
        self.owners: list[int] = []  # head words of those who asked so far, in text order

    def make(self) -> list[Demand]:
        """Every demand, in text order; what stands inside an action is no demand of its own."""
        found: list[Demand] = []
        covered = 0
        for cue in range(len(self.reading)):
            if cue < covered or not self._is_read(cue):
                continue
            asking = self._read(cue)
            if asking is not None:
                actions = [action for content in asking.contents for action in self.actions.split(content, asking.cue)]
                found += [self._demand(asking, action) for action in actions]
                covered = max((action.last for action in actions), default=covered)
                if asking.demander is not None:
                    self.owners.append(asking.demander)
        return sorted({(d.start, d.end): d for d in reversed(found)}.values(), key=lambda d: (d.start, d.end))

    def _is_read(self, cue: int) -> bool:
        """Whether the word stands in the story: a headline only says again what follows."""
        return self.reading.segments[self.reading.token_segment[cue]].kind != "headline"

    def _read(self, cue: int) -> Asking | None:
        return next((asking for asking in self._readings(cue) if asking is not None), None)

    def _readings(self, cue: int) -> Iterator[Asking | None]:
        """What each of the readers makes of a word."""
        pos = POS.get(self.reading.pos[cue], "")
        if pos and (frames := self.lexicon.frames_of(pos, lemma(self.reading, cue))):
            yield self._of_cue(cue, pos, frames)
        if self.lists.is_list_noun(cue):
            yield self._of_list(cue)
        if self.lists.is_listing(cue):
            yield self._of_listing(cue)
        if pos == "verb":
            yield self.lists.read_term(cue)
        if self.modals.is_cue(cue):
            yield self.modals.read(cue)
        if self.conditions.is_cue(cue):
            yield self.conditions.read(cue)

    def _of_cue(self, cue: int, pos: str, frames: frozenset[str]) -> Asking | None:
        contents, frame = self.complements.read(cue, frames)
        if not contents or self.askers.is_void(cue):
            return None
        asker = self.askers.find(cue, pos)
        if asker is None:
            return None
        is_proposed = (pos, lemma(self.reading, cue)) in self.lexicon.proposing
        return Asking(cue, f"{pos} {frame}", asker.demander, asker.addressee, contents, is_proposed)

    def _of_list(self, noun: int) -> Asking | None:
        contents = self.lists.read_noun(noun)
        if not contents or self.askers.is_void(noun):
            return None
        return Asking(noun, "noun list", self._owner(noun), None, contents)

    def _of_listing(self, verb: int) -> Asking | None:
        contents, noun = self.lists.read_verb(verb)
        return None if noun is None or not contents else Asking(verb, "verb list", self._owner(noun), None, contents)

    def _owner(self, noun: int) -> int | None:
        """Who makes the demands that a noun names: its author, or who last asked."""
        author = self.parties.author(noun)
        if author is not None:
            return author
        last = self.owners[-1] if self.owners else None
        reading = self.reading
        if last is not None and reading.token_sentence[noun] - reading.token_sentence[last] <= REACH:
            return last
        return None

    def _demand(self, asking: Asking, action: Action) -> Demand:
        reading = self.reading
        span = reading.span(action.first, action.last)
        quote = self.statements.at(reading.starts[action.head])
        by = self._speaker(asking.quote) if asking.quote is not None else self._party(asking.demander, quote)
        to = self._party(action.party if action.party is not None else asking.addressee, quote)
        if by[1] is not None and by[1] == to[1]:
            to = (to[0], None)
        return Demand(
            span=span,
            cue=reading.span(asking.cue, asking.cue + 1),
            demander_span=by[0],
            demander=by[1],
            addressee_span=to[0],
            addressee=to[1],
            status="proposed" if asking.is_proposed else "demanded",
            deadline=None,
            claim=self._claim_in(span.start, span.end),
            quote=quote,
            rule=asking.rule,
            confidence=self.lexicon.confidence.get(asking.rule, self.lexicon.confidence["other"]),
        )

    def _speaker(self, number: int) -> Party:
        quote = self.known.quotes[number]
        return quote.speaker_span, quote.speaker

    def _party(self, token: int | None, quote: int | None) -> Party:
        if token is None:
            return None, None
        if self.reading.words[token].lower() in FIRST_PERSON and quote is not None:
            return self.parties.span(token), self.known.quotes[quote].speaker
        return self.parties.span(token), self.parties.entity(token)

    def _claim_in(self, start: int, end: int) -> int | None:
        for number, claim in enumerate(self.known.claims):
            if start <= claim.amount.start < end:
                return number
        return None
