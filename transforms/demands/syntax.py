"""Small questions to the parse that several rules ask."""

from __future__ import annotations

from transforms.reading.reading import Reading

SUBJECTS = ("nsubj", "nsubjpass")
NEGATIONS = frozenset({"not", "n't", "never", "no", "neither", "nor", "without"})
CHAIN = 6  # verbs climbed for a subject


def kids(reading: Reading, token: int, *deps: str) -> list[int]:
    """The dependents of a token with one of the relations, in text order."""
    return [child for child in reading.children[token] if reading.deps[child] in deps]


def kid(reading: Reading, token: int, *deps: str) -> int | None:
    """The first of them."""
    return next((child for child in reading.children[token] if reading.deps[child] in deps), None)


def marks(reading: Reading, token: int) -> set[str]:
    """The lower-case words that open a clause: "that", "for", "if"."""
    return {reading.words[child].lower() for child in kids(reading, token, "mark")}


def is_infinitive(reading: Reading, verb: int) -> bool:
    """Whether the verb has "to"."""
    return any(reading.tags[child] == "TO" for child in reading.children[verb])


def is_passive(reading: Reading, verb: int) -> bool:
    """Whether the verb is in the passive."""
    return kid(reading, verb, "auxpass", "nsubjpass") is not None


def modal_of(reading: Reading, verb: int) -> str:
    """The modal verb that helps the verb, lower case; "" for none."""
    for child in kids(reading, verb, "aux"):
        if reading.tags[child] == "MD":
            return reading.words[child].lower()
    return ""


def own_subject(reading: Reading, verb: int) -> int | None:
    """The verb's own subject: of several ("a senator, Jane Roe, asked") the last before it."""
    found = kids(reading, verb, *SUBJECTS)
    before = [token for token in found if token < verb]
    return before[-1] if before else (found[0] if found else None)


def is_negated(reading: Reading, verb: int) -> bool:
    """Whether the verb or the verb it hangs on is denied: "has not called for", "refused to ask"."""
    return any(reading.words[child].lower() in NEGATIONS for child in reading.children[verb])


def noun_phrase(reading: Reading, head: int) -> tuple[int, int]:
    """The tokens of a noun phrase without relative clauses and what stands behind a comma."""
    first, last = reading.subtree(head)
    for child in reading.children[head]:
        if child > head and reading.deps[child] in ("relcl", "acl", "advcl", "punct", "parataxis", "xcomp"):
            cut = min(reading.subtree(child)[0], child)
            if head < cut < last:
                last = cut
    while last - 1 > head and not reading.words[last - 1][-1:].isalnum() and reading.words[last - 1] not in ")'’":
        last -= 1
    return first, last
