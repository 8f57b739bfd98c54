"""What a verb or noun of asking takes: the actions that are asked for, and who is to act."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from transforms.demands.parties import PartyFinder
from transforms.demands.syntax import (
    SUBJECTS,
    is_infinitive,
    is_passive,
    kid,
    kids,
    marks,
    modal_of,
    own_subject,
)
from transforms.demands.vocabulary import DemandLexicon

CLAUSES = ("advcl", "ccomp", "xcomp", "acl", "relcl", "conj", "dep")
BARE = frozenset({"VB", "VBP"})
ASKING_MODALS = frozenset({"should", "must", "ought", "shall"})
SINGULAR = frozenset({"NN", "NNP"})
THIRD_PERSON = frozenset({"he", "she", "it"})


class Content(NamedTuple):
    """One complement of a cue: its head word, who is to act, and how the action is said.

    kind: act (a verb whose subject is to act), clause (a verb with a subject that is acted on), thing (a noun phrase)
    """

    head: int
    party: int | None
    kind: str


class ComplementReader:
    """Reads the complements of the cues of one article."""

    def __init__(self, parties: PartyFinder, lexicon: DemandLexicon) -> None:
        self.parties = parties
        self.reading = parties.reading
        self.lexicon = lexicon
        self._frames: dict[str, Callable[[int], Iterator[Content]]] = {
            "for": self._for,
            "on_to": self._on_to,
            "x_to": self._x_to,
            "x_for": self._x_for,
            "to_x": self._to_x,
            "that": self._that,
            "to": self._to,
            "thing": self._thing,
            "thing_from": self._thing_from,
            "on": self._on,
            "be_done": self._be_done,
        }

    def read(self, cue: int, frames: frozenset[str]) -> tuple[list[Content], str]:
        """The complements of a cue in the first of its frames that has any, and that frame's name."""
        for name, frame in self._frames.items():
            if name in frames:
                found = list(frame(cue))
                if found:
                    return found, name
        return [], ""

    # -- the frames, each with the words of an example

    def _for(self, cue: int) -> Iterator[Content]:
        """Read "call for an inquiry", "call for the board to resign"."""
        reading = self.reading
        for child in reading.children[cue]:
            if reading.deps[child] in CLAUSES and child > cue and "for" in marks(reading, child):
                yield self._clause(child)
            elif reading.deps[child] == "prep" and reading.lemmas[child] == "for" and child > cue:
                yield from self._under_for(cue, child)

    def _under_for(self, cue: int, preposition: int) -> Iterator[Content]:
        reading = self.reading
        for child in reading.children[preposition]:
            if reading.deps[child] == "pobj":
                if not self._is_empty(child):
                    yield self._asked_of(child) or Content(child, None, "thing")
            elif reading.deps[child] == "pcomp":
                yield self._clause(child)
            elif reading.deps[child] == "conj" and reading.lemmas[child] == "for":
                yield from self._under_for(cue, child)

    def _asked_of(self, noun: int) -> Content | None:
        """The infinitive behind a party: "for [the board] to resign"."""
        verb = next((v for v in kids(self.reading, noun, "acl", "relcl") if self._is_free(v)), None)
        if verb is None or not self.parties.acts(noun) or self._is_some(noun):
            return None
        return Content(verb, noun, "act")

    def _is_free(self, verb: int) -> bool:
        return is_infinitive(self.reading, verb) and own_subject(self.reading, verb) is None

    def _is_some(self, noun: int) -> bool:
        """Whether it is "a special prosecutor": somebody who is not there yet."""
        return any(self.reading.words[d].lower() in ("a", "an") for d in kids(self.reading, noun, "det"))

    def _clause(self, verb: int) -> Content:
        """A verb with its subject: a party acts, anything else is acted on."""
        subject = own_subject(self.reading, verb)
        if subject is None:
            return Content(verb, None, "act")
        if is_passive(self.reading, verb) or not self.parties.acts(subject) or self._is_some(subject):
            return Content(verb, subject, "clause")
        return Content(verb, subject, "act")

    def _on_to(self, cue: int) -> Iterator[Content]:
        """Read "call on the board to resign"."""
        yield from self._whom_to(cue, ("on", "upon"))

    def _to_x(self, cue: int) -> Iterator[Content]:
        """Read "appeal to the board to resign", "plead with him to stay"."""
        yield from self._whom_to(cue, ("to", "with"))

    def _whom_to(self, cue: int, prepositions: tuple[str, ...]) -> Iterator[Content]:
        reading = self.reading
        for child in kids(reading, cue, "prep", "dative"):
            if reading.lemmas[child] not in prepositions:
                continue
            party = kid(reading, child, "pobj")
            if party is None:
                continue
            verb = self._infinitive_after(party, party, cue, child)
            if verb is not None:
                yield Content(verb, party, "act")

    def _infinitive_after(self, place: int, *heads: int) -> int | None:
        """The infinitive behind a place that hangs on one of the words."""
        for head in heads:
            for verb in kids(self.reading, head, *CLAUSES):
                if verb > place and self._is_free(verb):
                    return verb
        return None

    def _x_to(self, cue: int) -> Iterator[Content]:
        """Read "urge the board to resign", "the board was told to resign"."""
        reading = self.reading
        if is_passive(reading, cue):
            yield from self._told(cue)
            return
        party = next((t for t in kids(reading, cue, "dobj", "dative") if t > cue), None)
        for verb in kids(reading, cue, "xcomp", "ccomp", "advcl", "acl"):
            if verb < cue or not is_infinitive(reading, verb):
                continue
            subject = own_subject(reading, verb)
            who = party if subject is None else subject
            if who is not None and cue < who < verb and "that" not in marks(reading, verb):
                yield self._clause(verb) if subject is not None else Content(verb, who, "act")
                return
        if party is not None:
            behind = self._infinitive_after(party, party)
            if behind is not None and self.parties.acts(party):
                yield Content(behind, party, "act")

    def _told(self, cue: int) -> Iterator[Content]:
        subject = kid(self.reading, cue, "nsubjpass")
        verb = self._infinitive_after(cue, cue)
        if verb is not None:
            yield Content(verb, subject, "act")

    def _x_for(self, cue: int) -> Iterator[Content]:
        """Read "ask the board for an inquiry"."""
        party = next((t for t in kids(self.reading, cue, "dobj", "dative") if t > cue), None)
        if party is not None and self.parties.acts(party):
            for content in self._for(cue):
                yield content._replace(party=content.party or party)

    def _that(self, cue: int) -> Iterator[Content]:
        """Read "demand that the board resign", "insist the board must resign"."""
        for verb in kids(self.reading, cue, "ccomp", "acl", "relcl", "advcl"):
            if verb > cue and own_subject(self.reading, verb) is not None and self._is_mandative(verb):
                yield self._clause(verb)

    def _is_mandative(self, verb: int) -> bool:
        """Whether a clause says what is to be: "that he leave", "it be closed", "they must go"."""
        reading = self.reading
        modal = modal_of(reading, verb)
        if modal:
            return modal in ASKING_MODALS
        if any(reading.tags[c] in ("VBZ", "VBD") for c in kids(reading, verb, "aux", "auxpass")):
            return False
        if any(reading.tags[c] == "VB" for c in kids(reading, verb, "auxpass")):
            return True
        return reading.tags[verb] in BARE and not is_infinitive(reading, verb)

    def _to(self, cue: int) -> Iterator[Content]:
        """Read the noun's "a call to resign"."""
        verb = self._infinitive_after(cue, cue)
        if verb is not None:
            yield Content(verb, None, "act")

    def _thing(self, cue: int) -> Iterator[Content]:
        """Read "demand an apology from the board"."""
        reading = self.reading
        for noun in kids(reading, cue, "dobj"):
            if noun > cue and not self._is_empty(noun):
                yield Content(noun, self._from_whom(cue, noun), "thing")

    def _thing_from(self, cue: int) -> Iterator[Content]:
        """Read "seek an apology from the board": what others alone can give."""
        for content in self._thing(cue):
            granted = self.reading.lemmas[content.head].lower() in self.lexicon.words["granted"]
            if content.party is not None or granted:
                yield content

    def _on(self, cue: int) -> Iterator[Content]:
        """Read "insist on an inquiry"."""
        reading = self.reading
        for child in kids(reading, cue, "prep"):
            if reading.lemmas[child] in ("on", "upon"):
                yield from (Content(n, None, "thing") for n in kids(reading, child, "pobj") if not self._is_empty(n))

    def _be_done(self, cue: int) -> Iterator[Content]:
        """Read "ask to be heard"."""
        for verb in kids(self.reading, cue, "xcomp"):
            if is_infinitive(self.reading, verb) and is_passive(self.reading, verb):
                yield Content(verb, None, "act")

    def _from_whom(self, cue: int, noun: int) -> int | None:
        reading = self.reading
        for head, prepositions in ((cue, ("from", "of")), (noun, ("from",))):
            for child in kids(reading, head, "prep"):
                party = kid(reading, child, "pobj")
                if reading.lemmas[child] in prepositions and party is not None and self.parties.acts(party):
                    return party
        return None

    def _is_empty(self, noun: int) -> bool:
        """Whether the object says nothing of an action: a pronoun, a question, a comment."""
        reading = self.reading
        return reading.pos[noun] == "PRON" or reading.lemmas[noun].lower() in self.lexicon.words["no_action"]


__all__ = ["SUBJECTS", "ComplementReader", "Content"]
