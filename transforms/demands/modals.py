"""What a party says another must, should or has to do."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.demands.clauses import (
    NEGATIONS,
    VERBS,
    is_infinitive,
    is_negated,
    is_passive,
    is_question,
    is_some,
    kids,
    lemma,
    marks,
    objects_of,
    own_subject,
)
from transforms.demands.deeds import OPEN_TAGS, DeedReader
from transforms.demands.parties import ANYBODY, GENERIC, PartyFinder
from transforms.demands.spoken import StatementFinder
from transforms.demands.wanted import Asking, Content
from transforms.grammar import FIRST_PERSON
from transforms.records import Span

MODALS = frozenset({"should", "must", "ought"})
HAVING = frozenset({"has", "have"})
GOT = frozenset({"got"})
OWING = frozenset({"has", "have", "'s", "’s", "'ve", "’ve"})  # before "got to"
NEEDING = frozenset({"need", "needs", "needed"})
CUES = MODALS | HAVING | NEEDING | GOT
NOBODY = frozenset(
    ("it", "there", "this", "that", "which", "what", "everything", "nothing", "you", "these", "those", "things")
)
NO_DEMAND = frozenset({"denied", "threatened", "promised", "intended"})
PERFECT = frozenset({"have", "'ve", "’ve"})
LOOSE_MARKS = frozenset({"if", "whether", "because", "although", "though", "while", "when", "why", "how", "as", "than"})
REPORTING = 3  # verbs above a clause that may be denied
NESTED = 3  # nouns behind one another with "of"


class ModalReader:
    """Reads the modals inside the statements of one article."""

    def __init__(self, parties: PartyFinder, statements: StatementFinder, deeds: DeedReader) -> None:
        self.parties = parties
        self.reading = parties.reading
        self.statements = statements
        self.deeds = deeds

    def is_cue(self, token: int) -> bool:
        """Whether the word may say what must be done."""
        word = self.reading.words[token].lower()
        return word in MODALS or (word in CUES and self.reading.pos[token] in VERBS)

    def read(self, token: int) -> Asking | None:
        """What is to be done by whom; None where it is no demand of somebody else."""
        quote = self.statements.at(self.reading.starts[token])
        verb = self._verb_of(token)
        if quote is None or verb is None or not self._asks(quote) or self._is_idle(token, verb):
            return None
        subject = self._subject(token if self.reading.heads[verb] == token else verb, token)
        if subject is None or subject > token:
            return None
        rule = f"modal {lemma(self.reading, token)}"
        if self._is_told(subject, verb, quote):
            return Asking(token, rule, None, None, [Content(verb, subject, "act")], quote=quote, is_told=True)
        source = self._inner_source(verb, quote)
        may_act = self._may_act(subject, verb, None if source is not None else quote)
        if not may_act or self._is_of_people(token, subject, verb):
            return None
        contents = [self._content(subject, verb), *self._joined(verb)]
        if source is not None:
            return Asking(token, rule, source, None, contents)
        return Asking(token, rule, None, None, contents, quote=quote, recipient=self._topic(quote))

    def _is_told(self, subject: int, verb: int, quote: int) -> bool:
        """Whether "it" is the body that the statement is made to: "told [Norway] that it must pay"."""
        made = self.statements.quotes[quote]
        told = None if made.addressee is None else self.parties.entities.entities[made.addressee]
        is_body = told is not None and told.kind in ("organization", "place")
        is_active = not is_passive(self.reading, verb) and self.deeds.is_deed(verb)
        return is_body and is_active and self.reading.words[subject].lower() == "it"

    def _is_idle(self, token: int, verb: int) -> bool:
        """Whether nothing is asked: the clause only supposes, or guesses."""
        return self._is_guess(token, verb) or self._is_loose(token, verb)

    def _is_guess(self, token: int, verb: int) -> bool:
        """Whether it says what somebody seems to do: "he must be doing something right"."""
        return self.reading.words[token].lower() == "must" and self.reading.tags[verb] == "VBG"

    def _joined(self, verb: int) -> Iterator[Content]:
        """What else is to be done, with a subject of its own: "must be closed and [an auditor be named]"."""
        for other in kids(self.reading, verb, "conj"):
            subject = own_subject(self.reading, other)
            if subject is not None and is_passive(self.reading, other) and self.deeds.is_mandative(other):
                yield self._content(subject, other)

    def _is_of_people(self, token: int, subject: int, verb: int) -> bool:
        """Whether it is what one needs to do, or what people in general have to do."""
        word = self.reading.words[token].lower()
        if word in NEEDING:
            return not self._is_body(subject) or self._is_advice(token)
        is_of_anybody = self.parties.entity(subject) is None and not is_passive(self.reading, verb)
        return word in HAVING | GOT and is_of_anybody

    def _is_advice(self, token: int) -> bool:
        """Whether it says what an end takes: "to win, parties probably need to"."""
        reading = self.reading
        adverbs = {reading.words[c].lower() for c in kids(reading, token, "advmod")}
        is_for_end = any(is_infinitive(reading, v) for v in kids(reading, token, "advcl") if v < token)
        return is_for_end or not adverbs.isdisjoint(self.parties.lexicon.words["guessing"])

    def _inner_source(self, verb: int, quote: int) -> int | None:
        """Who says it inside another's statement: "many pundits say that he should drop out," he said."""
        reading = self.reading
        head = reading.heads[verb]
        if reading.deps[verb] != "ccomp" or self.statements.at(reading.starts[head]) != quote:
            return None
        subject = own_subject(reading, head)
        if subject is not None and reading.tags[subject] == "WP" and reading.deps[head] == "relcl":
            subject = reading.heads[head]  # "critics who say that he should"
        is_other = subject is not None and reading.words[subject].lower() not in FIRST_PERSON | NOBODY
        return subject if is_other and subject is not None and self.parties.acts(subject) else None

    def _topic(self, quote: int) -> int | None:
        """Whom a statement is about: "the airline must pay," she said of [Acme]."""
        cue = self.statements.quotes[quote].cue
        if cue is None:
            return None
        first, last = self.reading.tokens_in(*cue)
        found = [noun for verb in range(first, last) for noun in objects_of(self.reading, verb, "of")]
        return next((noun for noun in found if self.parties.acts(noun)), None)

    def _subject(self, verb: int, modal: int) -> int | None:
        """The verb's subject: its own, that of the verb it is joined to, or the noun right before the modal."""
        reading = self.reading
        found = own_subject(reading, verb)
        if found is None and reading.deps[verb] == "conj":
            return own_subject(reading, reading.heads[verb])
        return self._slipped(modal) if found is None and modal > 0 else found

    def _slipped(self, modal: int) -> int | None:
        """The noun right before a modal that the parse makes part of what stands before it."""
        reading = self.reading
        noun = modal - 1
        for _ in range(NESTED):  # "the State of Norway must"
            above = reading.heads[reading.heads[noun]]
            is_under = reading.deps[noun] == "pobj" and reading.deps[reading.heads[noun]] == "prep"
            if is_under and above < noun and reading.pos[above] in ("NOUN", "PROPN"):
                noun = above
        is_joined = reading.deps[noun] == "conj" and reading.pos[noun] in ("NOUN", "PROPN")
        return noun if is_joined or reading.deps[noun] == "appos" else None

    def _is_body(self, subject: int) -> bool:
        """Whether it is an organization, a state or several: what one person needs to do is mostly advice."""
        mention = self.parties.mention(subject)
        if mention is not None:
            return mention.kind in ("organization", "place", "group")
        reading = self.reading
        words, noun = self.parties.lexicon.words, lemma(reading, subject)
        bodies = (self.parties.finder.descriptions.nouns.bodies, words["delegate"], words["state"])
        return reading.tags[subject] == "NNS" or any(noun in listed for listed in bodies)

    def _content(self, subject: int, verb: int) -> Content:
        """The action; of a thing to which something is to be done, the thing is part of it."""
        if not is_passive(self.reading, verb):
            return Content(verb, subject, "act")
        is_named = self.parties.mention(subject) is not None
        return Content(verb, None, "act") if is_named else Content(verb, subject, "clause")

    def _asks(self, quote: int) -> bool:
        """Whether the statement is somebody's and no denial, promise or threat."""
        made = self.statements.quotes[quote]
        if made.speaker_span is None or made.is_negated or made.act in NO_DEMAND:
            return False
        return made.speaker is not None or self._may_say(made.speaker_span)

    def _may_say(self, span: Span) -> bool:
        """Whether the words mean somebody or a text of theirs: no polls, no doctrine."""
        first, last = self.reading.tokens_in(span.start, span.end)
        head = self.reading.root(first, last) if first < last else None
        is_noun = head is not None and self.reading.tags[head] in ("NN", "NNS", "PRP")
        if head is None or not is_noun or self.parties.asks(head):
            return True
        return any(self.parties.acts(noun) for noun in objects_of(self.reading, head, "of"))  # "a meeting of bishops"

    def _verb_of(self, token: int) -> int | None:
        """The verb that the modal helps, or the infinitive under "has to"."""
        reading = self.reading
        if reading.words[token].lower() in GOT:
            return self._infinitive(token) if reading.words[token - 1].lower() in OWING else None
        if reading.words[token].lower() in HAVING | NEEDING or reading.deps[token] != "aux":
            if is_negated(reading, token) or kids(reading, token, "aux", "dobj") or self._is_still_to_come(token):
                return None
            return self._infinitive(token)
        verb = reading.heads[token]
        return verb if verb > token else None

    def _infinitive(self, token: int) -> int | None:
        return next((v for v in kids(self.reading, token, "xcomp") if is_infinitive(self.reading, v)), None)

    def _is_still_to_come(self, token: int) -> bool:
        """Whether it is "have yet to", which asks for nothing."""
        return any(self.reading.words[child].lower() == "yet" for child in self.reading.children[token])

    def _is_loose(self, token: int, verb: int) -> bool:
        """Whether the clause only supposes, asks or describes: "if they should", "what they should do"."""
        reading = self.reading
        head = token if reading.heads[verb] == token else verb
        opening = {reading.words[c].lower() for c in kids(reading, head, "advmod")} | marks(reading, head)
        inner = [child for h in {head, token, verb} for child in reading.children[h]]
        is_open = any(reading.tags[child] in OPEN_TAGS for child in inner if child < token)
        if opening & LOOSE_MARKS or is_open or reading.deps[head] in ("relcl", "acl", "csubj", "pcomp"):
            return True
        return is_question(reading, verb) or self._is_denied(head)

    def _is_denied(self, verb: int) -> bool:
        """Whether a verb above says that it is not so: "I doubt that she should"."""
        reading = self.reading
        for _ in range(REPORTING):
            head = reading.heads[verb]
            if head == verb or reading.deps[verb] not in ("ccomp", "conj"):
                return False
            if reading.deps[verb] == "ccomp" and (self._is_not_said(head) or self._is_of_anybody(head)):
                return True
            verb = head
        return False

    def _is_not_said(self, verb: int) -> bool:
        """Whether the verb is denied, by itself or with the verb it is joined to: "did not come out and say"."""
        reading = self.reading
        is_bare = reading.deps[verb] == "conj" and reading.tags[verb] == "VB" and not kids(reading, verb, "aux")
        return is_negated(reading, verb) or (is_bare and is_negated(reading, reading.heads[verb]))

    def _is_of_anybody(self, verb: int) -> bool:
        """Whether it is what people of some kind think: "anyone who thinks that they should"."""
        reading = self.reading
        head = reading.heads[verb]
        is_anybody = reading.words[head].lower() in ANYBODY | {"those"} or not self.parties.acts(head)
        return reading.deps[verb] == "relcl" and is_anybody

    def _may_act(self, subject: int, verb: int, quote: int | None) -> bool:
        """Whether somebody else than the statement's speaker is told to act, or something is to be done."""
        reading = self.reading
        if reading.words[subject].lower() in FIRST_PERSON | NOBODY or self._is_anybody(subject):
            return False
        joined = kids(reading, verb, "conj") if reading.pos[verb] == "VERB" else []  # "must see it and act on it"
        if not any(self.deeds.is_deed(deed) for deed in (verb, *joined)):
            return False
        opening = reading.subtree(subject)[0]
        if NEGATIONS & {word.lower() for word in reading.words[opening : min(opening + 2, subject + 1)]}:
            return False  # "no one's right should be"
        if any(reading.words[c].lower() in PERFECT for c in kids(reading, verb, "aux")):
            return False
        if is_passive(reading, verb):
            return reading.tags[subject] != "PRP" or self.parties.entity(subject) is not None
        return self.parties.acts(subject) and (quote is None or not self._is_speaker(subject, quote))

    def _is_anybody(self, subject: int) -> bool:
        """Whether the clause is a maxim: "a leader must", "any candidate should"."""
        reading = self.reading
        determiners = {reading.words[c].lower() for c in kids(reading, subject, "det")}
        if self._is_ours(subject):
            return True
        is_bare = reading.words[subject].lower() in ANYBODY and not kids(reading, subject, "prep", "relcl", "acl")
        return is_bare or bool(determiners & GENERIC) or is_some(reading, subject)

    def _is_ours(self, subject: int) -> bool:
        """Whether the speaker is among them: "our countries must"."""
        reading = self.reading
        is_own = any(reading.words[c].lower() == "our" for c in kids(reading, subject, "poss"))
        is_land = lemma(reading, subject) in self.parties.lexicon.words["land"]
        return is_own and is_land and reading.tags[subject] == "NNS"

    def _is_speaker(self, subject: int, quote: int) -> bool:
        made = self.statements.quotes[quote]
        mine = self.parties.entity(subject)
        return made.speaker is not None and mine in (made.speaker, self.parties.state(made.speaker))
