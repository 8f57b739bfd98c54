"""What a party says another must, should or has to do."""

from __future__ import annotations

from transforms.demands.asking_words import DemandLexicon
from transforms.demands.clauses import is_infinitive, is_passive, kid, kids, lemma, own_subject
from transforms.demands.parties import FIRST_PERSON, PartyFinder
from transforms.demands.spoken import StatementFinder
from transforms.demands.wanted import Asking, Content

MODALS = frozenset({"should", "must", "ought"})
HAVING = frozenset({"has", "have", "needs", "need"})
NOBODY = frozenset({"it", "there", "this", "that", "which", "what", "everything", "nothing", "you", "these", "those"})
ANYBODY = frozenset({"everyone", "everybody", "anyone", "anybody", "nobody", "one", "people", "person", "man", "none"})
NO_DEMAND = frozenset({"believed", "denied", "threatened", "promised", "intended"})
PERFECT = frozenset({"have", "'ve", "’ve"})


class ModalReader:
    """Reads the modals inside the statements of one article."""

    def __init__(self, parties: PartyFinder, statements: StatementFinder, lexicon: DemandLexicon) -> None:
        self.parties = parties
        self.reading = parties.reading
        self.statements = statements
        self.lexicon = lexicon

    def is_cue(self, token: int) -> bool:
        """Whether the word may say what must be done."""
        word = self.reading.words[token].lower()
        return word in MODALS or (word in HAVING and self.reading.pos[token] in ("VERB", "AUX"))

    def read(self, token: int) -> Asking | None:
        """What is to be done by whom; None where it is no demand of somebody else."""
        quote = self.statements.at(self.reading.starts[token])
        verb = self._verb_of(token)
        if quote is None or verb is None or not self._asks(quote):
            return None
        subject = own_subject(self.reading, token if self.reading.heads[verb] == token else verb)
        if subject is None or subject > token or not self._may_act(subject, verb, quote):
            return None
        kind = "clause" if is_passive(self.reading, verb) and not self._is_named(subject) else "act"
        party = None if is_passive(self.reading, verb) and kind == "act" else subject
        return Asking(
            token, f"modal {lemma(self.reading, token)}", None, None, [Content(verb, party, kind)], quote=quote
        )

    def _asks(self, quote: int) -> bool:
        """Whether the statement is somebody's and no question."""
        made = self.statements.quotes[quote]
        return made.speaker_span is not None and not made.is_negated and made.act not in NO_DEMAND

    def _verb_of(self, token: int) -> int | None:
        """The verb that the modal helps, or the infinitive under "has to"."""
        reading = self.reading
        if reading.words[token].lower() in HAVING or reading.deps[token] != "aux":
            if any(reading.tags[c] == "MD" for c in kids(reading, token, "aux")):
                return None
            return next((v for v in kids(reading, token, "xcomp") if is_infinitive(reading, v)), None)
        verb = reading.heads[token]
        return verb if reading.deps[token] == "aux" and verb != token and verb > token else None

    def _may_act(self, subject: int, verb: int, quote: int) -> bool:
        """Whether somebody else than the speaker is told to act, or something is to be done."""
        reading = self.reading
        word = reading.words[subject].lower()
        if word in FIRST_PERSON | NOBODY | ANYBODY or lemma(reading, verb) in self.lexicon.words["no_deed"]:
            return False
        if any(reading.words[c].lower() in PERFECT for c in kids(reading, verb, "aux")) or self._is_question(verb):
            return False
        if reading.pos[verb] not in ("VERB", "AUX") or (lemma(reading, verb) == "be" and not self._is_deed(verb)):
            return False
        if is_passive(reading, verb):
            return True
        return self.parties.acts(subject) and not self._is_speaker(subject, quote)

    def _is_deed(self, verb: int) -> bool:
        """Whether being so is something to do: "must be ready", not "should be a lesson"."""
        return False

    def _is_speaker(self, subject: int, quote: int) -> bool:
        made = self.statements.quotes[quote]
        return made.speaker is not None and self.parties.entity(subject) == made.speaker

    def _is_question(self, verb: int) -> bool:
        reading = self.reading
        first, last = reading.sentences[reading.token_sentence[verb]]
        return "?" in reading.words[max(first, last - 3) : last] or (
            kid(reading, verb, "mark") is not None
            and (reading.words[kid(reading, verb, "mark") or 0].lower() in ("if", "whether", "why", "because"))
        )

    def _is_named(self, subject: int) -> bool:
        return self.parties.mention(subject) is not None
