"""The demands of one article: cues of asking, their parties, and each action as a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transforms.demands import conditions, modals
from transforms.demands.actions import Action, ActionReader
from transforms.demands.addressing import address_rest
from transforms.demands.askers import AskerReader
from transforms.demands.asking_words import DemandLexicon
from transforms.demands.clauses import BARE, is_passive, kids, lemma, objects_of
from transforms.demands.complements import ComplementReader
from transforms.demands.conditions import ConditionReader
from transforms.demands.deeds import DeedReader
from transforms.demands.dues import DueReader
from transforms.demands.imperatives import OrderReader
from transforms.demands.listed import ListReader
from transforms.demands.modals import ModalReader
from transforms.demands.outcomes import OutcomeReader
from transforms.demands.parties import PartyFinder
from transforms.demands.spoken import StatementFinder
from transforms.demands.standins import Party, StandInFinder
from transforms.demands.wanted import Asking, Content
from transforms.grammar import FIRST_PERSON
from transforms.money.deadlines import DeadlineReader
from transforms.quotes.speakers import SpeakerFinder
from transforms.records import ArticleEntities, Claim, Demand, Quote

SHORT = 3  # words of "to do so", which only takes up what was said before
POS = {"VERB": "verb", "NOUN": "noun"}
CUE_WORDS = modals.CUES | conditions.OPENERS


@dataclass(frozen=True, slots=True)
class Known:
    """What earlier steps found in the article."""

    entities: ArticleEntities
    quotes: Sequence[Quote]
    claims: Sequence[Claim]
    deadlines: DeadlineReader


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
        deeds = DeedReader(self.parties, lexicon)
        self.complements = ComplementReader(self.parties, deeds, lexicon)
        self.lists = ListReader(self.askers, self.complements, lexicon)
        self.modals = ModalReader(self.parties, self.statements, deeds)
        self.conditions = ConditionReader(self.parties, self.statements, lexicon)
        self.orders = OrderReader(self.parties, self.statements, lexicon)
        self.outcomes = OutcomeReader(self.parties)
        self.actions = ActionReader(self.reading, lexicon)
        self.standins = StandInFinder(self.parties)
        self.dues = DueReader(known.deadlines, known.claims)

    def make(self) -> list[Demand]:
        """Every demand, in text order; what stands inside an action is no demand of its own."""
        found: list[Demand] = []
        covered = 0
        for cue in self._cues():
            if cue < covered or not self._is_read(cue):
                continue
            asking = self._read(cue)
            if asking is not None:
                actions = [
                    action
                    for content in asking.contents
                    for action in self.actions.split(content, asking.cue, asking.demander)
                ]
                found += [self._demand(asking, action) for action in actions]
                covered = max((action.last for action in actions), default=covered)
                if asking.demander is not None:
                    self.standins.note(asking.demander)
        kept = {(d.start, d.end): d for d in reversed(found)}.values()
        return address_rest(sorted(kept, key=lambda d: (d.start, d.end)), self.parties)

    def _cues(self) -> list[int]:
        """The words that one of the readers may take for a cue: a few of a hundred."""
        reading, lemmas = self.reading, self.lexicon.cue_lemmas
        return [
            token
            for token, (word, lemma, tag) in enumerate(zip(reading.lowered, reading.lemmas, reading.tags, strict=True))
            if tag in BARE or word in CUE_WORDS or lemma.lower() in lemmas
        ]

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
        if self.orders.is_cue(cue):
            yield self.orders.read(cue)

    def _of_cue(self, cue: int, pos: str, frames: frozenset[str]) -> Asking | None:
        contents, frame = self.complements.read(cue, frames)
        if not contents or self.askers.is_void(cue):
            return None
        asker = self.askers.find(cue, pos)
        if asker is None:
            return None
        is_question = self._is_question(cue, asker.demander)
        contents = [content for content in contents if not self._is_of_words(content, is_question)]
        if not contents:
            return None
        is_plan = asker.demander is not None and lemma(self.reading, asker.demander) in self.lexicon.words["plan"]
        if is_plan and all(content.kind == "thing" for content in contents):
            return None  # "the plan calls for 200 homes"
        is_proposed = is_plan or (pos, lemma(self.reading, cue), frame) in self.lexicon.proposing
        if self._is_to_reader(asker.demander, contents) or self._is_to_ourselves(asker.demander, contents):
            return None
        recipient = self.askers.recipient(cue, asker.demander)
        addressee = asker.addressee if asker.addressee is not None else recipient
        return Asking(cue, f"{pos} {frame}", asker.demander, addressee, contents, is_proposed, recipient=recipient)

    def _is_question(self, cue: int, demander: int | None) -> bool:
        """Whether an answer may be all that is asked for: by nobody who is told, by a quiz, or by the paper itself."""
        if lemma(self.reading, cue) not in self.lexicon.words["questioning"]:
            return False
        is_quiz = demander is not None and lemma(self.reading, demander) in self.lexicon.words["questionnaire"]
        is_unsaid = is_passive(self.reading, cue) and not self._agents(cue)
        return is_unsaid or is_quiz or self._is_writer(demander)

    def _is_of_words(self, content: Content, is_question: bool) -> bool:
        """Whether no more than an answer is asked for, or only "to do" what was said before."""
        verb = lemma(self.reading, content.head)
        first, last = self.reading.subtree(content.head)
        is_short = verb == "do" and last - first <= SHORT and not kids(self.reading, content.head, "dobj")
        is_answer = is_question and verb in self.lexicon.words["telling"]  # "was asked to name one"
        answers = self.lexicon.words["answer_noun"]
        is_view = any(lemma(self.reading, noun) in answers for noun in kids(self.reading, content.head, "dobj"))
        return content.kind == "act" and (is_short or is_answer or is_view or verb in self.lexicon.words["answering"])

    def _is_to_reader(self, demander: int | None, contents: list[Content]) -> bool:
        """Whether who writes asks who reads, outside of any statement: "I urge you to"."""
        words = self.reading.words
        is_reader = any(c.party is not None and words[c.party].lower() == "you" for c in contents)
        return is_reader and self._is_writer(demander)

    def _is_writer(self, demander: int | None) -> bool:
        """Whether the paper itself asks: the first person, outside of any statement."""
        if demander is None or self.reading.words[demander].lower() not in FIRST_PERSON:
            return False
        return self.statements.at(self.reading.starts[demander]) is None

    def _is_to_ourselves(self, demander: int | None, contents: list[Content]) -> bool:
        """Whether it is "I want us to"."""
        own = [demander, *(content.party for content in contents)]
        return all(token is not None and self.reading.words[token].lower() in FIRST_PERSON for token in own)

    def _agents(self, cue: int) -> list[int]:
        return objects_of(self.reading, cue, "by")

    def _of_list(self, noun: int) -> Asking | None:
        contents = self.lists.read_noun(noun)
        if not contents or self.askers.is_void(noun):
            return None
        return Asking(noun, "noun list", self.standins.author(noun), None, contents)

    def _of_listing(self, verb: int) -> Asking | None:
        contents, noun = self.lists.read_verb(verb)
        return (
            None
            if noun is None or not contents
            else Asking(verb, "verb list", self.standins.author(noun), None, contents)
        )

    def _demand(self, asking: Asking, action: Action) -> Demand:
        span = self.reading.span(action.first, action.last)
        quote = self.statements.at(self.reading.starts[action.head])
        by, to = self._parties(asking, action, quote)
        return Demand(
            span=span,
            cue=self.reading.span(asking.cue, asking.cue + 1),
            demander_span=by[0],
            demander=by[1],
            addressee_span=to[0],
            addressee=to[1],
            status=self._status(asking, action, to[1]),
            deadline=self.dues.deadline(asking, action),
            claim=self.dues.claim(span),
            quote=quote,
            rule=asking.rule,
            confidence=self.lexicon.confidence.get(asking.rule, self.lexicon.confidence["other"]),
        )

    def _status(self, asking: Asking, action: Action, addressee: int | None) -> str:
        plain = "proposed" if asking.is_proposed or self.askers.is_planned(asking.cue) else "demanded"
        return self.outcomes.find(asking, action, addressee) or plain

    def _parties(self, asking: Asking, action: Action, quote: int | None) -> tuple[Party, Party]:
        """Who asks and who is to act; nobody asks themselves."""
        made = None if asking.quote is None else self.known.quotes[asking.quote]
        by = self._party(asking.demander, quote) if made is None else self._speaker(made)
        whom = self._addressed(asking, action)
        to = self._party(whom, quote)
        if to[1] is None and whom is not None and asking.recipient is not None:
            to = (to[0], self.standins.described(whom, asking.recipient))
        if to[1] is None and whom is not None and self._is_mere_it(whom, to):
            to = (None, None)
        if made is not None and asking.is_told:
            to = (made.addressee_span, made.addressee)
        if to[0] is not None and to[0] == by[0]:
            return by, (None, None)
        if to[1] is None or to[1] != by[1]:
            return by, to
        is_him = whom is not None and self.reading.tags[whom] == "PRP"  # "the chair, Ada Hale, dared her to"
        if asking.demander is not None and self.parties.is_described(asking.demander) and not is_him:
            return (by[0], None), to
        return by, (to[0], None)

    def _is_mere_it(self, token: int, party: Party) -> bool:
        """Whether the party is an "it" that stands for nobody who is told."""
        return self.reading.words[token].lower() == "it" and party[0] == self.parties.span(token)

    def _addressed(self, asking: Asking, action: Action) -> int | None:
        """The word for who is to act."""
        if action.party is None:
            return asking.addressee
        return action.party if action.kind != "clause" or self.parties.acts(action.party) else None

    def _speaker(self, quote: Quote) -> Party:
        """Who makes a statement; a country for the negotiators whom the statement itself leaves unnamed."""
        if quote.speaker is not None or quote.speaker_span is None:
            return quote.speaker_span, quote.speaker
        first, last = self.reading.tokens_in(quote.speaker_span.start, quote.speaker_span.end)
        return quote.speaker_span, self.standins.party(self.reading.root(first, last))[1] if first < last else None

    def _party(self, token: int | None, quote: int | None) -> Party:
        if token is None:
            return None, None
        if self.reading.words[token].lower() in FIRST_PERSON and quote is not None:
            return self.parties.span(token), self.known.quotes[quote].speaker
        return self.standins.party(token)
