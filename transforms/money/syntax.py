"""Small questions about a parse that the claim steps share: heads, subjects, noun phrases."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter

from transforms.reading.reading import Reading
from transforms.records import Amount, Span

NOUNS = frozenset({"NOUN", "PROPN"})
VERBS = frozenset({"VERB", "AUX"})
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
LEFT_PARTS = frozenset(
    {"compound", "amod", "nmod", "nummod", "npadvmod", "advmod", "quantmod", "punct", "poss", "case"}
)
OWNERS = frozenset({"PRP$", "WP$"})  # "his", "whose"
TIME_LABELS = frozenset({"DATE", "TIME"})
PLACE_LABELS = frozenset({"GPE", "LOC"})
YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
MAX_CLIMB = 40  # a parse is no deeper in real sentences; bounds the work on hostile ones


class Site:
    """An amount in its sentence: its tokens first to last (half open), and the token that heads them."""

    def __init__(self, reading: Reading, amount: Amount, number: int = 0) -> None:
        self.reading = reading
        self.amount = amount
        self.number = number  # its place among the article's amounts
        self.first, last = reading.tokens_in(amount.start, amount.end)
        self.last = max(last, self.first + 1)
        self.sentence = reading.token_sentence[self.first]
        self.left, self.right = reading.sentences[self.sentence]
        self.head = self._find_head()

    def _find_head(self) -> int:
        heads = self.reading.heads
        outer = [t for t in range(self.first, self.last) if not self.first <= heads[t] < self.last or heads[t] == t]
        words = [t for t in outer if self.reading.pos[t] not in ("PUNCT", "ADP")]
        return (words or outer or [self.last - 1])[0]

    def climb(self) -> Iterator[int]:
        """The tokens above the amount's head, nearest first, up to the root."""
        token = self.head
        for _ in range(MAX_CLIMB):
            above = self.reading.heads[token]
            if above == token:
                return
            yield above
            token = above


def children_with(reading: Reading, token: int, *deps: str) -> list[int]:
    """The dependents of a token that have one of the relations, in text order."""
    return [c for c in reading.children[token] if reading.deps[c] in deps]


def label_of(reading: Reading, token: int) -> str:
    """spaCy's entity label of a token, empty for none."""
    place = bisect_right(reading.entities, token, key=itemgetter(0)) - 1  # a long text has thousands
    if place < 0:
        return ""
    _, last, label = reading.entities[place]
    return label if token < last else ""


def is_parted(reading: Reading, clause: int, verb: int) -> bool:
    """Whether a semicolon stands between a clause and the verb that the parse hangs it on."""
    return any(clause < mark < verb and reading.words[mark] == ";" for mark in children_with(reading, verb, "punct"))


def find_subject(reading: Reading, verb: int) -> int | None:
    """The head of a verb's subject: its own, the noun a relative clause hangs on, or the one it shares."""
    token = verb
    for _ in range(MAX_CLIMB):
        own = children_with(reading, token, *SUBJECTS)
        if not own and token == verb:  # a verb half read as a noun: "that the stadium cost €90 million"
            own = [c for c in children_with(reading, token, "compound") if c < token]
        if own:
            return _antecedent(reading, own[-1], token)
        dep, above = reading.deps[token], reading.heads[token]
        if above == token:
            return None
        if dep in ("acl", "relcl"):
            return _holder_of(reading, above) if reading.pos[above] in NOUNS else None
        if dep == "ccomp" and token == verb:
            return None  # what is said has a subject of its own, not the speaker
        if dep == "xcomp":
            objects = [c for c in children_with(reading, token, "dobj") if c < token]  # "which they expect to cost $5"
            objects += children_with(reading, above, "dobj", "dative")
            if objects and objects[0] < token:
                return _antecedent(reading, objects[0], above)
        token = above
    return None


def _antecedent(reading: Reading, subject: int, verb: int) -> int:
    """For "which" or "that", the noun its clause belongs to."""
    if not (_is_relative(reading, subject) or _is_share_of_relative(reading, subject)):
        return subject
    token = verb
    for _ in range(MAX_CLIMB):
        if reading.deps[token] == "relcl":
            return _agreeing(reading, reading.heads[token], verb)
        if reading.heads[token] == token:
            return subject
        token = reading.heads[token]
    return subject


def _is_relative(reading: Reading, token: int) -> bool:
    return reading.tags[token] in ("WDT", "WP") or reading.lemmas[token] in ("that", "which", "who")


def _is_share_of_relative(reading: Reading, subject: int) -> bool:
    """Whether a subject counts those of a relative: "each of which", "some of whom"."""
    links = [c for c in children_with(reading, subject, "prep") if reading.lemmas[c] == "of"]
    return any(_is_relative(reading, thing) for link in links for thing in children_with(reading, link, "pobj"))


def _agreeing(reading: Reading, noun: int, verb: int) -> int:
    """What a singular verb is about where the parse hangs its clause on a plural: "[a fee] on boats, which is"."""
    if reading.tags[verb] != "VBZ" or reading.tags[noun] not in ("NNS", "NNPS") or reading.deps[noun] != "pobj":
        return noun
    holder = reading.heads[reading.heads[noun]]
    is_one = reading.tags[holder] in ("NN", "NNP") and reading.deps[reading.heads[noun]] == "prep"
    return holder if is_one else noun


def _holder_of(reading: Reading, noun: int) -> int:
    """Who does the infinitive or participle on a noun: "an attempt by the union to", else the noun itself."""
    for child in children_with(reading, noun, "prep", "agent"):
        if reading.lemmas[child] == "by":
            objects = children_with(reading, child, "pobj")
            if objects:
                return objects[0]
    return noun


def is_pronoun(reading: Reading, token: int) -> bool:
    """Whether a token stands for a name or noun said elsewhere."""
    return reading.pos[token] == "PRON" or reading.tags[token] in ("PRP", "DT", "EX", "WP", "WDT")


def noun_phrase(reading: Reading, noun: int, avoid: tuple[int, int], room: int = 3) -> Span:
    """The words of a noun with what stands before it, and a short phrase behind it while `room` words allow.

    Articles, possessive pronouns and counts ("3,000 houses") are left out, and so are the tokens `avoid` (half open)
    of an amount and whatever a bracket parts from the noun.
    """
    first = noun
    for token in range(noun - 1, max(noun - 8, -1), -1):
        if reading.heads[token] == token or not _is_part(reading, token, noun, first):
            break
        if avoid[0] <= token < avoid[1] or reading.pos[token] == "SYM" or reading.words[token] in "()[]":
            break
        first = token
    if first > 0 and reading.pos[first - 1] == "SYM":  # the figures of another amount
        while first < noun and reading.pos[first] in ("NUM", "SPACE"):
            first += 1
    while first < noun and _is_no_name(reading, first):
        first += 1
    first = reading.hyphenated_from(first, avoid[1] if avoid[1] <= first else 0)
    last = _extend(reading, noun, avoid, room - (noun - first))
    return reading.span(first, last)


def _is_no_name(reading: Reading, token: int) -> bool:
    """Whether a word at the head of a phrase is an article, a mark or a count that is no year."""
    if reading.pos[token] == "NUM":
        return not YEAR.fullmatch(reading.words[token])
    return reading.pos[token] in ("PUNCT", "DET", "PART", "ADV", "SPACE") or reading.tags[token] in OWNERS


def _is_part(reading: Reading, token: int, noun: int, first: int) -> bool:
    """Whether a token is a modifier within the noun's phrase, directly or through another part of it."""
    if reading.deps[token] not in LEFT_PARTS or reading.tags[token] in OWNERS:
        return False
    return first <= reading.heads[token] <= noun or token < reading.heads[token] <= noun


def _extend(reading: Reading, noun: int, avoid: tuple[int, int], room: int) -> int:
    """The end of the phrase: past "of trade", "in goods trade" when it is short and no date or amount."""
    for prep in children_with(reading, noun, "prep"):
        if prep != noun + 1 or reading.lemmas[prep] not in ("of", "in", "on", "for", "with", "from", "under", "to"):
            continue
        first, last = reading.subtree(prep)
        if not (last <= avoid[0] or first >= avoid[1]) or first != prep:
            continue
        content = [t for t in range(prep + 1, last) if reading.pos[t] in ("NOUN", "PROPN", "ADJ", "NUM", "VERB")]
        dated = any(label_of(reading, t) in TIME_LABELS for t in content)
        if content and len(content) < room and not dated:
            return last
    return noun + 1
