"""What the text says that somebody or something is: posts, and nouns set beside a name ("Acme, a brewer")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transforms.nouns import Nouns
from transforms.reading.reading import Reading
from transforms.records import Role

DEFINITE = frozenset({"the", "this", "that"})
CLIMB = 4  # words above a title looked at for a verb of leaving
TAIL = re.compile(r"\s(?:of|for|to|at|in|on)\s|[,(–—]")  # behind a title's head
JOINT = re.compile(r"\s(?:and|&)\s|/")
SUFFIX = re.compile(r"(?<=\w)-(?=(?:elect|designate)\b)")  # the head of "mayor-elect" is "elect", in two words
MARKS = frozenset('“”"«»')
SEX = re.compile(r"(?<=\w{3})(?:wo)?(?:man|person)$")  # "chairwoman" and "chairman" are one post


class Stated(NamedTuple):
    """One thing the text calls an entity."""

    entity: int
    head: str  # the noun, in small letters
    words: frozenset[str]  # all words of the phrase
    organization: int | None = None
    is_former: bool = False
    token: int | None = None  # of a noun beside a name


def is_definite(reading: Reading, token: int) -> bool:
    """Whether the noun has "the", "this" or "that"."""
    for child in reading.children[token]:
        if reading.deps[child] == "det" and reading.lemmas[child].lower() in DEFINITE:
            return True
    return False


def spread_heads(head: str, nouns: Nouns) -> set[str]:
    """The nouns by which whoever is called by `head` may be described."""
    stem = SEX.sub("", head)
    found = {head, *nouns.holders.get(head, ())}
    return found | {stem + end for end in ("", "man", "woman", "person") if stem != head or stem == "chair"}


def find_posts(reading: Reading, roles: Sequence[Role], nouns: Nouns) -> Iterator[Stated]:
    """The posts of the roles."""
    for role in roles:
        title = _title_said(reading, role)
        words = frozenset(title.split()).union(*(nouns.spell_out(word) for word in title.split()))
        is_former = role.is_former or _is_left(reading, role, nouns)
        for part in JOINT.split(TAIL.split(title)[0]):
            if part.split():
                yield Stated(role.person, part.split()[-1], words, role.organization, is_former)


def find_beside(reading: Reading, entity: int, first: int, last: int) -> Iterator[Stated]:
    """What the nouns beside a name of the entity, the tokens first to last, call it."""
    for noun in _nouns_beside(reading, reading.root(first, last)):
        start, end = reading.subtree(noun)
        words = frozenset(word.lower() for word in reading.words[start : min(end, noun + 1)])
        yield Stated(entity, reading.lemmas[noun].lower(), words, token=noun)


def _title_said(reading: Reading, role: Role) -> str:
    """The words of a post in small letters; of what somebody does, "chairs the board", the verb alone."""
    first, last = reading.tokens_in(role.start, role.end)
    if first < last and reading.tags[first].startswith("VB") and last - first > 1:
        return reading.lemmas[first].lower()
    title = reading.text[role.start : role.end].lower().replace(".", "")
    return SUFFIX.sub(" ", title)


def _is_left(reading: Reading, role: Role, nouns: Nouns) -> bool:
    """Whether the sentence says that the post is given up ("quit as secretary", "Poole, the mayor, resigned")."""
    first, last = reading.tokens_in(role.start, role.end)
    token = reading.root(first, last) if first < last else 0
    for _ in range(CLIMB):
        token = reading.heads[token]
        if reading.lemmas[token] in nouns.leaving:
            return True
    return False


def _nouns_beside(reading: Reading, root: int) -> Iterator[int]:
    """The common nouns in apposition to a name, or said of it ("Acme is a brewer", "the brewer Acme")."""
    head, dep = reading.heads[root], reading.deps[root]
    found = [
        c for c in reading.children[root] if reading.deps[c] == "appos" or (c == root - 1 and _is_before(reading, c))
    ]
    if dep == "appos":
        found = [c for c in found if not _is_of_next(reading, c)]
        found.append(head)
    elif dep == "nsubj" and reading.lemmas[head] == "be" and not _is_hedged(reading, head):
        found += [c for c in reading.children[head] if reading.deps[c] == "attr"]
    yield from (n for n in found if reading.tags[n] == "NN" and not _is_parted(reading, *sorted((n, root))))


def _is_of_next(reading: Reading, noun: int) -> bool:
    """Whether an office is the next one's in a row: "the mayor, Dana Poole, the police chief, Lee Ortiz, and"."""
    behind = reading.words[noun + 1 : noun + 2] == [","] and reading.tags[noun + 2 : noun + 3] == ["NNP"]
    return behind and is_definite(reading, noun)


def _is_parted(reading: Reading, first: int, last: int) -> bool:
    """Whether a quotation mark stands between: what is in marks describes nobody outside them."""
    return any(not MARKS.isdisjoint(word) for word in reading.words[first + 1 : last])


def _is_before(reading: Reading, token: int) -> bool:
    """Whether a noun stands right before the name it describes, with an article: "the brewer Acme"."""
    return reading.deps[token] in ("compound", "nmod") and reading.tags[token] == "NN"


def _is_hedged(reading: Reading, verb: int) -> bool:
    return any(reading.deps[c] in ("neg", "aux") for c in reading.children[verb])
