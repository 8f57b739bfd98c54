"""Where an action ends: before what is told of it, what else is asked, and what happens otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.demands.asking_words import DemandLexicon
from transforms.demands.clauses import OPENING, asked_again, called_again, kids, lemma, own_subject, starts_clause
from transforms.reading.reading import Reading

FINITE_VERBS = frozenset({"VBD", "VBZ"})
BREAKS = frozenset({"WDT", "WP", "WP$", "WRB", "VBG"})
BREAKING_WORDS = frozenset(
    {"after", "as", "because", "while", "although", "though", "but", "since", "according", "amid", "following"}
)
CLOSING = frozenset({"”", '"', "''", "’", "'"})
CLOSERS = frozenset({"”", "''", '"'})
OPENERS = frozenset({"“", "``", '"'})
KEPT_MARKS = CLOSING | {")", "%"}
DASHES = frozenset({",", "--", "—", "–"})
CAUSES = frozenset({"after", "amid", "following", "despite"})
BINDING = frozenset({"to", "into", "against", "of", "between", "until", "till"})
LOOSELY_BINDING = frozenset({"for", "in"})
TIMES = frozenset({"DATE", "TIME"})
AS_WELL_AS = ["as", "well", "as"]
OPEN_ENDS = frozenset({"CD", "DT", "PRP$"})  # behind which a noun must follow


class EndReader:
    """Finds the ends of the actions of one article."""

    def __init__(self, reading: Reading, lexicon: DemandLexicon) -> None:
        self.reading = reading
        self.words = lexicon.words

    def _is_granted(self, noun: int) -> bool:
        return lemma(self.reading, noun) in self.words["granted"]

    def _end(self, first: int, head: int, stop: int) -> int:
        """Where an action ends: before a clause of its own, a loose clause behind a comma, the next action."""
        reading = self.reading
        last = min(reading.subtree(head)[1], stop)
        for token in range(max(first, head) + 1, last):
            if reading.words[token] == ";" or starts_clause(reading, token) or self._is_told(token, head):
                last = min(token, max(head + 1, reading.subtree(token)[0]))
                break
            if called_again(reading, token) is not None or self._asks_again(token) or self._sums_up(token):
                last = token
                break
            if reading.words[token] in CLOSING and reading.tags[token + 1 : token + 2] == ["CC"]:
                last = token
                break
            if reading.words[token] in DASHES and self._breaks(min(token + 1, len(reading) - 1)):
                last = token
                break
            if self._opens_reason(token, head) or self._opens_penalty(token) or self._opens_cause(token, head):
                last = token
                break
        while last - 1 > first and self._is_loose(last - 1):
            last -= 3 if [w.lower() for w in reading.words[last - 3 : last]] == AS_WELL_AS else 1
        last = self._without_closing(first, last)
        return max(self._over_participle(last, stop), first + 1)

    def _without_closing(self, first: int, last: int) -> int:
        """The end without a closing mark whose opening stands before the action: "They must [talk now].”"."""
        words = self.reading.words
        closes = last - 1 > first and words[last - 1] in CLOSERS
        if not closes or sum(words[t] in OPENERS for t in range(first, last)) >= 1 + (words[last - 1] == '"'):
            return last
        last -= 1
        while last - 1 > first and self._is_loose(last - 1):
            last -= 1
        return last

    def _asks_again(self, token: int) -> bool:
        """Whether one more thing is asked for: "an end to the war [and for the release of prisoners]"."""
        return any(self._is_granted(noun) for noun in asked_again(self.reading, token))

    def _sums_up(self, token: int) -> bool:
        """Whether a comma opens what is told of the action itself: "to ban it[, a step that Oslo refused]"."""
        reading = self.reading
        if reading.words[token] != "," or reading.words[token + 1 : token + 2] not in (["a"], ["an"]):
            return False
        noun = reading.heads[token + 1]
        return lemma(reading, noun) in self.words["step_noun"] and bool(kids(reading, noun, "relcl"))

    def _over_participle(self, last: int, stop: int) -> int:
        """An end that the parse sets before a participle which it takes for a verb: "rehire 22 [dismissed drivers]"."""
        reading = self.reading
        if last >= min(stop, len(reading)) or reading.tags[last - 1] not in OPEN_ENDS:
            return last
        things = [noun for noun in kids(reading, last, "dobj") if noun > last]
        is_participle = reading.tags[last] in ("VBN", "VBD") and own_subject(reading, last) is None
        return min(reading.subtree(things[0])[1], stop) if is_participle and things else last

    def _is_told(self, token: int, head: int) -> bool:
        """Whether a joined word tells what else was done or asked: "to halt the tests [and demands the release]"."""
        reading = self.reading
        if reading.deps[token] != "conj":
            return False
        is_other = reading.tags[head][:1] == "N" and lemma(reading, token) in self.words["demand_noun"]
        helpers = {reading.tags[child] for child in kids(reading, token, "aux")}  # "to close it [and had done so]"
        is_finite = reading.tags[token] in FINITE_VERBS or bool(helpers & FINITE_VERBS)
        return is_other or (reading.tags[head] == "VB" and is_finite)

    def _reach(self, cues: Sequence[int], last: int, stop: int) -> int:
        """A thing's end with what belongs to it but hangs on the cue: "a prosecutor [to look into it]"."""
        reading = self.reading
        if last >= min(stop, len(reading)):
            return last
        if reading.words[last] in OPENING and reading.deps[last + 1 : last + 2] == ["prep"]:
            is_own = reading.heads[last + 1] in cues  # 'a fund "with trustees of its own"'
            return self._end(last + 1, last + 1, stop) if is_own else last
        verb = reading.heads[last]
        if reading.tags[last] == "TO" and reading.deps[last] == "aux" and reading.heads[verb] in cues:
            return self._end(last, verb, stop)
        if reading.deps[last] == "prep" and verb in cues and (verb != cues[0] or self._binds(last)):
            return self._end(last, last, stop)
        return last

    def _binds(self, preposition: int) -> bool:
        """Whether the words behind a noun narrow it: "a freeze on rents [in the old quarter]", not "[in a letter]"."""
        reading = self.reading
        word = reading.words[preposition].lower()
        if word in BINDING:
            return True
        objects = kids(reading, preposition, "pobj")
        if word not in LOOSELY_BINDING or not objects or reading.tags[objects[0]] not in ("NN", "NNS"):
            return False
        is_there = reading.tags[objects[0]] == "NNS" or any(
            reading.words[c].lower() == "the" for c in kids(reading, objects[0], "det")
        )
        name = lemma(reading, objects[0])
        is_date = any(first <= objects[0] < last for first, last, label in reading.entities if label in TIMES)
        return is_there and not is_date and name not in self.words["messenger"] | self.words["occasion"]

    def _is_loose(self, token: int) -> bool:
        """Whether the token belongs to no action at whose end it stands: a mark, an "and"."""
        word = self.reading.words[token]
        if (
            self.reading.tags[token] in ("CC", "TO")
            or word == "also"
            or self.reading.words[token - 2 : token + 1] == AS_WELL_AS
        ):
            return True
        return not word[-1].isalnum() and word not in KEPT_MARKS and (word == "." or not word.endswith("."))

    def _opens_reason(self, token: int, head: int) -> bool:
        """Whether the word opens a clause that tells why or when it was asked: "to be closed after papers showed"."""
        reading = self.reading
        if reading.deps[token] != "mark" or reading.words[token].lower() not in BREAKING_WORDS:
            return False
        return reading.heads[reading.heads[token]] == head and own_subject(reading, reading.heads[token]) is not None

    def _opens_cause(self, token: int, head: int) -> bool:
        """Whether the word tells why or when a thing was asked for: "calls for a ban [after the fire]"."""
        reading = self.reading
        is_thing = reading.tags[head][:1] == "N" and reading.pos[reading.heads[token]] != "VERB"  # "modeled after"
        return is_thing and reading.deps[token] == "prep" and reading.words[token].lower() in CAUSES

    def _opens_penalty(self, token: int) -> bool:
        """Whether the word opens what happens otherwise: "pay [or lose their licence]", "cuts [and threatened to]"."""
        word = self.reading.words[token].lower()
        uses = {"or": "penalty", "and": "threatening"}
        following = min(token + 1, len(self.reading) - 1)
        return word in uses and lemma(self.reading, following) in self.words[uses[word]]

    def _breaks(self, token: int) -> bool:
        """Whether a comma before the word ends the action: "..., which would", "..., saying", "..., after"."""
        reading = self.reading
        return reading.tags[token] in BREAKS or reading.words[token].lower() in BREAKING_WORDS

    def _with_marks(self, first: int, last: int) -> tuple[int, int]:
        """The action with the quotation marks that stand around it, and without half a pair."""
        words = self.reading.words
        opened = sum(w in ("“", "``") for w in words[first:last]) - sum(w in ("”", "''") for w in words[first:last])
        if opened > 0:
            end = last + 1 if last < len(words) and words[last] in ".,!?" else last
            if end < len(words) and words[end] in ("”", "''"):
                return first, end + 1
        before, behind = words[first - 1] if first else "", words[last] if last < len(words) else ""
        if before in ("“", "``", '"') and behind in ("”", "''", '"'):
            return first - 1, last + 1
        if opened < 0 and before in ("“", "``"):
            return first - 1, last
        return first, last
