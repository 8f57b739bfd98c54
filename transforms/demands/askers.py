"""Who asks: the subject of a verb of asking, the owner of a noun of asking, and what makes a cue void."""

from __future__ import annotations

from typing import NamedTuple

from transforms.demands.parties import PartyFinder
from transforms.demands.syntax import is_negated, is_passive, kid, kids, own_subject
from transforms.demands.vocabulary import DemandLexicon

CHAIN = 6
OWNERS = ("by", "from")


class Asker(NamedTuple):
    """Head words of who asks and, where only the cue's surroundings tell, of whom."""

    demander: int | None
    addressee: int | None


class AskerReader:
    """Finds who asks in one article."""

    def __init__(self, parties: PartyFinder, lexicon: DemandLexicon) -> None:
        self.parties = parties
        self.reading = parties.reading
        self.lexicon = lexicon

    def is_void(self, cue: int) -> bool:
        """Whether the text says that nothing was asked."""
        reading, token = self.reading, cue
        for _ in range(CHAIN):
            if is_negated(reading, token):
                return True
            head = reading.heads[token]
            if head == token or reading.deps[token] not in ("xcomp", "pcomp", "prep"):
                return False
            token = head
            if reading.lemmas[token].lower() in self.lexicon.words["withholding"]:
                return True
        return False

    def find(self, cue: int, pos: str) -> Asker | None:
        """Who asks; None where the cue is nobody's asking."""
        return self._of_verb(cue) if pos == "verb" else self._of_noun(cue)

    def _of_verb(self, cue: int) -> Asker | None:
        if is_passive(self.reading, cue):
            agent = kid(self.reading, cue, "agent")
            return Asker(None if agent is None else kid(self.reading, agent, "pobj"), None)
        subject = self.subject(cue)
        if subject is None and self.reading.tags[cue] in ("VB", "VBP"):
            return None
        return Asker(subject, None)

    def subject(self, verb: int) -> int | None:
        """The subject of a verb, its own or that of the verbs and nouns it hangs on."""
        reading = self.reading
        for _ in range(CHAIN):
            found = own_subject(reading, verb)
            if found is not None:
                return self._behind(found, verb)
            head, dep = reading.heads[verb], reading.deps[verb]
            if head == verb:
                return None
            if dep in ("acl", "relcl") and reading.pos[head] in ("NOUN", "PROPN", "PRON"):
                return head
            if dep == "xcomp":
                held = next((t for t in kids(reading, head, "dobj") if t < verb), None)
                if held is not None:
                    return held
            verb = head
        return None

    def _behind(self, subject: int, verb: int) -> int:
        """The noun that a relative pronoun stands for."""
        reading = self.reading
        if reading.tags[subject] in ("WDT", "WP") and reading.deps[verb] == "relcl":
            return reading.heads[verb]
        return subject

    def _of_noun(self, cue: int) -> Asker | None:
        reading = self.reading
        owner = kid(reading, cue, "poss")
        if owner is None:
            for child in kids(reading, cue, "prep"):
                if reading.lemmas[child] in OWNERS:
                    owner = kid(reading, child, "pobj")
        if owner is not None:
            return Asker(owner, None)
        governor = reading.heads[cue]
        if reading.deps[cue] == "dobj" and reading.pos[governor] == "VERB":
            lemma = reading.lemmas[governor].lower()
            if lemma in self.lexicon.words["facing"]:
                return Asker(None, self.subject(governor))
            if lemma in self.lexicon.words["voicing"] and not is_negated(reading, governor):
                return Asker(self.subject(governor), None)
        return Asker(None, None)
