"""Whom grammar forbids a pronoun to mean: in "Poole asked him", "him" cannot be Poole."""

from __future__ import annotations

from transforms.grammar import SUBJECTS
from transforms.reading.reading import Reading

OBJECTS = frozenset(("dobj", "iobj", "dative", "pobj"))
BESIDE = frozenset(("flat", "appos"))
OPENERS = frozenset(("WRB", "WDT", "WP"))  # tags of words that open a clause on what stands before
WHO = frozenset(("WP", "WDT"))
CLIMB = 3  # verbs up to the one that has a subject
OF_OBJECT = frozenset(("for", "of", "from", "into"))  # "thanked Ortiz for calling": Ortiz called
ADVERB = 2  # tokens from a preposition to its verb, one between them at most
ASK = "ask"


def is_blocked(reading: Reading, token: int, other: int) -> bool:
    """Whether a pronoun cannot mean the person of whose mention `other` is the head: "Dana, his brother"."""
    head = reading.heads[token]
    if reading.deps[token] in OBJECTS and not reading.words[token].lower().endswith("self"):
        verb = reading.heads[head] if reading.deps[token] == "pobj" else head
        if _does(reading, other, verb):
            return True
    if reading.deps[token] == "poss":
        owned = reading.deps[head] == "appos" and reading.heads[head] == other
        return owned or (reading.deps[other] == "appos" and reading.heads[other] == head)
    return _is_asked_about(reading, token, other) or _is_told_of(reading, token, other)


def _does(reading: Reading, token: int, verb: int) -> bool:
    """Whether a mention is the subject of a verb, by itself, by "who", or by a verb above that has the subject."""
    deps, heads = reading.deps, reading.heads
    nouns = {token, _base(reading, token)}
    for _ in range(CLIMB):
        subjects = [child for child in reading.children[verb] if deps[child] in SUBJECTS]
        if subjects:
            is_who = deps[verb] == "relcl" and heads[verb] in nouns and reading.tags[subjects[0]] in WHO
            return is_who or not nouns.isdisjoint(subjects)
        if not _shares_subject(reading, verb):
            return False
        verb = heads[heads[verb]] if deps[verb] == "pcomp" else heads[verb]
    return False


def _base(reading: Reading, token: int) -> int:
    """The noun before a name beside which the name stands: "the historian Dana Poole"."""
    while reading.deps[token] in BESIDE and reading.heads[token] < token:
        token = reading.heads[token]
    return token


def _shares_subject(reading: Reading, verb: int) -> bool:
    """Whether a clause without a subject has that of the verb above it.

    "Asked Ortiz to call" has the object for one, and in "said Ortiz was late and criticized him" the parser is as
    likely wrong as right about the verb above.
    """
    deps, heads, above = reading.deps, reading.heads, reading.heads[verb]
    if deps[verb] == "conj":
        return deps[above] != "ccomp"
    if deps[verb] == "pcomp":  # "without asking him", but not "about her father teaching her"
        return verb - above <= ADVERB and not (
            reading.words[above].lower() in OF_OBJECT and _has_object(reading, heads[above])
        )
    return deps[verb] == "xcomp" and not _has_object(reading, above)


def _has_object(reading: Reading, verb: int) -> bool:
    return any(reading.deps[child] in OBJECTS for child in reading.children[verb])


def _is_told_of(reading: Reading, token: int, other: int) -> bool:
    """Whether the pronoun says something of the mention between it and its verb: "Poole, he said, would run".

    "Poole would run, he said" is how news reports what Poole says of himself. In "Poole, who left Acme, where he was
    head, would run" a word opens the pronoun's clause.
    """
    is_between = {reading.deps[token], reading.deps[other]} <= SUBJECTS and other < token < reading.heads[other]
    return is_between and not any(reading.tags[child] in OPENERS for child in reading.children[reading.heads[token]])


def _is_asked_about(reading: Reading, token: int, other: int) -> bool:
    """Whether the mention stands in the question that the pronoun answers: "Asked if Poole would run, he said"."""
    children = reading.children[reading.heads[token]]
    asked = [c for c in children if reading.lemmas[c] == ASK and reading.tags[c] == "VBN" and c < token]
    return any(c < other <= reading.edges[1][c] for c in asked)
