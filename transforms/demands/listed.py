"""Lists of demands: "the demands included", "three conditions: ...", "they gave it until Friday to"."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.demands.askers import AskerReader
from transforms.demands.asking_words import GIVING, DemandLexicon
from transforms.demands.clauses import (
    infinitive_after,
    is_infinitive,
    kid,
    kids,
    lemma,
    objects_of,
    own_subject,
)
from transforms.demands.complements import ComplementReader
from transforms.demands.wanted import Asking, Content
from transforms.grammar import SUBJECTS

NEUTER = frozenset({"it", "they", "these", "those", "which", "that"})


class ListReader:
    """Reads the lists of demands of one article."""

    def __init__(self, askers: AskerReader, complements: ComplementReader, lexicon: DemandLexicon) -> None:
        self.askers = askers
        self.parties = askers.parties
        self.reading = askers.reading
        self.complements = complements
        self.deeds = complements.deeds
        self.lexicon = lexicon

    def read_noun(self, noun: int) -> list[Content]:
        """What a noun for demands lists: behind its verb of listing, or behind a colon."""
        reading = self.reading
        noun = self._list_of(noun)
        head = reading.heads[noun]
        if reading.deps[noun] in SUBJECTS and self._lists(head):
            return list(self._listed(head, noun))
        if reading.deps[noun] == "pobj" and reading.words[head].lower() == "among":
            verb = reading.heads[head]
            if lemma(reading, verb) == "be":
                return list(self._listed(verb, noun))
        return list(self._behind_colon(noun))

    def _list_of(self, noun: int) -> int:
        """The noun for the list of them: "a list [of demands]"."""
        preposition = self.reading.heads[noun]
        is_of = self.reading.deps[noun] == "pobj" and self.reading.words[preposition].lower() == "of"
        return self.reading.heads[preposition] if is_of else noun

    def read_verb(self, verb: int) -> tuple[list[Content], int | None]:
        """What "it included" lists, with the noun for demands that "it" takes up from the sentence before."""
        reading = self.reading
        subject = own_subject(reading, verb)
        if subject is None or lemma(reading, verb) == "be":
            return [], None
        if reading.words[subject].lower() not in NEUTER and lemma(reading, subject) != "list":
            return [], None
        noun = reading.heads[verb] if reading.tags[subject] == "WDT" else self._noun_before(subject)
        if noun is not None and not self.is_list_noun(noun):
            return [], None
        return (list(self._listed(verb, subject)), noun) if noun is not None else ([], None)

    def is_listing(self, token: int) -> bool:
        """Whether the word is a verb of listing."""
        return self.reading.pos[token] == "VERB" and lemma(self.reading, token) in self.lexicon.words["listing"]

    def is_list_noun(self, token: int) -> bool:
        """Whether the word is a noun for demands."""
        return self.reading.pos[token] == "NOUN" and lemma(self.reading, token) in self.lexicon.words["demand_noun"]

    def _lists(self, verb: int) -> bool:
        return lemma(self.reading, verb) == "be" or self.is_listing(verb)

    def _is_item(self, noun: int) -> bool:
        """Whether the noun is one of the demands: behind "are" only what is plainly something to do.

        So is one that the parse takes for an adverb behind a comma, or joins to the verb.
        """
        if self.reading.deps[noun] == "attr":
            return self.deeds.is_measure(noun)
        is_noun = self.reading.tags[noun][:1] == "N"
        if self.reading.deps[noun] == "npadvmod" or (self.reading.deps[noun] == "conj" and is_noun):
            return self.deeds.is_measure(noun)
        return self.reading.deps[noun] in ("dobj", "nsubj") and self.deeds.is_action(noun)

    def _listed(self, verb: int, subject: int) -> Iterator[Content]:
        reading = self.reading
        for child in reading.children[verb]:
            if child <= max(subject, verb):
                continue
            dep = reading.deps[child]
            if self._is_item(child):
                yield Content(child, None, "thing")
            elif dep in ("ccomp", "xcomp") and own_subject(reading, child) is not None:
                if self.deeds.is_mandative(child):
                    yield self.complements.infinitives.clause(child)
            elif dep == "xcomp" and is_infinitive(reading, child):
                yield Content(child, None, "act")

    def _behind_colon(self, noun: int) -> Iterator[Content]:
        """Read "set three conditions: the release of prisoners, a ceasefire and new elections"."""
        reading = self.reading
        end = reading.sentences[reading.token_sentence[noun]][1]
        after = noun + 1
        while after < end and after - noun <= 4 and reading.words[after] not in (":", "—", "–", "--"):
            after += 1
        if after + 1 >= end or reading.words[after] != ":":
            return
        heads = [t for t in range(after + 1, min(end, after + 12)) if reading.heads[t] <= after]
        for head in heads[:1]:
            if self.deeds.is_action(head):
                yield Content(head, None, "thing")
            elif own_subject(reading, head) is not None and self.deeds.is_mandative(head):
                yield self.complements.infinitives.clause(head)

    def _noun_before(self, pronoun: int) -> int | None:
        """The noun for demands in the sentence before a pronoun."""
        reading = self.reading
        sentence = reading.token_sentence[pronoun]
        if sentence == 0:
            return None
        first, last = reading.sentences[sentence - 1]
        return next((t for t in range(last - 1, first - 1, -1) if self.is_list_noun(t)), None)

    def read_term(self, verb: int) -> Asking | None:
        """Read "gave the company until Friday to pay", "gave it 60 days to pay"."""
        reading = self.reading
        if lemma(reading, verb) != GIVING:
            return None
        party = kid(reading, verb, "dative", "dobj")
        limits = [p for p in kids(reading, verb, "prep") if reading.words[p].lower() == "until"]
        limits += [t for t in kids(reading, verb, "dobj") if t != party and self._is_term(t)]
        if party is None or not limits or not self.parties.acts(party):
            return None
        heads = [verb, party, limits[0], *objects_of(reading, verb, "until")]
        action = infinitive_after(reading, limits[0], *heads)
        subject = self.askers.subject(verb)
        if action is None or subject is None or lemma(reading, action) == "do":  # "60 days to do so"
            return None
        is_somebody = self.parties.acts(subject) or reading.words[subject].lower() == "it"
        return Asking(verb, "verb until", subject, None, [Content(action, party, "act")]) if is_somebody else None

    def _is_term(self, noun: int) -> bool:
        """Whether it is a number of days or weeks."""
        is_counted = bool(kids(self.reading, noun, "nummod"))
        return is_counted and lemma(self.reading, noun) in self.lexicon.words["term"]
