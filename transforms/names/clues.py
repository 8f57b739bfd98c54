"""What the words around a name say of it, as plain facts: "own:profit", "prep=at:work", "next_the:company".

They stand beside the facts of evidence.py where an article alone can tell what an unknown name means
(unknown_names.py), and are read there only.
"""

from __future__ import annotations

from collections.abc import Iterator

from transforms.grammar import SUBJECTS
from transforms.names.splits import POSSESSIVES
from transforms.names.words import Name
from transforms.reading.reading import Reading

OBJECTS = frozenset(("dobj", "attr", "oprd", "acomp", "npadvmod"))  # "fell 3 percent" too
CLAUSES = frozenset(("xcomp", "ccomp", "conj"))
WITHIN = frozenset(("JJ", "JJR", "JJS", "NN", "NNS", "CD", "VBN", "VBG", "HYPH", "RBS"))  # of a noun phrase
NOUNS = frozenset(("NN", "NNS"))
PARTED = frozenset(("VBN", "VBD", "VBG", "IN", "JJ", "RB", "WDT", "WP", "WRB", "WP$"))  # what may begin a phrase
LINKS = ("is", "was", "are", "were", "became")
OWN = frozenset(("its", "his", "her", "their"))
NAMES = frozenset(("NNP", "NNPS"))
NAME = "Name"
LONGEST = 6  # words from a name to the noun that it owns or stands before


def find_cues(reading: Reading, name: Name) -> Iterator[str]:
    """The facts of one place of a name, as relation and lemma."""
    root = reading.root(name.first, name.last)
    dep = reading.deps[root]
    if dep == "conj":
        while reading.deps[root] == "conj" and reading.heads[root] != root:
            root = reading.heads[root]
        if reading.deps[root] != "pobj":
            yield f"conj={reading.deps[root]}:{_lemma(reading, reading.heads[root])}"
    if reading.deps[root] == "pobj":
        link = reading.heads[root]
        yield f"prep={reading.words[link].lower()}:{_lemma(reading, reading.heads[link])}"
    if dep in SUBJECTS:
        yield from _deed_cues(reading, reading.heads[root])
        yield from _teller_cues(reading, reading.heads[root])
        if dep == "nsubj" and reading.tags[reading.heads[root]] == "VBP":
            yield "many"  # as clubs and bands are
    elif dep == "dobj":
        yield from _doer_cues(reading, reading.heads[root])
    yield from _cues_beside(reading, name)


def _lemma(reading: Reading, token: int) -> str:
    """A word's lemma; one for all names, "prep=of:Name" of "Dana Poole of Orvane"."""
    return NAME if reading.tags[token] in NAMES else reading.lemmas[token].lower()


def _deed_cues(reading: Reading, verb: int) -> Iterator[str]:
    """What the subject of a verb does it to, what it does next, and with or in what."""
    for child in reading.children[verb]:
        dep = reading.deps[child]
        if dep in OBJECTS:
            yield f"obj:{_lemma(reading, child)}"
        elif dep in CLAUSES:
            yield f"then:{_lemma(reading, child)}"
        elif dep in ("prep", "agent"):
            ends = (end for end in reading.children[child] if reading.deps[end] == "pobj")
            yield from (f"deed_{reading.words[child].lower()}:{_lemma(reading, end)}" for end in ends)


def _teller_cues(reading: Reading, verb: int) -> Iterator[str]:
    """Who says what a name does: "the union said Acme had refused", "brokers said Acme was cheap"."""
    if reading.deps[verb] == "ccomp" and reading.heads[verb] < verb:
        for child in reading.children[reading.heads[verb]]:
            if reading.deps[child] in SUBJECTS and reading.tags[child] in NOUNS:
                yield f"told:{_lemma(reading, child)}"


def _doer_cues(reading: Reading, verb: int) -> Iterator[str]:
    """Who does something to the object of a verb."""
    for child in reading.children[verb]:
        if reading.deps[child] in SUBJECTS:
            yield "doer=name" if reading.tags[child] == "NNP" else f"doer:{_lemma(reading, child)}"


def _cues_beside(reading: Reading, name: Name) -> Iterator[str]:
    """What stands right beside a name, and what the next sentence begins with."""
    words, tags, first, last = reading.words, reading.tags, name.first, name.last
    start, end = reading.sentences[reading.token_sentence[first]]
    noun = _noun_from(reading, last, end)
    if noun is not None:
        yield f"before_noun:{_lemma(reading, noun)}"
    if last < end and words[last] in POSSESSIVES:
        noun = _noun_from(reading, last + 1, end)
        if noun is not None:
            yield f"own:{_lemma(reading, noun)}"
    if last + 1 < end and words[last] == "and" and words[last + 1] in OWN:
        yield f"and_{words[last + 1]}"
    yield from _cues_behind(reading, last, end)
    if first > start and tags[first - 1] in NOUNS:
        yield f"noun:{_lemma(reading, first - 1)}"
    elif first > start + 1 and words[first - 1] == "," and tags[first - 2] in NOUNS:
        yield f"noun_comma:{_lemma(reading, first - 2)}"
    yield from _cues_of_next(reading, end)


def _cues_of_next(reading: Reading, first: int) -> Iterator[str]:
    """What the next sentence begins with: "The market research company asked", "Its director said"."""
    opening = reading.lowered[first] if first < len(reading) else ""
    if opening != "the" and opening not in OWN:
        return
    noun = _noun_from(reading, first + 1, len(reading))
    if noun is not None:
        yield f"next_{opening}:{_lemma(reading, noun)}"


def _cues_behind(reading: Reading, last: int, end: int) -> Iterator[str]:
    """What a name is said to be right behind it, by the words alone: "Acme, the maker of", "Acme is a firm"."""
    words, tags = reading.words, reading.tags
    if last + 1 >= end or words[last] not in (",", *LINKS):
        return
    first = last + 1
    if words[last] == "," and tags[first] not in ("DT", "CD", "PRP$"):
        yield f"comma:{words[first].lower()}" if tags[first] in PARTED else f"comma={tags[first]}"
        return
    if tags[first] == "CD" and words[first + 1 : first + 2] == [","]:
        yield "aged"
    noun = _noun_from(reading, first + (tags[first] in ("DT", "PRP$")), end)
    if noun is not None:
        yield f"{'apposed' if words[last] == ',' else 'called'}:{_lemma(reading, noun)}"


def _noun_from(reading: Reading, first: int, end: int) -> int | None:
    """The last word of the noun phrase that goes on at a token; None where none does."""
    token = first
    while token < min(end, first + LONGEST) and reading.tags[token] in WITHIN:
        token += 1
    return token - 1 if token > first and reading.tags[token - 1] in NOUNS else None
