"""What the text does with an amount: states, forecasts, supposes, proposes, demands, promises, threatens, denies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from transforms.grammar import SUBJECTS
from transforms.money.measures import Measured
from transforms.money.modal_cues import HELPERS, CueReader, Operator, Rung
from transforms.money.syntax import VERBS, Site, children_with, find_subject
from transforms.records import Span

FINITE = frozenset({"VBD", "VBZ", "VBP"})
ACTS = frozenset({"committed", "demanded", "proposed", "threatened", "denied"})
PRESENT = frozenset({"VBZ", "VBP"})
WIDEST_GRACE = 9  # words of "gave Harland Mills until the end of June to"
ASSERTED = Operator("asserted", None)


@dataclass(frozen=True)
class ModalityReader(CueReader):
    """Finds the nearest operator over the amounts of one article; at each token the first rule that speaks is heard."""

    def judge(self, site: Site, measured: Measured, is_existing: bool = False) -> Operator:
        """The nearest operator above the amount in the parse; a denial above it wins over all others.

        `is_existing`: the amount is the level something has ("the $375 billion deficit"), whatever is done to it.
        """
        governor, subject = measured.governor, measured.span
        path = list(site.climb())
        if governor is not None and governor not in path and site.left <= governor < site.right:
            path.insert(0, governor)
        found = self._just_before(site) or (ASSERTED if is_existing else None)
        for below, token in pairwise([site.head, *path]):
            operator = self._at(Rung(site, token, below))
            if found is None:
                found = operator
            elif operator is not None and operator.modality == "denied":
                return operator
            if found is None and self._ends_reach(token):
                found = ASSERTED
        return found if found not in (None, ASSERTED) else self._foreseen(subject) or ASSERTED

    def _foreseen(self, subject: Span | None) -> Operator | None:
        """An amount of a forecast is one: "raised its [sales outlook] to $5", "topped [estimates] of $5"."""
        if subject is None:
            return None
        first, last = self.reading.tokens_in(subject.start, subject.end)
        nouns = [t for t in range(first, last) if self._cue(t) == "forecast" and self.reading.pos[t] == "NOUN"]
        return Operator("forecast", nouns[-1]) if nouns else None

    def _at(self, rung: Rung) -> Operator | None:
        """What the first rule that speaks makes of the token of a rung."""
        rules = VERB_RULES if self.reading.pos[rung.token] in VERBS else OTHER_RULES
        return next((found for rule in rules if (found := rule(self, rung)) is not None), None)

    def _just_before(self, site: Site) -> Operator | None:
        """An adjective at the amount: "the originally expected $1.5 billion", "a proposed $5 billion plant"."""
        for token in range(max(site.left, site.first - 3), site.first):
            cue = self._adjective(token)
            if cue is not None and self.reading.heads[token] >= site.first:
                return Operator(cue, token)
        return None

    def _ends_reach(self, token: int) -> bool:
        """A finite clause beside the main one states its own fact: "the firm, which owes $12 billion"."""
        reading = self.reading
        if reading.pos[token] not in VERBS:
            return False
        forms = {reading.tags[token], *(reading.tags[c] for c in children_with(reading, token, "aux", "auxpass"))}
        if "MD" in forms or not forms & FINITE:
            return self._is_done(token)
        dep, above = reading.deps[token], reading.heads[token]
        if dep in ("relcl", "acl") or (dep == "conj" and children_with(reading, token, *SUBJECTS)):
            return True
        is_past = reading.tags[token] == "VBD" and reading.words[token].lower() != reading.lemmas[token].lower()
        if dep == "conj" and is_past and reading.tags[above] == "VB":
            return True  # "would pay it but [blamed] others for $5 of debt"
        marks = {reading.lemmas[m].lower() for m in children_with(reading, token, "mark", "advmod")}
        return dep == "advcl" and not marks.isdisjoint(self.lexicon.words["factual_mark"])

    def _is_done(self, verb: int) -> bool:
        """Whether a participle tells what was done: "having paid $5 a year ago"."""
        if self.reading.deps[verb] == "pcomp" and self.reading.lemmas[self.reading.heads[verb]].lower() == "after":
            return True  # "will strike after [rejecting] an offer of $5"
        return any(self.reading.words[c].lower() == "having" for c in children_with(self.reading, verb, "aux"))

    # -- rules of verbs, in the order in which they are asked

    def _acting(self, rung: Rung) -> Operator | None:
        """Verbs of demanding, promising, ... over what leads to the amount."""
        cue = self._cue(rung.token)
        if cue not in ACTS or not self._governs(rung) or not self._acts_on(rung):
            return None
        if cue == "denied" and children_with(self.reading, rung.token, "neg"):
            return None  # "did not deny"
        marks = {self.reading.lemmas[m].lower() for m in children_with(self.reading, rung.token, "mark")}
        if not marks.isdisjoint(self.lexicon.words["condition"]):  # "unless the board approves $5"
            return Operator("hypothetical", rung.token)
        is_looked_for = self.reading.deps[rung.below] in ("prep", "dobj")
        if cue == "demanded" and is_looked_for and self._has_forecaster(rung.token):  # "analysts were looking for $5"
            return Operator("forecast", rung.token)
        return Operator(str(cue), rung.token)

    def _acts_on(self, rung: Rung) -> bool:
        """Whether the verb has the construction that makes it an act: "called for $5", "agreed to pay $5"."""
        reading, token, below = self.reading, rung.token, rung.below
        dep = reading.deps[below]
        if reading.lemmas[token].lower() == "need" and (self._modal(token) or reading.tags[token] == "VBN"):
            return False
        is_told = reading.lemmas[token] == "tell" and dep in ("dobj", "dative")  # "was told $5"
        is_said = self._is_lemma(token, "asserting_verb") and dep == "ccomp" and self._states(below)
        if is_told or is_said or (dep == "prep" and self._is_lemma(below, "loose_link")):
            return False  # "backed the campaign with $5"
        if self._is_lemma(token, "allotting_verb") and reading.deps[token] == "xcomp":
            return False  # "proposed to earmark $5"
        if self._is_lemma(token, "asking_verb"):
            return self._asks(rung)
        if self._is_lemma(token, "to_verb"):
            return dep == "xcomp" or below == rung.site.head or reading.lemmas[below] in ("on", "to")
        return True

    def _asks(self, rung: Rung) -> bool:
        """Whether a verb of asking asks for what leads to the amount; to call a $5 fine a joke asks nothing."""
        reading, token, below = self.reading, rung.token, rung.below
        if reading.deps[below] == "ccomp" and reading.lemmas[token] == "call" and not self._calls_for(token):
            return False
        links = [below, *(c for c in children_with(reading, token, "prep") if reading.heads[token] == below)]
        return reading.deps[below] in ("xcomp", "ccomp") or any(reading.lemmas[t] in ("for", "on") for t in links)

    def _has_forecaster(self, verb: int) -> bool:
        subject = find_subject(self.reading, verb)
        return subject is not None and self._is_lemma(subject, "forecaster")

    def _penalty(self, rung: Rung) -> Operator | None:
        """Read "could face a fine of $5", "could be fined $5", "risks a fine of $5"."""
        reading, verb = self.reading, rung.token
        is_open = self._modal(verb) is not None
        if self._is_lemma(verb, "penalizing_verb") and (is_open or self._is_lemma(verb, "facing_verb")):
            things = children_with(reading, verb, "dobj", "nsubjpass", "nsubj", "conj")
            things += [c for thing in things for c in children_with(reading, thing, "conj")]  # "a trial and a fine"
            if any(self._cue(thing) == "penalty" for thing in things):
                return Operator("threatened", verb)
        return Operator("threatened", verb) if is_open and self._cue(verb) == "penalty" else None

    def _own_threat(self, rung: Rung) -> Operator | None:
        """Read "They have warned that they could sell $5 in bonds": a warning of one's own deed is a threat."""
        reading, verb = self.reading, rung.token
        above = reading.heads[verb]
        if reading.deps[verb] != "ccomp" or reading.lemmas[above] != "warn" or self._modal(verb) is None:
            return None
        is_own = any(reading.tags[c] == "PRP" for c in children_with(reading, verb, "nsubj"))
        is_deed = not self._is_lemma(verb, "measuring_verb")  # "warned that it would cost $5"
        return Operator("threatened", above) if is_own and is_deed else None

    def _supposing(self, rung: Rung) -> Operator | None:
        """Read "Fares would rise by $2 if ...": a clause of condition under a verb with a modal."""
        if self._modal(rung.token) is None or not self._has_if(rung.site, rung.token):
            return None
        return Operator("hypothetical", rung.token)

    def _has_if(self, site: Site, verb: int) -> bool:
        """Whether a clause of condition stands under the verb, the amount outside it."""
        reading = self.reading
        for clause in children_with(reading, verb, "advcl"):
            marks = children_with(reading, clause, "mark")
            is_if = any(reading.lemmas[m].lower() in self.lexicon.words["condition"] for m in marks)
            if is_if or self._is_inverted(clause):
                first, last = reading.subtree(clause)
                return not first <= site.head < last
        return False

    def _is_inverted(self, clause: int) -> bool:
        """Whether a clause has its "had" or "were" before its subject: "Had the bill passed"."""
        reading = self.reading
        helpers = children_with(reading, clause, "aux", "auxpass")
        subjects = children_with(reading, clause, *sorted(SUBJECTS))
        if not helpers or not subjects or reading.words[helpers[0]].lower() not in self.lexicon.words["inverting"]:
            return False
        return helpers[0] < reading.subtree(subjects[0])[0]

    def _to_come(self, rung: Rung) -> Operator | None:
        """Read "when the wage rises to $9" under a verb of what will be."""
        reading, verb = self.reading, rung.token
        above = reading.heads[verb]
        if reading.deps[verb] != "advcl" or reading.tags[verb] not in PRESENT or self._modal(above) != "forecast":
            return None
        marks = {reading.lemmas[m].lower() for m in children_with(reading, verb, "mark", "advmod")}
        return Operator("forecast", above) if marks & self.lexicon.words["future_mark"] else None

    def _own_promise(self, rung: Rung) -> Operator | None:
        """Read "The group says it will spend $5", where who will speaks, and "Oslo will give $5, it announced"."""
        reading, verb = self.reading, rung.token
        if self._cue(verb) != "outlay":
            return None
        wills = [c for c in children_with(reading, verb, "aux") if self._is_lemma(c, "will")]
        subject = find_subject(reading, verb) if wills else None
        is_own = subject is not None and reading.tags[subject] == "PRP"
        is_told = bool(wills) and reading.deps[verb] == "ccomp"
        is_announced = is_told and self._is_lemma(reading.heads[verb], "announcing")
        return Operator("committed", verb) if is_own or is_announced else None

    def _modal_itself(self, rung: Rung) -> Operator | None:
        modal = self._modal(rung.token)
        if modal == "demanded" and self._is_reckoned(rung.token):
            return Operator("forecast", rung.token)
        return None if modal is None else Operator(modal, rung.token)

    def _is_reckoned(self, verb: int) -> bool:
        """Whether "should" reckons and asks nothing: "sales should reach $5", not "the wage should be $5"."""
        words = {self.reading.words[c].lower() for c in children_with(self.reading, verb, "aux")}
        measures = self._is_lemma(verb, "measuring_verb") and self.reading.lemmas[verb] != "be"
        measures = measures or (self._is_lemma(verb, "yielding_verb") and not self._has_actor(verb))
        return measures and not words.isdisjoint(self.lexicon.words["reckoning_modal"])

    def _condition(self, rung: Rung) -> Operator | None:
        """An "if" or "whether" on the token's own clause."""
        for child in children_with(self.reading, rung.token, "mark", "advmod"):
            cue = self.lexicon.modality_cues.get((self.reading.lemmas[child].lower(), "mark"))
            if cue is not None:
                return Operator(cue, child)
        return None

    def _forecasting(self, rung: Rung) -> Operator | None:
        """Verbs of forecasting; "sees" is one in the present alone."""
        cue = self._cue(rung.token)
        is_seen = cue == "seen" and (self.reading.tags[rung.token] in PRESENT or self._is_seen_doing(rung))
        if (cue == "forecast" or is_seen) and self._governs(rung) and not self._counts(rung):
            return Operator("forecast", rung.token)
        return None

    def _is_seen_doing(self, rung: Rung) -> bool:
        """Read "Sales are seen reaching $5"."""
        return self.reading.tags[rung.token] == "VBN" and self.reading.tags[rung.below] in ("VBG", "VB")

    def _counts(self, rung: Rung) -> bool:
        """Read "estimates that he spent", "estimated at": a count of what is, not a forecast."""
        reading, dep = self.reading, self.reading.deps[rung.below]
        if not self._is_lemma(rung.token, "counting_verb"):
            return False
        if dep == "ccomp":
            return reading.tags[rung.below] in FINITE and self._modal(rung.below) is None
        return dep != "xcomp" and reading.lemmas[rung.token] != "project"

    def _given_time(self, rung: Rung) -> Operator | None:
        """Read "was given until Friday to pay $5", "has 30 days to pay": what there is time for is asked."""
        words, verb, head = self.reading.words, rung.token, rung.site.head
        if rung.below not in (head, self.reading.heads[head]):  # "to accept the terms of a $5 loan"
            return None
        before = [word.lower() for word in words[max(rung.site.left, verb - WIDEST_GRACE) : verb]]
        if before[-1:] != ["to"] or not {"until", "till", *before[-2:-1]} & self._graces(before):
            return None
        gives = any(word in self.lexicon.words["giving_time"] for word in before)
        return Operator("demanded", None) if gives else None

    def _graces(self, before: list[str]) -> set[str]:
        """The words among those before a verb that tell how much time there is."""
        units = {word for word in before[-2:-1] if self.lexicon.date_words.get(word, ("", ""))[0] == "unit"}
        return units | ({"until", "till"} & set(before))

    def _claiming(self, rung: Rung) -> Operator | None:
        """Read "claims $5 in damages", "the $5 that the lawyers had claimed"."""
        is_object = self.reading.deps[rung.below] == "dobj" or (
            self.reading.deps[rung.token] == "relcl" and self.reading.heads[rung.token] == rung.below
        )
        is_claim = self._cue(rung.token) == "claimed" and is_object
        return Operator("demanded", rung.token) if is_claim else None

    def _arranged(self, rung: Rung) -> Operator | None:
        """Read "is set to reach $5", "is to rise by $5", "is going to cost $5"."""
        reading, token, done = self.reading, rung.token, rung.below
        if reading.deps[done] in SUBJECTS:  # "of which $5 is to be paid"
            done = next(iter(children_with(reading, token, "xcomp")), done)
        if reading.deps[done] != "xcomp":
            return None
        is_arranged = self._cue(token) == "arranged" and reading.tags[token] == "VBN"
        is_going = reading.lemmas[token] == "go" and reading.tags[token] == "VBG"
        is_next = (reading.lemmas[token] == "be" or is_going) and self._is_next(token, done)
        return Operator("forecast", token) if is_arranged or is_next else None

    def _planned_with(self, rung: Rung) -> Operator | None:
        """Read "with spending to rise to $9": an infinitive that "with" hangs on is still to come."""
        reading, verb = self.reading, rung.token
        if reading.tags[verb] != "VB" or reading.lemmas[reading.heads[verb]].lower() != "with":
            return None
        is_infinitive = any(reading.lemmas[c] == "to" for c in children_with(reading, verb, "aux"))
        return Operator("forecast", verb) if is_infinitive else None

    def _headed(self, rung: Rung) -> Operator | None:
        """Read "Port to spend $5", the infinitive of a headline, which no verb stands over."""
        reading, verb = self.reading, rung.token
        if reading.tags[verb] == "VB" and reading.deps[verb] == "conj" and not children_with(reading, verb, "aux"):
            verb = reading.heads[verb]  # "Port to cut jobs, take $5 million charge"
        is_top = reading.tags[verb] == "VB" and reading.heads[verb] == verb
        helpers = children_with(reading, verb, "aux")
        is_bare = bool(helpers) and all(reading.lemmas[c] == "to" for c in helpers)
        return Operator("forecast", verb) if is_top and is_bare and children_with(reading, verb, *SUBJECTS) else None

    def _on_the_way(self, rung: Rung) -> Operator | None:
        """Read "is on track to save $5", by its words, since the parse varies."""
        words, verb = self.reading.words, rung.token
        before = [word.lower() for word in words[max(0, verb - 3) : verb]]
        if before[:1] != ["on"] or before[2:] != ["to"]:
            return None
        is_way = self.lexicon.modality_cues.get((before[1], "noun")) == "under_way"
        return Operator("forecast", verb) if is_way else None

    def _is_next(self, token: int, below: int) -> bool:
        """Whether only "to", an adverb and the "be" of a passive stand between the two verbs."""
        between = [word.lower() for word in self.reading.words[token + 1 : below]]
        if between[-1:] == ["be"]:
            between.pop()
        return 0 < len(between) <= 2 and between[-1] == "to"

    def _by_subject(self, rung: Rung) -> Operator | None:
        """Read "The demands included a cut", "the bill sets aside $5 billion"."""
        reading, token = self.reading, rung.token
        if reading.deps[rung.below] in SUBJECTS:
            return None
        lists = self._is_lemma(token, "listing_verb") or reading.lemmas[token] == "be"
        if not lists and not (reading.tags[token] in PRESENT and self._is_lemma(token, "bill_verb")):
            return None
        for subject in children_with(reading, token, "nsubj"):
            cue = self._cue(subject)
            is_owed = reading.lemmas[token] == "be" and self._is_lemma(subject, "owed_noun")  # "The bill was $5"
            if cue in ACTS | {"forecast"} and (lists or cue == "proposed") and not is_owed:
                return Operator(str(cue), subject)
        return None

    # -- rules of nouns and other words

    def _described(self, rung: Rung) -> Operator | None:
        """An adjective on the noun: "an expected loss of $5"."""
        for child in children_with(self.reading, rung.token, "amod"):
            adjective = self._adjective(child)
            if adjective is not None:
                return Operator(adjective, child)
        return None

    def _named(self, rung: Rung) -> Operator | None:
        """A noun of demanding, planning, ... over the amount."""
        cue = self._cue(rung.token)
        if cue is None or cue in HELPERS or self._is_other_sense(rung):
            return None
        return Operator(cue, rung.token)

    def _is_other_sense(self, rung: Rung) -> bool:
        """Nouns that are no acts: "bills of over $5", "demand for the fund", "an agreement worth $5"."""
        reading, token, below = self.reading, rung.token, rung.below
        if reading.deps[below] == "ccomp" and reading.tags[below] in FINITE:
            return True  # "growers lost $5, the lobby estimates", where the parse takes the verb for a noun
        if self._is_lemma(token, "acting_noun"):
            return reading.deps[below] not in ("acl", "relcl")
        if self._cue(token) == "proposed":
            is_owed = reading.tags[token] == "NNS" or self._is_lemma(token, "owed_noun")
            if is_owed and below == rung.site.head and reading.tags[token] == "NNS":
                return True  # "$20 bills"
            is_put = reading.tags[below] == "VBN" and self._is_lemma(below, "counting_verb")  # "a bill estimated at"
            return (reading.lemmas[below] == "of" or is_put) and is_owed
        if reading.lemmas[token] != "demand" or reading.tags[token] != "NN" or reading.lemmas[below] != "for":
            return False
        goods = [thing for thing in children_with(reading, below, "pobj") if thing != rung.site.head]
        return not children_with(reading, token, "poss") and any(self._is_known(thing) for thing in goods)

    def _is_known(self, noun: int) -> bool:
        """Whether the noun is a known thing, "the fund", or many, "funds"."""
        reading = self.reading
        articles = [reading.lemmas[c].lower() for c in children_with(reading, noun, "det")]
        return reading.tags[noun] == "NNS" or any(a in self.lexicon.words["definite_word"] for a in articles)


Rule = Callable[[ModalityReader, Rung], Operator | None]
VERB_RULES: tuple[Rule, ...] = (
    ModalityReader._acting,
    ModalityReader._penalty,
    ModalityReader._own_threat,
    ModalityReader._supposing,
    ModalityReader._to_come,
    ModalityReader._own_promise,
    ModalityReader._modal_itself,
    ModalityReader._condition,
    ModalityReader._forecasting,
    ModalityReader._given_time,
    ModalityReader._claiming,
    ModalityReader._arranged,
    ModalityReader._planned_with,
    ModalityReader._headed,
    ModalityReader._on_the_way,
    ModalityReader._by_subject,
)
OTHER_RULES: tuple[Rule, ...] = (
    ModalityReader._condition,
    ModalityReader._described,
    ModalityReader._named,
)
