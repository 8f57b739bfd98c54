"""What the lists make of the words around an amount: cues of modality, and the steps up the parse that meet them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from transforms.grammar import ACTOR_LABELS, SUBJECTS
from transforms.money.syntax import Site, children_with, find_subject, is_parted, is_pronoun, label_of
from transforms.money.vocabulary import MoneyLexicon
from transforms.reading.reading import Reading

POS_OF = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adj"}
HELPERS = frozenset({"penalty", "outlay", "claimed", "counted", "arranged", "seen", "under_way"})  # never alone
UNGOVERNED = SUBJECTS | {"advmod", "npadvmod", "conj", "parataxis", "advcl"}


class Operator(NamedTuple):
    """The word that makes an amount more or less than a fact, as a token, and what it makes of it."""

    modality: str
    token: int | None


class Rung(NamedTuple):
    """A token above an amount in the parse, and the one under it that leads to the amount."""

    site: Site
    token: int
    below: int


@dataclass(frozen=True)
class CueReader:
    """Looks up the words of one article."""

    reading: Reading
    lexicon: MoneyLexicon

    def _cue(self, token: int) -> str | None:
        """What the lists make of a word."""
        reading = self.reading
        kind = POS_OF.get(reading.pos[token])
        if kind is None or reading.words[token - 1].lower() == "price":  # a "price target" is no plan
            return None
        cues, word = self.lexicon.modality_cues, reading.words[token].lower()
        return cues.get((word, kind)) or (cues.get((reading.lemmas[token].lower(), kind)) if kind != "adj" else None)

    def _adjective(self, token: int) -> str | None:
        if self.reading.deps[token] not in ("amod", "acl") or self.reading.tags[token] not in ("VBN", "JJ", "VBD"):
            return None
        cue = self.lexicon.modality_cues.get((self.reading.words[token].lower(), "adj"))
        return None if cue in HELPERS else cue

    def _modal(self, verb: int) -> str | None:
        for child in children_with(self.reading, verb, "aux"):
            cue = self.lexicon.modality_cues.get((self.reading.words[child].lower(), "aux"))
            if cue is not None:
                return cue
        return None

    def _governs(self, rung: Rung) -> bool:
        """Whether what leads to the amount stands under the verb as its object or clause, not as its subject.

        In "the $5 million it pledged" the verb hangs on the amount itself.
        """
        reading = self.reading
        if reading.heads[rung.token] == rung.below and reading.deps[rung.token] in ("acl", "relcl"):
            return True
        dep = reading.deps[rung.below]
        is_joined = (
            dep == "conj" and rung.below == rung.site.head
        )  # "offered $5 and $9", joined to the verb by the parse
        return (is_joined or dep not in UNGOVERNED) and not is_parted(reading, rung.below, rung.token)

    def _is_lemma(self, token: int, use: str) -> bool:
        return self.reading.lemmas[token].lower() in self.lexicon.words[use]

    def _has_actor(self, verb: int) -> bool:
        """Whether the subject is somebody who can be asked: a person, a body, a country, or a pronoun."""
        subject = find_subject(self.reading, verb)
        return subject is None or is_pronoun(self.reading, subject) or label_of(self.reading, subject) in ACTOR_LABELS

    def _states(self, verb: int) -> bool:
        """Whether a clause says what is, and not what is to be: "that $5 was owed", not "that the mill pay $5"."""
        reading = self.reading
        forms = (verb, *children_with(reading, verb, "aux", "auxpass"))
        return any(
            reading.tags[t] in ("VBD", "VBZ", "MD")
            or (reading.tags[t] == "VBP" and reading.lemmas[t] in ("be", "have"))
            for t in forms
        )

    def _calls_for(self, verb: int) -> bool:
        """Whether somebody calls "for" or "on"."""
        return any(self.reading.lemmas[prep] in ("for", "on") for prep in children_with(self.reading, verb, "prep"))
