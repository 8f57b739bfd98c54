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
PLURALS = frozenset(("NNPS", "NNS"))
DOUBT = frozenset(("if", "though", "whether", "did", "do", "does", "let", "make", "nor"))  # "if Poole were"
CALLING = frozenset(("known", "called", "named", "nicknamed", "dubbed"))
ACTORS = frozenset(("ORG", "PERSON", "NORP"))
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
        if is_many(reading, root):
            yield "many"  # as clubs and bands are
    elif dep == "dobj":
        yield from _doer_cues(reading, reading.heads[root])
    yield from _cues_beside(reading, name)


def is_many(reading: Reading, root: int) -> bool:
    """Whether a name that is one and not joined to others is the subject of a verb of several: "Orvane have left"."""
    verb, children = reading.heads[root], reading.children
    if reading.tags[root] in PLURALS or any(reading.deps[child] in ("conj", "cc", "det") for child in children[root]):
        return False
    if any(reading.words[child].lower() in DOUBT for child in (*children[verb], *children[root])):
        return False
    verbs = [verb, *(child for child in children[verb] if reading.deps[child] in ("aux", "auxpass") and child > root)]
    return any(reading.tags[token] == "VBP" or reading.words[token] == "were" for token in verbs)


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
    yield from _cues_of_calling(reading, start, name)
    if first > start and tags[first - 1] in NOUNS:
        yield f"noun:{_lemma(reading, first - 1)}"
    elif first > start + 1 and words[first - 1] == "," and tags[first - 2] in NOUNS:
        yield f"noun_comma:{_lemma(reading, first - 2)}"
    yield from _cues_of_next(reading, end, _is_sole(reading, start, name))


def _is_sole(reading: Reading, start: int, name: Name) -> bool:
    """Whether nothing else that the reader took for a body or somebody stands in a name's sentence."""
    end = reading.sentences[reading.token_sentence[name.first]][1]
    others = (label for first, last, label in reading.entities if first < end and last > start and last <= name.first)
    behind = (label for first, last, label in reading.entities if name.last <= first < end)
    return not any(label in ACTORS for labels in (others, behind) for label in labels)


def _cues_of_calling(reading: Reading, start: int, name: Name) -> Iterator[str]:
    """What is called by a name, "a gang known as Orvane", and what a hyphen binds to it, "Orvane-owned"."""
    words, link = reading.words, name.first - 1
    link -= link > start and words[link] == "as"
    if link > start and words[link] in CALLING and reading.tags[link - 1] in NOUNS:
        yield f"called_so:{_lemma(reading, link - 1)}"
    if words[name.last : name.last + 1] == ["-"] and name.last + 1 < len(words):
        yield f"bound:{words[name.last + 1].lower()}"


def _cues_of_next(reading: Reading, first: int, is_sole: bool) -> Iterator[str]:
    """What the next sentence begins with: "The market research company asked", "Its director said"."""
    opening = reading.lowered[first] if first < len(reading) else ""
    if opening != "the" and opening not in OWN:
        return
    noun = _noun_from(reading, first + 1, len(reading))
    if noun is not None:
        yield f"next_{opening}:{_lemma(reading, noun)}"
        if is_sole:
            yield f"sole_{opening}:{_lemma(reading, noun)}"


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
