"""What can be asked for: verbs that say something to do, clauses that say what is to be, nouns that say an action."""

from __future__ import annotations

import re

from transforms.demands.asking_words import DemandLexicon
from transforms.demands.clauses import BARE, is_infinitive, is_passive, kids, lemma, marks, modal_of, own_subject
from transforms.demands.parties import PartyFinder

ASKING_MODALS = frozenset({"should", "must", "ought", "shall"})
PROPER = frozenset({"NNP", "NNPS", "PRP", "WP", "DT", "EX"})
OPEN_TAGS = frozenset({"WRB", "WP", "WDT", "WP$"})
NOT_BARE = frozenset({"are", "am", "were", "was", "is", "'re", "’re", "'s", "’s", "'m", "’m"})
OF_A_VERB = re.compile(r"\w{3,}(?:ation|ition|ution|ction|ption|sion|ment|ance|ence)$")  # nouns made of verbs


class DeedReader:
    """Tells what can be asked for in one article."""

    def __init__(self, parties: PartyFinder, lexicon: DemandLexicon) -> None:
        self.parties = parties
        self.reading = parties.reading
        self.words = lexicon.words

    def is_deed(self, verb: int) -> bool:
        """Whether the verb says something to do: "must be careful" and "should have access" do."""
        reading = self.reading
        if lemma(reading, verb) == "be" and not is_passive(reading, verb):
            return any(lemma(reading, c) in self.words["deed_adjective"] for c in kids(reading, verb, "acomp"))
        is_given = lemma(reading, verb) == "have" or (lemma(reading, verb) == "get" and kids(reading, verb, "dobj"))
        if is_given:
            return any(lemma(reading, c) in self.words["granted"] for c in kids(reading, verb, "dobj"))
        return reading.pos[verb] == "VERB" and lemma(reading, verb) not in self.words["no_deed"]

    def is_mandative(self, verb: int) -> bool:
        """Whether a clause says what is to be: "that he leave", "it be closed", "they must go"."""
        reading = self.reading
        subject = own_subject(reading, verb)
        if subject is None or reading.tags[subject] in OPEN_TAGS or self._is_open(verb):
            return False
        modal = modal_of(reading, verb)
        if modal:
            is_turned = any(reading.tags[c] == "MD" and c < subject for c in kids(reading, verb, "aux"))
            return modal in ASKING_MODALS and not is_turned  # not "should the mill close"
        helpers = kids(reading, verb, "aux", "auxpass")
        if any(reading.words[c].lower() in NOT_BARE or reading.tags[c] in ("VBZ", "VBD") for c in helpers):
            return False
        if any(lemma(reading, c) == "do" for c in helpers):
            return False  # "that they do not know"
        if any(reading.words[c].lower() == "be" for c in helpers):
            return True
        is_stem = reading.tags[verb] == "VBZ" and reading.words[verb].lower() == lemma(reading, verb)  # "apologise"
        is_bare = (reading.tags[verb] in BARE or is_stem) and reading.words[verb].lower() not in NOT_BARE
        return is_bare and not is_infinitive(reading, verb)

    def looks_bare(self, verb: int) -> bool:
        """Whether a past tense is spelt as the bare verb, so that a clause beside one that asks asks, too: "cut"."""
        reading = self.reading
        is_past = reading.tags[verb] == "VBD" and not kids(reading, verb, "aux", "auxpass")
        return is_past and reading.words[verb].lower() == lemma(reading, verb)

    def _is_open(self, verb: int) -> bool:
        """Whether the clause is an indirect question: "asked why he left", "asked whether he should"."""
        reading = self.reading
        if marks(reading, verb) & {"whether", "if"}:
            return True
        opening = [child for child in reading.children[verb] if child < verb and reading.words[child].lower() != "that"]
        return any(reading.tags[child] in OPEN_TAGS for child in opening)

    def is_action(self, noun: int) -> bool:
        """Whether the noun can say an action: no pronoun, no name, nobody who is there, no question, no comment."""
        reading = self.reading
        if any(reading.tags[child] in OPEN_TAGS for child in reading.children[noun] if child < noun):
            return False
        if reading.tags[noun] in PROPER or reading.pos[noun] not in ("NOUN", "NUM", "ADJ", "VERB"):
            return False
        if lemma(reading, noun) in self.words["no_action"] or self.is_threat(noun):
            return False
        if reading.pos[noun] == "NUM" and not reading.children[noun]:
            return False
        if not reading.children[noun] and lemma(reading, noun) in self.words["umbrella"]:
            return False
        return not self._is_known(noun)

    def _is_known(self, noun: int) -> bool:
        """Whether the noun is somebody who is there, or a plan: "called for her mother", "lobbied for the bill"."""
        reading = self.reading
        is_there = any(reading.words[c].lower() in ("the", "these", "those") for c in kids(reading, noun, "det"))
        is_owned = any(reading.tags[c] == "PRP$" for c in kids(reading, noun, "poss"))
        is_plan = is_there and lemma(reading, noun) in self.words["bill"] and not reading.children[noun][1:]
        return is_plan or (self.parties.acts(noun) and (is_there or is_owned))

    def is_threat(self, noun: int) -> bool:
        """Whether it is a verb's object that the parse takes for one more thing: "and threatened [a strike]"."""
        return any(lemma(self.reading, c) in self.words["threatening"] for c in kids(self.reading, noun, "amod"))

    def is_measure(self, noun: int) -> bool:
        """Whether the noun is plainly something to do or to grant: "a ban", "the restoration", not "the soup"."""
        word = lemma(self.reading, noun)
        return self.is_action(noun) and (word in self.words["granted"] or OF_A_VERB.match(word) is not None)
