"""What the text does with an amount: states, forecasts, supposes, proposes, demands, promises, threatens, denies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from transforms.money.syntax import VERBS, Site, children_with, find_subject
from transforms.money.vocabulary import MoneyLexicon
from transforms.reading.reading import Reading

POS_OF = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adj"}
ACTS = frozenset({"committed", "demanded", "proposed", "threatened", "denied"})
HELPERS = frozenset({"penalty", "outlay", "claimed", "counted"})  # cues that make a modality only with others
PENALIZING = frozenset({"face", "impose", "levy", "pay", "risk", "draw", "incur"})
WITH_FOR = frozenset({"call", "look", "push", "press", "ask", "lobby", "petition", "sue", "bid"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
PAST = frozenset({"VBD", "VBN"})
FACTUAL_MARKS = frozenset({"because", "although", "though", "since", "while", "after", "when", "as"})


class Operator(NamedTuple):
    """The word that makes an amount more or less than a fact, as a token, and what it makes of it."""

    modality: str
    token: int | None


ASSERTED = Operator("asserted", None)


@dataclass(frozen=True)
class ModalityReader:
    """Finds the nearest operator over the amounts of one article."""

    reading: Reading
    lexicon: MoneyLexicon

    def judge(self, site: Site, governor: int | None, is_existing: bool = False) -> Operator:
        """The nearest operator above the amount in the parse; a denial above it wins over all others.

        `is_existing`: the amount is the level something has ("the $375 billion deficit"), whatever is done to it.
        """
        beside = self._just_before(site)
        path = list(site.climb())
        if governor is not None and governor not in path and site.left <= governor < site.right:
            path.insert(0, governor)
        found = beside or (ASSERTED if is_existing else None)
        for place, token in enumerate(path):
            below = path[place - 1] if place else site.head
            operator = self._at(site, token, below)
            if found is None:
                found = operator
            elif operator is not None and operator.modality == "denied":
                return operator
            if found is None and self._ends_reach(token):
                found = ASSERTED
        return found or ASSERTED

    def _just_before(self, site: Site) -> Operator | None:
        """An adjective at the amount: "the originally expected $1.5 billion", "a proposed $5 billion plant"."""
        for token in range(max(site.left, site.first - 3), site.first):
            cue = self._adjective(token)
            if cue is not None and self.reading.heads[token] >= site.first:
                return Operator(cue, token)
        return None

    def _adjective(self, token: int) -> str | None:
        if self.reading.deps[token] not in ("amod", "acl") or self.reading.tags[token] not in ("VBN", "JJ", "VBD"):
            return None
        cue = self.lexicon.modality_cues.get((self.reading.words[token].lower(), "adj"))
        return None if cue in HELPERS else cue

    def _ends_reach(self, token: int) -> bool:
        """A finite clause beside the main one states its own fact: "the firm, which owes $12 billion"."""
        reading = self.reading
        if reading.pos[token] not in VERBS:
            return False
        forms = {reading.tags[token], *(reading.tags[c] for c in children_with(reading, token, "aux", "auxpass"))}
        if "MD" in forms or not forms & FINITE:
            return False
        if reading.deps[token] == "relcl" or (reading.deps[token] == "conj" and children_with(reading, token, "nsubj")):
            return True
        marks = {reading.lemmas[m].lower() for m in children_with(reading, token, "mark", "advmod")}
        return reading.deps[token] == "advcl" and bool(marks & FACTUAL_MARKS)

    def _at(self, site: Site, token: int, below: int) -> Operator | None:
        """The operator a token is, or has among its dependents."""
        if self.reading.pos[token] not in VERBS:
            return self._condition(site, token) or self._at_noun(token, below, site)
        own = self._act(token, below, site)
        if own is not None:
            return own
        return self._modal_at(site, token) or self._condition(site, token) or self._at_verb(site, token, below)

    def _act(self, token: int, below: int, site: Site) -> Operator | None:
        """Verbs of demanding, promising, ... over what leads to the amount."""
        reading, cue = self.reading, self._cue(token)
        if cue not in ACTS or not self._governs(token, below):
            return None
        lemma = reading.lemmas[token].lower()
        if lemma == "need" and self._modal(token):
            return None
        if lemma in WITH_FOR and not (
            reading.lemmas[below] in ("for", "on") or reading.deps[below] in ("xcomp", "ccomp")
        ):
            return None
        if lemma == "offer" and reading.deps[below] != "xcomp" and below != site.head:
            return None
        return Operator(cue, token)

    def _at_verb(self, site: Site, token: int, below: int) -> Operator | None:
        """Verbs of forecasting, and nouns of planning that are the verb's subject."""
        reading, cue = self.reading, self._cue(token)
        if cue == "forecast" and self._governs(token, below) and not self._states_fact(token, below):
            return Operator("forecast", token)
        if cue == "claimed" and reading.deps[below] == "dobj":
            return Operator("demanded", token)
        if reading.lemmas[token] == "be" and reading.deps[below] == "xcomp" and self._is_next(token, below):
            return Operator("forecast", token)  # "is to rise by"
        return self._by_subject(token, below)

    def _is_next(self, token: int, below: int) -> bool:
        """Whether only "to" and an adverb stand between the two verbs."""
        between = self.reading.words[token + 1 : below]
        return 0 < len(between) <= 2 and between[-1].lower() == "to"

    def _by_subject(self, token: int, below: int) -> Operator | None:
        """Read "The demands included a cut", "the bill sets aside $5 billion"."""
        reading, words = self.reading, self.lexicon.words
        if reading.deps[below] in ("nsubj", "nsubjpass"):
            return None
        lists = reading.lemmas[token] in words["listing_verb"] or reading.lemmas[token] == "be"
        present = reading.tags[token] in ("VBZ", "VBP") and reading.lemmas[token] in words["bill_verb"]
        if not lists and not present:
            return None
        for subject in children_with(reading, token, "nsubj"):
            cue = self._cue(subject)
            if cue in ACTS | {"forecast"} and (lists or cue == "proposed"):
                return Operator(str(cue), subject)
        return None

    def _states_fact(self, token: int, below: int) -> bool:
        """Read "estimates that he spent", "estimated at": a count of what is, not a forecast."""
        reading = self.reading
        if reading.lemmas[token] not in ("estimate", "calculate", "reckon", "project"):
            return False
        if reading.deps[below] == "ccomp":
            return reading.tags[below] in PAST
        return reading.deps[below] != "xcomp" and reading.lemmas[token] != "project"

    def _at_noun(self, token: int, below: int, site: Site) -> Operator | None:
        for child in children_with(self.reading, token, "amod"):
            adjective = self._adjective(child)
            if adjective is not None:
                return Operator(adjective, child)
        cue = self._cue(token)
        if cue is None or cue in HELPERS:
            return None
        if self.reading.lemmas[below] == "of" and cue == "proposed" and self.reading.tags[token] == "NNS":
            return None  # "bills of over $5" are owed, not proposed
        return Operator(cue, token)

    def _cue(self, token: int) -> str | None:
        reading = self.reading
        kind = POS_OF.get(reading.pos[token])
        if kind is None or reading.words[token - 1].lower() == "price":  # a "price target" is no plan
            return None
        key = reading.words[token] if kind == "adj" else reading.lemmas[token]
        return self.lexicon.modality_cues.get((key.lower(), kind))

    def _governs(self, token: int, below: int) -> bool:
        """Whether what leads to the amount stands under the verb as its object or clause, not as its subject."""
        free = ("nsubj", "nsubjpass", "advmod", "npadvmod", "conj", "parataxis", "advcl")
        return self.reading.deps[below] not in free

    # -- will, would, could, if

    def _modal(self, verb: int) -> str | None:
        for child in children_with(self.reading, verb, "aux"):
            cue = self.lexicon.modality_cues.get((self.reading.words[child].lower(), "aux"))
            if cue is not None:
                return cue
        return None

    def _modal_at(self, site: Site, verb: int) -> Operator | None:
        """Will and would: a promise where the speaker spends, a threat where a penalty may follow."""
        reading, modal = self.reading, self._modal(verb)
        if modal is None:
            return None
        if reading.lemmas[verb].lower() in PENALIZING:
            things = children_with(reading, verb, "dobj", "nsubjpass", "nsubj")
            if any(self._cue(t) == "penalty" for t in things):
                return Operator("threatened", verb)
        if self._cue(verb) == "penalty":  # "could be fined up to €40 million"
            return Operator("threatened", verb)
        if self._has_if(site, verb):
            return Operator("hypothetical", verb)
        if self._cue(verb) == "outlay" and self._is_own_word(verb):
            return Operator("committed", verb)
        return Operator(modal, verb)

    def _is_own_word(self, verb: int) -> bool:
        """Whether the one who will is the one who speaks: "The group says it will spend"."""
        reading = self.reading
        wills = [c for c in children_with(reading, verb, "aux") if reading.words[c].lower() in ("will", "'ll", "’ll")]
        subject = find_subject(reading, verb)
        return bool(wills) and subject is not None and reading.tags[subject] == "PRP"

    def _has_if(self, site: Site, verb: int) -> bool:
        """Whether a clause of condition stands under the verb, the amount outside it."""
        reading = self.reading
        for clause in children_with(reading, verb, "advcl"):
            marks = children_with(reading, clause, "mark")
            if any(reading.lemmas[m].lower() == "if" for m in marks):
                first, last = reading.subtree(clause)
                return not first <= site.head < last
        return False

    def _condition(self, site: Site, token: int) -> Operator | None:
        """An "if" or "whether" on the token's own clause."""
        for child in children_with(self.reading, token, "mark", "advmod"):
            cue = self.lexicon.modality_cues.get((self.reading.lemmas[child].lower(), "mark"))
            if cue is not None:
                return Operator(cue, child)
        return None
