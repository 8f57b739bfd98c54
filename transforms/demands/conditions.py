"""Conditions that one party puts to another: "will strike unless", "would come only if", "if it refuses to"."""

from __future__ import annotations

from transforms.demands.asking_words import DemandLexicon
from transforms.demands.clauses import is_infinitive, is_negated, is_passive, kids, lemma, modal_of, own_subject
from transforms.demands.parties import PartyFinder
from transforms.demands.spoken import StatementFinder
from transforms.demands.wanted import Asking, Content
from transforms.grammar import FIRST_PERSON

OPENERS = frozenset({"unless", "if", "until"})
ABLE = frozenset({"could", "can", "may", "might"})  # what things do, too: "the court house may flood"
WILLING = frozenset({"will", "would", "'ll", "’ll", "wo", "'d", "’d", "could", "can", "may", "might"})


class ConditionReader:
    """Reads the conditions of one article."""

    def __init__(self, parties: PartyFinder, statements: StatementFinder, lexicon: DemandLexicon) -> None:
        self.parties = parties
        self.statements = statements
        self.reading = parties.reading
        self.lexicon = lexicon

    def is_cue(self, token: int) -> bool:
        """Whether the word may open a condition."""
        return self.reading.deps[token] == "mark" and self.reading.words[token].lower() in OPENERS

    def read(self, token: int) -> Asking | None:
        """The condition, what is to be done and by whom; None where nobody is to act."""
        reading = self.reading
        clause = reading.heads[token]
        other = own_subject(reading, clause)
        if other is None or reading.deps[clause] != "advcl":
            return None
        main = reading.heads[clause]
        if is_passive(reading, clause):
            contents = [Content(clause, None, "undone")] if self._is_undone(token, clause, main) else []
        else:
            other = self._threatened(main, other)
            action = self._action(token, clause, main) if self.parties.acts(other) else None
            heads = [] if action is None else [action, *self._rest(action, main)]
            kind = "undone" if action == clause and is_negated(reading, clause) else "act"
            contents = [Content(verb, other, kind) for verb in heads]
        if not contents:
            return None
        rule = f"condition {reading.words[token].lower()}"
        demander = self._subject(main)
        if demander is None or not self._may_ask(demander, main):
            quote = self._said(main, other)
            return None if quote is None else Asking(token, rule, None, None, contents, quote=quote)
        same = reading.words[demander].lower() == reading.words[other].lower()
        if same or self._is_one(demander, other):
            return None
        return Asking(token, rule, demander, None, contents)

    def _rest(self, action: int, main: int) -> list[int]:
        """What else is to be done, where the parse joins it to the main verb: "will end only if it goes [and pays]"."""
        reading = self.reading
        if not modal_of(reading, main) or reading.tags[action] != "VBZ":
            return []
        joined = [verb for verb in kids(reading, main, "conj") if verb > action and reading.tags[verb] == "VBZ"]
        return [verb for verb in joined if own_subject(reading, verb) is None]

    def _threatened(self, main: int, other: int) -> int:
        """Whom "it" and "they" mean where somebody is threatened: "threatened [Norway] with war unless it pays"."""
        reading = self.reading
        held = kids(reading, main, "dobj") if reading.tags[other] == "PRP" else []
        return next((t for t in held if self.parties.acts(t) and reading.tags[t] != "PRP"), other)

    def _said(self, main: int, other: int) -> int | None:
        """The statement that sets the condition for what is to be done: "They said all will be freed only if"."""
        number = self.statements.at(self.reading.starts[main])
        if number is None or not is_passive(self.reading, main):
            return None
        speaker, mine = self.statements.quotes[number].speaker, self.parties.entity(other)
        is_own = self.reading.words[other].lower() in FIRST_PERSON or (mine is not None and mine == speaker)
        return None if is_own else number

    def _may_ask(self, token: int, main: int) -> bool:
        """Whether the subject of the main clause is somebody; "it would be a shame if" says nobody."""
        if self.reading.words[token].lower() == "it":
            return lemma(self.reading, main) != "be" and self.parties.entity(token) is not None
        return self.parties.acts(token)

    def _is_one(self, one: int, other: int) -> bool:
        first, second = self.parties.entity(one), self.parties.entity(other)
        if second is None and self.reading.tags[other] == "PRP":
            return True  # most likely whoever the main clause is about
        return first is not None and first == second

    def _subject(self, main: int) -> int | None:
        reading = self.reading
        subject = own_subject(reading, main)
        if subject is None and reading.deps[main] == "xcomp":
            subject = own_subject(reading, reading.heads[main])
        return None if subject is not None and reading.deps[subject] == "nsubjpass" else subject

    def _action(self, token: int, clause: int, main: int) -> int | None:
        """The verb that says what is to be done."""
        reading = self.reading
        word = reading.words[token].lower()
        failing = lemma(reading, clause) in self.lexicon.words["failing"]
        if failing and word == "if" and self._threatens(main):
            return next((v for v in kids(reading, clause, "xcomp") if is_infinitive(reading, v)), None)
        if failing:
            return None
        if word == "until":
            return clause if self._holds_out(main) else None
        if word == "unless" or self._is_undone(token, clause, main):
            return clause if self._threatens(main) else None
        is_only = any(self._is_only(head) for head in (clause, main))
        return clause if word == "if" and is_only and modal_of(reading, main) in WILLING else None

    def _holds_out(self, main: int) -> bool:
        """Whether something goes on or is refused: "will stay until he resigns", "refused to return until it pays"."""
        reading = self.reading
        above = reading.heads[main] if reading.deps[main] == "xcomp" else main
        if above != main and lemma(reading, above) in self.lexicon.words["failing"]:
            return True
        return lemma(reading, main) in self.lexicon.words["holding_out"] and self._threatens(main)

    def _is_undone(self, token: int, clause: int, main: int) -> bool:
        """Whether somebody threatens for what is not done: "will strike if wages are not raised"."""
        reading, words = self.reading, self.lexicon.words
        is_even = any(reading.words[c].lower() == "even" for c in kids(reading, clause, "advmod"))
        is_if = reading.words[token].lower() == "if" and is_negated(reading, clause) and not is_even
        is_deed = lemma(reading, main) in words["holding_out"]
        is_threat = is_deed or lemma(reading, reading.heads[main]) in words["threatening"]
        return is_if and is_threat and not modal_of(reading, clause) and self._threatens(main)

    def _is_only(self, verb: int) -> bool:
        return any(self.reading.words[c].lower() == "only" for c in kids(self.reading, verb, "advmod"))

    def _threatens(self, main: int) -> bool:
        """Whether the main clause holds out what will be done: "threatened to strike", "will walk out"."""
        reading = self.reading
        verbs = [main, reading.heads[main]] if reading.deps[main] in ("xcomp", "ccomp") else [main]
        if any(lemma(reading, verb) in self.lexicon.words["threatening"] for verb in verbs):
            return True
        modal, subject = modal_of(reading, main), self._subject(main)
        is_able = modal in ABLE and (subject is None or self.parties.mention(subject) is None)
        return modal in WILLING and lemma(reading, main) != "be" and not is_able
