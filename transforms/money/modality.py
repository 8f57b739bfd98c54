"""What the text does with an amount: states, forecasts, supposes, proposes, demands, promises, threatens, denies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from transforms.money.lexicon import MoneyLexicon
from transforms.money.syntax import VERBS, Site, children_with, find_subject
from transforms.reading import Reading

POS_OF = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj"}
ACTS = frozenset({"committed", "demanded", "proposed", "threatened", "denied"})
PENALIZING = frozenset({"face", "impose", "levy", "pay", "risk", "draw"})


class Operator(NamedTuple):
    """The word that makes an amount more or less than a fact, as a token, and what it makes of it."""

    modality: str
    token: int | None


ASSERTED = Operator("asserted", None)


@dataclass(frozen=True)
class ModalityReader:
    """Finds the nearest operator over the amounts of one article."""

    reading: Reading
    cues: dict[tuple[str, str], str]

    @classmethod
    def over(cls, reading: Reading, lexicon: MoneyLexicon) -> ModalityReader:
        """A reader for one article with the cues of `seeds/modality_cues.csv`."""
        return cls(reading, lexicon.modality_cues)

    def judge(self, site: Site, governor: int | None) -> Operator:
        """The nearest operator above the amount in the parse."""
        found: Operator | None = None
        path = list(site.climb())
        if governor is not None and governor not in path and site.left <= governor < site.right:
            path.insert(0, governor)
        for place, token in enumerate(path):
            found = self._at(site, token, path[place - 1] if place else site.head)
            if found is not None:
                return found
        return ASSERTED

    def _at(self, site: Site, token: int, below: int) -> Operator | None:
        """The operator a token is, or has among its dependents."""
        reading = self.reading
        condition = self._condition(site, token)
        if reading.pos[token] in VERBS:
            modal = self._modal(token)
            own = self._cue(token)
            if own in ACTS and self._governs(token, below) and not (reading.lemmas[token] == "need" and modal):
                return Operator(own, token)
            if condition is not None:
                return condition
            if modal is not None:
                return self._of_modal(token, modal, below)
            if own == "forecast" and self._governs(token, below):
                return Operator("forecast", token)
            if own == "claimed" and self._claims(token, below):
                return Operator("demanded", token)
            return None
        if condition is not None:
            return condition
        return self._at_noun(site, token, below)

    def _at_noun(self, site: Site, token: int, below: int) -> Operator | None:
        reading = self.reading
        cue = self._cue(token)
        for child in children_with(reading, token, "amod"):
            adjective = self.cues.get((reading.words[child].lower(), "adj"))
            if adjective is not None and adjective != "forecast":
                return Operator(adjective, child)
        if cue is None or cue in ("penalty", "outlay", "claimed"):
            return None
        return Operator(cue, token)

    def _cue(self, token: int) -> str | None:
        reading = self.reading
        kind = POS_OF.get(reading.pos[token])
        if kind is None:
            return None
        return self.cues.get((reading.lemmas[token].lower(), kind)) or (
            self.cues.get((reading.words[token].lower(), "adj")) if kind == "adj" else None
        )

    def _governs(self, token: int, below: int) -> bool:
        """Whether what leads to the amount stands under the verb as its object or clause, not as its subject."""
        return self.reading.deps[below] not in ("nsubj", "nsubjpass", "advmod", "npadvmod", "conj", "parataxis")

    def _claims(self, token: int, below: int) -> bool:
        """Read "claim damages of $5", against "claims that it cost $5"."""
        return self.reading.deps[below] == "dobj"

    def _modal(self, verb: int) -> str | None:
        for child in children_with(self.reading, verb, "aux"):
            cue = self.cues.get((self.reading.words[child].lower(), "aux"))
            if cue is not None:
                return cue if self.reading.words[child].lower() != "would" else "forecast"
        return None

    def _of_modal(self, verb: int, modal: str, below: int) -> Operator:
        """Will and would: a promise where the speaker spends, a threat where a penalty may follow."""
        reading = self.reading
        lemma = reading.lemmas[verb].lower()
        things = [verb, *children_with(reading, verb, "dobj", "nsubjpass", "nsubj")]
        if any(self._cue(t) == "penalty" for t in things) and lemma in (
            "face",
            "impose",
            "levy",
            "pay",
            "risk",
            "draw",
        ):
            return Operator("threatened", verb)
        if modal == "forecast" and self._cue(verb) == "outlay" and self._is_own_word(verb):
            return Operator("committed", verb)
        return Operator(modal, verb)

    def _is_own_word(self, verb: int) -> bool:
        """Read "The group says it will spend": the one who will is the one who speaks."""
        reading = self.reading
        has_will = any(reading.words[c].lower() in ("will", "'ll", "’ll") for c in children_with(reading, verb, "aux"))
        subject = find_subject(reading, verb)
        return has_will and subject is not None and reading.tags[subject] == "PRP"

    def _condition(self, site: Site, token: int) -> Operator | None:
        """An "if" on the token's own clause, or a clause of condition under it."""
        reading = self.reading
        for child in children_with(reading, token, "mark", "advmod"):
            cue = self.cues.get((reading.lemmas[child].lower(), "mark"))
            if cue is not None:
                return Operator(cue, child)
        if reading.pos[token] not in VERBS:
            return None
        for clause in children_with(reading, token, "advcl"):
            if site.first <= clause < site.last:
                continue
            marks = children_with(reading, clause, "mark")
            if any(reading.lemmas[m].lower() == "if" for m in marks) and self._modal(token) is not None:
                penalty = any(self._cue(t) == "penalty" for t in children_with(reading, token, "dobj"))
                return None if penalty else Operator("hypothetical", marks[0])
        return None
