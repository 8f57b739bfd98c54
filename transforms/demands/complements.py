"""What a verb or noun of asking takes: the actions that are asked for, and who is to act."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from transforms.demands.asking_words import DemandLexicon
from transforms.demands.clauses import (
    BARE,
    CLAUSES,
    infinitive_after,
    is_infinitive,
    is_passive,
    is_some,
    kids,
    lemma,
    marks,
    modal_of,
    objects_of,
    own_subject,
    starts_clause,
)
from transforms.demands.parties import PartyFinder
from transforms.demands.wanted import Content

ASKING_MODALS = frozenset({"should", "must", "ought", "shall"})
PROPER = frozenset({"NNP", "NNPS", "PRP", "WP", "DT", "EX"})
OPEN_TAGS = frozenset({"WRB", "WP", "WDT", "WP$"})
NOT_BARE = frozenset({"are", "am", "were", "was", "is", "'re", "’re", "'s", "’s"})
LONGEST = 120  # tokens searched for joined clauses
PLURAL_TAGS = frozenset({"NNS", "NNPS"})


class ComplementReader:
    """Reads the complements of the cues of one article."""

    def __init__(self, parties: PartyFinder, lexicon: DemandLexicon) -> None:
        self.parties = parties
        self.reading = parties.reading
        self.lexicon = lexicon
        self._frames: dict[str, Callable[[int], Iterator[Content]]] = {
            "x_for": self._x_for,
            "on_to": self._on_to,
            "to_x": self._to_x,
            "for": self._for,
            "x_to": self._x_to,
            "bill_x_to": self._bill_x_to,
            "that": self._that,
            "so": self._so,
            "to": self._to,
            "have_x": self._have_x,
            "x_done": self._x_done,
            "thing": self._thing,
            "thing_from": self._thing_from,
            "on": self._on,
            "doing": self._doing,
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
            if child < cue:
                continue
            if reading.deps[child] in CLAUSES and "for" in marks(reading, child):
                yield from self._with_joined(child)
            elif reading.deps[child] == "prep" and lemma(reading, child) == "for":
                yield from self._under_for(cue, child)

    def _with_joined(self, verb: int) -> Iterator[Content]:
        """The clause and those joined within it that have a subject of their own: "for A to go and for B to stay"."""
        yield self.clause(verb)
        yield from self._joined_clauses(verb)

    def _joined_clauses(self, head: int) -> Iterator[Content]:
        """The clauses with "for" or "that" and a subject joined to a verb under the head."""
        reading = self.reading
        first, last = reading.subtree(head)
        for token in range(max(first, head), min(last, head + LONGEST)):
            is_marked = starts_clause(reading, token) and marks(reading, token) & {"for", "that"}
            if is_marked and (is_infinitive(reading, token) or self.is_mandative(token)):
                yield self.clause(token)

    def _under_for(self, cue: int, preposition: int) -> Iterator[Content]:
        reading = self.reading
        for child in reading.children[preposition]:
            if reading.deps[child] == "pobj":
                content = self._asked_of(child, cue) or Content(child, None, "thing")
                if content.kind == "act" or self.is_action(child):
                    yield content
                    yield from self._joined_clauses(child)
            elif reading.deps[child] == "pcomp":
                yield self.clause(child)
            elif reading.deps[child] == "conj" and lemma(reading, child) == "for":
                yield from self._under_for(cue, child)

    def _asked_of(self, noun: int, cue: int) -> Content | None:
        """The infinitive behind a party: "for [the board] to resign"."""
        is_next = self.reading.words[noun + 1 : noun + 2] == ["to"]
        verb = infinitive_after(self.reading, noun, *((noun, cue) if is_next else (noun,)))
        if verb is None or not self.parties.acts(noun) or is_some(self.reading, noun):
            return None
        return Content(verb, noun, "act")

    def clause(self, verb: int) -> Content:
        """A verb with its subject: a party acts, anything else is acted on."""
        subject = own_subject(self.reading, verb)
        if subject is None:
            return Content(verb, None, "act")
        acts = self.parties.acts(subject) and not is_some(self.reading, subject)
        return Content(verb, subject, "act" if acts and not is_passive(self.reading, verb) else "clause")

    def _on_to(self, cue: int) -> Iterator[Content]:
        """Read "call on the board to resign"."""
        yield from self._whom_to(cue, "on", "upon")

    def _to_x(self, cue: int) -> Iterator[Content]:
        """Read "appeal to the board to resign", "plead with him for help"."""
        found = list(self._whom_to(cue, "to", "with"))
        if not found:
            parties = [p for p in objects_of(self.reading, cue, "to", "with") if self.parties.acts(p)]
            found = [c._replace(party=c.party or parties[0]) for c in self._for(cue)] if parties else []
        yield from found

    def _whom_to(self, cue: int, *prepositions: str) -> Iterator[Content]:
        reading = self.reading
        for party in objects_of(reading, cue, *prepositions):
            verb = infinitive_after(reading, party, party, cue, reading.heads[party])
            if verb is not None and self.parties.acts(party):
                yield Content(verb, party, "act")
                return

    def _x_to(self, cue: int) -> Iterator[Content]:
        """Read "urge the board to resign", "the board was told to resign"."""
        reading = self.reading
        if is_passive(reading, cue):
            verb = infinitive_after(reading, cue, cue)
            if verb is not None:
                yield Content(verb, next(iter(kids(reading, cue, "nsubjpass")), None), "act")
            return
        party = next((t for t in kids(reading, cue, "dobj", "dative") if t > cue), None)
        for verb in kids(reading, cue, "xcomp", "ccomp", "advcl", "acl"):
            subject = own_subject(reading, verb)
            who = party if subject is None else subject
            if who is not None and cue < who < verb and is_infinitive(reading, verb):
                if subject is not None or self.parties.acts(who):
                    yield Content(verb, who, "act") if subject is None else self.clause(verb)
                    yield from self._joined_clauses(verb)
                return
        behind = None if party is None else infinitive_after(reading, party, party)
        if behind is not None and self.parties.acts(party or 0):
            yield Content(behind, party, "act")

    def _bill_x_to(self, cue: int) -> Iterator[Content]:
        """Read "the bill would require the board to resign": no duty that there is already."""
        subject = own_subject(self.reading, cue)
        under = objects_of(self.reading, cue, "under")
        bills = self.lexicon.words["bill"]
        is_bill = any(lemma(self.reading, noun) in bills for noun in (*under, *(() if subject is None else (subject,))))
        if is_bill and modal_of(self.reading, cue) in ("would", "will", "could"):
            yield from self._x_to(cue)

    def _x_for(self, cue: int) -> Iterator[Content]:
        """Read "ask the board for an inquiry"."""
        party = next((t for t in kids(self.reading, cue, "dobj", "dative") if t > cue), None)
        if party is not None and self.parties.acts(party):
            for content in self._for(cue):
                yield content._replace(party=content.party or party)

    def _that(self, cue: int) -> Iterator[Content]:
        """Read "demand that the board resign", "insist the board must resign"."""
        for verb in kids(self.reading, cue, "ccomp", "acl", "relcl", "advcl"):
            if verb > cue and self.is_mandative(verb):
                yield from self._with_joined(verb)

    def _so(self, cue: int) -> Iterator[Content]:
        """Read "propose that the board resign": a plan, unless it is only in the words that it is asked."""
        for content in self._that(cue):
            subject = own_subject(self.reading, content.head)
            is_plural = subject is not None and self.reading.tags[subject] in PLURAL_TAGS
            if modal_of(self.reading, content.head) or not (is_plural and self.reading.tags[content.head] == "VBP"):
                yield content

    def is_mandative(self, verb: int) -> bool:
        """Whether a clause says what is to be: "that he leave", "it be closed", "they must go"."""
        reading = self.reading
        subject = own_subject(reading, verb)
        if subject is None or reading.tags[subject] in OPEN_TAGS or self._is_wh(verb):
            return False
        modal = modal_of(reading, verb)
        if modal:
            return modal in ASKING_MODALS
        helpers = kids(reading, verb, "aux", "auxpass")
        if any(reading.words[c].lower() in NOT_BARE or reading.tags[c] in ("VBZ", "VBD") for c in helpers):
            return False
        if any(reading.words[c].lower() == "be" for c in helpers):
            return True
        is_bare = reading.tags[verb] in BARE and reading.words[verb].lower() not in NOT_BARE
        return is_bare and not is_infinitive(reading, verb)

    def _is_wh(self, verb: int) -> bool:
        """Whether the clause is an indirect question: "asked why he left"."""
        reading = self.reading
        return any(reading.tags[child] in OPEN_TAGS for child in reading.children[verb] if child < verb)

    def _to(self, cue: int) -> Iterator[Content]:
        """Read "a call to resign", "called to close the mill"."""
        reading = self.reading
        verb = infinitive_after(reading, cue, cue, *objects_of(reading, cue, "from", "by"))
        if verb is None and reading.tags[cue + 1 : cue + 2] == ["TO"]:
            verb = reading.heads[cue + 1]  # which may hang on the verb before the noun
        if verb is not None and verb > cue and lemma(reading, verb) not in self.lexicon.words["phone_verb"]:
            yield Content(verb, None, "act")

    def _have_x(self, cue: int) -> Iterator[Content]:
        """Read "seek to have the court hear the case"."""
        reading = self.reading
        for having in kids(reading, cue, "xcomp"):
            if lemma(reading, having) == "have" and is_infinitive(reading, having):
                for verb in kids(reading, having, "ccomp"):
                    if own_subject(reading, verb) is not None:
                        yield self.clause(verb)

    def _x_done(self, cue: int) -> Iterator[Content]:
        """Read "want the owners held to account"."""
        reading = self.reading
        for verb in kids(reading, cue, "ccomp"):
            subject = own_subject(reading, verb)
            is_bare = not kids(reading, verb, "aux", "auxpass", "mark")
            if verb > cue and subject is not None and is_bare and reading.tags[verb] in ("VBN", "VBD"):
                yield Content(verb, subject, "clause")

    def _thing(self, cue: int) -> Iterator[Content]:
        """Read "demand an apology from the board"."""
        reading = self.reading
        if any(is_infinitive(reading, verb) for verb in kids(reading, cue, "xcomp")):
            return
        for noun in kids(reading, cue, "dobj", "nsubjpass"):
            if self.is_action(noun):
                yield Content(noun, self._from_whom(cue, noun), "thing")

    def _thing_from(self, cue: int) -> Iterator[Content]:
        """Read "seek an apology from the board": what others alone can give."""
        for content in self._thing(cue):
            if lemma(self.reading, content.head) in self.lexicon.words["granted"]:
                yield content

    def _on(self, cue: int) -> Iterator[Content]:
        """Read "insist on an inquiry"."""
        for noun in objects_of(self.reading, cue, "on", "upon"):
            if self.is_action(noun):
                yield Content(noun, None, "thing")

    def _doing(self, cue: int) -> Iterator[Content]:
        """Read "propose closing the mill"."""
        reading = self.reading
        for verb in kids(reading, cue, "xcomp", "ccomp"):
            if verb > cue and reading.tags[verb] == "VBG" and own_subject(reading, verb) is None:
                yield Content(verb, None, "act")

    def _be_done(self, cue: int) -> Iterator[Content]:
        """Read "ask to be heard"."""
        for verb in kids(self.reading, cue, "xcomp"):
            if is_infinitive(self.reading, verb) and is_passive(self.reading, verb):
                yield Content(verb, None, "act")

    def _from_whom(self, cue: int, noun: int) -> int | None:
        found = [*objects_of(self.reading, cue, "from", "of"), *objects_of(self.reading, noun, "from")]
        return next((party for party in found if self.parties.acts(party)), None)

    def is_action(self, noun: int) -> bool:
        """Whether the noun can say an action: no pronoun, no name, nobody who is there, no question, no comment."""
        reading = self.reading
        if reading.tags[noun] in PROPER or reading.pos[noun] not in ("NOUN", "NUM", "ADJ", "VERB"):
            return False
        if lemma(reading, noun) in self.lexicon.words["no_action"]:
            return False
        if reading.pos[noun] == "NUM" and not reading.children[noun]:
            return False
        if not reading.children[noun] and lemma(reading, noun) in self.lexicon.words["umbrella"]:
            return False
        is_there = any(reading.words[c].lower() in ("the", "these", "those") for c in kids(reading, noun, "det"))
        return not (self.parties.acts(noun) and is_there)
