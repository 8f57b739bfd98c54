"""Where an action begins and ends, and which joined actions are rows of their own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from transforms.demands.clauses import (
    BARE,
    called_again,
    is_infinitive,
    is_some,
    kids,
    lemma,
    modal_of,
    objects_of,
    own_subject,
)
from transforms.demands.ends import FINITE_VERBS, EndReader
from transforms.demands.wanted import Content
from transforms.grammar import SUBJECTS

FINITE = frozenset({"VBD", "VBZ", "VBG", "VBN"})
HELPERS = frozenset({"advmod", "neg", "auxpass", "npadvmod"})
GLUED = frozenset({"n't", "n’t"})
FORETELLING = frozenset({"will", "would", "'ll", "’ll", "can", "could", "may", "might"})
LIGHT = frozenset({"DT", "TO", "PRP", "PRP$", "CC", "IN", "POS", "``", "''", ",", "HYPH"})
MOST_ITEMS = 40
LONGEST = 120  # tokens of an action


class Action(NamedTuple):
    """One action as tokens, half open, its head word and who is to do it."""

    first: int
    last: int
    head: int
    party: int | None
    kind: str


class ActionReader(EndReader):
    """Cuts the complements of one article's cues into actions."""

    def split(self, content: Content, cue: int, asker: int | None = None) -> list[Action]:
        """The actions of a cue's complement, in text order; the asker may stand behind them."""
        heads = list(self._joined(content))[:MOST_ITEMS]
        heads = self._kept_apart(content, heads)
        starts = [self._start(content, head) for head in heads]
        actions = []
        for place, head in enumerate(heads):
            stop = min((s for s in starts if s > starts[place]), default=len(self.reading))
            last = self._end(starts[place], head, self._giver(content, head, stop, asker))
            if content.kind == "thing":
                others = [other for other in heads if other != head and last == head + 1]
                last = self._reach((cue, *others), last, stop)
            actions.append(self._action(content, head, starts[place], last))
        return [a for a in actions if a.first < a.last and a.last - a.first <= LONGEST]

    def _action(self, content: Content, head: int, first: int, last: int) -> Action:
        first, last = self._with_marks(first, last)
        return Action(first, last, head, self._party(content, head), content.kind)

    def _giver(self, content: Content, head: int, stop: int, asker: int | None) -> int:
        """Where an action ends before who is to give it, or who asks: "an apology [from the board]"."""
        if content.kind == "thing" and content.party is not None and content.party > head:
            return min(stop, self.reading.heads[content.party])
        return stop if asker is None or asker <= head else min(stop, self.reading.heads[asker])

    def _party(self, content: Content, head: int) -> int | None:
        """Who is to act: the joined verb's own subject, else the complement's."""
        if content.kind != "thing" and head != content.head:
            subject = own_subject(self.reading, head)
            if subject is not None:
                return subject
        if content.kind == "clause":  # "that it be closed [by the board]"
            return next(iter(objects_of(self.reading, head, "by")), None)
        return content.party

    # -- which words are joined

    def _joined(self, content: Content) -> Iterator[int]:
        yield content.head
        seen, queue = {content.head}, [content.head]
        while queue:
            head = queue.pop(0)
            for child in kids(self.reading, head, "conj", *(["appos"] if content.kind == "thing" else [])):
                if child not in seen and self._is_like(content, child):
                    seen.add(child)
                    queue.append(child)
                    yield child
            for child in self._listed_acts(head) if content.kind == "act" else ():
                seen.add(child)
                queue.append(child)
                yield child
        if content.kind == "act":
            deep = [verb for verb in self._deep_acts(content.head) if verb not in seen]
            yield from deep
            yield from (verb for verb in self._strays(max(seen)) if verb not in seen and verb not in deep)
        if content.kind == "thing":
            yield from (noun for noun in self._deep_things(content.head) if noun not in seen)

    def _deep_things(self, head: int) -> Iterator[int]:
        """Nouns joined in the parse to a noun inside the phrase that are items beside its head.

        "An apology for the delays and a full audit" are two. So is a noun for what is granted beside one that is not.
        """
        reading, found = self.reading, set[int]()
        for noun in range(head + 1, reading.subtree(head)[1]):
            joined_to = reading.heads[noun]
            if reading.deps[noun] not in ("conj", "appos") or reading.tags[noun][:1] != "N" or joined_to == head:
                continue
            if joined_to in found or self._is_deep(noun, joined_to, head):
                found.add(noun)
                yield noun

    def _is_deep(self, noun: int, joined_to: int, head: int) -> bool:
        """Whether a noun joined to one inside the phrase is rather an item beside its head."""
        is_listed = self.reading.words[self.reading.subtree(noun)[0] - 1] == "," and self._is_granted(noun)
        if self.reading.deps[noun] == "appos" and not is_listed:
            return False  # "modeled after one of Ada Hale, a professor"
        is_parallel = self._is_whole(noun) and self._is_whole(head) and not self._is_whole(joined_to)
        is_parallel = is_parallel and not self._is_ended(joined_to, head)
        is_plain = self._is_granted(noun) and not self._is_granted(joined_to)
        is_bare = not self._is_whole(joined_to) and not kids(self.reading, joined_to, "det")
        is_next = is_plain and is_bare and self._is_whole(noun)  # "talks with owners and [the dismissal of]"
        return is_parallel or is_next or (is_plain and (self._is_granted(head) or self._is_new(head)))

    def _listed_acts(self, verb: int) -> Iterator[int]:
        """The next items of a list that the parse takes for an end: "to air it, [to mend] the roof and to go"."""
        reading = self.reading
        for other in kids(reading, verb, "advcl"):
            is_item = other > verb and self._opens_item(other, ",") and own_subject(reading, other) is None
            if is_item and any(self._opens_item(last, "and") for last in kids(reading, other, "conj")):
                yield other

    def _opens_item(self, verb: int, before: str) -> bool:
        """Whether an infinitive stands right behind a word: ", to mend", "and to mend"."""
        words = [word.lower() for word in self.reading.words[max(0, verb - 2) : verb]]
        return words == [before, "to"]

    def _is_beside_aside(self, verb: int, token: int) -> bool:
        """Whether the parse joins an item to an aside: "to spare the oldest, who is ill, [and to accept] a doctor"."""
        reading = self.reading
        head = reading.heads[token]
        is_aside = reading.deps[token] == "conj" and reading.deps[head] == "relcl" and reading.tags[head] in FINITE
        is_behind = reading.words[token - 3] == "," and self._opens_item(token, "and")
        return is_aside and is_behind and is_infinitive(reading, verb)

    def _deep_acts(self, verb: int) -> Iterator[int]:
        """Bare verbs that the parse joins to a noun of the first action: "cancel the sale [and fund four clinics]"."""
        reading = self.reading
        for token in range(verb + 1, reading.subtree(verb)[1]):
            if self._is_beside_aside(verb, token):
                yield token
                continue
            is_joined = reading.deps[token] == "conj" and reading.tags[reading.heads[token]][:1] == "N"
            is_bare = (
                reading.tags[token] in BARE and reading.pos[token] == "VERB" and not kids(reading, token, *SUBJECTS)
            )
            if is_joined and is_bare and reading.tags[token - 1] == "CC" and kids(reading, token, "dobj", "prep"):
                yield token

    def _is_whole(self, noun: int) -> bool:
        """Whether the noun is introduced as a thing of its own: "a review", "the return of the boats"."""
        reading = self.reading
        is_owned = any(reading.words[c].lower() == "of" for c in kids(reading, noun, "prep"))
        return self._is_new(noun) or (is_owned and bool(kids(reading, noun, "det")))

    def _is_new(self, noun: int) -> bool:
        """Whether the noun is something that is not there yet: "a full audit", "higher pay"."""
        return is_some(self.reading, noun) or any(self.reading.tags[c] == "JJR" for c in self.reading.children[noun])

    def _is_like(self, content: Content, other: int) -> bool:
        """Whether the joined word says one more action and not what happened next."""
        reading = self.reading
        if "or" in (w.lower() for w in reading.words[max(0, reading.subtree(other)[0] - 1) : other]):
            return False  # "close the road or mend it" is one choice
        if content.kind == "thing":
            return self._is_like_thing(content.head, other)
        if own_subject(reading, other) is not None or modal_of(reading, other) in FORETELLING:
            return False  # a clause of its own, or what will be
        tag = reading.tags[other]
        if other and called_again(reading, reading.subtree(other)[0]) is not None:
            return False  # "and on the mayor to wait" is asked of another
        is_done = content.kind == "clause" and tag == "VBN"  # "that it be closed and sold"
        is_condition = tag in FINITE_VERBS and tag == reading.tags[content.head]  # "only if it frees them and pays"
        return is_infinitive(reading, other) or tag in BARE or is_done or is_condition

    def _is_like_thing(self, head: int, other: int) -> bool:
        """Whether the joined word is one more thing beside the head."""
        reading = self.reading
        if lemma(reading, other) in self.words["demand_noun"]:
            return False  # "urging for a share as well as its demands to go"
        if reading.deps[other] == "appos":
            is_listed = reading.words[reading.subtree(other)[0] - 1] == ","
            is_next = self._is_new(head) and (self._is_new(other) or self._is_granted(other))
            return is_listed and (is_next or (self._is_whole(head) and self._is_granted(other)))
        if any(lemma(reading, child) in self.words["threatening"] for child in kids(reading, other, "amod")):
            return False  # "demanded cuts and threatened a strike"
        if lemma(reading, head) in self.words["ending"] and objects_of(reading, head, "to"):
            return self._is_granted(other)  # not "an end to raids and the burning of boats"
        return reading.tags[other][:1] in "NJ" or reading.tags[other] in ("VBG", "CD")

    def _strays(self, verb: int) -> Iterator[int]:
        """Bare verbs that go on with a list but hang on the main verb in the parse: "..., rehire them; end ..."."""
        reading = self.reading
        end = min(reading.sentences[reading.token_sentence[verb]][1], verb + LONGEST)
        found: set[int] = set()
        for token in range(reading.subtree(verb)[1], end):
            is_like_verb = reading.tags[token] == "NN" and bool(kids(reading, token, "dobj"))  # "reinstate"
            is_bare = reading.tags[token] in BARE or is_like_verb
            is_foretold = modal_of(reading, token) in FORETELLING
            is_verb = is_bare and not is_foretold and not kids(reading, token, *SUBJECTS)
            if is_verb and (reading.heads[token] in found or self._is_stray(token, verb)):
                found.add(token)
                yield token

    def _is_stray(self, token: int, verb: int) -> bool:
        """Whether a bare verb is joined to a finite one, which only an infinitive's list explains, or opens an item."""
        reading = self.reading
        head = reading.heads[token]
        before = {word.lower() for word in reading.words[token - 2 : token]}
        is_item = reading.words[token - 1] == ";" or before == {";", "and"}
        if is_item:
            return True
        is_joined = reading.deps[token] == "conj" and head < verb and reading.tags[head] in FINITE
        is_past = reading.tags[head] == "VBD"  # beside which "disclose" can be no second finite verb
        return is_joined and (reading.tags[token] in ("VB", "NN") or is_past)

    def _kept_apart(self, content: Content, heads: list[int]) -> list[int]:
        """The heads if each says an action of its own, else the first alone."""
        if len(heads) < 2:
            return heads
        apart = self._are_things if content.kind == "thing" else self._are_acts
        return heads if apart(heads) else heads[:1]

    def _are_things(self, heads: list[int]) -> bool:
        """Whether each noun has words of its own: "better pensions and decent wages", not "love and racial unity"."""
        tags = self.reading.tags
        return all(
            self._own_words(head, heads) > 1 or is_some(self.reading, head) or tags[head + 1 : head + 2] == ["IN"]
            for head in heads
        )

    def _are_acts(self, heads: list[int]) -> bool:
        """Whether the verbs have objects of their own: not "find and punish them", "name them and own them"."""
        reading = self.reading
        for one, other in pairwise(heads):
            if other - one <= 2 and reading.tags[other - 1] == "CC":
                return False
        return any(self._own_words(head, heads) > 1 for head in heads)

    def _own_words(self, head: int, heads: list[int]) -> int:
        """The words of an item that say something, up to where the next begins."""
        reading = self.reading
        first, last = reading.subtree(head)
        stop = min((reading.subtree(h)[0] for h in heads if h > head), default=last)
        return sum(reading.tags[t] not in LIGHT and reading.words[t].isalnum() for t in range(first, min(last, stop)))

    def _is_ended(self, noun: int, head: int) -> bool:
        """Whether the head is the end of what the noun names: "an end to [raids] and the burning of boats"."""
        reading = self.reading
        return lemma(reading, head) in self.words["ending"] and reading.words[reading.heads[noun]].lower() == "to"

    def _start(self, content: Content, head: int) -> int:
        reading = self.reading
        if content.kind == "thing":
            return reading.subtree(head)[0]
        if content.kind == "undone":
            return head  # "if it does not [pay]"
        subject = own_subject(reading, head)
        if content.kind == "clause" and subject is not None and subject < head:
            return reading.subtree(min([*kids(reading, head, *SUBJECTS), subject]))[0]
        to = next((c for c in reading.children[head] if reading.tags[c] == "TO" and c < head), None)
        if to is not None:
            return to - 1 if reading.words[to - 1].lower() in ("not", "never") else to + 1
        negated = next((c for c in reading.children[head] if c < head and reading.words[c].lower() in GLUED), None)
        if negated is not None:
            return negated - 1  # "shouldn't go" is no demand to go
        first = head
        for child in reversed([c for c in reading.children[head] if c < head and reading.deps[c] in HELPERS]):
            if reading.words[child].lower() == "also":
                break
            if reading.subtree(child)[1] == first:
                first = reading.subtree(child)[0]
        return first
