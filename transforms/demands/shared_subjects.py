"""Whose subject a verb of asking shares: its own, or that of the verbs and nouns it hangs on."""

from __future__ import annotations

from transforms.demands.asking_words import DemandLexicon
from transforms.demands.clauses import FINITE, VERBS, is_passive, kids, lemma, own_subject
from transforms.demands.parties import PartyFinder

CHAIN = 6
NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
SHARING = frozenset({"xcomp", "conj", "advcl", "acl", "relcl", "pcomp", "dep", "parataxis"})


class SharedSubjectReader:
    """Finds the subjects of the verbs of one article."""

    def __init__(self, parties: PartyFinder, lexicon: DemandLexicon) -> None:
        self.parties = parties
        self.reading = parties.reading
        self.lexicon = lexicon

    def subject(self, verb: int) -> int | None:
        """The subject of a verb, its own or that of the verbs and nouns it hangs on."""
        reading = self.reading
        for _ in range(CHAIN):
            found = own_subject(reading, verb)
            if found is None and reading.tags[verb] == "VBG":
                found = next(iter(kids(reading, verb, "poss")), None)  # "his calling for a ban"
            if reading.deps[verb] == "advcl" and reading.pos[reading.heads[verb]] in NOUNS:
                found = reading.heads[verb]  # "a bill before parliament would require"
            writing = self._writing_over(reading.heads[verb]) if reading.deps[verb] == "pcomp" else None
            if writing is not None:
                verb = writing
                continue
            if found is not None:
                return self._behind(found, verb)
            name = self._slipped(verb)
            if name is None:
                name = self._reporter(verb)
            if name is not None:
                return name
            above = self._before(verb) if reading.heads[verb] == verb else self._above(verb)
            if above is None or reading.pos[above] not in VERBS:
                return above
            verb = above
        return None

    def _reporter(self, verb: int) -> int | None:
        """Who says and asks, where the parse joins the asking to what is said: "[She] said it was late and asked"."""
        reading = self.reading
        told = reading.heads[verb]
        forms = {reading.tags[token] for token in (verb, *kids(reading, verb, "aux"))}
        if reading.deps[verb] != "conj" or reading.deps[told] != "ccomp" or not forms & FINITE:
            return None
        thing, reporter = own_subject(reading, told), own_subject(reading, reading.heads[told])
        if thing is None or reporter is None or not self.parties.acts(reporter):
            return None
        if reading.tags[verb] == reading.tags[reading.heads[told]] == "VBD" and reading.tags[told] in ("VBZ", "VBP"):
            return reporter  # "She said it is late and asked"
        joint = next((c for c in kids(reading, told, "cc") if c < verb), None)
        if joint is not None and reading.words[joint - 1] == "," and reading.tags[verb] == "VBD":
            return reporter  # "She said her members were worth it, and warned"
        if self.parties.acts(thing):
            return None
        is_idle = lemma(reading, told) == "be" or is_passive(reading, told)
        return reporter if is_idle or not self.parties.is_messenger(thing) else None

    def _slipped(self, verb: int) -> int | None:
        """The subject where the parse is wrong: a name taken for a modal, a noun before the verb for an apposition."""
        reading = self.reading
        name = next((c for c in kids(reading, verb, "aux") if self._is_name(c, verb)), None)
        if name is not None or verb == 0:
            return name
        noun = verb - 1
        for _ in range(CHAIN):  # "according to the note, [two clerks and a driver] asked"
            noun = reading.heads[noun] if reading.deps[noun] == "conj" and reading.heads[noun] < noun else noun
        if reading.deps[noun] == "appos" and reading.tags[verb] in FINITE:
            return noun
        return self._joined_before(verb)

    def _joined_before(self, verb: int) -> int | None:
        """The subject that the parse joins to an object: "is asking the police and [the ministry] is weighing"."""
        reading = self.reading
        noun = min([verb, *kids(reading, verb, "aux")]) - 1
        is_helped = noun + 1 < verb and reading.deps[verb] == "conj"
        return noun if is_helped and reading.deps[noun] == "conj" and reading.pos[noun] in NOUNS else None

    def _is_name(self, helper: int, verb: int) -> bool:
        """Whether what the parse takes for a modal is somebody: "Will urged them"."""
        reading = self.reading
        return reading.tags[helper] == "MD" and reading.tags[verb] != "VB" and reading.words[helper][:1].isupper()

    def _above(self, verb: int) -> int | None:
        """The verb whose subject a verb without one shares, or the noun that is its subject."""
        reading = self.reading
        head, dep = reading.heads[verb], reading.deps[verb]
        if head == verb or dep not in SHARING:
            return None
        if dep in ("acl", "relcl") and reading.pos[head] in NOUNS:
            is_addressed = reading.tags[verb] == "VBG" and reading.deps[head] == "pobj"
            writing = self._writing_over(reading.heads[head]) if is_addressed else None
            return self._headless(verb, head) if writing is None else writing
        if dep == "xcomp":
            held = next((t for t in kids(reading, head, "dobj") if t < verb), None)
            if held is not None and self.parties.acts(held):
                return held
        if dep == "conj" and reading.tags[verb] in FINITE and reading.tags[head] not in FINITE:
            return self._finite_above(head)
        return self._behind_preposition(head) if dep == "pcomp" else head

    def _writing_over(self, preposition: int) -> int | None:
        """The verb by which somebody writes to others: "[wrote] to the board and to the mayor urging her to wait"."""
        reading, token = self.reading, preposition
        if reading.words[preposition].lower() != "to":
            return None
        for _ in range(CHAIN):
            token = reading.heads[token]
            if lemma(reading, token) in self.lexicon.words["writing"]:
                return token
        return None

    def _behind_preposition(self, preposition: int) -> int | None:
        """What a verb behind a preposition shares the subject of; whom another blames or thanks "for asking" asked."""
        reading = self.reading
        head = reading.heads[preposition]
        if reading.pos[head] not in VERBS:
            return self.parties.author(head)
        held = kids(reading, head, "dobj") if reading.words[preposition].lower() == "for" else []
        return next((noun for noun in held if noun < preposition and self.parties.acts(noun)), head)

    def _headless(self, verb: int, noun: int) -> int:
        """The noun a clause belongs to, or the sentence's where it has no verb: "Those who signed it called for"."""
        reading = self.reading
        root = reading.root(*reading.sentences[reading.token_sentence[verb]])
        is_past = reading.deps[verb] == "acl" and reading.tags[verb] in ("VBN", "VBD")
        return root if is_past and reading.pos[root] in NOUNS and noun + 1 == verb else noun

    def _before(self, verb: int) -> int | None:
        """The main verb of the sentence before, where the verb's own begins with "and": "And [he] called for a ban"."""
        reading = self.reading
        sentence = reading.token_sentence[verb]
        first = reading.sentences[sentence][0]
        if sentence == 0 or reading.tags[first] != "CC" or reading.tags[verb] not in FINITE:
            return None
        return reading.root(*reading.sentences[sentence - 1])

    def _finite_above(self, token: int) -> int | None:
        """The nearest finite verb over a token: "He went on [to use it] and called for more"."""
        reading = self.reading
        for _ in range(CHAIN):
            if reading.pos[token] in VERBS and reading.tags[token] in FINITE:
                return token
            if reading.heads[token] == token:
                return token if reading.pos[token] in VERBS else None
            token = reading.heads[token]
        return None

    def _behind(self, subject: int, verb: int) -> int:
        """The noun that a relative pronoun stands for."""
        reading = self.reading
        if reading.tags[subject] in ("WDT", "WP") and reading.deps[verb] == "relcl":
            return reading.heads[verb]
        return subject
