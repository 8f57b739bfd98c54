"""Who asks: the subject of a verb of asking, the owner of a noun of asking, and what makes a cue void."""

from __future__ import annotations

from typing import NamedTuple

from transforms.demands.clauses import (
    FINITE,
    VERBS,
    is_infinitive,
    is_negated,
    is_passive,
    is_question,
    kids,
    lemma,
    marks,
    modal_of,
    objects_of,
    own_subject,
    phrase,
    shared_modal,
)
from transforms.demands.shared_subjects import CHAIN, SharedSubjectReader
from transforms.grammar import DENYING, FIRST_PERSON

LINKS = frozenset({"xcomp", "pcomp", "prep", "conj", "advmod", "acomp"})
PERFECT = frozenset({"have", "'ve", "’ve"})
SUPPOSING = frozenset({"would", "could", "might", "may", "can", "'d", "’d"})
INSTEAD = (["rather", "than"], ["instead", "of"])
INDIRECT_QUESTION = frozenset({"whether", "if"})


class Asker(NamedTuple):
    """Head words of who asks and, where only the cue's surroundings tell, of whom."""

    demander: int | None
    addressee: int | None


class AskerReader(SharedSubjectReader):
    """Finds who asks in one article."""

    def is_void(self, cue: int) -> bool:
        """Whether the text says that nothing was asked, or only wonders whether it was."""
        reading, token = self.reading, cue
        if is_question(reading, cue) or self._is_gap(cue) or self._is_supposed(cue) or self._is_undone(cue):
            return True
        for _ in range(CHAIN):
            is_verb = reading.pos[token] in VERBS or token == cue
            if is_verb and (is_negated(reading, token) or marks(reading, token) & INDIRECT_QUESTION):
                return True
            head = reading.heads[token]
            is_end = reading.deps[token] == "advcl" and is_infinitive(reading, token)  # "never wrote [to ask for]"
            if head == token or not (is_end or reading.deps[token] in LINKS):
                return False
            is_beside = reading.tags[token] in FINITE and reading.tags[head] == "VB"  # "urged him not to and [asked]"
            if reading.deps[token] == "conj" and (is_beside or own_subject(reading, token) is not None):
                return False
            if reading.deps[token] != "conj" and lemma(reading, head) in self.lexicon.words["withholding"]:
                return True
            token = head
        return False

    def _is_undone(self, cue: int) -> bool:
        """Whether nobody asks, or something else is done: "rather than ask for it"."""
        before = [word.lower() for word in self.reading.words[max(0, cue - 2) : cue]]
        return before in INSTEAD or self._is_of_nobody(cue)

    def _is_of_nobody(self, cue: int) -> bool:
        """Whether the subject says that nobody asked: "neither the mayor nor the board has asked for"."""
        reading = self.reading
        subject = own_subject(reading, cue)
        if subject is None:
            return False
        return any(
            reading.words[t].lower() in DENYING for t in (subject, *kids(reading, subject, "det", "cc", "preconj"))
        )

    def _is_supposed(self, cue: int) -> bool:
        """Whether it is only thought of: "might ask", "a better board would demand"; "I would urge him" does ask."""
        reading = self.reading
        if modal_of(reading, cue) and any(reading.words[c].lower() in PERFECT for c in kids(reading, cue, "aux")):
            return True  # "should have called for"
        if self._is_under_supposed(cue):
            return True
        if reading.tags[cue] != "VB" or shared_modal(reading, cue) not in SUPPOSING or self._is_polite(cue):
            return False
        subject = self.subject(cue)
        if subject is None:
            return True
        if shared_modal(reading, cue) == "would" and (
            reading.words[subject].lower() in FIRST_PERSON or self._is_said(cue)
        ):
            return False
        return not self.parties.is_messenger(subject)

    def _is_under_supposed(self, cue: int) -> bool:
        """Whether the verb over it is only thought of: "would help by asking for", "would have to ask for"."""
        reading, head = self.reading, self.reading.heads[cue]
        if reading.deps[cue] == "pcomp":
            return shared_modal(reading, reading.heads[head]) in SUPPOSING
        is_having = reading.deps[cue] == "xcomp" and lemma(reading, head) == "have"
        return is_having and modal_of(reading, head) in SUPPOSING

    def _is_said(self, cue: int) -> bool:
        """Whether somebody tells what they themselves will ask: "said she would ask the court"."""
        reading = self.reading
        head, subject = reading.heads[cue], own_subject(reading, cue)
        is_own = subject is not None and reading.tags[subject] == "PRP"
        return reading.deps[cue] == "ccomp" and is_own and own_subject(reading, head) is not None

    def _is_polite(self, cue: int) -> bool:
        """Whether it is "would like", which is asking."""
        return "would_x_to" in self.lexicon.frames_of("verb", lemma(self.reading, cue))

    def _is_gap(self, cue: int) -> bool:
        """Whether what is asked stands before the cue: "the word that they want her to use"."""
        reading = self.reading
        first = reading.subtree(cue)[0]
        if reading.deps[cue] in ("ccomp", "pcomp", "csubj") and reading.tags[first] in ("WP", "WDT", "WRB"):
            return True  # "what he would like them to do"
        if reading.deps[cue] != "relcl":
            return False
        subject = own_subject(reading, cue)
        is_when = any(reading.tags[child] == "WRB" for child in kids(reading, cue, "advmod"))
        is_when = is_when or (reading.tags[first] == "IN" and reading.tags[first + 1 : first + 2] == ["WDT"])
        if is_when or subject is None or reading.tags[subject] in ("WDT", "WP"):
            return False  # "in May, when he asked them to"
        return not any(reading.tags[child] == "WP$" for child in reading.children[subject])

    def find(self, cue: int, pos: str) -> Asker | None:
        """Who asks; None where the cue is nobody's asking."""
        return self._of_verb(cue) if pos == "verb" else self._of_noun(cue)

    def _of_verb(self, cue: int) -> Asker | None:
        if is_passive(self.reading, cue):
            agents = objects_of(self.reading, cue, "by", "under") or self._late_agents(cue)
            return Asker(agents[0] if agents else None, None)
        subject = self.subject(cue)
        if subject is None:
            is_of_anybody = self._is_topic(cue)
            return Asker(None, None) if self.reading.tags[cue] == "VBG" and not is_of_anybody else None
        is_urging = lemma(self.reading, cue) in self.lexicon.words["only_asking"]
        return Asker(subject, None) if self.parties.asks(subject, is_urging) else None

    def _is_topic(self, cue: int) -> bool:
        """Whether it is only spoken of: "demanding more pay makes them angry", not "asking Norway to wait is wrong"."""
        whom = kids(self.reading, cue, "dobj", "dative")
        is_named = any((m := self.parties.mention(t)) is not None and m.form == "name" for t in whom)
        return self.reading.deps[cue] in ("csubj", "csubjpass") and not is_named

    def _late_agents(self, cue: int) -> list[int]:
        """Who asks where the parse hangs them on the action: "was asked to preserve it [by the committee]"."""
        reading = self.reading
        verbs = [verb for verb in kids(reading, cue, "xcomp") if is_infinitive(reading, verb)]
        found = [noun for verb in verbs for noun in objects_of(reading, verb, "by")]
        return [noun for noun in found if self.parties.acts(noun) and self.parties.mention(noun) is not None]

    def recipient(self, cue: int, demander: int | None) -> int | None:
        """Whom a text is sent to that asks: "a letter to [the board] asking for", "wrote to [him] demanding"."""
        reading = self.reading
        filed = objects_of(reading, cue, "with") if reading.pos[cue] == "NOUN" else []
        if filed and self.parties.acts(filed[0]):
            return filed[0]  # "filed a request with [the ministry] for"
        texts = [reading.heads[cue]] if reading.deps[cue] in ("acl", "advcl", "relcl") else []
        if demander is not None and self.parties.is_messenger(demander):
            texts.append(demander)
        texts += [text for text in objects_of(reading, cue, "in") if self.parties.is_messenger(text)]
        for text in texts:
            if reading.pos[text] in VERBS:
                texts += kids(reading, text, "dobj")
            sent = kids(reading, text, "acl") if self.parties.is_messenger(text) else []  # "a letter sent to the board"
            found = [p for head in (text, *sent) for p in objects_of(reading, head, "to") if self.parties.acts(p)]
            if found and (reading.pos[text] in VERBS or self.parties.is_messenger(text)):
                return found[0]
        return None

    def is_planned(self, cue: int) -> bool:
        """Whether it is still to be asked: "plans to call for", "will propose"."""
        reading = self.reading
        if reading.tags[cue] == "VB" and modal_of(reading, cue) in ("will", "would", "'ll", "’ll"):
            return not self._is_polite(cue)
        head = reading.heads[cue]
        return reading.deps[cue] == "xcomp" and lemma(reading, head) in self.lexicon.words["planning"]

    def _of_noun(self, cue: int) -> Asker | None:
        """Who makes a demand: its owner, or who voices it; nobody where goods are in demand."""
        reading = self.reading
        if any(lemma(reading, t) in self.lexicon.words["phone_noun"] for t in kids(reading, cue, "compound")):
            return None  # "a conference call to present its figures"
        before = kids(reading, cue, "compound", "nmod", "amod")
        named = [t for t in before if self.parties.mention(t) and self.parties.acts(t)]
        owner = next(iter([*kids(reading, cue, "poss"), *self._makers(cue), *named]), None)
        if owner is not None:
            is_somebody = reading.tags[owner] == "PRP$" or self.parties.asks(owner)  # "its calls" are somebody's
            return Asker(owner, self._facing(cue)) if is_somebody else None
        governor = reading.heads[cue]
        if reading.deps[cue] == "pobj" and reading.words[governor].lower() in ("to", "in"):
            governor = reading.heads[governor]
            if lemma(reading, governor) == "voice":
                governor = reading.heads[governor]  # "adding its voice to calls"
        if reading.deps[cue] in ("dobj", "nsubjpass", "pobj") and reading.pos[governor] == "VERB":
            voiced = self._voiced(cue, governor)
            if voiced is not None:
                return voiced
        faced = self._facing(cue)
        if self._is_of_goods(cue) or (faced is None and lemma(reading, cue) in self.lexicon.words["needs_owner"]):
            return None
        return Asker(None, faced)

    def _makers(self, cue: int) -> list[int]:
        """Who makes a demand, behind the noun or behind whom it is made to: "an appeal to the board from [them]"."""
        reading = self.reading
        found = objects_of(reading, cue, "by", "from")
        return found or [
            n for to in objects_of(reading, cue, "to", "on") for n in objects_of(reading, to, "by", "from")
        ]

    def _voiced(self, cue: int, governor: int) -> Asker | None:
        reading = self.reading
        if lemma(reading, governor) not in self.lexicon.words["voicing"] or is_negated(reading, governor):
            return None
        asker = self._of_verb(governor)
        return asker if asker is not None and asker.demander is not None else None

    def _facing(self, cue: int) -> int | None:
        """Who is asked, where it is who answers: "[the minister] rejected calls to resign", "is under pressure to"."""
        reading = self.reading
        governor = reading.heads[cue]
        if reading.deps[cue] == "pobj" and reading.words[governor].lower() == "under":
            governor = reading.heads[governor]
        elif reading.deps[cue] == "pobj" and reading.words[governor].lower() == "to":
            governor = reading.heads[governor]
            if lemma(reading, governor) not in self.lexicon.words["accepting"]:
                return None
        else:
            faced = self._faced(governor) if reading.deps[cue] == "dobj" else None
            if faced is None:
                return None
            governor = faced
        subject = self.subject(governor)
        return subject if subject is not None and self.parties.acts(subject) else None

    def _faced(self, verb: int) -> int | None:
        """The verb whose subject is asked; the parse may take "faces growing calls" for one with a helper."""
        words = self.lexicon.words["facing"]
        if phrase(self.reading, verb) in words:
            return verb
        helpers = kids(self.reading, verb, "aux") if self.reading.tags[verb] == "VBG" else []
        return next((helper for helper in helpers if lemma(self.reading, helper) in words), None)

    def _is_of_goods(self, cue: int) -> bool:
        """Whether it is "demand for steel": the singular, made by nobody."""
        reading = self.reading
        is_single = lemma(reading, cue) == "demand" and reading.tags[cue] == "NN"
        return is_single and not kids(reading, cue, "acl") and self._facing(cue) is None
