"""Actions said by a verb, with who is to do it: "urge the board to resign", "a call to resign", "want it closed"."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from transforms.demands.asking_words import DemandLexicon
from transforms.demands.clauses import (
    BARE,
    CLAUSES,
    VERBS,
    called_again,
    infinitive_after,
    is_infinitive,
    is_passive,
    is_some,
    kids,
    lemma,
    marks,
    modal_of,
    objects_of,
    opens_with,
    own_subject,
    starts_clause,
)
from transforms.demands.deeds import DeedReader
from transforms.demands.parties import ANYBODY, PartyFinder
from transforms.demands.wanted import Content

NEAR = 8  # tokens behind "see" in which an indirect question opens
LONGEST = 120  # tokens searched for joined clauses
NOBODY = frozenset({"anyone", "anybody", "nobody"})
PERFECT = frozenset({"have", "'ve", "’ve"})
FORECAST = frozenset({"will", "'ll", "’ll"})
POLITE = frozenset({"would", "'d", "’d"})
Frame = Callable[[int], Iterator[Content]]


class InfinitiveReader:
    """Reads the verbs that are asked for in one article."""

    def __init__(self, parties: PartyFinder, deeds: DeedReader, lexicon: DemandLexicon) -> None:
        self.parties = parties
        self.reading = parties.reading
        self.deeds = deeds
        self.words = lexicon.words
        self.asking = lexicon.asking_verbs

    def frames(self) -> dict[str, Frame]:
        """The frames of demand_cues.csv that take a verb, each with what reads it."""
        return {
            "on_to": self._on_to,
            "x_to": self._x_to,
            "body_x_to": self._body_x_to,
            "bill_x_to": self._bill_x_to,
            "wish_x_to": self._wish_x_to,
            "would_x_to": self._would_x_to,
            "for_x_to": self._for_x_to,
            "to": self._to,
            "have_x": self._have_x,
            "would_have_x": self._would_have_x,
            "x_done": self._x_done,
            "be_done": self._be_done,
        }

    def clause(self, verb: int) -> Content:
        """A verb with its subject: a party acts, anything else is acted on."""
        subject = own_subject(self.reading, verb)
        if subject is None:
            return Content(verb, None, "act")
        is_body = self.reading.words[subject].lower() == "it" and self.deeds.is_deed(verb)  # "that it cease trading"
        acts = (self.parties.acts(subject) or is_body) and not is_some(self.reading, subject)
        return Content(verb, subject, "act" if acts and not is_passive(self.reading, verb) else "clause")

    def with_joined(self, verb: int) -> Iterator[Content]:
        """The clause and those joined within it that have a subject of their own: "for A to go and for B to stay"."""
        yield self.clause(verb)
        yield from self.joined_clauses(verb)

    def joined_clauses(self, head: int) -> Iterator[Content]:
        """The clauses with "for" or "that" and a subject joined to a verb under the head."""
        reading = self.reading
        first, last = reading.subtree(head)
        for token in range(max(first, head), min(last, head + LONGEST)):
            is_marked = starts_clause(reading, token) and marks(reading, token) & {"for", "that"}
            is_asked = is_infinitive(reading, token) or self.deeds.is_mandative(token) or self.deeds.looks_bare(token)
            if (is_marked and is_asked) or self._is_next(head, token):
                yield self.clause(token)
        for token in kids(reading, reading.heads[head], "conj"):
            if token >= last and is_infinitive(reading, head) and self._is_beside(token):
                yield self.clause(token)

    def _is_beside(self, token: int) -> bool:
        """Whether the parse joins one more party's infinitive to the cue: "wants it cut, and [the mayor to go]"."""
        reading = self.reading
        is_bare = is_infinitive(reading, token) and not modal_of(reading, token)
        return is_bare and own_subject(reading, token) is not None and reading.pos[reading.heads[token]] in VERBS

    def _is_next(self, head: int, token: int) -> bool:
        """Whether it is the infinitive of one more party: "wants it cut and [the mayor to go]"."""
        reading = self.reading
        is_joined = reading.deps[token] == "conj" and reading.heads[token] == head and is_infinitive(reading, head)
        return is_joined and is_infinitive(reading, token) and own_subject(reading, token) is not None

    def _on_to(self, cue: int) -> Iterator[Content]:
        """Read "call on the board to resign"."""
        found = list(self.whom_to(cue, "on", "upon"))
        yield from found
        if found:
            yield from self._on_others(found[0].head)

    def _on_others(self, verb: int) -> Iterator[Content]:
        """Read "call on the board to resign [and on the mayor to wait]"."""
        reading = self.reading
        end = reading.sentences[reading.token_sentence[verb]][1]
        for token in range(verb + 1, min(end, verb + LONGEST)):
            party = called_again(reading, token)
            if party is not None and self.parties.acts(party):
                yield Content(reading.heads[reading.subtree(party)[1]], party, "act")

    def whom_to(self, cue: int, *prepositions: str) -> Iterator[Content]:
        """The infinitive behind a party that has one of the prepositions: "on the board to resign"."""
        reading = self.reading
        for party in objects_of(reading, cue, *prepositions):
            over = [reading.heads[cue], reading.heads[reading.heads[cue]]] if reading.deps[cue] == "acl" else []
            inner = [noun for clause in kids(reading, party, "relcl") for noun in kids(reading, clause, "dobj")]
            verb = infinitive_after(reading, party, party, *inner, cue, reading.heads[party], *self.voicing(cue), *over)
            verb = self._within(party) if verb is None else verb
            is_joined = verb is not None and reading.tags[verb - 2 : verb - 1] == ["CC"]  # "to appeal to them and to"
            if verb is not None and not is_joined and (self.parties.acts(party) or self._is_some_witness(party)):
                yield Content(verb, party, "act")
                return

    def _is_some_witness(self, party: int) -> bool:
        """Whether it is anyone of a kind: "anyone with news of it", "anyone who saw it"."""
        return self.reading.words[party].lower() in NOBODY and bool(kids(self.reading, party, "prep", "relcl", "acl"))

    def _within(self, party: int) -> int | None:
        """The infinitive that the parse hangs on a noun behind a party: "to [anyone] with news of it [to call]"."""
        reading = self.reading
        last = min(reading.sentences[reading.token_sentence[party]][1], party + NEAR)
        return infinitive_after(reading, party, *(t for t in range(party + 1, last) if reading.deps[t] == "pobj"))

    def _x_to(self, cue: int) -> Iterator[Content]:
        """Read "urge the board to resign", "the board was told to resign"."""
        reading = self.reading
        if is_passive(reading, cue):
            verb = infinitive_after(reading, cue, cue)
            if verb is not None:
                yield Content(verb, next(iter(kids(reading, cue, "nsubjpass")), None), "act")
            return
        party = next((t for t in kids(reading, cue, "dobj", "dative") if t > cue), None)
        is_question = bool(kids(reading, cue, "dative") and kids(reading, cue, "dobj"))  # "asked them riddles to"
        if is_question or (party is not None and reading.words[party].lower() in NOBODY):
            return
        for verb in kids(reading, cue, "xcomp", "ccomp", "advcl", "acl"):
            subject = own_subject(reading, verb)
            who = party if subject is None else subject
            if self._is_shut_off(cue, verb):
                continue
            if who is not None and reading.tags[who] != "VBG" and cue < who < verb and is_infinitive(reading, verb):
                if subject is not None or self.parties.acts(who) or reading.words[who].lower() == "it":
                    yield Content(verb, who, "act") if subject is None else self.clause(verb)
                    yield from self.joined_clauses(verb)
                return
        clauses = [] if party is None else kids(reading, party, "relcl")  # "urged players who want to join to sign"
        wishes = [verb for clause in clauses for verb in kids(reading, clause, "xcomp")]
        behind = None if party is None else infinitive_after(reading, party, party, *wishes)
        if behind is not None and self.parties.acts(party or 0):
            yield Content(behind, party, "act")

    def _is_shut_off(self, cue: int, verb: int) -> bool:
        """Whether a comma ends the cue's own clause before the verb: "Roe, who had lobbied it on loans, to serve".

        Or what is told stands between: "told them that it would lose both, the first to close".
        """
        reading = self.reading
        if any("that" in marks(reading, told) for told in kids(reading, cue, "ccomp") if told < verb):
            return True
        opening = min(reading.subtree(verb)[0], verb)
        return reading.deps[cue] == "relcl" and reading.words[opening - 1] == ","

    def _bill_x_to(self, cue: int) -> Iterator[Content]:
        """Read "the bill would require the board to resign": no duty that there is already."""
        subject = own_subject(self.reading, cue)
        under = objects_of(self.reading, cue, "under")
        bills = self.words["bill"]
        is_of_noun = self.reading.deps[cue] in (
            "advcl",
            "acl",
            "relcl",
        )  # "a bill before parliament would", "a bill requiring"
        opening = [self.reading.heads[cue]] if is_of_noun else []
        nouns = [*under, *opening, *([] if subject is None else [subject])]
        is_bill = any(lemma(self.reading, noun) in bills for noun in nouns)
        is_planned = modal_of(self.reading, cue) in ("would", "will", "could") or self.reading.tags[cue] == "VBG"
        if is_bill and is_planned:
            yield from self._x_to(cue)

    def _body_x_to(self, cue: int) -> Iterator[Content]:
        """Read "the regulator required the bank to pay": somebody's order, no law's."""
        is_joined = self.reading.deps[cue] == "conj"  # "fined the bank and required it to pay"
        subject = own_subject(self.reading, cue)
        subject = own_subject(self.reading, self.reading.heads[cue]) if subject is None and is_joined else subject
        is_told = self.reading.tags[cue] == "VBD" and not is_passive(self.reading, cue)
        if is_told and subject is not None and self.parties.acts(subject):
            yield from self._x_to(cue)

    def _would_x_to(self, cue: int) -> Iterator[Content]:
        """Read "would like the board to resign"."""
        if modal_of(self.reading, cue) in POLITE:
            yield from self._wish_x_to(cue)

    def _for_x_to(self, cue: int) -> Iterator[Content]:
        """Read "a deadline for the board to resign"."""
        for head in (cue, *self.voicing(cue)):
            for verb in kids(self.reading, head, *CLAUSES):
                if verb > cue and is_infinitive(self.reading, verb) and opens_with(self.reading, verb, "for"):
                    yield from self.with_joined(verb)
                    return

    def _to(self, cue: int) -> Iterator[Content]:
        """Read "a call to resign", "called to close the mill"."""
        reading = self.reading
        if reading.pos[cue] in VERBS and (is_passive(reading, cue) or kids(reading, cue, "dobj", "oprd", "prt")):
            return  # "was called to the Bar to", "called it X to"
        verb = infinitive_after(reading, cue, cue, *objects_of(reading, cue, "from", "by"))
        if (verb is not None and self._is_of_verb(cue, verb)) or self._is_decision(cue):
            return
        if verb is None:
            verb = infinitive_after(reading, cue, *(head for head in self.voicing(cue)))
            verb = None if verb is None or self._is_far(cue, verb) else verb
        if verb is None and reading.tags[cue + 1 : cue + 2] == ["TO"]:
            verb = reading.heads[cue + 1]  # which may hang on the verb before the noun
        if verb is not None and verb > cue and lemma(reading, verb) not in self.words["phone_verb"]:
            yield Content(verb, self._receiver(cue), "act")

    def _is_far(self, cue: int, verb: int) -> bool:
        """Whether another verb or a comma stands between: "under pressure, is expected to"."""
        reading = self.reading
        return any(reading.pos[t] in VERBS or reading.words[t] == "," for t in range(cue + 1, verb))

    def _is_decision(self, cue: int) -> bool:
        """Whether it is an idiom for deciding or for a duty: "made the call to go", "answered the call to serve"."""
        reading = self.reading
        before = [reading.lemmas[token].lower() for token in range(max(0, cue - 2), cue)]
        return lemma(reading, cue) == "call" and before in (["make", "the"], ["answer", "the"])

    def _is_of_verb(self, cue: int, verb: int) -> bool:
        """Whether a verb of asking right behind the noun takes the infinitive: "who signed the petition called on"."""
        reading = self.reading
        behind = cue + 1
        is_verb = reading.pos[cue] == "NOUN" and behind < verb and reading.pos[behind] in VERBS
        return is_verb and reading.tags[behind] in ("VBD", "VBN") and lemma(reading, behind) in self.asking

    def voicing(self, cue: int) -> list[int]:
        """The verb that a noun of asking is the object of, on which what is asked may hang: "put pressure on X to"."""
        reading = self.reading
        head = reading.heads[cue]
        if reading.deps[cue] == "pobj":
            head = reading.heads[head]
        is_noun = reading.pos[cue] == "NOUN" and reading.deps[cue] in ("dobj", "pobj")
        return [head] if is_noun and reading.pos[head] in VERBS else []

    def _receiver(self, cue: int) -> int | None:
        """Whom a demand is given: "gave [the board] an ultimatum to resign", "put pressure on [it] to resign"."""
        found = []
        for verb in self.voicing(cue):
            found += [*kids(self.reading, verb, "dative"), *objects_of(self.reading, verb, "on", "upon", "to")]
        return next((t for t in found if self.parties.acts(t)), None)

    def _have_x(self, cue: int) -> Iterator[Content]:
        """Read "seek to have the court hear the case", "want to see the board resign"."""
        reading = self.reading
        if is_passive(reading, cue) or modal_of(reading, cue) in FORECAST:
            return
        for having in kids(reading, cue, "xcomp"):
            if lemma(reading, having) in ("have", "see") and is_infinitive(reading, having):
                for verb in kids(reading, having, "ccomp"):
                    is_open = any(
                        tag[:1] == "W" for tag in reading.tags[having : min(verb, having + NEAR)]
                    )  # "to see what it was like"
                    if not is_open and self._is_to_be_done(verb):
                        yield self.clause(verb)
                for noun in kids(reading, having, "dobj"):  # "see [both programs] run by towns"
                    if any(reading.tags[verb] == "VBN" for verb in kids(reading, noun, "acl")):
                        yield Content(noun, None, "thing")

    def _would_have_x(self, cue: int) -> Iterator[Content]:
        """Read "would like to see the board resign"."""
        if modal_of(self.reading, cue) in POLITE:
            yield from self._have_x(cue)

    def _is_to_be_done(self, verb: int) -> bool:
        """Whether a bare clause says what somebody is to do: no finite verb, no question."""
        reading = self.reading
        subject = own_subject(reading, verb)
        is_open = marks(reading, verb) or any(reading.tags[c][:1] == "W" for c in reading.children[verb])
        if subject is None or is_open or modal_of(reading, verb) or reading.tags[verb] not in (*BARE, "VBN", "VBD"):
            return False
        return self.parties.acts(subject) or reading.tags[verb] in ("VBN", "VBD")

    def _x_done(self, cue: int) -> Iterator[Content]:
        """Read "want the owners held to account"."""
        reading = self.reading
        for verb in kids(reading, cue, "ccomp") if modal_of(reading, cue) not in FORECAST else ():
            subject = own_subject(reading, verb)
            is_bare = not kids(reading, verb, "aux", "auxpass", "mark")
            if verb > cue and subject is not None and is_bare and reading.tags[verb] in ("VBN", "VBD"):
                yield Content(verb, subject, "clause")

    def _wish_x_to(self, cue: int) -> Iterator[Content]:
        """Read "want the board to resign": a deed of somebody, not "want people to like them"."""
        is_past = any(self.reading.words[c].lower() in PERFECT for c in kids(self.reading, cue, "aux"))
        is_forecast = modal_of(self.reading, cue) in FORECAST  # "she will likely want them to"
        if is_passive(self.reading, cue) or is_forecast or (is_past and modal_of(self.reading, cue)):
            return  # "would have liked them to"
        for content in self._x_to(cue):
            is_somebody = content.party is None or self.reading.words[content.party].lower() not in ANYBODY
            is_thing = content.kind == "clause" and not is_passive(self.reading, content.head)  # "her garden to serve"
            is_thing = is_thing and not (content.party is not None and self.parties.acts(content.party))
            if is_somebody and not is_thing and self.deeds.is_deed(content.head):
                yield content

    def _be_done(self, cue: int) -> Iterator[Content]:
        """Read "ask to be heard", not "ask to be identified by a first name"."""
        for verb in kids(self.reading, cue, "xcomp"):
            is_done = is_infinitive(self.reading, verb) and is_passive(self.reading, verb)
            if is_done and lemma(self.reading, verb) not in self.words["naming"]:
                yield Content(verb, None, "act")
