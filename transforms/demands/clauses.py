"""Small questions to the parse that several rules ask."""

from __future__ import annotations

from transforms.grammar import SUBJECTS
from transforms.reading.reading import Reading

CLAUSES = ("advcl", "ccomp", "xcomp", "acl", "relcl", "conj", "dep", "parataxis")
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "without"})
BARE = frozenset({"VB", "VBP"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
OPENING = frozenset({"“", '"', "``", "‘", "'"})  # marks that begin a quotation
CLOSING = frozenset({"”", '"', "''", "’"})  # marks that end a quotation
VERBS = frozenset({"VERB", "AUX"})
SUBORDINATE = frozenset({"relcl", "acl", "punct", "advcl", "parataxis", "xcomp", "ccomp"})


def kids(reading: Reading, token: int, *deps: str) -> list[int]:
    """The dependents of a token with one of the relations, in text order."""
    return [child for child in reading.children[token] if reading.deps[child] in deps]


def kid(reading: Reading, token: int, *deps: str) -> int | None:
    """The first of them."""
    return next((child for child in reading.children[token] if reading.deps[child] in deps), None)


def lemma(reading: Reading, token: int) -> str:
    """The lemma in lower case."""
    return reading.lemmas[token].lower()


def phrase(reading: Reading, verb: int) -> str:
    """The lemma with the particle that makes it another verb: "turn down"."""
    particle = kid(reading, verb, "prt")
    return lemma(reading, verb) + (f" {lemma(reading, particle)}" if particle is not None else "")


def marks(reading: Reading, token: int) -> set[str]:
    """The lower-case words that open a clause: "that", "for", "if"."""
    return {reading.words[child].lower() for child in kids(reading, token, "mark")}


def objects_of(reading: Reading, token: int, *prepositions: str) -> list[int]:
    """The objects of the token's prepositions, with what the parse makes the verb's own: "called on [the board]"."""
    found = []
    for child in kids(reading, token, "prep", "dative", "agent", "prt"):
        if reading.words[child].lower() in prepositions:
            own = [noun for noun in kids(reading, token, "dobj") if reading.subtree(noun)[0] == child + 1]
            found += kids(reading, child, "pobj") or own
    return found


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


def shared_modal(reading: Reading, verb: int) -> str:
    """The modal of a bare verb, its own or that of the verb it is joined to: "can [dissolve it] and call for polls"."""
    found = modal_of(reading, verb)
    is_bare = reading.tags[verb] == "VB" and not kids(reading, verb, "aux", *SUBJECTS)
    return modal_of(reading, reading.heads[verb]) if not found and is_bare and reading.deps[verb] == "conj" else found


def own_subject(reading: Reading, verb: int) -> int | None:
    """The verb's own subject: of several ("a senator, Jane Roe, asked") the last before it."""
    found = kids(reading, verb, *SUBJECTS)
    if not found:  # "for [the board] to resign", where the parse makes the board the object of "for"
        found = [noun for mark in kids(reading, verb, "mark") for noun in kids(reading, mark, "pobj")]
    before = [token for token in found if token < verb]
    return before[-1] if before else (found[0] if found else None)


def opens_with(reading: Reading, verb: int, word: str) -> bool:
    """Whether a clause is opened by the word, which the parse may take for a preposition of the verb over it."""
    first = reading.subtree(verb)[0]
    before = reading.words[first - 1].lower() if first else ""
    return word in marks(reading, verb) or (before == word and own_subject(reading, verb) is not None)


def infinitive_after(reading: Reading, place: int, *heads: int) -> int | None:
    """The first infinitive behind a place, without a subject of its own, that hangs on one of the words."""
    for head in heads:
        for verb in kids(reading, head, *CLAUSES):
            if verb > place and is_infinitive(reading, verb) and own_subject(reading, verb) is None:
                return verb
    return None


def asked_again(reading: Reading, token: int) -> list[int]:
    """What more is asked for behind an "and for": "an end to raids and for [the release] of prisoners"."""
    is_next = reading.words[token].lower() == "for" and token > 0 and reading.tags[token - 1] == "CC"
    return kids(reading, token, "pobj") if is_next else []


def called_again(reading: Reading, token: int) -> int | None:
    """Who is called on behind an "and on", where an infinitive follows: "and on [the mayor] to wait"."""
    if reading.words[token].lower() not in ("on", "upon") or token == 0 or reading.tags[token - 1] != "CC":
        return None
    party = next(iter(kids(reading, token, "pobj")), None)
    behind = len(reading) if party is None else reading.subtree(party)[1]
    return party if behind < len(reading) and reading.tags[behind] == "TO" else None


def is_negated(reading: Reading, verb: int) -> bool:
    """Whether the verb is denied: "has not called for"."""
    return any(
        reading.words[child].lower() in NEGATIONS and (child < verb or reading.deps[child] == "neg")
        for child in reading.children[verb]
    )


def is_some(reading: Reading, noun: int) -> bool:
    """Whether the noun has "a" or "an": somebody or something that is not there yet."""
    return any(reading.words[child].lower() in ("a", "an") for child in kids(reading, noun, "det"))


def noun_phrase(reading: Reading, head: int) -> tuple[int, int]:
    """The tokens of a noun phrase without its clauses and what stands behind a comma."""
    first, last = reading.subtree(head)
    ends = [token for token in range(first, head) if _ends_phrase(reading, token)]
    first = ends[-1] + 1 if ends else first  # "in which she urged [the clerks]", where the parse hangs "in" on them
    for child in reading.children[head]:
        if child > head and reading.deps[child] in SUBORDINATE:
            cut = min(reading.subtree(child)[0], child)
            if head < cut < last:
                last = cut
    while last - 1 > head and not reading.words[last - 1][-1:].isalnum() and reading.words[last - 1] not in ")'’":
        last -= 1
    return first, last


def _ends_phrase(reading: Reading, token: int) -> bool:
    """Whether no noun phrase goes on behind a word: a finite verb, or a mark that ends a quotation."""
    is_finite = reading.tags[token] in FINITE and reading.pos[token] in VERBS
    return is_finite or reading.words[token][-1:] in ("”", '"')


def starts_clause(reading: Reading, token: int) -> bool:
    """Whether the token is a verb with a subject of its own joined to another: "and that the board resign"."""
    if reading.pos[token] not in VERBS or own_subject(reading, token) is None:
        return False
    first = kid(reading, token, "mark")
    return reading.deps[token] == "conj" or (first is not None and first > 0 and reading.tags[first - 1] == "CC")


def is_question(reading: Reading, token: int) -> bool:
    """Whether the token's sentence, or the quotation in it that holds the token, ends with a question mark."""
    first, last = reading.sentences[reading.token_sentence[token]]
    if "?" in reading.words[max(first, last - 3) : last]:
        return True
    behind = reading.words[token:last]
    closing = next((place for place, word in enumerate(behind) if word in CLOSING), 0)
    return behind[closing - 1 : closing] == ["?"]
