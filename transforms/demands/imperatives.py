"""Orders in somebody's own words: "Resign now," she told the minister."""

from __future__ import annotations

from transforms.demands.asking_words import DemandLexicon
from transforms.demands.clauses import BARE, is_infinitive, is_question, kids, lemma
from transforms.demands.parties import PartyFinder
from transforms.demands.spoken import StatementFinder
from transforms.demands.wanted import Asking, Content
from transforms.grammar import SUBJECTS

OPENERS = frozenset({"please", "just", "so", "then", "now", "and", "but", "to", "do", "not", "never", "always"})
MARKS = frozenset({"“", '"', "``", "‘", "'", ",", "—", "-", "...", "…"})


class OrderReader:
    """Reads the imperatives in the statements of one article that are said to somebody."""

    def __init__(self, parties: PartyFinder, statements: StatementFinder, lexicon: DemandLexicon) -> None:
        self.parties = parties
        self.reading = parties.reading
        self.statements = statements
        self.lexicon = lexicon

    def is_cue(self, token: int) -> bool:
        """Whether the word may be an imperative: a bare verb without subject or helper."""
        reading = self.reading
        if reading.tags[token] not in BARE or reading.pos[token] != "VERB":
            return False
        return not kids(reading, token, *SUBJECTS, "aux", "mark") and not is_infinitive(reading, token)

    def read(self, token: int) -> Asking | None:
        """What is ordered; None where the words are no order to somebody."""
        reading = self.reading
        number = self.statements.at(reading.starts[token])
        if number is None or lemma(reading, token) in self.lexicon.words["idle_order"]:
            return None
        quote = self.statements.quotes[number]
        if quote.kind == "indirect" or quote.speaker_span is None or not self._begins(token, number):
            return None
        is_asked = quote.act == "demanded" or self._told(number)
        if not is_asked or is_question(reading, token):
            return None
        return Asking(token, "order", None, None, [Content(token, None, "act")], quote=number, is_told=True)

    def _told(self, number: int) -> bool:
        """Whether the cue is one of telling somebody."""
        quote = self.statements.quotes[number]
        if quote.cue is None or quote.addressee_span is None:
            return False
        first, last = self.reading.tokens_in(*quote.cue)
        return any(lemma(self.reading, t) in self.lexicon.words["ordering"] for t in range(first, last))

    def _begins(self, token: int, number: int) -> bool:
        """Whether the verb opens its sentence or its statement."""
        reading = self.reading
        first = reading.sentences[reading.token_sentence[token]][0]
        part = next(p for p in self.statements.quotes[number].parts if p.start <= reading.starts[token] < p.end)
        first = max(first, reading.tokens_in(part.start, part.end)[0])
        return all(reading.words[t].lower() in OPENERS | MARKS for t in range(first, token))
