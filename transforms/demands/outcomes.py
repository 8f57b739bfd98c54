"""What the article says became of a demand: accepted, refused, or neither."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from transforms.demands.actions import Action
from transforms.demands.clauses import (
    VERBS,
    is_infinitive,
    is_negated,
    is_passive,
    kids,
    lemma,
    modal_of,
    objects_of,
    own_subject,
    phrase,
)
from transforms.demands.parties import PartyFinder
from transforms.demands.wanted import Asking

ACCEPTED, REFUSED = "accepted", "refused"
AFTER = 4  # sentences behind a demand in which it may be answered
MOST_BEHIND = 200  # tokens
MOST = 40  # places of one verb that are looked at
UNWILLING = frozenset({"wo", "will", "would", "'ll", "’ll", "cannot", "ca", "can"})
TAKING_UP = frozenset({"it", "that", "this", "them", "which"})
PAST = frozenset({"VBD", "VBN"})


class OutcomeReader:
    """Finds the answers to one article's demands."""

    def __init__(self, parties: PartyFinder) -> None:
        self.parties = parties
        self.reading = parties.reading
        self.words = parties.lexicon.words

    def find(self, asking: Asking, action: Action, addressee: int | None) -> str | None:
        """What became of the demand; None where the article does not say. The addressee is an entity."""
        found = self._of_noun(asking.cue) or self._in_sentence(action)
        if found is None and addressee is not None and action.kind == "act":
            found = self._done(action, addressee)
        if found is None and addressee is not None:
            found = self._answered(action, addressee)
        return found

    # -- the verb over "the demand", "calls", "the request"

    def _of_noun(self, cue: int) -> str | None:
        """Read "rejected the call", "agreed to the demand", "the request was granted"."""
        reading = self.reading
        if reading.pos[cue] != "NOUN":
            return None
        head = reading.heads[cue]
        if reading.deps[cue] in ("dobj", "nsubjpass"):
            return self._answer(head)
        if reading.deps[cue] == "pobj" and reading.words[head].lower() in ("to", "with"):
            return self._answer(reading.heads[head])
        return None

    def _answer(self, verb: int) -> str | None:
        """What a verb of answering says, with the verb over it: "refused to meet", "did not accept"."""
        word = phrase(self.reading, verb)
        if word in self.words["refusing"]:
            return None if is_negated(self.reading, verb) else REFUSED
        if word not in self.words["accepting"] or modal_of(self.reading, verb) not in ("", "will"):
            return None
        return REFUSED if self._is_withheld(verb) else ACCEPTED

    def _is_withheld(self, verb: int) -> bool:
        """Whether the verb is denied or hangs on a verb of refusing."""
        reading = self.reading
        if is_negated(reading, verb):
            return True
        head = reading.heads[verb]
        return reading.deps[verb] == "xcomp" and lemma(reading, head) in self.words["refusing"]

    # -- behind the action, in its sentence

    def _in_sentence(self, action: Action) -> str | None:
        """Read "..., a step that he has refused to take", "..., which she declined to do"."""
        reading = self.reading
        end = reading.sentences[reading.token_sentence[action.head]][1]
        for token in range(action.last, min(end, action.last + 25)):
            if reading.deps[token] == "relcl" and lemma(reading, token) in self.words["refusing"]:
                return REFUSED
            if reading.deps[token] == "relcl" and lemma(reading, token) in self.words["accepting"]:
                return ACCEPTED
        return None

    # -- the deed itself

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """The places of each verb."""
        found: dict[str, list[int]] = {}
        for token, pos in enumerate(self.reading.pos):
            if pos == "VERB":
                found.setdefault(lemma(self.reading, token), []).append(token)
        return found

    def _done(self, action: Action, addressee: int) -> str | None:
        """Whether the article says elsewhere that the addressee did it, or would not."""
        for verb in self._places.get(lemma(self.reading, action.head), ())[:MOST]:
            if action.first <= verb < action.last or not self._is_same_deed(action.head, verb):
                continue
            found = self._deed(verb, addressee)
            if found is not None:
                return found
        return None

    def _is_same_deed(self, one: int, other: int) -> bool:
        """Whether two places of a verb have the same object; a verb of many uses needs one."""
        mine, others = self._object(one), self._object(other)
        if mine is None:
            return others is None and lemma(self.reading, one) not in self.words["common_verb"]
        return others is not None and mine == others

    def _object(self, verb: int) -> str | None:
        reading = self.reading
        nouns = kids(reading, verb, "nsubjpass" if is_passive(reading, verb) else "dobj")
        return lemma(reading, nouns[0]) if nouns else None

    def _deed(self, verb: int, addressee: int) -> str | None:
        reading = self.reading
        subject = own_subject(reading, verb)
        if is_passive(reading, verb):
            agents = objects_of(reading, verb, "by")
            is_told = reading.tags[verb] in PAST and not modal_of(reading, verb) and not is_negated(reading, verb)
            mine = not agents or self.parties.entity(agents[0]) == addressee
            return ACCEPTED if is_told and mine and not is_infinitive(reading, verb) else None
        head = reading.heads[verb]
        if subject is None and reading.deps[verb] == "xcomp" and lemma(reading, head) in self.words["refusing"]:
            return REFUSED if self._is_subject(head, addressee) else None
        if subject is None or not self._is_subject(verb, addressee):
            return None
        if is_negated(reading, verb):
            return REFUSED if modal_of(reading, verb) in UNWILLING else None
        helpers = {lemma(reading, c) for c in kids(reading, verb, "aux")}
        is_past = reading.tags[verb] == "VBD" or (reading.tags[verb] == "VBN" and "have" in helpers) or "do" in helpers
        return ACCEPTED if is_past and not modal_of(reading, verb) else None

    def _is_subject(self, verb: int, addressee: int) -> bool:
        subject = own_subject(self.reading, verb)
        return subject is not None and self.parties.entity(subject) == addressee

    # -- an answer in the sentences that follow

    def _answered(self, action: Action, addressee: int) -> str | None:
        """Read "The company rejected the demand", "He agreed", "She refused" behind the action."""
        for verb in self._answers_behind(action):
            distance = self.reading.token_sentence[verb] - self.reading.token_sentence[action.head]
            if not self._is_subject(verb, addressee) or not self._takes_up(verb, distance):
                continue
            if not is_infinitive(self.reading, verb):
                return self._answer(verb)
            if distance == 0:
                return self._possible(verb)
        return None

    def _possible(self, verb: int) -> str | None:
        """Read "it is impossible for the company to accept it"; other infinitives answer nothing."""
        reading = self.reading
        head = reading.heads[verb]
        over = {lemma(reading, head), *(lemma(reading, c) for c in kids(reading, head, "acomp"))}
        return REFUSED if over & self.words["unwilling"] and lemma(reading, verb) in self.words["accepting"] else None

    def _answers_behind(self, action: Action) -> Iterator[int]:
        """The verbs of answering in the rest of the sentence and in those that follow."""
        reading = self.reading
        sentence = reading.token_sentence[action.head]
        last = reading.sentences[min(sentence + AFTER, len(reading.sentences) - 1)][1]
        for place in range(action.last, min(last, action.last + MOST_BEHIND)):
            word = lemma(reading, place)
            if reading.pos[place] in VERBS and (word in self.words["refusing"] or word in self.words["accepting"]):
                yield place

    def _takes_up(self, verb: int, distance: int) -> bool:
        """Whether the verb's object is the demand: a noun for it, or in the next sentence "it" or nothing at all."""
        reading = self.reading
        objects = [*kids(reading, verb, "dobj"), *objects_of(reading, verb, "to", "with")]
        if not objects:
            is_whole = not kids(reading, verb, "xcomp", "ccomp", "advcl")
            return distance <= 1 and is_whole and lemma(reading, verb) not in self.words["common_verb"]
        words = self.words["demand_noun"] | self.words["messenger"]
        if distance <= 1 and any(reading.words[o].lower() in TAKING_UP for o in objects):
            return True
        return any(lemma(reading, o) in words for o in objects)
